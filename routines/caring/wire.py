"""What travels to and from a caregiver's phone. No clock time of an answer, no place, no device, no score of ours."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from routines.core.copies import AFTER
from routines.core.reminder import SNOOZES
from routines.sync.planning_wire import StepId
from routines.sync.wire import Id

Night = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


class HandOut(BaseModel):
    """One step of the evening, with what the helper's hands do."""

    step: str
    title: str
    line: str
    how: list[str]
    stop: list[str]
    figure: str | None
    picture: str
    helper: bool = Field(description="It needs somebody's hands")
    state: Literal["open", "done", "skipped"]
    mine: str | None = Field(description="The event by which this caregiver marked it: what an undo names")


class NightOut(BaseModel):
    """One night of the journal; what was not told is null."""

    night: str
    outcome: str | None
    steps: int
    quality: int | None
    pain: int | None
    spasms: int | None
    cramps: int
    asleep_minutes: int | None
    evening_pain: int | None
    triggers: list[str]
    note: str | None


class PersonOut(BaseModel):
    id: str
    name: str
    scopes: list[str] = Field(description="What this caregiver was given: reminders, progress, journal, act")
    heard: str = Field(
        description="no_update, reminded, nothing_yet, summary, told, begun, done, too_tired, fell_asleep or "
        "not_tonight; with no_update nothing else is said"
    )
    can: list[str] = Field(description="got_it, give_back, mark, later")
    taken: Literal["you", "somebody"] | None
    steps: list[HandOut]
    nights: list[NightOut]
    own_minutes: int
    mode: str
    modes: list[str]
    lapses_on: str | None


class OverOut(BaseModel):
    """Somebody who is not shared any more, until the caregiver has read it."""

    id: str
    name: str
    how: Literal["ended", "lapsed"]


class CaringOut(BaseModel):
    account: str = Field(description="Whose answer this is")
    night: str = Field(
        description="The night that it is for this caregiver; what a phone keeps is shown in it alone"
    )
    people: list[PersonOut]
    over: list[OverOut]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MarkIn(_Told):
    """`id` is made on the phone, so that a second try marks nothing twice."""

    id: Id
    night: Night
    step: StepId
    how: Literal["done", "skipped"]


class UndoIn(_Told):
    id: Id
    night: Night
    undoes: Id


class LaterIn(_Told):
    id: Id
    night: Night
    minutes: Literal[SNOOZES]  # type: ignore[valid-type]


class TurnIn(_Told):
    night: Night
    on: bool


class OwnIn(_Told):
    own_minutes: Literal[AFTER]  # type: ignore[valid-type]
    mode: Literal["each", "daily", "weekly"]
