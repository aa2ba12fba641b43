"""Every safety rule: who triggers it, and who stands just outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.flags import ASKED, Flag, FlagState
from routines.core.profile import Effect, Profile
from routines.core.reason import Reason
from routines.core.safety import (
    RULES,
    advising,
    blocking,
    is_strict,
    never_with,
    out_of_reach,
    ruled_out,
)
from routines.core.step import Equipment, Mobility
from tests.core.make import EVERYBODY, answering, healthy, profiles, step
from tests.core.rules import ROWS, SHAPES, STANDING, STRICT, TABLE


def taken_away(flag: Flag) -> set[str]:
    return set().union(*(row.get(flag, set()) for row in TABLE.values()))


def out(profile: Profile) -> set[str]:
    state = profile.flags()
    return {name for name, shape in SHAPES.items() if ruled_out(shape, state, profile.mobility)}


@pytest.mark.promise(14)
def test_somebody_without_any_flag_is_offered_everything() -> None:
    assert out(healthy()) == set()


@pytest.mark.promise(14)
@pytest.mark.parametrize(("number", "flag", "shapes"), ROWS)
def test_each_rule_takes_away_its_steps(number: int, flag: Flag, shapes: set[str]) -> None:
    assert shapes <= out(answering(flag))
    concerned = {
        name
        for name, shape in SHAPES.items()
        for rule in RULES
        if rule.number == number and flag in rule.flags and rule.concerns(shape)
    }
    assert concerned == shapes


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", list(Flag))
def test_a_flag_takes_away_no_more_than_its_rules_say(flag: Flag) -> None:
    assert out(answering(flag)) == taken_away(flag)


@pytest.mark.promise(14)
def test_the_table_knows_every_rule() -> None:
    known = {(number, flag) for number, flag, _ in ROWS}
    assert {(rule.number, flag) for rule in RULES for flag in rule.flags} == known
    assert all(rule.source for rule in RULES)


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", sorted(ASKED - {Flag.NO_HELPER}))
def test_a_skipped_question_counts_as_a_yes_where_a_wrong_guess_harms(flag: Flag) -> None:
    effects = {Flag.HEAT_SENSITIVE: "heat", Flag.COLD_WORSENS: "cold"}
    unsaid = {effects[flag]: Effect.UNKNOWN} if flag in effects else {}
    profile = answering(skipped=frozenset({flag}), **unsaid)
    assert out(profile) == taken_away(flag) & STRICT


@pytest.mark.promise(14)
def test_who_skips_every_question_gets_no_heat_cold_standing_or_breath_holds() -> None:
    assert out(Profile(has_helper=True, mobility=Mobility.WALKS_UNAIDED)) == STRICT


@pytest.mark.promise(14)
def test_what_counts_as_strict() -> None:
    assert {name for name, shape in SHAPES.items() if is_strict(shape)} == STRICT


@pytest.mark.promise(14)
def test_a_steps_own_skip_flags_hold_beside_the_rules() -> None:
    own = step(skip_if=frozenset({Flag.CANNOT_LIE_FLAT}))
    lying = answering(Flag.CANNOT_LIE_FLAT)
    assert ruled_out(own, lying.flags(), lying.mobility) == Reason("flag", (("flag", "cannot_lie_flat"),))
    assert ruled_out(own, healthy().flags(), Mobility.WALKS_UNAIDED) is None
    open_question = answering(skipped=frozenset({Flag.CANNOT_LIE_FLAT}))
    assert ruled_out(own, open_question.flags(), Mobility.WALKS_UNAIDED) is None, "not a strict step"
    assert Flag.CANNOT_LIE_FLAT in never_with(own)
    assert never_with(SHAPES["even_breath"]) == {Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS}


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", sorted(set(Flag) - ASKED))
def test_a_danger_that_nobody_is_asked_about_holds_the_step_back(flag: Flag) -> None:
    held = step(skip_if=frozenset({flag}))
    assert ruled_out(held, healthy().flags(), Mobility.WALKS_UNAIDED) == Reason("not_asked")
    answered = answering(flag)
    assert ruled_out(held, answered.flags(), answered.mobility) is not None
    careful = step(caution_if=frozenset({flag}))
    assert ruled_out(careful, healthy().flags(), Mobility.WALKS_UNAIDED) is None


@pytest.mark.promise(14)
@pytest.mark.parametrize("mobility", list(Mobility))
def test_nobody_in_a_wheelchair_or_mostly_in_bed_stands(mobility: Mobility) -> None:
    sits = mobility in (Mobility.WHEELCHAIR, Mobility.MOSTLY_IN_BED)
    assert out(healthy(mobility=mobility)) == (STANDING if sits else set())


@pytest.mark.promise(14)
@pytest.mark.parametrize("mobility", list(Mobility))
def test_a_step_is_only_for_the_bodies_it_was_written_for(mobility: Mobility) -> None:
    state = healthy().flags()
    assert ruled_out(step(mobility=EVERYBODY - {mobility}), state, mobility) == Reason("mobility")
    assert ruled_out(step(mobility=frozenset({mobility})), state, mobility) is None


@pytest.mark.promise(14)
@given(
    profiles(),
    st.sampled_from(sorted(SHAPES)),
    st.frozensets(st.sampled_from(Flag), max_size=2),
    st.sampled_from(Flag),
)
def test_saying_more_yes_never_brings_a_step_back(
    profile: Profile, name: str, own: frozenset[Flag], flag: Flag
) -> None:
    """And leaving a question open is never less careful than answering it with no."""
    shape = step(**{**vars(SHAPES[name]), "skip_if": own})
    state = profile.flags()
    answered = FlagState(state.present, state.unknown - {flag})
    worse = FlagState(state.present | {flag}, state.unknown)
    if ruled_out(shape, answered, profile.mobility):
        assert ruled_out(shape, state, profile.mobility)
    if ruled_out(shape, state, profile.mobility):
        assert ruled_out(shape, worse, profile.mobility)
    if flag in never_with(shape):
        assert ruled_out(shape, worse, profile.mobility)


@given(profiles())
def test_what_a_profile_says_and_leaves_open(profile: Profile) -> None:
    state = profile.flags()
    yes = {flag for flag, said in profile.answers.items() if said}
    assert yes <= state.present
    assert not state.present & state.unknown
    assert (Flag.NO_HELPER in state.present) >= (not profile.has_helper)
    assert (Flag.HEAT_SENSITIVE in state.present) >= (profile.heat is Effect.WORSE)
    assert (Flag.COLD_WORSENS in state.present) >= (profile.cold is Effect.WORSE)
    assert state.unknown <= ASKED - set(profile.answers)


def test_red_flags_block_and_others_only_advise() -> None:
    assert blocking(healthy()) == advising(healthy()) == frozenset()
    for flag in Flag:
        profile = answering(flag)
        stops = flag in (Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS)
        warns = flag in (Flag.FEVER_OR_INFECTION, Flag.NEW_UNEXPLAINED_WEAKNESS)
        assert blocking(profile) == ({flag} if stops else set())
        assert advising(profile) == ({flag} if warns else set())


def test_what_is_not_at_hand_is_out_of_reach() -> None:
    strap = step(equipment=frozenset({Equipment.TOWEL_OR_STRAP, Equipment.WALL}))
    assert out_of_reach(strap, frozenset(Equipment)) is None
    assert out_of_reach(strap, frozenset({Equipment.WALL})) == Reason(
        "equipment", (("thing", "towel_or_strap"),)
    )
    assert out_of_reach(step(), frozenset()) is None
