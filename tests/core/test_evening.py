"""Evenings for anybody on any night, from the real library."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given, settings

from routines.core.build import Item, build, order_of, whole_seconds
from routines.core.dose import doses
from routines.core.event import Variant
from routines.core.fit import score
from routines.core.flags import ASKED, Flag
from routines.core.profile import Effect, Profile
from routines.core.safety import blocking, is_strict, never_with, out_of_reach, ruled_out
from routines.core.step import Kind, Mobility, Position, Region, Step, When
from routines.library.loader import load_library
from tests.core.make import MINUTES, NIGHTS, answering, healthy, people, profiles

LIBRARY = load_library().steps
STEPS = tuple(LIBRARY.values())
AT_MOST = {Variant.FULL: 45 * 60, Variant.SHORT: 5 * 60, Variant.IN_BED: 10 * 60}


def budget(profile: Profile, variant: Variant) -> int:
    return min(profile.minutes * 60, AT_MOST[variant])


def used(items: Iterable[Item]) -> int:
    return whole_seconds(item.dose.seconds for item in items)


def allowed(profile: Profile, variant: Variant = Variant.FULL) -> list[Step]:
    """What nothing speaks against, asked of the rules directly."""
    return [
        step
        for step in STEPS
        if not ruled_out(step, profile.flags(), profile.mobility)
        and not out_of_reach(step, profile.at_hand)
        and (variant is not Variant.IN_BED or in_bed(step))
    ]


def in_bed(step: Step) -> bool:
    lies = step.position in (Position.BED, Position.ANYWHERE)
    return lies and step.kind not in (Kind.HEAT, Kind.COLD) and step.when not in (When.FIRST, When.WARM_COOL)


@pytest.mark.promise(14)
@settings(max_examples=150)
@given(profiles(), NIGHTS)
def test_nothing_that_the_profile_rules_out(profile: Profile, night: date) -> None:
    state = profile.flags()
    for items in build(profile, STEPS, night).variants.values():
        for item in items:
            step = LIBRARY[item.step]
            assert not never_with(step) & state.present
            assert not step.skip_if - ASKED
            assert not (is_strict(step) and never_with(step) & state.unknown)
            assert profile.mobility in step.mobility
            assert step.equipment <= profile.at_hand
            sits = profile.mobility in (Mobility.WHEELCHAIR, Mobility.MOSTLY_IN_BED)
            assert not (sits and step.position is Position.STANDING)


@settings(max_examples=150)
@given(profiles(), NIGHTS)
def test_the_shape_of_every_evening(profile: Profile, night: date) -> None:
    evening = build(profile, STEPS, night)
    assert evening == build(profile, STEPS, night)
    assert set(evening.variants) == set(Variant)
    for variant, items in evening.variants.items():
        steps = [LIBRARY[item.step] for item in items]
        assert used(items) <= budget(profile, variant)
        assert len({item.step for item in items}) == len(items)
        assert all(item.dose in doses(step) for item, step in zip(items, steps, strict=True))
        assert all(item.reason.code for item in items)
        places = [order_of(step) for step in steps]
        assert places == sorted(places)
        packs = [item for item in items if LIBRARY[item.step].kind in (Kind.HEAT, Kind.COLD)]
        assert used(packs) <= budget(profile, variant) / 2
        assert len(packs) <= 1
        if variant is Variant.IN_BED:
            assert all(in_bed(step) for step in steps)
    if blocking(profile):
        assert not any(evening.variants.values())


@settings(max_examples=150)
@given(profiles(), NIGHTS)
def test_an_evening_is_not_empty_where_a_step_suits(profile: Profile, night: date) -> None:
    calm = (Kind.BREATHING, Kind.RELAXATION)
    for variant, items in build(profile, STEPS, night).variants.items():
        fitting = [
            step
            for step in allowed(profile, variant)
            if (step.kind in calm or (score(step, profile) > 0 and step.kind not in (Kind.HEAT, Kind.COLD)))
            and doses(step)[0].seconds <= budget(profile, variant)
        ]
        assert bool(items) or not fitting or blocking(profile)


@settings(max_examples=40)
@given(profiles())
def test_what_is_left_out_has_a_reason_and_is_not_in(profile: Profile) -> None:
    evening = build(profile, STEPS, date(2026, 11, 20))
    out = {left.step for left in evening.left_out}
    assert all(left.reason.code for left in evening.left_out)
    assert not out & {item.step for items in evening.variants.values() for item in items}
    assert not out & {step.id for step in allowed(profile)}


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("mobility", list(Mobility))
def test_nights_differ_and_still_suit(minutes: int, mobility: Mobility) -> None:
    profile = healthy(minutes=minutes, mobility=mobility, regions=frozenset({Region.CALF}))
    nights = [build(profile, STEPS, date(2026, 11, 1) + timedelta(days=day)) for day in range(14)]
    full = [frozenset(item.step for item in evening.variants[Variant.FULL]) for evening in nights]
    assert len(set(full)) >= 4, "two weeks are not one evening fourteen times"
    for evening in nights:
        kinds = [LIBRARY[item.step].kind for item in evening.variants[Variant.FULL]]
        assert kinds.count(Kind.BREATHING) == 1
        assert set(kinds) & {Kind.STRETCH, Kind.RANGE_OF_MOTION}


@pytest.mark.promise(14)
@pytest.mark.parametrize("flag", sorted(Flag))
def test_one_flag_at_a_time(flag: Flag) -> None:
    profile = answering(flag, minutes=45, regions=frozenset(Region))
    evening = build(profile, STEPS, date(2026, 11, 20))
    for items in evening.variants.values():
        assert all(flag not in never_with(LIBRARY[item.step]) for item in items)


def test_whom_heat_makes_worse_is_cooled_instead() -> None:
    profile = healthy(heat=Effect.WORSE, minutes=30)
    for day in range(14):
        evening = build(profile, STEPS, date(2026, 11, 1) + timedelta(days=day))
        kinds = [LIBRARY[item.step].kind for item in evening.variants[Variant.FULL]]
        assert Kind.HEAT not in kinds
        assert not any(LIBRARY[item.step].exertion for item in evening.variants[Variant.FULL])
        assert Kind.COLD in kinds


def most(profile: Profile, variant: Variant) -> int:
    """The seconds that the library can fill: all movements that suit, and the longest one of everything else."""
    amounts: dict[str, list[int]] = {}
    for step in allowed(profile, variant):
        group = "pack" if step.kind in (Kind.HEAT, Kind.COLD) else step.kind.value
        if step.kind in (Kind.BREATHING, Kind.RELAXATION) or score(step, profile) > 0:
            amounts.setdefault("move" if step.when is When.MOVE else group, []).append(
                doses(step)[-1].seconds
            )
    return sum(sum(found) if group == "move" else max(found) for group, found in amounts.items())


def test_the_time_is_used_where_the_library_can_fill_it() -> None:
    """Also prints (`pytest -s`) what part of the minutes asked for is used."""
    for minutes in MINUTES:
        asked: dict[Variant, list[float]] = {variant: [] for variant in Variant}
        for profile in (replace(one, minutes=minutes) for one in people()):
            for day in (0, 1):
                evening = build(profile, STEPS, date(2026, 11, 1) + timedelta(days=day))
                for variant, items in evening.variants.items():
                    asked[variant].append(used(items) / budget(profile, variant))
                    could = min(budget(profile, variant), most(profile, variant))
                    assert used(items) >= 0.85 * could, (profile, variant, items)
        for variant, found in asked.items():
            low = sum(share < 0.85 for share in found) / len(found)
            print(
                f"{minutes} min, {variant}: median {median(found):.0%} used, least {min(found):.0%}, "
                f"{low:.0%} of the evenings under 85 %"
            )
