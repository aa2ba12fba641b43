"""What somebody told so far, and what may be put before them, worked out without the code that builds evenings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from routines.core.flags import Flag
from routines.core.profile import Profile
from routines.core.step import Helper, Kind, Position, Region, Sides, Step, Trait, When
from routines.core.tonight import CheckIn
from tests.core import rules
from tests.core.make import step as made

Body = dict[str, Any]
READY_S = 5
_STRONG = re.compile(r"<strong>(.*?)</strong>", re.S)


@dataclass
class Person:
    """Everything in the order in which it was told; what was undone counts as never told."""

    library: Mapping[str, Step]
    night: date
    profile: Profile = field(default_factory=Profile)
    told: list[Body] = field(default_factory=list)

    def standing(self, kind: str) -> list[Body]:
        undone = {body["undoes"] for body in self.told if body["kind"] == "undone"}
        return [body for body in self.told if body["kind"] == kind and body["id"] not in undone]

    def newest(self, kind: str, about: str) -> dict[str, Body]:
        return {body[about]: body["told"] for body in self.standing(kind)}

    @property
    def check_in(self) -> CheckIn:
        said: Body = {}
        for body in self.standing("check_in"):
            if body["night"] == self.night.isoformat():
                said |= body
        flags = (Flag(code) for code in sorted(rules.TONIGHT))
        answers = {flag: flag.value in said["new"] for flag in flags} if "new" in said else {}
        return CheckIn(tired=said.get("tired", False), hot=said.get("hot", False), answers=answers)

    @property
    def hurt(self) -> set[str]:
        return {body["step"] for body in self.standing("step_skipped") if body.get("hurt")}

    @property
    def own(self) -> dict[str, Step]:
        newest = self.newest("own_step_saved", "step")
        return {id: as_told(id, told) for id, told in newest.items() if not told.get("removed")}

    @property
    def off(self) -> set[str]:
        marks = self.newest("step_marked", "step").items()
        tonight = self.night.isoformat()
        return {id for id, told in marks if told["mark"] == "off" and (told["until"] or "9999") > tonight}

    @property
    def blocked(self) -> bool:
        flags = {flag for flag, said in rules.said(self.profile, self.check_in).items() if said == "yes"}
        ill = "fever_or_infection" in flags
        return bool(
            flags & {"dvt_signs", "chest_pain_or_breathless"}
            or (ill and flags & {"transdermal_patch", "spasm_medicine_missed"})
        )

    def allowed(self) -> dict[str, Step]:
        """Every step that may be put before them tonight."""
        if self.blocked:
            return {}
        profile, check_in, hurt = self.profile, self.check_in, self.hurt
        return {
            id: step
            for id, step in {**self.own, **self.library}.items()
            if step.when is not When.CRAMP
            and id not in self.off
            and rules.in_reach(step, profile)
            and not rules.why_not(step, profile, check_in, hurt)
        }

    def minutes(self, slot: Body) -> int:
        told = self.newest("slot_saved", "slot").get(slot["id"], {})
        wanted = None if told.get("removed") else told.get("minutes")
        return int(wanted or self.profile.minutes)


def as_told(id: str, told: Body) -> Step:
    """An own step as the rules see it: of its kind and place, moving as was ticked."""
    kind, position = Kind(told["kind"]), Position(told["position"])
    return made(
        id,
        kind=kind,
        # What is taken sitting or standing comes before the bed, with the movements.
        when=When.SETTLE if kind is Kind.POSITIONING and position is Position.BED else When.MOVE,
        position=position,
        regions=frozenset(Region(code) for code in told["regions"]),
        helper=Helper(told["helper"]),
        sides=Sides(told["sides"]),
        exertion=kind in (Kind.ACTIVATION, Kind.WEIGHT_BEARING),
        traits=frozenset(Trait(code) for code in told["traits"]),
    )


def look(person: Person, bundle: Body, page: str) -> None:
    """Nothing that is ruled out is before the patient: not in the bundle, and not on the page."""
    allowed = person.allowed()
    assert set(bundle["catalogue"]) <= set(allowed)
    for slot in bundle["slots"]:
        for name, variant in slot["variants"].items():
            _look_at(person, allowed, slot, name, variant)
    assert bundle["routine"]["variants"] == next(s for s in bundle["slots"] if s["tonight"])["variants"]
    shown = {item["step"] for slot in bundle["slots"] for item in _items(slot)}
    assert set(bundle["steps"]) <= shown | set(person.own)
    assert bool(bundle["blocked"]) is person.blocked
    titles = {step.words["en"].title for id, step in allowed.items() if id in person.library}
    titles |= {told["title"] for told in person.newest("own_step_saved", "step").values()}
    before = page.split("Left out, because")[0]
    assert {unescape(title) for title in _STRONG.findall(before)} <= titles


def _items(slot: Body) -> Iterable[Body]:
    return (item for variant in slot["variants"].values() for item in variant["items"])


def _look_at(person: Person, allowed: Mapping[str, Step], slot: Body, name: str, variant: Body) -> None:
    items = variant["items"]
    ids = [item["step"] for item in items]
    assert set(ids) <= set(allowed), (name, sorted(set(ids) - set(allowed)))
    assert len(set(ids)) == len(ids)
    steps = [allowed[id] for id in ids]
    assert rules.never_back_up(steps), ids
    assert [list(When).index(step.when) for step in steps] == sorted(
        list(When).index(step.when) for step in steps
    )
    seconds = sum(item["seconds"] + READY_S for item in items)
    most = person.minutes(slot)
    if name == "short":
        most = min(most, person.profile.short_minutes)
    assert seconds == variant["seconds"] <= (min(most, 10) if name == "in_bed" else most) * 60
    assert all(item["why"] for item in items)
