"""Changing a routine by hand: every change gives a new list or says why not. The rules of an evening stay.

A list never goes back up (from bed to standing), no amount leaves its library bounds, no step comes twice, and
the whole never takes longer than the minutes that were asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from routines.core.build import MOVES, Item, rank_of, whole_seconds
from routines.core.dose import Dose, doses, movement_seconds
from routines.core.reason import Reason
from routines.core.step import Region, Step, When

Items = tuple[Item, ...]
CHOSEN = Reason("chosen")


@dataclass(frozen=True)
class Asked:
    """One line of a list as somebody wrote it, not yet checked against any rule."""

    step: str
    seconds: int
    hold: int | None = None
    reps: int | None = None


class NotDone(ValueError):
    """A change that the rules of an evening do not allow; `reason` says why, in a code."""

    def __init__(self, code: str, **params: str) -> None:
        self.reason = Reason(code, tuple(sorted(params.items())))
        super().__init__(code)


def total(items: Sequence[Item]) -> int:
    return whole_seconds(item.dose.seconds for item in items)


def move(items: Items, index: int, by: int, steps: Mapping[str, Step]) -> Items:
    """The item one place up (by = -1) or down (by = 1)."""
    other = _in_list(items, index) + by
    if not 0 <= other < len(items):
        raise NotDone("at_the_end")
    changed = list(items)
    changed[index], changed[other] = changed[other], changed[index]
    if not goes_down(changed, steps):
        raise NotDone("back_up")
    return tuple(changed)


def goes_down(items: Sequence[Item], steps: Mapping[str, Step]) -> bool:
    ranks = [rank_of(steps[item.step]) for item in items]
    return ranks == sorted(ranks)


def remove(items: Items, index: int) -> Items:
    if len(items) == 1:
        raise NotDone("last_one")
    return items[: _in_list(items, index)] + items[index + 1 :]


def add(items: Items, step: Step, steps: Mapping[str, Step], budget: int) -> Items:
    """The step with its least amount, where it belongs in the evening."""
    _not_twice(items, step)
    if step.when is When.CRAMP:
        raise NotDone("only_for_a_cramp")
    return _within(_placed(items, Item(step.id, doses(step)[0], CHOSEN), steps), budget)


def _placed(items: Items, new: Item, steps: Mapping[str, Step]) -> Items:
    """After everything that lies as far up the evening as it does."""
    rank = rank_of(steps[new.step])
    place = sum(1 for item in items if rank_of(steps[item.step]) <= rank)
    return (*items[:place], new, *items[place:])


def swap(items: Items, index: int, step: Step, steps: Mapping[str, Step], budget: int) -> Items:
    """Another step in its place, for about as long."""
    old = items[_in_list(items, index)]
    _not_twice(items, step)
    if not alike(steps[old.step], step):
        raise NotDone("not_alike")
    rest = total((*items[:index], *items[index + 1 :]))
    fitting = [dose for dose in doses(step) if rest + whole_seconds([dose.seconds]) <= budget]
    if not fitting:
        raise NotDone("too_long", minutes=str(budget // 60))
    dose = min(fitting, key=lambda dose: abs(dose.seconds - old.dose.seconds))
    new = Item(step.id, dose, CHOSEN)
    changed = (*items[:index], new, *items[index + 1 :])
    if goes_down(changed, steps):
        return changed
    return _placed(items[:index] + items[index + 1 :], new, steps)


def alike(one: Step, other: Step) -> bool:
    """Whether one may stand for the other: movements that share a region, or steps of one kind."""
    if When.CRAMP in (one.when, other.when) or one.id == other.id:
        return False
    if one.kind in MOVES and other.kind in MOVES:
        whole = Region.WHOLE_LEG in one.regions | other.regions
        return whole or bool(one.regions & other.regions)
    return one.kind is other.kind and one.when is other.when


def set_dose(items: Items, index: int, dose: Dose, steps: Mapping[str, Step], budget: int) -> Items:
    """Another amount, inside the bounds of the step. The seconds of a movement are worked out afresh."""
    step = steps[items[_in_list(items, index)].step]
    if step.seconds is not None:
        if not step.seconds.low <= dose.seconds <= step.seconds.high:
            raise NotDone("out_of_bounds")
        dose = Dose(dose.seconds)
    else:
        dose = _movement(step, dose)
    changed = (*items[:index], replace(items[index], dose=dose), *items[index + 1 :])
    return _within(changed, budget)


def _movement(step: Step, dose: Dose) -> Dose:
    if step.hold is None or step.reps is None or dose.hold is None or dose.reps is None:
        raise NotDone("out_of_bounds")
    held = step.hold.low <= dose.hold <= step.hold.high
    if not held or not step.reps.low <= dose.reps <= step.reps.high:
        raise NotDone("out_of_bounds")
    return Dose(movement_seconds(step, dose.hold, dose.reps), dose.hold, dose.reps)


def longer_or_shorter(items: Items, index: int, by: int, steps: Mapping[str, Step], budget: int) -> Items:
    """The next amount up (by = 1) or down (by = -1): what one button does."""
    item = items[_in_list(items, index)]
    every = doses(steps[item.step])
    if by > 0:
        found = next((dose for dose in every if dose.seconds > item.dose.seconds), None)
    else:
        found = next((dose for dose in reversed(every) if dose.seconds < item.dose.seconds), None)
    if found is None:
        raise NotDone("most" if by > 0 else "least")
    return _within((*items[:index], replace(item, dose=found), *items[index + 1 :]), budget)


def fitted(items: Items, steps: Mapping[str, Step], budget: int) -> Items:
    """The list inside the minutes: the longest amounts shrink first, then steps go from the end of the moves.

    Somebody who has less time tonight keeps as much of their own list as there is time for.
    """
    kept = list(items)
    while total(kept) > budget:
        smaller = [
            (item.dose.seconds, place, dose)
            for place, item in enumerate(kept)
            for dose in doses(steps[item.step])
            if dose.seconds < item.dose.seconds
        ]
        if smaller:
            _, place, dose = max(smaller, key=lambda found: (found[0], found[2].seconds))
            kept[place] = replace(kept[place], dose=dose)
            continue
        moves = [place for place, item in enumerate(kept) if steps[item.step].kind in MOVES]
        del kept[moves[-1] if moves else len(kept) - 1]
    return tuple(kept)


def lawful(told: Iterable[Asked], steps: Mapping[str, Step]) -> Items:
    """A list as a phone told it, brought inside the rules: no step twice or unknown, every amount the nearest
    that its step allows, nothing back up. Whatever was forged, what comes out is an evening."""
    items: dict[str, Item] = {}
    for asked in told:
        step = steps.get(asked.step)
        if step is None or step.when is When.CRAMP or step.id in items:
            continue
        items[step.id] = Item(step.id, _nearest(step, asked), CHOSEN)
    return tuple(sorted(items.values(), key=lambda item: rank_of(steps[item.step])))


def _nearest(step: Step, asked: Asked) -> Dose:
    if step.seconds is None and step.hold is not None and step.reps is not None and asked.reps is not None:
        hold = min(max(asked.hold or 0, step.hold.low), step.hold.high)
        reps = min(max(asked.reps, step.reps.low), step.reps.high)
        return Dose(movement_seconds(step, hold, reps), hold, reps)
    return min(doses(step), key=lambda dose: abs(dose.seconds - asked.seconds))


def _within(items: Items, budget: int) -> Items:
    if total(items) > budget:
        raise NotDone("too_long", minutes=str(budget // 60))
    return items


def _not_twice(items: Items, step: Step) -> None:
    if any(item.step == step.id for item in items):
        raise NotDone("there_already")


def _in_list(items: Items, index: int) -> int:
    if not 0 <= index < len(items):
        raise NotDone("not_there")
    return index
