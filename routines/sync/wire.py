"""Events in and changes out, as the models that validate them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    SkipValidation,
    StringConstraints,
    model_validator,
)

from routines.core.flags import TONIGHT
from routines.core.night import NOON
from routines.sync.journal_wire import (
    CrampSaid,
    EveningSaid,
    MorningSaid,
    QuestionSaid,
    SideSaid,
    TrialEndSaid,
    TrialSaid,
)
from routines.sync.planning_wire import ListTold, MarkTold, OwnId, OwnTold, SlotTold, StepId, Uuid

UUID7 = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
Id = Annotated[str, StringConstraints(pattern=UUID7)]
RoutineId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f\-]{36}$")]
NewTonight = Literal[
    "dvt_signs",
    "chest_pain_or_breathless",
    "fever_or_infection",
    "new_unexplained_weakness",
    "dizzy_tonight",
    "spasm_medicine_missed",
    "sudden_worsening",
]


ZONES = available_timezones()
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""A phone's clock may be far off, and is believed; at the ends of the calendar no arithmetic works."""


def _instant_in_reach(at: datetime) -> datetime:
    if not FIRST <= at < LAST:
        raise ValueError("no such instant")
    return at


def _night_in_reach(night: date) -> date:
    if not FIRST.date() <= night < LAST.date():
        raise ValueError("no such night")
    return night


def _known_zone(zone: str) -> str:
    if zone not in ZONES:
        raise ValueError("no such zone")
    return zone


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Id
    night: Annotated[date, AfterValidator(_night_in_reach)] = Field(
        description="Local date of the evening, noon to noon; stamped on the device"
    )
    at: Annotated[AwareDatetime, AfterValidator(_instant_in_reach)] = Field(
        description="The device's corrected time"
    )
    offset: Annotated[int, Field(ge=-1080, le=1080, description="Minutes east of UTC on the device")]


class _Helped(_Event):
    """What a caregiver may tell on the patient's behalf."""

    by: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = Field(
        None, description="The patient's word for the caregiver who told it"
    )


class RunStarted(_Helped):
    kind: Literal["run_started"]
    run: Id
    routine: RoutineId
    variant: Literal["full", "short", "in_bed"]


class StepDone(_Helped):
    kind: Literal["step_done"]
    run: Id
    step: StepId


class StepSkipped(_Helped):
    kind: Literal["step_skipped"]
    run: Id
    step: StepId
    hurt: bool | None = Field(None, description="It was stopped because it hurt")


class RunEnded(_Event):
    kind: Literal["run_ended"]
    run: Id | None = Field(description="null when the night was settled without a run")
    outcome: Literal["done", "too_tired", "fell_asleep", "not_tonight"]


class Undone(_Helped):
    kind: Literal["undone"]
    undoes: Id


class CheckIn(_Event):
    """At least one answer."""

    kind: Literal["check_in"]
    legs: Literal["quiet", "some", "rough"] | None = None
    tired: bool | None = None
    hot: bool | None = None
    new: Annotated[list[NewTonight], Field(max_length=len(TONIGHT))] | None = Field(
        None, description="Which of these flags hold tonight; an empty list says that none does"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.legs is None and self.tired is None and self.hot is None and self.new is None:
            raise ValueError("no answer")
        return self


class SlotSaved(_Event):
    kind: Literal["slot_saved"]
    slot: Uuid
    told: SlotTold


class RoutineEdited(_Event):
    kind: Literal["routine_edited"]
    slot: Uuid
    told: ListTold


class StepMarked(_Event):
    kind: Literal["step_marked"]
    step: StepId
    told: MarkTold


class OwnStepSaved(_Event):
    kind: Literal["own_step_saved"]
    step: OwnId
    told: OwnTold


class ReminderSnoozed(_Helped):
    """Told again later, the newest one holds; undone, the reminder goes by its rule again."""

    kind: Literal["reminder_snoozed"]
    reminder: Uuid
    until: Annotated[AwareDatetime, AfterValidator(_instant_in_reach)]

    @model_validator(mode="after")
    def _within_its_night(self) -> Self:
        zone = timezone(timedelta(minutes=self.offset))
        noon = datetime.combine(self.night, NOON, zone)
        if not noon <= self.until < noon + timedelta(days=1):
            raise ValueError("not in that night")
        return self


class Travelled(_Event):
    """The answer to: your phone is somewhere else; shall reminders go by the clocks there?"""

    kind: Literal["travelled"]
    zone: Annotated[str, AfterValidator(_known_zone)]
    keep: bool


class EveningTold(_Event):
    """How the evening is: each answer by itself, or several together."""

    kind: Literal["evening_told"]
    told: EveningSaid


class CrampLogged(_Event):
    kind: Literal["cramp_logged"]
    told: CrampSaid


class MorningTold(_Event):
    kind: Literal["morning_told"]
    told: MorningSaid


class QuestionNoted(_Event):
    """Something to ask at the next visit; undone when it was asked or is no longer one."""

    kind: Literal["question_noted"]
    told: QuestionSaid


class TrialBegun(_Event):
    """One step, one answer of the morning, fixed before the first night."""

    kind: Literal["trial_begun"]
    told: TrialSaid


class SideTossed(_Event):
    """What the coin said of `night`, tossed before all of them. Undone when the try is ended before."""

    kind: Literal["side_tossed"]
    told: SideSaid


class TrialEnded(_Event):
    kind: Literal["trial_ended"]
    told: TrialEndSaid


EventIn = Annotated[
    RunStarted
    | StepDone
    | StepSkipped
    | RunEnded
    | Undone
    | CheckIn
    | SlotSaved
    | RoutineEdited
    | StepMarked
    | OwnStepSaved
    | ReminderSnoozed
    | Travelled
    | EveningTold
    | CrampLogged
    | MorningTold
    | QuestionNoted
    | TrialBegun
    | SideTossed
    | TrialEnded,
    Field(discriminator="kind"),
]


class EntryIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    event: EventIn
    age_ms: Annotated[int, Field(ge=0, le=10**13)]


class SyncIn(BaseModel):
    """Each entry is validated by itself later, so that a broken one does not hold up the others."""

    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, StringConstraints(max_length=36)] = Field(description="Whose queue this is")
    cursor: Annotated[int, Field(ge=0, lt=2**31)]
    sent_at: AwareDatetime
    entries: Annotated[list[SkipValidation[EntryIn]], Field(max_length=100)]


class ProblemOut(BaseModel):
    type: str
    title: str
    detail: str
    fields: list[str] = Field(default=[], description="What was wrong, by name, where that is known")


class ResultOut(BaseModel):
    id: str | None
    status: str = Field(description="stored, already_stored or refused")
    problem: ProblemOut | None = None


class SyncOut(BaseModel):
    results: list[ResultOut]
    changes: list[dict[str, Any]]
    cursor: int
    more: bool
    now: str
