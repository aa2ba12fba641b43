"""The order of things when a cramp is there: the same rules hold as in any evening."""

from collections.abc import Iterable

from routines.core.profile import Profile
from routines.core.safety import Person, ruled_out
from routines.core.step import Kind, Position, Region, Step, When

HELP_AFTER_S = 600
"""Rule 10: a cramp that lasts this long gets the card with the number to call (NHS leg cramps page)."""

_AFTERWARDS = frozenset({Kind.HEAT, Kind.COLD, Kind.MASSAGE})
_LYING = frozenset({Position.BED, Position.ANYWHERE})
_STRANGER = Person(Profile().flags(), None)


def sequence(steps: Iterable[Step], who: Person | None, regions: frozenset[Region]) -> tuple[Step, ...]:
    """What to do, in order, for a cramp in these regions; none named means all that is general, and the calf.

    `who` is None while nobody is signed in: then only lying down, nothing warm or cold, no rubbing.
    Red flags do not empty it: what calls for help is itself one of the steps, and stays.
    """
    wanted = regions or frozenset({Region.CALF})
    found = [
        step
        for step in steps
        if step.when is When.CRAMP
        and (not step.regions or Region.WHOLE_LEG in step.regions or step.regions & wanted)
        and _may(step, who)
    ]
    return tuple(sorted(found, key=lambda step: (step.order, step.id)))


def _may(step: Step, who: Person | None) -> bool:
    if step.kind is Kind.HYGIENE:
        return True
    if who is None:
        lying = step.position in _LYING and step.kind not in _AFTERWARDS
        return lying and ruled_out(step, _STRANGER) is None
    return ruled_out(step, who) is None
