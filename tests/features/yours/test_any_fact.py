"""Whatever phones may tell, of every kind there is, comes home word for word."""

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from routines.core.event import EventKind
from tests.features import facts
from tests.features.visitor import Visitor
from tests.features.yours.anything import KINDS, entry
from tests.features.yours.home import alike, bring, erase, export
from tests.people import settled_in

EXAMPLES = int(os.environ.get("EVENFALL_EXAMPLES", "4"))
ONE_OF_EACH = st.tuples(*(entry(kind) for kind in sorted(KINDS)))
MORE = st.lists(st.sampled_from(sorted(KINDS)).flatmap(entry), max_size=12)


def test_every_kind_of_fact_is_drawn() -> None:
    assert set(KINDS) == {kind.value for kind in EventKind}


@pytest.mark.promise(15)
@pytest.mark.timeout(0 if EXAMPLES > 100 else 180)
def test_whatever_phones_tell_comes_home_word_for_word(visit: Callable[..., Visitor]) -> None:
    people = iter(range(10**6))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, Phase.shrink] if EXAMPLES > 100 else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn=st.tuples(ONE_OF_EACH, MORE))
    def comes_home(drawn: tuple[Sequence[Any], Sequence[Any]]) -> None:
        number = next(people)
        visitor, home = visit(), visit()
        for one in (visitor, home):
            one.client.environ_base["REMOTE_ADDR"] = f"127.1.{number // 200}.{number % 200 + 1}"
        settled_in(visitor, "Ana", f"ana{number}@example.org")
        told = list({line["event"]["id"]: line for line in (*drawn[0], *drawn[1])}.values())
        sent = facts.batch(visitor.account, []) | {"entries": told}
        answer = visitor.send("POST", "/api/v1/sync", sent).get_json()
        assert facts.statuses(answer) == ["stored"] * len(told)
        before = export(visitor)
        assert [line["age_ms"] for line in before["events"]] == [line["age_ms"] for line in told]
        erase(visitor)
        home.sign_up("Bea", f"bea{number}@example.org", zone="UTC")
        answer = bring(home, before)
        assert answer.status_code == 302, answer.text
        assert alike(export(home)) == alike(before)

    comes_home()
