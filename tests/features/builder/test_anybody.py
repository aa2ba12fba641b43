"""A slice of bin/prove builder: anybody's evening, built, edited and forged, in both languages."""

import pytest

from tests.proofs.builder import CONTROL_NUMBER, CONTROLS, run


@pytest.mark.promise(14)
def test_nothing_ruled_out_too_long_back_up_or_unexplained() -> None:
    proof = run(200, seed=20261121)
    assert proof.violations == {}, proof.first
    for reached in ("blocked by a card", "edits", "edits refused", "lists by hand", "offered an evening"):
        assert proof.counts[reached] > 0, reached
    assert proof.counts["at least 3 minutes"] > 0.9 * proof.counts["offered an evening"]


@pytest.mark.promise(14)
@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_a_builder_that_breaks_a_rule_is_seen(name: str) -> None:
    assert run(CONTROL_NUMBER, 20261121, CONTROLS[name]).violations
