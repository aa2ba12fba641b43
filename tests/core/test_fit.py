"""Which kind of step suits which symptom, and where it reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core import fit
from routines.core.profile import Profile, Symptom
from routines.core.step import Kind, Region, Step
from tests.core.make import healthy, profiles, shapes, step

S, K = Symptom, Kind


def one(symptom: Symptom, *regions: Region) -> Profile:
    return healthy(symptoms=frozenset({symptom}), regions=frozenset(regions))


def test_stretching_and_range_of_motion_are_equals_for_spasm_and_stiffness() -> None:
    for symptom in (S.SPASM, S.STIFFNESS):
        assert fit.worth(symptom, K.STRETCH) == fit.worth(symptom, K.RANGE_OF_MOTION) == 3


def test_for_a_cramp_stretching_comes_first_and_for_restless_legs_moving() -> None:
    assert fit.worth(S.CRAMP, K.STRETCH) > fit.worth(S.CRAMP, K.RANGE_OF_MOTION) > 0
    assert fit.worth(S.RESTLESS, K.RANGE_OF_MOTION) > fit.worth(S.RESTLESS, K.STRETCH) > 0
    assert fit.worth(S.BURNING, K.RELAXATION) == 3
    assert fit.worth(S.BURNING, K.STRETCH) == 0, "burning is not pulled at"


def test_every_cell_says_why_and_how_well() -> None:
    for cells in fit.FITS.values():
        for kind, cell in cells.items():
            assert 1 <= cell.worth <= 3
            assert cell.why
            assert kind not in (K.HYGIENE, K.BREATHING), "for everybody, whatever the legs do"
    assert set(fit.FITS) == set(Symptom)
    for cells in fit.FITS.values():
        assert all(cell.worth <= 2 for kind, cell in cells.items() if kind in (K.HEAT, K.COLD)), "comfort"


def test_neighbours_are_neighbours_both_ways() -> None:
    assert set(fit.NEAR) == set(Region)
    for region, beside in fit.NEAR.items():
        assert region not in beside
        assert all(region in fit.NEAR[other] for other in beside)
    assert fit.near([Region.CALF, Region.HIP]) == fit.NEAR[Region.CALF] | fit.NEAR[Region.HIP]
    assert fit.near([]) == frozenset()


@pytest.mark.parametrize("regions", [frozenset(), frozenset({Region.WHOLE_LEG}), frozenset({Region.HIP})])
def test_a_movement_of_no_place_in_particular_suits_every_place(regions: frozenset[Region]) -> None:
    """A step says nothing about the place, so it never loses against the places that a person named."""
    assert fit.score(step(regions=frozenset()), healthy(regions=regions)) > 0


def test_a_step_for_another_place_or_another_trouble_does_not_fit() -> None:
    assert fit.score(step(regions=frozenset({Region.FOOT})), healthy()) == 0
    massage = step(kind=Kind.MASSAGE)
    assert fit.score(massage, one(S.SPASM)) == 0
    assert fit.best_symptom(massage, one(S.SPASM)) is None
    assert fit.score(massage, one(S.RESTLESS)) == 2


def test_who_names_nothing_is_taken_to_be_stiff() -> None:
    nobody = healthy(symptoms=frozenset(), regions=frozenset())
    assert fit.score(step(), nobody) == 3
    assert fit.score(step(kind=K.MASSAGE), nobody) == 0
    assert fit.named(nobody) == {S.STIFFNESS}


def test_who_wants_the_whole_leg_wants_every_place() -> None:
    everywhere = frozenset({Region.WHOLE_LEG, Region.HIP})
    assert fit.shared_regions(step(), everywhere) == {Region.CALF}
    whole = step(regions=frozenset({Region.WHOLE_LEG}))
    assert fit.shared_regions(whole, frozenset({Region.HIP})) == {Region.HIP}
    assert fit.shared_regions(step(), frozenset({Region.HIP})) == frozenset()


def test_what_is_covered_adds_nothing_and_its_best_place_counts_whole() -> None:
    two = healthy(symptoms=frozenset({S.STIFFNESS}), regions=frozenset({Region.CALF, Region.HIP}))
    both = step(regions=frozenset({Region.CALF, Region.HIP}))
    assert fit.gain(both, two, {}) == 3 + 3 / 4
    assert fit.gain(both, two, {(S.STIFFNESS, Region.CALF): 3}) == 3
    assert fit.gain(both, two, {(S.STIFFNESS, Region.CALF): 3, (S.STIFFNESS, Region.HIP): 3}) == 0
    assert fit.gain(both, two, {(S.STIFFNESS, Region.CALF): 1, (S.STIFFNESS, Region.HIP): 3}) == 2
    everywhere = step(regions=frozenset({Region.WHOLE_LEG}))
    assert fit.gain(everywhere, two, {}) == 3, "what reaches everywhere is aimed nowhere"


@given(profiles(), shapes())
def test_what_suits_covers_something_and_the_other_way_round(profile: Profile, shape: Step) -> None:
    score, pairs = fit.score(shape, profile), fit.pairs(shape, profile)
    assert bool(pairs) == (score > 0)
    assert score == max(pairs.values(), default=0)
    assert {symptom for symptom, _ in pairs} <= fit.named(profile)
    best = fit.best_symptom(shape, profile)
    assert best is None or fit.worth(best, shape.kind) == max(
        fit.worth(each, shape.kind) for each in fit.named(profile)
    )
    assert fit.gain(shape, profile, {}) >= score
    assert fit.gain(shape, profile, pairs) == 0


@given(profiles(), shapes(), st.sampled_from(Symptom))
def test_naming_one_more_trouble_never_makes_a_step_suit_less(
    profile: Profile, shape: Step, more: Symptom
) -> None:
    if profile.symptoms:
        wider = Profile(symptoms=profile.symptoms | {more}, regions=profile.regions)
        assert fit.score(shape, wider) >= fit.score(shape, profile)
