"""One person's evenings without the app: a profile as JSON in, the three variants with every reason out.

For a physiotherapist who wants to try a case: `bin/routine < profile.json`, `bin/routine --schema`.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import Babel, force_locale
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from routines import clock, words
from routines.core.build import Evening, build
from routines.core.cards import cards
from routines.core.event import Legs, Variant
from routines.core.flags import DERIVED, TONIGHT, Flag
from routines.core.profile import Clearance, Effect, Profile, Symptom
from routines.core.step import Equipment, Mobility, Region, Step
from routines.core.tonight import CheckIn, Marks, Recent, Tonight, as_of_tonight
from routines.library import LANGUAGES, load_library

ROOT = Path(__file__).resolve().parents[2]
ASKABLE = sorted(set(Flag) - DERIVED)


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClearanceIn(_In):
    by: str = Field(description="Who allowed heat and cold in spite of rule 2")
    on: date


class ProfileIn(_In):
    """A person's answers. Everything may be left out; what is left out was not answered."""

    symptoms: list[Symptom] = Field(default=[], description="What the legs do at night")
    regions: list[Region] = Field(default=[], description="Where")
    mobility: Mobility | None = Field(default=None, description="How the person moves; null: not answered")
    has_helper: bool = Field(default=False, description="Somebody trained can help in the evening")
    equipment: list[Equipment] = Field(default=[], description="What is at hand")
    heat: Effect = Field(default=Effect.UNKNOWN, description="What heat does to the legs")
    cold: Effect = Field(default=Effect.UNKNOWN, description="What cold does to the legs")
    flags: list[Flag] | None = Field(
        default=None,
        description="Safety flags that hold; every other one counts as answered with no. "
        f"null: the safety questions were skipped. Known: {', '.join(ASKABLE)}",
    )
    clearance: ClearanceIn | None = None
    lights_out: time = time(22, 30)
    minutes: int = Field(default=20, ge=5, le=60, description="The most that the full evening may take")
    short_minutes: int = Field(default=5, ge=3, le=15, description="The most that the short one may take")
    favourites: list[str] = Field(default=[], description="Ids of steps that the person likes")
    off: list[str] = Field(default=[], description="Ids of steps that are switched off")
    done: list[list[str]] = Field(default=[], description="Steps done on the last nights, the newest first")
    hurt: list[str] = Field(default=[], description="Steps stopped because they hurt, in the last nights")

    def profile(self) -> Profile:
        answers = {} if self.flags is None else {flag: flag in self.flags for flag in ASKABLE}
        return Profile(
            symptoms=frozenset(self.symptoms),
            regions=frozenset(self.regions),
            mobility=self.mobility,
            has_helper=self.has_helper,
            equipment=frozenset(self.equipment),
            heat=self.heat,
            cold=self.cold,
            answers=answers,
            clearance=Clearance(self.clearance.by, self.clearance.on) if self.clearance else None,
            lights_out=self.lights_out,
            minutes=self.minutes,
            short_minutes=self.short_minutes,
        )


class CheckInIn(_In):
    """Tonight's answers."""

    legs: Legs | None = Field(default=None, description="How the legs are tonight")
    tired: bool = Field(default=False, description="Very tired tonight")
    hot: bool = Field(default=False, description="A hot evening")
    new: list[Flag] | None = Field(
        default=None,
        description="What is new tonight; an empty list: nothing is. null: not asked. "
        f"Known: {', '.join(sorted(TONIGHT))}",
    )

    def check_in(self) -> CheckIn:
        answers = {} if self.new is None else {flag: flag in self.new for flag in TONIGHT}
        return CheckIn(self.legs, self.tired, self.hot, answers)


def told(case: ProfileIn, check_in: CheckInIn, night: date, seed: str, language: str) -> dict[str, Any]:
    """The answer as JSON. Sentences stand in the language asked for."""
    steps = load_library().steps
    profile = case.profile()
    tonight = Tonight(
        check_in.check_in(),
        Marks(frozenset(case.favourites), off=dict.fromkeys(case.off)),
        Recent(tuple(frozenset(each) for each in case.done), frozenset(case.hurt)),
    )
    evening = build(profile, steps.values(), night, tonight, seed)
    flags = as_of_tonight(profile, tonight.check_in).flags()
    return {
        "night": night.isoformat(),
        "cards": [
            {
                "code": card.code.value,
                "rule": card.number,
                "urgency": card.urgency.value,
                "blocks": card.blocks,
            }
            for card in cards(flags)
        ],
        "variants": {variant.value: _variant(evening, variant, steps, language) for variant in Variant},
        "left_out": [
            {
                "step": out.step,
                "code": out.reason.code,
                **dict(out.reason.params),
                "why": words.left_out(out.reason),
            }
            for out in evening.left_out
        ],
    }


def _variant(evening: Evening, variant: Variant, steps: Mapping[str, Step], language: str) -> dict[str, Any]:
    return {
        "seconds": evening.seconds(variant),
        "at_most": evening.budgets[variant],
        "thin": evening.is_thin(variant),
        "steps": [
            {
                "step": item.step,
                "title": steps[item.step].words[language].title,
                "position": steps[item.step].position.value,
                "seconds": item.dose.seconds,
                "hold": item.dose.hold,
                "reps": item.dose.reps,
                "reason": item.reason.code,
                "why": words.why(item.reason),
            }
            for item in evening.variants[variant]
        ],
    }


def _unknown_steps(case: ProfileIn) -> list[str]:
    named = {*case.favourites, *case.off, *case.hurt, *(step for night in case.done for step in night)}
    return sorted(named - set(load_library().steps))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/routine", description=__doc__)
    parser.add_argument(
        "--schema", action="store_true", help="print the fields of the profile and the check-in"
    )
    parser.add_argument("--night", type=date.fromisoformat, help="the evening's date; today's by default")
    parser.add_argument("--checkin", default="{}", help="tonight's answers as JSON")
    parser.add_argument("--seed", default="", help="another of the evenings that suit as well")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    asked = parser.parse_args(arguments)
    if asked.schema:
        print(
            json.dumps(
                {"profile": ProfileIn.model_json_schema(), "checkin": CheckInIn.model_json_schema()}, indent=2
            )
        )
        return 0
    try:
        case = ProfileIn.model_validate_json(sys.stdin.read())
        check_in = CheckInIn.model_validate_json(asked.checkin)
    except ValidationError as error:
        for fault in error.errors():
            place = ".".join(str(part) for part in fault["loc"]) or "the input"
            print(f"bin/routine: {place}: {fault['msg']}", file=sys.stderr)
        return 2
    if strange := _unknown_steps(case):
        print(f"bin/routine: the library has no step called {', '.join(strange)}", file=sys.stderr)
        return 2
    night = asked.night or clock.now().astimezone().date()
    app = Flask("evenfall", root_path=str(ROOT))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app)
    with app.test_request_context(), force_locale(asked.language):
        answer = told(case, check_in, night, asked.seed, asked.language)
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
