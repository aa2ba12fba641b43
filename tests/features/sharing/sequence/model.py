"""Who may be told what, read from the decisions a second time: dictionaries, clock times, and none of the app's rules.

What it says is held against what the app does, so it calls nothing of the app.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Body = dict[str, Any]
MADRID = ZoneInfo("Europe/Madrid")
MINUTE = timedelta(minutes=1)
LASTS = timedelta(days=90)
RINGS_AT, LIGHTS_OUT, NOON = time(21, 45), time(22, 30), time(12)
JOURNAL_NIGHTS = timedelta(days=14)


def night_of(at: datetime, zone: ZoneInfo = MADRID) -> date:
    """From noon to noon, by the clocks of a zone."""
    return (at.astimezone(zone).replace(tzinfo=None) - timedelta(hours=12)).date()


def in_madrid(day: date, at: time) -> datetime:
    return datetime.combine(day, at, MADRID).astimezone(UTC)


def widened(scopes: set[str]) -> set[str]:
    return scopes | {"progress"} if "act" in scopes else set(scopes)


@dataclass
class Model:
    """`grants` by their rows' ids; `sent` counts copies of a phone and a ring, `asked` questions of a night."""

    now: datetime
    zones: dict[int, str]
    grants: dict[int, Body] = field(default_factory=dict)
    quiet: dict[int, tuple[time, time] | None] = field(default_factory=dict)
    events: list[Body] = field(default_factory=list)
    turns: dict[date, int] = field(default_factory=dict)
    took: dict[tuple[int, date], datetime] = field(default_factory=dict)
    sent: Counter[tuple[int, date, datetime]] = field(default_factory=Counter)
    asked: Counter[tuple[int, date]] = field(default_factory=Counter)
    # Of whom a copy came, or a summary, by grant and night.
    reminded: set[tuple[int, date]] = field(default_factory=set)
    summed: set[tuple[int, date]] = field(default_factory=set)
    # Nights of which somebody said so whose grant was paused or over since: nothing is held to either answer.
    loose: set[date] = field(default_factory=set)

    @property
    def tonight(self) -> date:
        return night_of(self.now)

    def page_of(self, caregiver: int) -> str:
        """The night that a caregiver's page is of: by their own clock."""
        return night_of(self.now, ZoneInfo(self.zones[caregiver])).isoformat()

    def lapses(self, last_night: date | None) -> datetime:
        """Ninety days from now, or at noon after the last night that the patient gave."""
        usual = self.now + LASTS
        return min(usual, in_madrid(last_night + timedelta(days=1), NOON)) if last_night else usual

    def over(self, grant: Body) -> str | None:
        """How a grant is over, if it is. Time goes on over one that was ended without a word."""
        if grant["left"]:
            return "left"
        lapsed: bool = grant["lapses"] <= self.now
        if grant["ended"] is None:
            return "lapse" if lapsed else None
        if grant["silently"]:
            return "lapse" if lapsed else "quiet end"
        return "lapse" if lapsed and grant["lapses"] <= grant["ended"] else "told end"

    def against(self, grant: Body, night: date) -> set[str]:
        """What speaks against anything at all of a night."""
        over = self.over(grant)
        return ({over} if over else set()) | ({"pause"} if grant["paused"] == night else set())

    def holder(self, night: date) -> int | None:
        """Whose turn it is: who said that they have got it, and is let in still."""
        row = self.turns.get(night)
        if row is not None and self.against(self.grants[row], night):
            self.loose.add(night)
        return None if night in self.loose else row

    def standing(self, night: date) -> list[Body]:
        undone = {one["undoes"] for one in self.events if one["kind"] == "undone"}
        return [one for one in self.events if one["night"] == night and one["id"] not in undone]

    def _newest(self, night: date, kind: str) -> Body | None:
        of_kind = [one for one in self.standing(night) if one["kind"] == kind]
        return max(of_kind, key=lambda one: (one["at"], one["id"]), default=None)

    def outcome(self, night: date) -> str | None:
        ending = self._newest(night, "run_ended")
        return ending["outcome"] if ending else None

    def begun(self, night: date) -> bool:
        return any(one["kind"] == "run_started" for one in self.standing(night))

    def steps(self, night: date, kind: str) -> set[str]:
        return {one["step"] for one in self.standing(night) if one["kind"] == kind}

    def heard_last(self, night: date) -> datetime | None:
        """When the newest of all that was told of a night happened, taken back or not."""
        return max((one["at"] for one in self.events if one["night"] == night), default=None)

    def told(self, night: date) -> bool:
        return self.heard_last(night) is not None

    def ring(self, night: date) -> datetime:
        """When it rings, or rang last: by the rule, or at the time that was wished for last. Never before the rule."""
        planned = in_madrid(night, RINGS_AT)
        wishes = [one for one in self.standing(night) if one["kind"] == "reminder_snoozed"]
        wishes = [one for one in wishes if one["until"] > planned]
        newest = max(wishes, key=lambda one: (one["at"], one["id"]), default=None)
        return newest["until"] if newest else planned

    def in_quiet_hours(self, caregiver: int) -> bool:
        hours, local = self.quiet.get(caregiver), self.now.astimezone(ZoneInfo(self.zones[caregiver])).time()
        if hours is None:
            return False
        start, end = hours
        return start <= local < end if start <= end else local >= start or local < end

    def waits(self, grant: Body) -> timedelta:
        """The longer of what the patient and the caregiver want."""
        longer: int = max(grant["after"], grant["own"])
        return longer * MINUTE

    def against_copy(self, grant: Body, device: int, night: date, ring: datetime) -> set[str]:
        wait = self.waits(grant)
        limit = max(in_madrid(night, LIGHTS_OUT) + 60 * MINUTE, ring + 45 * MINUTE)
        heard = self.heard_last(night)
        speaks = {
            "scope": "reminders" not in grant["scopes"],
            "mode": grant["mode"] != "each",
            "rota": night.weekday() not in grant["weekdays"],
            "quiet hours": self.in_quiet_hours(grant["who"]),
            "settled": self.outcome(night) is not None,
            "got it": self.holder(night) is not None,
            "too early": bool(wait) and self.now < ring + wait,
            "after the limit": bool(wait) and self.now > limit,
            "begun": bool(wait) and self.begun(night),
            "heard": bool(wait) and heard is not None and heard >= ring,
            "rings later": bool(wait) and self.ring(night) > ring,
            "once more": self.sent[device, night, ring] > 0,
        }
        return {reason for reason, holds in speaks.items() if holds} | self.against(grant, night)

    def against_notice(self, kind: str, grant_id: int, night: date) -> set[str]:
        grant = self.grants[grant_id]
        if kind == "ended":
            return set() if grant["told"] else {"nobody told an end"}
        if kind == "summary":
            speaks = {"mode": grant["mode"] not in self.modes(grant) - {"each"}}
        else:
            taken = self.took.get((grant["who"], night))
            speaks = {
                "scope": "reminders" not in grant["scopes"],
                "quiet hours": self.in_quiet_hours(grant["who"]),
                "not theirs": self.turns.get(night) != grant_id,
                "settled": self.outcome(night) is not None,
                "begun": self.begun(night),
                "too early": taken is None or self.now < taken + 30 * MINUTE,
                "once more": self.asked[grant["who"], night] > 0,
            }
        return {reason for reason, holds in speaks.items() if holds} | self.against(grant, night)

    def modes(self, grant: Body) -> set[str]:
        """A summary is of what may be seen; that of a week is of the journal."""
        scopes = widened(grant["scopes"])
        daily = {"daily"} if scopes & {"progress", "journal"} else set()
        return {"each"} | daily | ({"weekly"} if "journal" in scopes else set())

    def give(self, grant: Body, scopes: set[str]) -> None:
        """From now on. Who wanted a summary of more than is given has the next smaller, or each copy."""
        grant["scopes"] = scopes
        allowed = self.modes(grant)
        if grant["mode"] not in allowed:
            grant["mode"] = "daily" if "daily" in allowed else "each"

    def heard(self, grant_id: int, night: date) -> str:
        """What a caregiver's page may say of a night."""
        grant = self.grants[grant_id]
        scopes = set() if self.against(grant, night) else widened(grant["scopes"])
        reminded, summed = (grant_id, night) in self.reminded, (grant_id, night) in self.summed
        if "progress" in scopes:
            if (outcome := self.outcome(night)) is not None:
                return outcome
            if self.begun(night) or self.steps(night, "step_done") or self.steps(night, "step_skipped"):
                return "begun"
            if self.told(night):
                return "told"
            return "summary" if summed else "nothing_yet" if reminded else "no_update"
        if "journal" in scopes and (self.told(night) or summed):
            return "told" if self.told(night) else "summary"
        return "reminded" if "reminders" in scopes and reminded else "no_update"
