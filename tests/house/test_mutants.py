"""The list of mutants fits the core as it is, and a few of them are killed for real; bin/mutants tries all."""

import random

import pytest

from tests.mutants import MUTANTS
from tests.mutants.mutant import CORE
from tests.mutants.run import ROOT, green, misfits, tried

A_FEW, SEED = 4, 20261121


def test_every_mutant_stands_exactly_once_in_its_file() -> None:
    assert misfits(MUTANTS) == []


def test_each_has_its_own_name_changes_something_and_has_tests() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    for mutant in MUTANTS:
        assert mutant.old != mutant.new
        assert all((ROOT / test).is_file() for test in mutant.tests)
        compile((ROOT / mutant.path).read_text("utf-8").replace(mutant.old, mutant.new), mutant.name, "exec")


def test_every_rule_of_safety_is_broken_at_least_once() -> None:
    numbers = {mutant.name.split()[1] for mutant in MUTANTS if mutant.path == f"{CORE}/safety.py"}
    assert {str(rule) for rule in (1, 2, 3, 4, 5, 6, 7, 9, 10)} <= numbers
    assert len(MUTANTS) >= 80


@pytest.mark.promise(14)
def test_a_few_of_them_turn_a_test_red() -> None:
    quick = [mutant for mutant in MUTANTS if mutant.file in ("cards.py", "cramp.py", "own.py", "safety.py")]
    for mutant, killed in tried(random.Random(SEED).sample(quick, A_FEW)):
        assert killed, mutant.name


def test_an_untouched_copy_turns_none_red() -> None:
    assert green(("tests/core/test_cards.py",))
