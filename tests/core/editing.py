"""Editing cases as JSON: their steps, the catalogue that a phone has of them, and the truth of core/edit."""

from collections.abc import Mapping, Sequence
from typing import Any

from routines.core import edit
from routines.core.build import Item, rank_of
from routines.core.dose import Dose, doses
from routines.core.edit import Asked, NotDone
from routines.core.step import Bounds, Kind, Position, Region, Sides, Step, When
from tests.core.make import step

Asking = dict[str, Any]


def step_of(id: str, said: Mapping[str, Any]) -> Step:
    def bounds(key: str) -> Bounds | None:
        return Bounds(*said[key]) if said.get(key) else None

    return step(
        id,
        kind=Kind(said["kind"]),
        when=When(said["when"]),
        position=Position(said["position"]),
        regions=frozenset(Region(code) for code in said["regions"]),
        sides=Sides(said.get("sides", "one")),
        seconds=bounds("seconds"),
        hold=bounds("hold"),
        reps=bounds("reps"),
        rep_seconds=said.get("rep_seconds", 0),
    )


def catalogue(steps: Mapping[str, Step]) -> Asking:
    """What the phone is told of these steps, as far as editing goes."""
    return {id: _offered(one, steps) for id, one in steps.items()}


def _offered(one: Step, steps: Mapping[str, Step]) -> Asking:
    def pair(bounds: Bounds | None) -> list[int] | None:
        return [bounds.low, bounds.high] if bounds else None

    when, position = rank_of(one)
    return {
        "when": when,
        "position": position,
        "kind": one.kind.value,
        "doses": [[dose.seconds, dose.hold, dose.reps] for dose in doses(one)],
        "hold": pair(one.hold),
        "reps": pair(one.reps),
        "seconds": pair(one.seconds),
        "rep_seconds": one.rep_seconds,
        "sides": one.sides.value,
        "alike": [other.id for other in steps.values() if edit.alike(one, other)],
    }


def answer(case: Mapping[str, Any], steps: Mapping[str, Step]) -> Asking:
    """What the core makes of one case: the new items, or why not."""
    try:
        return {"items": [said(item) for item in _done(case, steps)]}
    except NotDone as refused:
        return {"refused": refused.reason.code, "params": dict(refused.reason.params)}


def said(item: Item) -> Asking:
    return {
        "step": item.step,
        "seconds": item.dose.seconds,
        "hold": item.dose.hold,
        "reps": item.dose.reps,
    }


def _done(case: Mapping[str, Any], steps: Mapping[str, Step]) -> Sequence[Item]:
    if case["op"] == "lawful":
        return edit.lawful([Asked(**one) for one in case["items"]], steps)
    items = tuple(
        Item(one["step"], Dose(one["seconds"], one["hold"], one["reps"]), edit.CHOSEN)
        for one in case["items"]
    )
    index, budget = case.get("index", 0), case.get("budget", 0)
    match case["op"]:
        case "move":
            return edit.move(items, index, case["by"], steps)
        case "remove":
            return edit.remove(items, index)
        case "add":
            return edit.add(items, steps[case["step"]], steps, budget)
        case "swap":
            return edit.swap(items, index, steps[case["step"]], steps, budget)
        case "set_dose":
            return edit.set_dose(items, index, Dose(**case["dose"]), steps, budget)
        case "longer_or_shorter":
            return edit.longer_or_shorter(items, index, case["by"], steps, budget)
        case "fitted":
            return edit.fitted(items, steps, budget)
    raise LookupError(case["op"])
