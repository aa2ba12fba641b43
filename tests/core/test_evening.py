"""Evenings for anybody on any night, from the real library."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core import cards
from routines.core.build import budgets_of, build, order_of
from routines.core.dose import doses
from routines.core.event import Legs, Variant
from routines.core.fit import pairs, score
from routines.core.flags import TONIGHT, Flag
from routines.core.own import OwnStep, as_step
from routines.core.profile import Profile, Symptom
from routines.core.safety import never_with
from routines.core.step import Kind, Region, When
from routines.core.tonight import CheckIn, Marks, Tonight, as_of_tonight
from tests.core import rules
from tests.core.evenings import GET_READY, IDS, LIBRARY, PACKS, STEPS, allowed, used
from tests.core.make import MINUTES, NIGHT, NIGHTS, answering, people, profiles, tonights
from tests.core.test_own import owns


@pytest.mark.promise(14)
@settings(max_examples=100)
@given(profiles(), NIGHTS, tonights(IDS), st.sampled_from(("", "a", "b")))
def test_any_evening_keeps_every_rule(profile: Profile, night: date, tonight: Tonight, seed: str) -> None:
    evening = build(profile, STEPS, night, tonight, seed)
    assert evening == build(profile, STEPS[::-1], night, tonight, seed), "same inputs, same evening"
    budgets = budgets_of(profile, tonight)
    assert evening.budgets == budgets
    assert set(evening.variants) == set(Variant)
    stopped = cards.blocks(as_of_tonight(profile, tonight.check_in).flags())
    for variant, items in evening.variants.items():
        steps = [LIBRARY[item.step] for item in items]
        may = {step.id for step in allowed(profile, variant, night, tonight)}
        assert {item.step for item in items} <= may
        assert not (stopped and items)
        assert used(items) == evening.seconds(variant) <= budgets[variant]
        assert len({item.step for item in items}) == len(items)
        assert all(item.dose in doses(step) for item, step in zip(items, steps, strict=True))
        assert all(item.reason.code for item in items), "each can be explained"
        assert rules.never_back_up(steps)
        assert [order_of(step) for step in steps] == sorted(order_of(step) for step in steps)
        packs = [item for item in items if LIBRARY[item.step].kind in PACKS]
        assert len(packs) <= 1
        assert used(packs) <= budgets[variant] / 2 + GET_READY
        assert sum(step.kind is Kind.BREATHING for step in steps) <= 1
        for step in steps:
            assert not rules.holds_the_breath(step) or step.id in tonight.marks.favourites
        checks = [step.id for step in steps if step.when is When.FIRST]
        if checks and "nocturia" in may:
            assert checks[0] == "nocturia", "the toilet first"
        for item in items:
            if item.step in tonight.recent.hurt:
                assert item.dose == doses(LIBRARY[item.step])[0]


@settings(max_examples=100)
@given(profiles(), NIGHTS, tonights(IDS))
def test_85_percent_of_the_minutes_or_nothing_that_suits_fits_any_more(
    profile: Profile, night: date, tonight: Tonight
) -> None:
    evening = build(profile, STEPS, night, tonight)
    now = as_of_tonight(profile, tonight.check_in).flags()
    if cards.blocks(now):
        return
    for variant, items in evening.variants.items():
        room = evening.budgets[variant] - used(items)
        full = used(items) >= 0.85 * evening.budgets[variant]
        assert evening.is_thin(variant) is not full
        if full:
            continue
        there = {item.step for item in items}
        # Two ways of coming to rest in half an hour, else one: more would only fill it.
        calm = sum(LIBRARY[step].kind is Kind.RELAXATION for step in there)
        calms = calm < (2 if evening.budgets[variant] >= 1800 else 1)
        for step in allowed(profile, variant, night, tonight):
            if step.id in there:
                continue
            moves = step.kind in rules.EXERCISE and score(step, profile) > 0
            suits = moves or (calms and step.kind is Kind.RELAXATION)
            assert not suits or doses(step)[0].seconds + GET_READY > room, step.id
        for item in items:
            step = LIBRARY[item.step]
            rough = tonight.check_in.legs is Legs.ROUGH and step.kind is Kind.STRETCH
            if rough or step.caution_if & now.present or step.id in tonight.recent.hurt or step.kind in PACKS:
                continue
            more = [dose for dose in doses(LIBRARY[item.step]) if dose.seconds > item.dose.seconds]
            assert not more or more[0].seconds - item.dose.seconds > room, item.step


@settings(max_examples=60)
@given(profiles(), NIGHTS, tonights(IDS))
def test_what_is_left_out_has_a_reason_and_is_not_in(profile: Profile, night: date, tonight: Tonight) -> None:
    evening = build(profile, STEPS, night, tonight)
    out = {left.step for left in evening.left_out}
    assert all(left.reason.code for left in evening.left_out)
    assert not out & {item.step for items in evening.variants.values() for item in items}
    assert not out & {step.id for step in allowed(profile, night=night, tonight=tonight)}
    suiting = {
        step.id for step in STEPS
        if step.when != "cramp" and (score(step, profile) > 0 or step.kind in PACKS)
    }  # fmt: skip
    may = {step.id for step in allowed(profile, night=night, tonight=tonight)}
    assert suiting - may <= out, "whatever would suit and may not come is told"


@pytest.mark.promise(14)
@settings(max_examples=50)
@given(profiles(), NIGHTS, st.lists(owns(), min_size=1, max_size=3), st.data())
def test_own_steps_keep_every_rule_too(
    profile: Profile, night: date, told: list[OwnStep], data: st.DataObject
) -> None:
    mine = {
        f"own_{n:08d}": as_step(replace(one, id=f"own_{n:08d}"), ("en",), profile.mobility, NIGHT)
        for n, one in enumerate(told)
    }
    tonight = replace(data.draw(tonights([*IDS, *mine])), marks=Marks(own=frozenset(mine)))
    every = {**LIBRARY, **mine}
    for variant, items in build(profile, every.values(), night, tonight).variants.items():
        assert used(items) <= budgets_of(profile, tonight)[variant]
        assert rules.never_back_up(every[item.step] for item in items)
        for item in items:
            assert not rules.why_not(every[item.step], profile, tonight.check_in, tonight.recent.hurt)


NAMED = st.frozensets(st.sampled_from([r for r in Region if r is not Region.WHOLE_LEG]), min_size=1)


@settings(max_examples=80)
@given(
    profiles(),
    NAMED,
    st.frozensets(st.sampled_from(Symptom), min_size=1),
    NIGHTS,
    st.sampled_from((20, 30, 45)),
)
def test_every_trouble_is_met_in_every_place_where_a_movement_can(
    profile: Profile, regions: frozenset[Region], symptoms: frozenset[Symptom], night: date, minutes: int
) -> None:
    who = replace(profile, regions=regions, symptoms=symptoms, minutes=minutes)
    items = build(who, STEPS, night).variants[Variant.FULL]
    if cards.blocks(who.flags()):
        return
    can = {pair for step in allowed(who) if step.kind in rules.EXERCISE for pair in pairs(step, who)}
    met = {pair for item in items for pair in pairs(LIBRARY[item.step], who)}
    assert can <= met


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", sorted(Flag))
def test_one_flag_at_a_time(flag: Flag) -> None:
    profile = answering(flag, minutes=45, regions=frozenset(Region))
    evening = build(profile, STEPS, NIGHT)
    for items in evening.variants.values():
        assert all(flag not in never_with(LIBRARY[item.step]) for item in items)
    shown = {item.step for item in evening.variants[Variant.FULL]}
    assert bool(shown) == (flag not in (Flag.DVT_SIGNS, Flag.CHEST_PAIN_OR_BREATHLESS))


@pytest.mark.parametrize("minutes", MINUTES)
def test_somebody_believable_has_a_full_evening(minutes: int) -> None:
    for profile in (replace(one, minutes=minutes) for one in people()):
        evening = build(profile, STEPS, NIGHT)
        for variant in Variant:
            assert not evening.is_thin(variant), (profile, variant)


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(TONIGHT, False)])
def test_who_skipped_every_screen_still_gets_an_evening(answers: dict[Flag, bool]) -> None:
    evening = build(Profile(), STEPS, NIGHT, Tonight(CheckIn(answers=answers)))
    assert not any(evening.is_thin(variant) for variant in Variant)
