"""The evening of somebody who put a list together by hand, or whose phone was tampered with."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core.build import budgets_of, build
from routines.core.build.by_hand import by_hand
from routines.core.dose import Dose, doses
from routines.core.edit import Asked
from routines.core.event import Variant
from routines.core.flags import Flag
from routines.core.profile import Effect, Profile
from routines.core.reason import Reason
from routines.core.step import Equipment, Helper, Kind, Position, When
from routines.core.tonight import CheckIn, Marks, Recent, Tonight
from routines.library.loader import load_library
from tests.core import rules
from tests.core.hand import is_lawful, length
from tests.core.make import NIGHT, NIGHTS, answering, breath, check, healthy, pack, profiles, timed, tonights
from tests.core.test_edit_rules import FORGED

pytestmark = pytest.mark.promise(14)

LIBRARY = load_library().steps
IDS = sorted(LIBRARY)
STEPS = {
    one.id: one
    for one in (
        check(),
        pack(Kind.HEAT, "warm"),
        timed("stands", 60, 120, position=Position.STANDING),
        timed("lies", 60, 240),
        timed("moves", 60, 240, kind=Kind.RANGE_OF_MOTION),
        timed("helped", 60, 60, helper=Helper.NEEDED),
        timed("strap", 60, 60, equipment=frozenset({Equipment.TOWEL_OR_STRAP})),
        breath(),
    )
}
ALL = [Asked(key, 60) for key in STEPS]


@settings(max_examples=60)
@given(profiles(), FORGED, NIGHTS, st.data())
def test_whatever_was_forged_nothing_ruled_out_comes_and_the_minutes_hold(
    profile: Profile, told: list[Asked], night: date, data: st.DataObject
) -> None:
    tonight = data.draw(tonights(IDS))
    evening = by_hand(profile, told, LIBRARY, night, tonight)
    shown = {item.step for items in evening.variants.values() for item in items}
    for key in shown:
        assert not rules.why_not(LIBRARY[key], profile, tonight.check_in, tonight.recent.hurt)
        assert rules.in_reach(LIBRARY[key], profile)
        assert not tonight.marks.is_off(key, night)
    budgets = budgets_of(profile, tonight)
    assert evening.budgets == budgets
    for variant, items in evening.variants.items():
        is_lawful(items, LIBRARY)
        assert length(items) <= budgets[variant]
    asked = {each.step for each in told}
    full = {item.step for item in evening.variants[Variant.FULL]}
    assert shown <= asked, "nothing that was not asked for"
    assert {left.step for left in evening.left_out} <= asked
    assert not {left.step for left in evening.left_out} & full
    known = {key for key in asked if key in LIBRARY and LIBRARY[key].when is not When.CRAMP}
    if any(evening.variants.values()):
        assert full | {left.step for left in evening.left_out} == known, "each is there or left out, with why"
    for key in tonight.recent.hurt & full:
        item = next(each for each in evening.variants[Variant.FULL] if each.step == key)
        assert item.dose == doses(LIBRARY[key])[0], "rule 7: less of it"


def left_out(profile: Profile, tonight: Tonight = Tonight()) -> dict[str, str]:  # noqa: B008
    evening = by_hand(profile, ALL, STEPS, NIGHT, tonight)
    return {left.step: left.reason.code for left in evening.left_out}


def test_a_list_that_nothing_speaks_against_stays_as_it_is() -> None:
    evening = by_hand(healthy(minutes=45), [Asked("lies", 90), Asked("breath", 60)], STEPS, NIGHT, Tonight())
    assert [(item.step, item.dose) for item in evening.variants[Variant.FULL]] == [
        ("lies", Dose(90)),
        ("breath", Dose(60)),
    ]
    assert evening.left_out == ()
    smaller = build(healthy(minutes=45), [STEPS["lies"], STEPS["breath"]], NIGHT)
    for variant in (Variant.SHORT, Variant.IN_BED):
        assert evening.variants[variant] == smaller.variants[variant]


def test_why_each_is_left_out() -> None:
    assert left_out(healthy(minutes=45)) == {}
    assert left_out(answering(Flag.HIGH_FALL_RISK, minutes=45)) == {"stands": "flag"}
    assert left_out(answering(Flag.NO_HELPER, minutes=45)) == {"helped": "flag"}
    assert left_out(healthy(minutes=45, equipment=frozenset())) == {"strap": "equipment"}
    tired = left_out(healthy(minutes=45), Tonight(CheckIn(tired=True)))
    assert tired == {"stands": "tired"}
    assert left_out(healthy(minutes=45), Tonight(gentle=True)) == {"stands": "gentle"}
    assert left_out(healthy(minutes=45), Tonight(CheckIn(hot=True))) == {"warm": "hot"}
    off = Tonight(marks=Marks(off={"lies": None, "breath": date(2026, 11, 20)}))
    assert left_out(healthy(minutes=45), off) == {"lies": "off"}
    hurt = Tonight(recent=Recent(hurt=frozenset({"lies", "moves"})))
    assert left_out(healthy(minutes=45), hurt) == {"lies": "hurt"}
    assert left_out(healthy(minutes=45, heat=Effect.WORSE)) == {"warm": "flag"}


def test_what_the_minutes_do_not_reach_is_said() -> None:
    told = [Asked("lies", 60), Asked("moves", 60), Asked("breath", 60)]
    evening = by_hand(healthy(minutes=2), told, STEPS, NIGHT, Tonight())
    assert length(evening.variants[Variant.FULL]) <= 120
    assert [(left.step, left.reason) for left in evening.left_out] == [
        ("lies", Reason("no_time")),
        ("moves", Reason("no_time")),
    ]


def test_rule_7_of_what_hurt_and_may_stay_only_the_least() -> None:
    hurt = Tonight(recent=Recent(hurt=frozenset({"moves"})))
    told = [Asked("moves", 240), Asked("lies", 240)]
    found = by_hand(healthy(minutes=45), told, STEPS, NIGHT, hurt).variants[Variant.FULL]
    assert {item.step: item.dose for item in found} == {"moves": Dose(60), "lies": Dose(240)}


def test_tonights_answers_count() -> None:
    dizzy = Tonight(CheckIn(answers={Flag.DIZZY_TONIGHT: True}))
    assert left_out(healthy(minutes=45), dizzy) == {"stands": "flag"}


@pytest.mark.parametrize("flag", [Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS])
def test_a_red_flag_leaves_it_empty(flag: Flag) -> None:
    evening = by_hand(answering(flag), ALL, STEPS, NIGHT, Tonight())
    assert evening.variants == dict.fromkeys(Variant, ())
    fever = Flag.FEVER_OR_INFECTION
    stopped = by_hand(answering(fever, Flag.TRANSDERMAL_PATCH), ALL, STEPS, NIGHT, Tonight())
    assert stopped.variants == dict.fromkeys(Variant, ())
