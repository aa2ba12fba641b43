"""Evenings one after the other: they differ, come back to what is liked, and starve nothing."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from routines.core.build import Evening, build
from routines.core.event import Legs, Variant
from routines.core.fit import score
from routines.core.profile import Effect, Profile, Symptom
from routines.core.step import Kind, Mobility, Region
from routines.core.tonight import CheckIn, Marks, Recent, Tonight
from tests.core import rules
from tests.core.evenings import LIBRARY, STEPS, allowed, kinds
from tests.core.make import MINUTES, healthy, people


def nights(
    profile: Profile, count: int, check_in: CheckIn | None = None, marks: Marks | None = None
) -> list[Evening]:
    """One after the other, each knowing what was done in the one before."""
    found: list[Evening] = []
    for day in range(count):
        done = (frozenset(item.step for item in found[-1].variants[Variant.FULL]),) if found else ()
        tonight = Tonight(check_in or CheckIn(), marks or Marks(), Recent(done))
        found.append(build(profile, STEPS, date(2026, 11, 1) + timedelta(days=day), tonight))
    return found


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("mobility", list(Mobility))
def test_nights_differ_and_still_suit(minutes: int, mobility: Mobility) -> None:
    places = frozenset({Region.CALF, Region.HIP, Region.THIGH_BACK})
    found = nights(healthy(minutes=minutes, mobility=mobility, regions=places), 8)
    full = [frozenset(item.step for item in evening.variants[Variant.FULL]) for evening in found]
    # In ten minutes there is room for so little that two evenings may take turns.
    assert len(set(full)) >= (2 if minutes == 10 else 3), "eight nights are not one evening eight times"
    for evening in found:
        assert kinds(evening).count(Kind.BREATHING) == 1
        assert set(kinds(evening)) & {Kind.STRETCH, Kind.RANGE_OF_MOTION}


@pytest.mark.parametrize("symptom", [Symptom.SPASM, Symptom.STIFFNESS])
@pytest.mark.parametrize("mobility", list(Mobility))
@pytest.mark.parametrize("minutes", [20, 30])
def test_range_of_motion_is_an_equal_of_stretching(
    symptom: Symptom, mobility: Mobility, minutes: int
) -> None:
    for regions in (frozenset({Region.CALF}), frozenset({Region.HIP, Region.THIGH_BACK})):
        profile = healthy(symptoms=frozenset({symptom}), mobility=mobility, minutes=minutes, regions=regions)
        seconds = {Kind.STRETCH: 0, Kind.RANGE_OF_MOTION: 0}
        for evening in nights(profile, 8):
            for item in evening.variants[Variant.FULL]:
                kind = LIBRARY[item.step].kind
                if kind in seconds:
                    seconds[kind] += item.dose.seconds
        assert min(seconds.values()) >= 0.15 * sum(seconds.values()), "neither is starved"


@pytest.mark.parametrize("mobility", list(Mobility))
def test_favourites_come_back_on_most_nights(mobility: Mobility) -> None:
    profile = healthy(mobility=mobility, minutes=30)
    anyway = (Kind.HYGIENE, Kind.BREATHING, Kind.RELAXATION)
    fits = [step for step in allowed(profile) if step.kind in anyway or score(step, profile) > 0]
    for liked in fits[list(Mobility).index(mobility) :: 4]:
        found = nights(profile, 4, marks=Marks(favourites=frozenset({liked.id})))
        came = sum(any(item.step == liked.id for item in each.variants[Variant.FULL]) for each in found)
        assert came >= 3, liked.id


def test_last_nights_movements_are_not_simply_repeated() -> None:
    for profile in (replace(one, minutes=20) for one in people()[::3]):
        found = nights(profile, 6)
        moves = [
            {item.step for item in each.variants[Variant.FULL] if LIBRARY[item.step].kind in rules.EXERCISE}
            for each in found
        ]
        fits = [step for step in allowed(profile) if step.kind in rules.EXERCISE and score(step, profile) > 0]
        if len(fits) > 2 * max(map(len, moves)):
            assert all(one != other for one, other in pairwise(moves))


def test_on_a_rough_evening_less_is_pulled() -> None:
    rough, usual = 0, 0
    for profile in (replace(one, minutes=20) for one in people()[::4]):
        for check_in, sign in ((CheckIn(legs=Legs.ROUGH), 1), (CheckIn(), 0)):
            count = sum(kinds(each).count(Kind.STRETCH) for each in nights(profile, 3, check_in))
            rough, usual = rough + sign * count, usual + (1 - sign) * count
    assert rough < usual


def test_whom_heat_makes_worse_is_cooled_instead() -> None:
    profile = healthy(heat=Effect.WORSE, minutes=30)
    for evening in nights(profile, 6):
        assert Kind.HEAT not in kinds(evening)
        assert not any(LIBRARY[item.step].exertion for item in evening.variants[Variant.FULL])
        assert Kind.COLD in kinds(evening)
        assert "cooling_kit" in {item.step for item in evening.variants[Variant.FULL]}


def test_few_changes_of_position() -> None:
    """From standing to a chair to the bed is two: on most evenings there is one place for the legs, or two."""
    places = []
    for profile in (replace(one, minutes=minutes) for one in people()[::2] for minutes in (20, 30)):
        for evening in nights(profile, 2):
            steps = [LIBRARY[item.step] for item in evening.variants[Variant.FULL]]
            places.append(len({step.position for step in steps if step.position != "anywhere"}))
    assert max(places) <= 3
    assert sum(places) / len(places) < 1.7
