"""Which kind of step suits which symptom. One table; each cell's number is how well it fits, 0 to 3.

Sources (clinical facts): stretching and range of motion are equals for stiffness and spasms (Hugos 2024);
stretching first for a cramp (NHS leg cramps page); warmth or cold as comfort (Mayo Clinic); position for
spasms at night (NHS Lothian Lanfine Service); cool and calm for burning, moving for restless legs are
clinical judgement, unreviewed.
"""

from collections.abc import Iterable

from routines.core.profile import Profile, Symptom
from routines.core.step import Kind, Region, Step

FITS: dict[Symptom, dict[Kind, int]] = {
    Symptom.SPASM: {
        Kind.STRETCH: 3, Kind.RANGE_OF_MOTION: 3, Kind.POSITIONING: 2, Kind.COLD: 1,
        Kind.HEAT: 1, Kind.RELAXATION: 2, Kind.WEIGHT_BEARING: 1,
    },
    Symptom.CRAMP: {
        Kind.STRETCH: 3, Kind.RANGE_OF_MOTION: 2, Kind.POSITIONING: 2, Kind.HEAT: 2,
        Kind.COLD: 2, Kind.MASSAGE: 1,
    },
    Symptom.STIFFNESS: {
        Kind.STRETCH: 3, Kind.RANGE_OF_MOTION: 3, Kind.HEAT: 2, Kind.ACTIVATION: 1,
        Kind.WEIGHT_BEARING: 2, Kind.COLD: 1, Kind.RELAXATION: 1,
    },
    Symptom.BURNING: {
        Kind.COLD: 2, Kind.POSITIONING: 2, Kind.RELAXATION: 3, Kind.RANGE_OF_MOTION: 1, Kind.MASSAGE: 1,
    },
    Symptom.RESTLESS: {
        Kind.RANGE_OF_MOTION: 3, Kind.STRETCH: 2, Kind.MASSAGE: 2, Kind.RELAXATION: 1,
        Kind.HEAT: 1, Kind.COLD: 1,
    },
}  # fmt: skip


UNNAMED = frozenset({Symptom.STIFFNESS})
"""Who skipped the question still gets the gentle moving that suits stiff legs."""


def best_symptom(step: Step, profile: Profile) -> Symptom | None:
    """The symptom that this step suits best among those the patient named, or None."""
    named = profile.symptoms or UNNAMED
    ranked = sorted(named, key=lambda symptom: (-FITS[symptom].get(step.kind, 0), symptom))
    if ranked and FITS[ranked[0]].get(step.kind, 0) > 0:
        return ranked[0]
    return None


def shared_regions(step: Step, profile: Profile) -> frozenset[Region]:
    """The patient's regions that this step reaches. A step for the whole leg reaches all of them, and a
    patient who named none, or the whole leg, has them all."""
    if not profile.regions or Region.WHOLE_LEG in profile.regions:
        return step.regions or profile.regions
    if Region.WHOLE_LEG in step.regions or not step.regions:
        return profile.regions
    return step.regions & profile.regions


def score(step: Step, profile: Profile, covered: Iterable[Region] = ()) -> float:
    """How much this step adds for this person, given the regions that are covered already. 0: nothing."""
    symptom = best_symptom(step, profile)
    reached = shared_regions(step, profile)
    if symptom is None or (profile.regions and not reached):
        return 0.0
    fresh = len(reached - frozenset(covered))
    return FITS[symptom][step.kind] + 2.0 * min(fresh, 2) + (0.5 if Region.WHOLE_LEG in step.regions else 0.0)
