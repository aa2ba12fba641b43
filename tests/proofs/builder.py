"""The builder over random people, evenings, marks and edits: nothing ruled out, nothing too long, nothing unexplained.

Run with `python -m tests.proofs.builder [--number N] [--seed S]`. A builder that ignores one rule, one that
overruns and one that goes back up are tried too: if they pass, this proof could not see it, and it ends red.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from flask import Flask
from flask_babel import Babel, force_locale

from routines import words
from routines.core import edit
from routines.core.build import Evening, Item, build, rank_of, sort_out
from routines.core.build.by_hand import by_hand
from routines.core.dose import Dose, doses
from routines.core.event import Legs, Variant
from routines.core.flags import DERIVED, TONIGHT, Flag
from routines.core.own import OwnStep, as_step
from routines.core.profile import Clearance, Effect, Profile, Symptom
from routines.core.reason import Reason
from routines.core.step import Equipment, Helper, Kind, Mobility, Position, Region, Sides, Step, Trait, When
from routines.core.tonight import CheckIn, Marks, Recent, Tonight, as_of_tonight
from routines.library import LANGUAGES, load_library
from tests.proofs.reading import Reading

NUMBER, SEED = 20_000, 1
ENOUGH_S = 180
"""The least that is worth opening the phone for."""
ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load_library().steps
Of = TypeVar("Of")
Builder = Callable[[Profile, Mapping[str, Step], date, Tonight, str], Evening]


def real(profile: Profile, steps: Mapping[str, Step], night: date, tonight: Tonight, seed: str) -> Evening:
    return build(profile, steps.values(), night, tonight, seed)


def some(chance: random.Random, every: Iterable[Of], most: int) -> frozenset[Of]:
    known = sorted(every, key=str)
    return frozenset(chance.sample(known, chance.randint(0, min(most, len(known)))))


def somebody(chance: random.Random) -> Profile:
    """Anybody: some answered all, some skipped the screen, some answered an older one."""
    rate = chance.choice((0.0, 0.05, 0.1, 0.3))
    answers = {flag: chance.random() < rate for flag in sorted(set(Flag) - DERIVED)}
    if chance.random() < 0.1:
        answers = {}
    elif chance.random() < 0.1:
        answers = {flag: yes for flag, yes in answers.items() if chance.random() < 0.8}
    return Profile(
        symptoms=some(chance, Symptom, 3),
        regions=some(chance, Region, 3),
        mobility=chance.choice((*Mobility, *Mobility, *Mobility, None)),
        has_helper=chance.random() < 0.5,
        equipment=some(chance, Equipment, 8),
        heat=chance.choice(list(Effect)),
        cold=chance.choice(list(Effect)),
        answers=answers,
        clearance=Clearance("physiotherapist", date(2026, 11, 1)) if chance.random() < 0.1 else None,
        minutes=chance.choice((10, 15, 20, 30, 45)),
        short_minutes=chance.choice((3, 5, 8, 10)),
    )


def own_step(chance: random.Random, number: int) -> OwnStep:
    timed = chance.random() < 0.5
    position = chance.choice((Position.STANDING, Position.CHAIR, Position.BED))
    traits = some(chance, Trait, 3)
    return OwnStep(
        id=f"own_{number:08d}",
        title="Leg lift",
        how=("Lift it slowly.",),
        kind=chance.choice((Kind.STRETCH, Kind.RANGE_OF_MOTION, Kind.ACTIVATION, Kind.MASSAGE)),
        position=position,
        regions=some(chance, Region, 2) | {chance.choice(list(Region))},
        sides=chance.choice(list(Sides)),
        helper=chance.choice(list(Helper)),
        traits=traits if position is Position.BED else traits - {Trait.BED_EDGE},
        seconds=chance.randint(10, 300) if timed else None,
        hold=None if timed else chance.choice((0, 5, 20)),
        reps=None if timed else chance.randint(1, 6),
    )


def an_evening(chance: random.Random, steps: Iterable[str], night: date) -> Tonight:
    ids = sorted(steps)
    new = {flag: chance.random() < 0.08 for flag in TONIGHT} if chance.random() < 0.3 else {}
    return Tonight(
        CheckIn(chance.choice((None, *Legs)), chance.random() < 0.2, chance.random() < 0.2, new),
        Marks(
            some(chance, ids, 5),
            frozenset(id for id in ids if id.startswith("own_")),
            {id: chance.choice((None, night, night + timedelta(days=3))) for id in some(chance, ids, 5)},
        ),
        Recent(
            tuple(some(chance, ids, 8) for _ in range(chance.randint(0, 4))),
            some(chance, ids, 2) if chance.random() < 0.3 else frozenset(),
        ),
    )


class Proof:
    """Counts what was seen; every violation by its name, with the number of the person who had it."""

    def __init__(self, builder: Builder = real) -> None:
        self.builder = builder
        self.counts: Counter[str] = Counter()
        self.violations: Counter[str] = Counter()
        self.first: dict[str, str] = {}

    def wrong(self, what: str, who: str) -> None:
        self.violations[what] += 1
        self.first.setdefault(what, who)

    def person(self, number: int, seed: int) -> None:
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - people to try, not a secret
        profile, night = somebody(chance), date(2026, 11, 1) + timedelta(days=chance.randint(0, 400))
        steps = dict(LIBRARY)
        if chance.random() < 0.3:
            own = as_step(own_step(chance, number), LANGUAGES, profile.mobility, night)
            steps[own.id] = own
        tonight = an_evening(chance, steps, night)
        told = chance.choice(("", "another"))
        evening = self.builder(profile, steps, night, tonight, told)
        if evening != self.builder(profile, dict(reversed(steps.items())), night, tonight, told):
            self.wrong("differing repeats", f"person {number}")
        self.counts["profiles"] += 1
        reading = Reading(profile, tonight.check_in, tonight.recent.hurt)
        self.look(f"person {number}, built", evening, steps, reading, tonight, night)
        if chance.random() < 0.25:
            self.edits(f"person {number}, edited", chance, profile, steps, evening, tonight, night)
        if reading.blocked():
            self.counts["blocked by a card"] += 1
            return
        self.counts["offered an evening"] += 1
        least = min(ENOUGH_S, evening.budgets[Variant.FULL])
        self.counts["at least 3 minutes"] += evening.seconds(Variant.FULL) >= least
        for variant in Variant:
            self.counts[f"thin, {variant}"] += evening.is_thin(variant)

    def look(
        self,
        who: str,
        evening: Evening,
        steps: Mapping[str, Step],
        reading: Reading,
        tonight: Tonight,
        night: date,
    ) -> None:
        for variant, items in evening.variants.items():
            self.counts["evenings"] += 1
            if items and reading.blocked():
                self.wrong("routine beside a blocking card", who)
            for item in items:
                self._look_at_item(who, item, steps[item.step], reading, tonight, night)
            if evening.seconds(variant) > evening.budgets[variant]:
                self.wrong("minutes exceeded", f"{who}, {variant}")
            ranks = [rank_of(steps[item.step]) for item in items]
            if ranks != sorted(ranks):
                self.wrong("back up", f"{who}, {variant}")
            if len({item.step for item in items}) < len(items):
                self.wrong("twice", f"{who}, {variant}")
        for out in evening.left_out:
            self.explained(who, out.reason, words.left_out)

    def _look_at_item(
        self, who: str, item: Item, step: Step, reading: Reading, tonight: Tonight, night: date
    ) -> None:
        self.counts["steps"] += 1
        if reason := reading.against(step):
            self.wrong(f"ruled out by {reason}", f"{who}, {step.id}")
        if step.when is When.CRAMP:
            self.wrong("a cramp step", f"{who}, {step.id}")
        if tonight.marks.is_off(step.id, night):
            self.wrong("switched off", f"{who}, {step.id}")
        if not _within(step, item.dose):
            self.wrong("out of its bounds", f"{who}, {step.id} {item.dose}")
        self.explained(who, item.reason, words.why)

    def explained(self, who: str, reason: Reason, sentence: Callable[[Reason], str]) -> None:
        for language in LANGUAGES:
            with force_locale(language):
                if not sentence(reason).strip():
                    self.wrong("unexplained", f"{who}, {reason.code} in {language}")

    def edits(
        self,
        who: str,
        chance: random.Random,
        profile: Profile,
        steps: Mapping[str, Step],
        evening: Evening,
        tonight: Tonight,
        night: date,
    ) -> None:
        """Some changes by buttons, and a list that somebody forged, each read as the app would read it."""
        budget = evening.budgets[Variant.FULL]
        items = evening.variants[Variant.FULL]
        offered, _ = sort_out(as_of_tonight(profile, tonight.check_in), steps.values(), night, tonight)
        for _ in range(chance.randint(1, 8)):
            try:
                items = _one_edit(chance, items, offered, steps, budget)
                self.counts["edits"] += 1
            except edit.NotDone:
                self.counts["edits refused"] += 1
            if edit.total(items) > budget:
                self.wrong("minutes exceeded by an edit", who)
            if not edit.goes_down(items, steps):
                self.wrong("back up by an edit", who)
        forged = [
            edit.Asked(id, chance.randint(0, 5000), chance.randint(0, 900), chance.randint(0, 99))
            for id in chance.sample(sorted(steps), 12)
        ]
        kept = [edit.Asked(item.step, item.dose.seconds, item.dose.hold, item.dose.reps) for item in items]
        changed = replace(profile, answers=somebody(chance).answers, mobility=chance.choice(list(Mobility)))
        for later in (profile, changed):
            reading = Reading(later, tonight.check_in, tonight.recent.hurt)
            for told in (kept, [*kept, *forged], list(reversed(forged))):
                self.counts["lists by hand"] += 1
                made = by_hand(later, told, steps, night, tonight)
                self.look(f"{who} by hand", made, steps, reading, tonight, night)


def _within(step: Step, dose: Dose) -> bool:
    if step.seconds is not None:
        return step.seconds.low <= dose.seconds <= step.seconds.high or dose in doses(step)
    held = step.hold is not None and dose.hold is not None and step.hold.low <= dose.hold <= step.hold.high
    times = step.reps is not None and dose.reps is not None and step.reps.low <= dose.reps <= step.reps.high
    return held and times


def _one_edit(
    chance: random.Random, items: edit.Items, offered: list[Step], steps: Mapping[str, Step], budget: int
) -> edit.Items:
    index = chance.randrange(len(items)) if items else 0
    other = chance.choice(offered) if offered else next(iter(steps.values()))
    match chance.choice(("move", "remove", "add", "swap", "longer", "dose")):
        case "move":
            return edit.move(items, index, chance.choice((-1, 1)), steps)
        case "remove":
            return edit.remove(items, index)
        case "add":
            return edit.add(items, other, steps, budget)
        case "swap":
            return edit.swap(items, index, other, steps, budget)
        case "longer":
            return edit.longer_or_shorter(items, index, chance.choice((-1, 1)), steps, budget)
    dose = Dose(chance.randint(0, 900), chance.randint(0, 60), chance.randint(0, 20))
    return edit.set_dose(items, index, dose, steps, budget)


def careless(
    profile: Profile, steps: Mapping[str, Step], night: date, tonight: Tonight, seed: str
) -> Evening:
    """A control: believes that nobody is sensitive to heat and that everybody stands."""
    healed = replace(profile, heat=Effect.EASES, mobility=Mobility.WALKS_UNAIDED)
    return build(healed, steps.values(), night, tonight, seed)


def hasty(profile: Profile, steps: Mapping[str, Step], night: date, tonight: Tonight, seed: str) -> Evening:
    """A control: takes a third more time than it was given."""
    made = build(replace(profile, minutes=profile.minutes * 4 // 3), steps.values(), night, tonight, seed)
    return replace(made, budgets=build(profile, steps.values(), night, tonight, seed).budgets)


def upside_down(
    profile: Profile, steps: Mapping[str, Step], night: date, tonight: Tonight, seed: str
) -> Evening:
    """A control: begins in bed and gets up again."""
    made = build(profile, steps.values(), night, tonight, seed)
    return replace(made, variants={variant: items[::-1] for variant, items in made.variants.items()})


CONTROLS: dict[str, Builder] = {"careless": careless, "hasty": hasty, "upside down": upside_down}
CONTROL_NUMBER = 60


def run(number: int, seed: int, builder: Builder = real) -> Proof:
    proof = Proof(builder)
    app = Flask("evenfall", root_path=str(ROOT))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app)
    with app.test_request_context():
        for each in range(number):
            proof.person(each, seed)
    return proof


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    wish = parser.parse_args(arguments)
    proof = run(wish.number, wish.seed)
    for name, count in sorted(proof.counts.items()):
        print(f"{name}: {count}")
    for name, count in sorted(proof.violations.items()):
        print(f"violation, {name}: {count} (first: {proof.first[name]})", file=sys.stderr)
    print(f"violations: {sum(proof.violations.values())}")
    blind = [
        name for name, builder in CONTROLS.items() if not run(CONTROL_NUMBER, wish.seed, builder).violations
    ]
    print(f"controls seen: {len(CONTROLS) - len(blind)} of {len(CONTROLS)}")
    return 0 if not proof.violations and not blind else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
