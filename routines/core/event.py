"""Immutable facts that a phone tells: made once, identified by their id, never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    RUN_STARTED = "run_started"
    STEP_DONE = "step_done"
    STEP_SKIPPED = "step_skipped"
    RUN_ENDED = "run_ended"
    UNDONE = "undone"
    CHECK_IN = "check_in"
    SLOT_SAVED = "slot_saved"
    ROUTINE_EDITED = "routine_edited"
    STEP_MARKED = "step_marked"
    OWN_STEP_SAVED = "own_step_saved"
    REMINDER_SNOOZED = "reminder_snoozed"
    TRAVELLED = "travelled"
    EVENING_TOLD = "evening_told"
    CRAMP_LOGGED = "cramp_logged"
    MORNING_TOLD = "morning_told"
    QUESTION_NOTED = "question_noted"
    TRIAL_BEGUN = "trial_begun"
    SIDE_TOSSED = "side_tossed"
    TRIAL_ENDED = "trial_ended"


class Outcome(StrEnum):
    DONE = "done"
    TOO_TIRED = "too_tired"
    FELL_ASLEEP = "fell_asleep"
    NOT_TONIGHT = "not_tonight"


class Legs(StrEnum):
    """The answer to the evening's one question."""

    QUIET = "quiet"
    SOME = "some"
    ROUGH = "rough"


class Variant(StrEnum):
    FULL = "full"
    SHORT = "short"
    IN_BED = "in_bed"


@dataclass(frozen=True)
class Event:
    """One fact. Which optional fields are set follows from the kind.

    `night` was stamped on the device when the run or entry started and is never derived again; `at` is the
    device's corrected time; `offset` is the device's minutes east of UTC.
    """

    id: str
    kind: EventKind
    night: date
    at: datetime
    offset: int
    run: str | None = None
    routine: str | None = None
    variant: Variant | None = None
    step: str | None = None
    outcome: Outcome | None = None
    undoes: str | None = None
    legs: Legs | None = None
    tired: bool | None = None
    hot: bool | None = None
    # Which flags of tonight hold; an empty tuple says that none does, None that nobody answered.
    new: tuple[str, ...] | None = None
    # A step was skipped because it hurt.
    hurt: bool | None = None
    # What a change of a routine, of a mark or of an own step says, or an entry of the journal, as it was validated
    # (core/plans.py, core/journal.py).
    slot: str | None = None
    told: Mapping[str, Any] | None = None
    # Which reminder shall ring again, and when.
    reminder: str | None = None
    until: datetime | None = None
    # Where the phone is, and whether reminders stay by the clocks that they had.
    zone: str | None = None
    keep: bool | None = None
    # Who told it, where it was a caregiver: the patient's own word for them.
    by: str | None = None

    def wire(self) -> dict[str, Any]:
        """The fact as it travels. An ending keeps a null `run`, because there null says something."""
        body = {key: value for key, value in vars(self).items() if value is not None}
        if self.kind is EventKind.RUN_ENDED:
            body["run"] = self.run
        if self.new is not None:
            body["new"] = sorted(self.new)
        if self.told is not None:
            body["told"] = dict(self.told)
        body["night"] = self.night.isoformat()
        body["at"] = _spelled_instant(self.at)
        if self.until is not None:
            body["until"] = _spelled_instant(self.until)
        return body

    def canonical(self) -> str:
        """One spelling for one fact, so that two copies can be compared and hashed."""
        return spelled(self.wire())


def _spelled_instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def spelled(body: Mapping[str, Any]) -> str:
    """One spelling for one body that travels."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
