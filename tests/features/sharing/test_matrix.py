"""Everybody asks for everything of Ana: each method of each rule, with her ids in the address and in what is sent."""

from pathlib import Path

import pytest
from flask import Flask

from routines.core.sharing import Scope
from tests.features.sharing.asking import Asking, rules
from tests.features.sharing.columns import canaries
from tests.features.sharing.decisions import DECIDED
from tests.features.sharing.holding import PAGE, faults, may_change, page_faults
from tests.features.sharing.people import ASKERS, Asker
from tests.features.sharing.rows import changes, hers
from tests.features.sharing.search import Search
from tests.features.sharing.story import ONE_ENGINE, World


@pytest.mark.promise(9)
@ONE_ENGINE
def test_for_whom_each_address_is_was_decided(app: Flask) -> None:
    there = set(rules(app))
    undecided, gone = there - DECIDED.keys(), DECIDED.keys() - there
    assert not undecided, f"say in decisions.py for whom these are: {sorted(undecided)}"
    assert not gone, f"decisions.py speaks of what the app does not have any more: {sorted(gone)}"


@pytest.mark.promise(9)
@ONE_ENGINE
@pytest.mark.parametrize("asker", ASKERS, ids=str)
def test_nobody_gets_or_changes_more_of_her_than_she_chose(
    world: World, asker: Asker, tmp_path: Path
) -> None:
    before = hers(world.app)
    search = Search(canaries(before), tmp_path)
    wrong, asked = list[str](), 0
    for answer in Asking(world, asker).everything():
        asked += 1
        wrong += faults(world, asker, answer, search(answer.response))
        if answer.rule == PAGE and asker.signed_in:
            wrong += [f"{answer}: {fault}" for fault in page_faults(asker, answer.response.get_json())]
    after = hers(world.app)
    changed = {one for one in changes(before, after) if not may_change(world, asker, one, after)}
    assert not wrong, "\n".join(wrong)
    assert not changed, "\n".join(map(str, sorted(changed, key=str)))
    assert asked > 200
    marks = [row for (table, _), row in after.items() if table == "event" and row["body"].get("by")]
    assert [row["body"]["by"] for row in marks] == [asker.who] * (2 if asker.has(Scope.ACT) else 0)
