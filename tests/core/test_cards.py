"""The cards that speak before any routine: which answers bring which, how pressing, and what they stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.build import build
from routines.core.cards import CARDS, CardCode, blocks, cards
from routines.core.event import Variant
from routines.core.flags import Flag, FlagState
from routines.core.topic import Urgency
from tests.core.make import NIGHT, answering, breath, check, healthy, step

pytestmark = pytest.mark.promise(14)

C, F = CardCode, Flag
# Who sees what, the most pressing first, and whether a routine is offered beside it: rules 1, 3, 8 and 9.
TABLE: list[tuple[set[Flag], list[CardCode], bool]] = [
    (set(), [], False),
    ({F.CHEST_PAIN_OR_BREATHLESS}, [C.CHEST], True),
    ({F.DVT_SIGNS}, [C.LEG], True),
    ({F.CHEST_PAIN_OR_BREATHLESS, F.DVT_SIGNS}, [C.CHEST, C.LEG], True),
    ({F.FEVER_OR_INFECTION}, [C.FEVER], False),
    ({F.TRANSDERMAL_PATCH}, [], False),
    ({F.TRANSDERMAL_PATCH, F.FEVER_OR_INFECTION}, [C.PATCH_FEVER, C.FEVER], True),
    ({F.SPASM_MEDICINE_MISSED}, [C.MEDICINE], False),
    ({F.SPASM_MEDICINE_MISSED, F.FEVER_OR_INFECTION}, [C.MEDICINE_FEVER, C.FEVER, C.MEDICINE], True),
    ({F.NEW_UNEXPLAINED_WEAKNESS}, [C.WEAKNESS], False),
    ({F.SUDDEN_WORSENING}, [C.WORSE], False),
    ({F.DIZZY_TONIGHT}, [], False),
]


def state(*flags: Flag) -> FlagState:
    return FlagState(frozenset(flags))


@pytest.mark.parametrize(("flags", "expected", "stops"), TABLE)
def test_which_answers_bring_which_card(flags: set[Flag], expected: list[CardCode], stops: bool) -> None:
    assert [card.code for card in cards(state(*flags))] == expected
    assert blocks(state(*flags)) is stops


@pytest.mark.parametrize("flag", sorted(Flag))
def test_no_other_flag_brings_a_card(flag: Flag) -> None:
    known = {F.CHEST_PAIN_OR_BREATHLESS, F.DVT_SIGNS, F.FEVER_OR_INFECTION, F.SPASM_MEDICINE_MISSED}
    known |= {F.NEW_UNEXPLAINED_WEAKNESS, F.SUDDEN_WORSENING}
    assert bool(cards(state(flag))) == (flag in known)


def test_how_pressing_each_is_and_of_which_rule() -> None:
    pressing = {card.code: (card.number, card.urgency) for card in CARDS}
    now, today = Urgency.EMERGENCY, Urgency.SAME_DAY
    assert pressing == {
        C.CHEST: (1, now),
        C.PATCH_FEVER: (3, now),
        C.MEDICINE_FEVER: (8, now),
        C.LEG: (1, today),
        C.WEAKNESS: (9, today),
        C.FEVER: (9, today),
        C.MEDICINE: (8, today),
        C.WORSE: (9, today),
    }


@given(st.frozensets(st.sampled_from(sorted(Flag))), st.frozensets(st.sampled_from(sorted(Flag))))
def test_more_answers_never_take_a_card_away(flags: frozenset[Flag], more: frozenset[Flag]) -> None:
    before, after = cards(FlagState(flags)), cards(FlagState(flags | more))
    assert set(before) <= set(after)
    urgencies = [list(Urgency).index(card.urgency) for card in after]
    assert urgencies == sorted(urgencies), "the most pressing first"
    assert blocks(FlagState(flags | more)) == any(card.blocks for card in after)


@given(st.frozensets(st.sampled_from(sorted(Flag))), st.frozensets(st.sampled_from(sorted(Flag))))
def test_a_card_waits_for_a_yes(unanswered: frozenset[Flag], unasked: frozenset[Flag]) -> None:
    assert cards(FlagState(frozenset(), unanswered, unasked)) == ()


@pytest.mark.parametrize(("flags", "_expected", "stops"), TABLE)
def test_a_card_that_stops_leaves_the_evening_empty(
    flags: set[Flag], _expected: list[CardCode], stops: bool
) -> None:
    evening = build(answering(*flags), [step("a"), breath(), check()], NIGHT)
    if stops:
        assert evening.variants == dict.fromkeys(Variant, ())
    else:
        assert all(evening.variants.values())
    assert not blocks(healthy().flags())
