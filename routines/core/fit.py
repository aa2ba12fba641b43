"""Which kind of step suits which symptom, and where. One table; each cell says how well, 1 to 3, and why.

Sources (clinical facts): Hugos 2024 (stretching and range of motion did equally well for stiffness and spasms in
MS); NHS leg cramps page (stretching first for a cramp); Mayo Clinic (warmth or cold as comfort); NHS Lothian
Lanfine Service (lying well for spasms at night); Cochrane 2021 (stretching before bed against night cramps: low
certainty). "Judgement" is clinical judgement, unreviewed. A cell that is not there is a 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from routines.core.profile import Profile, Symptom
from routines.core.step import Kind, Region, Step


@dataclass(frozen=True)
class Fit:
    worth: int
    why: str


_EQUAL = Fit(3, "Hugos 2024: stretching and range of motion are equals")
_JUDGED_1, _JUDGED_2 = Fit(1, "judgement"), Fit(2, "judgement")
_COMFORT_1, _COMFORT_2 = Fit(1, "Mayo Clinic: comfort"), Fit(2, "Mayo Clinic: comfort")
_LYING = Fit(2, "NHS Lothian Lanfine Service: lying well at night")

FITS: dict[Symptom, dict[Kind, Fit]] = {
    Symptom.SPASM: {
        Kind.STRETCH: _EQUAL,
        Kind.RANGE_OF_MOTION: _EQUAL,
        Kind.POSITIONING: _LYING,
        Kind.RELAXATION: Fit(2, "small trials of muscle relaxation in MS"),
        Kind.COLD: _COMFORT_1,
        Kind.HEAT: _COMFORT_1,
        Kind.WEIGHT_BEARING: _JUDGED_1,
    },
    Symptom.CRAMP: {
        Kind.STRETCH: Fit(3, "NHS leg cramps page; Cochrane 2021, low certainty"),
        Kind.RANGE_OF_MOTION: _JUDGED_2,
        Kind.POSITIONING: Fit(2, "Mayo Clinic: loose covers, foot position"),
        Kind.HEAT: _COMFORT_2,
        Kind.COLD: _COMFORT_2,
        Kind.MASSAGE: Fit(1, "NHS leg cramps page: rubbing"),
    },
    Symptom.STIFFNESS: {
        Kind.STRETCH: _EQUAL,
        Kind.RANGE_OF_MOTION: _EQUAL,
        Kind.WEIGHT_BEARING: _JUDGED_2,
        Kind.HEAT: _COMFORT_2,
        Kind.COLD: _COMFORT_1,
        Kind.ACTIVATION: _JUDGED_1,
        Kind.RELAXATION: _JUDGED_1,
    },
    Symptom.BURNING: {
        Kind.RELAXATION: Fit(3, "small trials of relaxation and mindfulness in MS"),
        Kind.COLD: _COMFORT_2,
        Kind.POSITIONING: Fit(2, "loose covers, nothing that presses: judgement"),
        Kind.RANGE_OF_MOTION: _JUDGED_1,
        Kind.MASSAGE: _JUDGED_1,
    },
    Symptom.RESTLESS: {
        Kind.RANGE_OF_MOTION: Fit(3, "MS-UK, restless legs: moving eases while it lasts"),
        Kind.STRETCH: _JUDGED_2,
        Kind.MASSAGE: _JUDGED_2,
        Kind.RELAXATION: _JUDGED_1,
        Kind.HEAT: _COMFORT_1,
        Kind.COLD: _COMFORT_1,
    },
}

UNNAMED = frozenset({Symptom.STIFFNESS})
"""Who skipped the question still gets the gentle moving that suits stiff legs."""

NEAR: dict[Region, frozenset[Region]] = {
    Region.CALF: frozenset({Region.FOOT, Region.THIGH_BACK}),
    Region.FOOT: frozenset({Region.CALF}),
    Region.THIGH_FRONT: frozenset({Region.HIP}),
    Region.THIGH_BACK: frozenset({Region.CALF, Region.HIP}),
    Region.INNER_THIGH: frozenset({Region.HIP}),
    Region.HIP: frozenset({Region.THIGH_FRONT, Region.THIGH_BACK, Region.INNER_THIGH}),
    Region.WHOLE_LEG: frozenset(),
}
"""Muscles that cross the same joint. Where nothing is left for a region, its neighbours may be moved instead."""

Pair = tuple[Symptom, Region]


def worth(symptom: Symptom, kind: Kind) -> int:
    fit = FITS[symptom].get(kind)
    return fit.worth if fit else 0


def named(profile: Profile) -> frozenset[Symptom]:
    return profile.symptoms or UNNAMED


def best_symptom(step: Step, profile: Profile) -> Symptom | None:
    """The symptom that this step suits best among those the patient named, or None."""
    ranked = sorted(named(profile), key=lambda symptom: (-worth(symptom, step.kind), symptom))
    return ranked[0] if ranked and worth(ranked[0], step.kind) > 0 else None


def shared_regions(step: Step, regions: frozenset[Region]) -> frozenset[Region]:
    """The wanted regions that this step reaches. A step for the whole leg reaches all of them, and who wants
    none, or the whole leg, wants them all."""
    if not regions or Region.WHOLE_LEG in regions:
        return step.regions or regions
    if Region.WHOLE_LEG in step.regions or not step.regions:
        return regions
    return step.regions & regions


def reached(step: Step, profile: Profile) -> frozenset[Region]:
    """Where it reaches of what the patient named; the whole leg where nothing was named and it names nothing."""
    regions = shared_regions(step, profile.regions)
    return regions or (frozenset() if profile.regions else frozenset({Region.WHOLE_LEG}))


def pairs(step: Step, profile: Profile) -> dict[Pair, int]:
    """What this step covers of what the patient named: each symptom that its kind suits, in each region that it
    reaches, with how well."""
    regions = reached(step, profile)
    return {
        (symptom, region): worth(symptom, step.kind)
        for symptom in named(profile)
        if worth(symptom, step.kind)
        for region in regions
    }


def gain(step: Step, profile: Profile, covered: Mapping[Pair, int]) -> float:
    """What this step adds to what is covered, in points of worth. Its best region counts whole and the others
    by a quarter, or not at all for the whole leg: what reaches everywhere is aimed nowhere."""
    by_region: dict[Region, int] = {}
    for pair, points in pairs(step, profile).items():
        more = max(0, points - covered.get(pair, 0))
        by_region[pair[1]] = by_region.get(pair[1], 0) + more
    best = max(by_region.values(), default=0)
    others = 0 if Region.WHOLE_LEG in step.regions else sum(by_region.values()) - best
    return best + others / 4


def score(step: Step, profile: Profile) -> int:
    """How well this step suits this person at all, 0 to 3. 0: not."""
    if profile.regions and not shared_regions(step, profile.regions):
        return 0
    symptom = best_symptom(step, profile)
    return worth(symptom, step.kind) if symptom else 0


def near(regions: Iterable[Region]) -> frozenset[Region]:
    """The neighbours of these regions."""
    return frozenset().union(*(NEAR[region] for region in regions))
