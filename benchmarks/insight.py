"""How often simulated people without any effect are told of a difference, and how often a true one is found.

Run with `python -m benchmarks.insight [--number N]`. Not a matter of time: it counts what the words about nights would
say to a thousand people in each of five settings.
"""

import argparse
import sys
from collections.abc import Iterable

from routines.core.insight import compare, trial
from tests.core.patients import SETTINGS, Patient

EFFECT = -2.0
PLAIN = "habits"
"""The setting in which an effect is looked for: 28 nights, spread of two points."""


def percent(told: Iterable[bool]) -> float:
    every = list(told)
    return 100 * sum(every) / len(every)


def false_alarms(name: str, number: int) -> float:
    """Percent of people who are told of a difference by the coin, where there is none."""
    results = (trial.result(Patient.of(name, seed).pairs()) for seed in range(number))
    return percent(one is not None and one.found for one in results)


def gaps(name: str, number: int) -> float:
    """Percent of comparisons of own choice whose range leaves 0 out: never said as a cause, and this is why."""
    told = (compare.compare(Patient.of(name, seed).evenings()) for seed in range(number))
    return percent(not one.often_by_chance for one in told if one is not None)


def with_effect(number: int) -> tuple[float, float]:
    """Percent of people for whom the effect is found, and whose range holds it."""
    results = [trial.result(Patient.of(PLAIN, seed).pairs(EFFECT)) for seed in range(number)]
    known = [one for one in results if one is not None]
    found = percent(one.p < trial.ERROR and one.difference < 0 for one in known)
    return found, percent(one.lowest <= EFFECT <= one.highest for one in known)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=1000, help="simulated people in each setting")
    wish = parser.parse_args(arguments)
    alarms = {name: false_alarms(name, wish.number) for name in SETTINGS}
    for name, share in alarms.items():
        print(f"try_false_alarm_pct, {name}: {share:.1f}")
    for name in SETTINGS:
        print(f"compare_leaves_0_out_pct, {name}: {gaps(name, wish.number):.1f}", flush=True)
    found, held = with_effect(wish.number)
    print(f"try_false_alarm_pct: {max(alarms.values()):.1f}")
    print(f"try_power_2pt_28n_pct: {found:.1f}")
    print(f"interval_coverage_pct: {held:.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
