"""What travels between phone and server, as the models that validate it."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SkipValidation, StringConstraints

UUID7 = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
Id = Annotated[str, StringConstraints(pattern=UUID7)]
RoutineId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f\-]{36}$")]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,64}$")]


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Id
    night: date = Field(description="Local date of the evening, noon to noon; stamped on the device")
    at: AwareDatetime = Field(description="The device's corrected time")
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
    """Each event is validated by itself, so that one broken entry does not hold up the others."""

    model_config = ConfigDict(extra="forbid")

    event: SkipValidation[EventIn]
    age_ms: Annotated[int, Field(ge=0, le=10**13)]


class SyncIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, StringConstraints(max_length=36)] = Field(description="Whose queue this is")
    cursor: Annotated[int, Field(ge=0)]
    sent_at: AwareDatetime
    entries: Annotated[list[EntryIn], Field(max_length=100)]


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


class ItemOut(BaseModel):
    step: str
    seconds: int
    hold: int | None
    reps: int | None
    rep_seconds: int
    sides: Literal["one", "both", "each"]
    pattern: tuple[int, int, int, int] | None
    why: str


class VariantOut(BaseModel):
    seconds: int
    begin: str
    done_by: str
    items: list[ItemOut]


class RoutineOut(BaseModel):
    id: str
    lights_out: str
    variants: dict[str, VariantOut] = Field(description="full, short, in_bed")


class SourceOut(BaseModel):
    title: str
    url: str | None


class StepOut(BaseModel):
    title: str
    line: str
    how: list[str]
    why: str
    picture: str
    stop: list[str]
    kind: str
    position: str
    icon: str
    sources: list[SourceOut]
    no_source: str | None
    evidence: str


class LeftOutOut(BaseModel):
    step: str
    title: str
    reason: str


class CardOut(BaseModel):
    kind: str
    title: str
    body: str
    lines: list[str]


class ContactOut(BaseModel):
    name: str
    phone: str


class EmergencyOut(BaseModel):
    number: str | None
    label: str
    contact: ContactOut | None


class ReminderOut(BaseModel):
    time: str
    next_due: str | None
    on: bool


class NightOut(BaseModel):
    night: str
    events: list[dict[str, Any]]


class BundleAccountOut(BaseModel):
    id: str
    name: str
    language: str
    zone: str
    country: str
    theme: str


class BundleOut(BaseModel):
    version: str
    account: BundleAccountOut
    generated_at: str
    night: str
    routine: RoutineOut
    steps: dict[str, StepOut]
    left_out: list[LeftOutOut]
    blocked: CardOut | None
    advice: CardOut | None
    emergency: EmergencyOut
    reminder: ReminderOut | None
    never_with: dict[str, list[str]]
    nights: list[NightOut]
    cursor: int
