"""Promise 14: no answer, list, mark, own step, check-in, undo or file, forged or not, brings up what is ruled out."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from routines.builder import forms
from routines.core.profile import Clearance, Effect, Symptom
from routines.core.safety import CLEARABLE
from routines.core.step import Equipment, Mobility, Region
from routines.library import load_library
from tests.features import facts
from tests.features.builder import forging
from tests.features.builder.untrusting import Person, look
from tests.features.visitor import Visitor
from tests.features.yours import home

EXAMPLES = int(os.environ.get("EVENFALL_EXAMPLES", "8"))
"""More by hand: EVENFALL_EXAMPLES=500. The same examples at every run, so that a red test is never luck."""
STEPS = 12

LIBRARY = load_library().steps
SEED = st.integers(0, 2**32)


Body = dict[str, Any]


class Evenings(RuleBasedStateMachine):
    """`new`: a fresh browser, set by the test, so that each example is another person on the same server."""

    new: Callable[[], Visitor]
    number = 0

    @initialize(seed=SEED, skipped=st.sets(st.sampled_from((1, 2, 3))))
    def arrives(self, seed: int, skipped: set[int]) -> None:
        self.visitor = self.somebody()
        self.person = Person(LIBRARY, facts.tonight())
        self.at = datetime.now(UTC) - timedelta(minutes=10)
        for screen in (1, 2, 3, 4):
            if screen in skipped:
                self.visitor.skip(screen)
            else:
                self.answer(screen, random.Random(seed + screen))
        self.main = self.visitor.bundle()["routine"]["id"]

    def somebody(self) -> Visitor:
        Evenings.number += 1
        visitor = type(self).new()
        # So many people cannot sign up from one address.
        address = f"127.1.{Evenings.number // 200}.{Evenings.number % 200 + 1}"
        visitor.client.environ_base["REMOTE_ADDR"] = address
        visitor.sign_up("Ana", f"ana{Evenings.number}@example.org")
        return visitor

    @rule(screen=st.sampled_from((1, 2, 3, 3, 3, 4)), seed=SEED)
    def answers(self, screen: int, seed: int) -> None:
        self.answer(screen, random.Random(seed))

    def answer(self, screen: int, chance: random.Random) -> None:
        sent, changes = getattr(self, f"_screen_{screen}")(chance)
        assert self.visitor.answer(screen, sent).status_code == 302, sent
        self.person.profile = replace(self.person.profile, **changes)

    def _screen_1(self, chance: random.Random) -> tuple[Body, Body]:
        symptoms, regions = forging.some(chance, Symptom), forging.some(chance, Region)
        sent = {"symptoms": symptoms, "regions": regions}
        return sent, {name: frozenset(codes) for name, codes in sent.items()}

    def _screen_2(self, chance: random.Random) -> tuple[Body, Body]:
        mobility, helped, things = (
            chance.choice(list(Mobility)),
            chance.random() < 0.5,
            forging.some(chance, Equipment),
        )
        sent = {"mobility": mobility.value, "helper": "yes" if helped else "no", "equipment": things}
        return sent, {"mobility": mobility, "has_helper": helped, "equipment": frozenset(things)}

    def _screen_3(self, chance: random.Random) -> tuple[Body, Body]:
        now = forging.some(chance, (flag for flag, _ in forms.NOW_FLAGS), 1) if chance.random() < 0.15 else []
        lasting = forging.some(chance, (flag for flag, _ in forms.LASTING_FLAGS), chance.choice((0, 2, 4, 8)))
        heat, cold = chance.choice(list(Effect)), chance.choice(list(Effect))
        sent = {"now_flags": now, "lasting_flags": lasting, "heat": heat.value, "cold": cold.value}
        if not now and not lasting:
            sent["none_of_these"] = "y"
        cleared = None
        if CLEARABLE & set(lasting) and chance.random() < 0.5:
            cleared = Clearance("Dr Vega", date(2026, 10, 1))
            sent |= {"clearance_by": cleared.by, "clearance_on": cleared.on.isoformat()}
        answers = {flag: flag in {*now, *lasting} for flag in forms.ALL_FLAGS}
        return sent, {"answers": answers, "heat": heat, "cold": cold, "clearance": cleared}

    def _screen_4(self, chance: random.Random) -> tuple[Body, Body]:
        minutes, short = chance.choice((10, 15, 20, 30, 45)), chance.choice((3, 5, 8, 10))
        sent = {"lights_out": "22:30", "minutes": str(minutes), "short_minutes": str(short)}
        return sent, {"minutes": minutes, "short_minutes": short}

    @rule(seed=SEED, number=st.integers(1, 8))
    def tells(self, seed: int, number: int) -> None:
        """Several facts in one batch, each a second after the one before, so that the newest is the last."""
        chance, told = random.Random(seed), []
        for _ in range(number):
            self.at += timedelta(seconds=1)
            body = forging.anything(chance, self.person, self.main) | {"at": facts.instant(self.at)}
            told.append(body)
            self.person.told.append(body)
        assert facts.statuses(facts.sync(self.visitor, *told)) == ["stored"] * number, told

    @rule(seed=SEED, forged=st.booleans())
    def takes_all_of_it_to_another_account(self, seed: int, forged: bool) -> None:
        """As it was taken home, or as somebody made it up."""
        chance, whole = random.Random(seed), home.export(self.visitor)
        if forged:
            _, changes = self._screen_3(chance)
            self.person.profile = replace(self.person.profile, **changes)
            self.main = chance.choice((self.main, *forging.EXTRA))
            whole = forging.a_file(chance, self.person, whole, self.main)
            self.at = max([self.at, *(datetime.fromisoformat(body["at"]) for body in self.person.told)])
        self.visitor = self.somebody()
        answer = home.bring(self.visitor, whole)
        assert answer.status_code == 302, answer.text
        assert self.visitor.bundle()["slots"][0]["id"] == self.main

    @invariant()
    def nothing_that_is_ruled_out_is_before_them(self) -> None:
        if hasattr(self, "main"):
            look(self.person, self.visitor.bundle(), self.visitor.read("/routine").text)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.promise(14)
@pytest.mark.timeout(0 if EXAMPLES > 100 else 180)
def test_nothing_puts_a_ruled_out_step_before_the_patient(
    app: Flask, visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Evenings, "new", visit, raising=False)
    run_state_machine_as_test(
        Evenings,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            # To make a failure small takes minutes: only where somebody waits for it.
            phases=[Phase.generate, Phase.shrink] if EXAMPLES > 100 else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
