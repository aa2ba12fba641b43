"""Events in and changes out, as the models that validate them."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    SkipValidation,
    StringConstraints,
)

UUID7 = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
Id = Annotated[str, StringConstraints(pattern=UUID7)]
RoutineId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f\-]{36}$")]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,64}$")]


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


class RunStarted(_Event):
    kind: Literal["run_started"]
    run: Id
    routine: RoutineId
    variant: Literal["full", "short", "in_bed"]


class StepDone(_Event):
    kind: Literal["step_done"]
    run: Id
    step: StepId


class StepSkipped(_Event):
    kind: Literal["step_skipped"]
    run: Id
    step: StepId


class RunEnded(_Event):
    kind: Literal["run_ended"]
    run: Id | None = Field(description="null when the night was settled without a run")
    outcome: Literal["done", "too_tired", "fell_asleep", "not_tonight"]


class Undone(_Event):
    kind: Literal["undone"]
    undoes: Id


class CheckIn(_Event):
    kind: Literal["check_in"]
    legs: Literal["quiet", "some", "rough"]


EventIn = Annotated[
    RunStarted | StepDone | StepSkipped | RunEnded | Undone | CheckIn, Field(discriminator="kind")
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
