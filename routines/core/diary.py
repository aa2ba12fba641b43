"""The morning's answers about a night, and what follows from its times.

The variables of a sleep diary, in our own words. They are estimates: nobody should look at a clock at night.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Times:
    """When what was, as aware instants, so that a night in which the clocks change is as long as it was.

    `lights_out` is when somebody began to try to sleep, `woke` the last waking, `up` when they left the bed.
    `fell_asleep_after` and `awake` (all wakings together) and `lay_trying` (after the last waking, still trying to
    sleep) are lengths.
    """

    lights_out: datetime
    woke: datetime
    in_bed: datetime | None = None
    up: datetime | None = None
    fell_asleep_after: timedelta = timedelta()
    awake: timedelta = timedelta()
    lay_trying: timedelta = timedelta()

    @property
    def fault(self) -> str | None:
        """Which of them cannot be, as a code; None where all can."""
        told = (self.in_bed, self.lights_out, self.woke, self.up)
        order = [one.astimezone(UTC) for one in told if one is not None]
        if order != sorted(order):
            return "order"
        if order[-1] - order[0] >= LONGEST:
            return "too_long"
        if min(self.fell_asleep_after, self.awake, self.lay_trying) < timedelta():
            return "negative"
        if self.fell_asleep_after + self.awake > _between(self.lights_out, self.woke):
            return "more_awake_than_night"
        if self.up is not None and self.lay_trying > _between(self.woke, self.up):
            return "more_trying_than_morning"
        return None


@dataclass(frozen=True)
class Sleep:
    """`asleep`: how long in all. `in_bed`: from getting in until getting up, where both are known.

    `efficiency`: percent of the time given to sleep that was slept; None where no time was. Reading or stretching in
    bed does not count against it: Reed and Sacco, Measuring sleep efficiency: what should the denominator be?,
    J Clin Sleep Med 12 (2016), SE = TST / (SOL + TST + WASO + TASAFA) * 100.
    """

    asleep: timedelta
    in_bed: timedelta | None
    efficiency: float | None


def sleep_of(times: Times) -> Sleep:
    """Raises ValueError, with the code, for times that cannot be."""
    if times.fault is not None:
        raise ValueError(times.fault)
    asleep = _between(times.lights_out, times.woke) - times.fell_asleep_after - times.awake
    given = times.fell_asleep_after + asleep + times.awake + times.lay_trying
    return Sleep(
        asleep=asleep,
        in_bed=_between(times.in_bed, times.up)
        if times.in_bed is not None and times.up is not None
        else None,
        efficiency=100 * (asleep / given) if given else None,
    )


def _between(start: datetime, end: datetime) -> timedelta:
    """Of two instants in one zone Python would subtract what the clock's hands show."""
    return end.astimezone(UTC) - start.astimezone(UTC)


FEWEST_OF_A_WEEK = 4
"""Of fewer nights of seven, a mean says nothing about the week."""
IMPORTANT_POINTS, IMPORTANT_PART, SMALL_PART = 2.0, 0.30, 0.18


def change(before: float, now: float) -> str:
    """What a change of a week's mean of a score of 0-10 is called: "usual", "small" or "meaningful".

    Farrar 2001 (pain: two points or 30 percent), and for spasticity the part alone; see the facts' `mcid`. That of a
    start of 3 or less only the part shall count needs no rule: there two points are more than half.
    """
    points = abs(now - before)
    part = points / before if before else (1.0 if points else 0.0)
    if part >= IMPORTANT_PART or points >= IMPORTANT_POINTS:
        return "meaningful"
    return "small" if part >= SMALL_PART else "usual"
