"""How long one build takes: 2,000 different people on 60 different nights, with the real library."""

import random
from datetime import date, time, timedelta
from statistics import quantiles

from routines import clock
from routines.core.build import build
from routines.core.flags import DERIVED, Flag
from routines.core.profile import Effect, Profile, Symptom
from routines.core.step import Equipment, Mobility, Region
from routines.library import load_library

PEOPLE = 2000


def somebody(chance: random.Random) -> Profile:
    return Profile(
        symptoms=frozenset(chance.sample(list(Symptom), chance.randint(0, 3))),
        regions=frozenset(chance.sample(list(Region), chance.randint(0, 3))),
        mobility=chance.choice(list(Mobility)),
        has_helper=chance.random() < 0.5,
        equipment=frozenset(chance.sample(list(Equipment), chance.randint(0, 8))),
        heat=chance.choice(list(Effect)),
        cold=chance.choice(list(Effect)),
        answers={flag: chance.random() < 0.1 for flag in sorted(set(Flag) - DERIVED)},
        lights_out=time(22, 30),
        minutes=chance.choice([10, 15, 20, 30, 45]),
    )


def main() -> None:
    chance = random.Random(1)
    steps = tuple(load_library().steps.values())
    took = []
    for number in range(PEOPLE):
        profile = somebody(chance)
        night = date(2026, 11, 1) + timedelta(days=number % 60)
        before = clock.ticks()
        build(profile, steps, night)
        took.append((clock.ticks() - before) * 1000)
    cuts = quantiles(took, n=100)
    print(f"builder_builds: {PEOPLE}")
    print(f"builder_p50_ms: {cuts[49]:.2f}")
    print(f"builder_p99_ms: {cuts[98]:.2f}")


if __name__ == "__main__":
    main()
