"""The bundle as it travels: what a phone needs for a night without network."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from routines.accounts.wire import AccountOut


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


class BundleOut(BaseModel):
    version: str
    account: AccountOut
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
