"""How much of a step, in plain sentences."""

from flask_babel import gettext as _
from flask_babel import ngettext

from routines.core.dose import SHORTEST_HOLD_S, doses
from routines.core.step import Bounds, Kind, Sides, Step

MINUTE = 60
# Up to here seconds say it better.
LEAST_MINUTES = 2 * MINUTE
_PACED = frozenset({Kind.HYGIENE, Kind.POSITIONING})


def amounts(step: Step) -> list[str]:
    """Each a sentence of its own, the most important first. None where the time is only how long a screen waits."""
    if step.seconds is not None:
        if step.kind in _PACED:
            return []
        return [*_breath(step), _("%(time)s in all.", time=span(step.seconds))]
    found = _held(step)
    once = step.reps is not None and step.reps.high == 1
    if step.sides is Sides.EACH:
        found.append(_("First one side, then the other."))
    if not once or step.sides is Sides.EACH:
        every = [dose.seconds for dose in doses(step)]
        found.append(_("About %(time)s in all.", time=_minutes(every[0], every[-1])))
    return found


def span(seconds: Bounds) -> str:
    """A stretch of time: "40 seconds", "2 to 5 minutes"."""
    low, high = seconds.low, seconds.high
    if high >= LEAST_MINUTES or low == high == MINUTE:
        return _minutes(low, high)
    if low == high:
        return ngettext("%(num)s second", "%(num)s seconds", low)
    return _("%(low)s to %(high)s seconds", low=low, high=high)


def _minutes(low_s: int, high_s: int) -> str:
    low, high = max(1, low_s // MINUTE), -(-high_s // MINUTE)
    if low == high:
        return ngettext("%(num)s minute", "%(num)s minutes", low)
    return _("%(low)s to %(high)s minutes", low=low, high=high)


def _breath(step: Step) -> list[str]:
    pattern = step.pattern
    if pattern is None:
        return []
    parts = [_("In for %(n)s seconds", n=pattern.inhale)]
    if pattern.hold:
        parts.append(_("hold for %(n)s", n=pattern.hold))
    parts.append(_("out for %(n)s", n=pattern.exhale))
    if pattern.rest:
        parts.append(_("wait for %(n)s", n=pattern.rest))
    return [", ".join(parts) + "."]


def _held(step: Step) -> list[str]:
    hold, reps = step.hold, step.reps
    if hold is None or reps is None:
        return []
    found = []
    if hold.low > 0:
        found.append(_("Hold for %(time)s.", time=span(hold)))
    elif hold.high >= SHORTEST_HOLD_S:
        found.append(_("Hold for up to %(time)s.", time=span(Bounds(hold.high, hold.high))))
    if reps.high > 1:
        found.append(_times(reps))
    # Without a hold it is one slow movement after another.
    if hold.high < SHORTEST_HOLD_S:
        each = step.rep_seconds
        found.append(ngettext("About %(num)s second each time.", "About %(num)s seconds each time.", each))
    return found


def _times(reps: Bounds) -> str:
    if reps.low == reps.high:
        return ngettext("%(num)s time.", "%(num)s times.", reps.low)
    return _("%(low)s to %(high)s times.", low=reps.low, high=reps.high)
