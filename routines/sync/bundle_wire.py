"""The bundle as it travels: what a phone needs for a night without network."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from routines.accounts.wire import AccountOut

Sides = Literal["one", "both", "each"]
Pattern = tuple[int, int, int, int]


class ItemOut(BaseModel):
    step: str
    seconds: int
    hold: int | None
    reps: int | None
    rep_seconds: int
    sides: Sides
    pattern: Pattern | None
    why: str


class VariantOut(BaseModel):
    seconds: int
    begin: str
    done_by: str
    items: list[ItemOut]


class RoutineOut(BaseModel):
    id: str = Field(description="Of the slot that is for tonight")
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
    figure: str | None
    what: str
    start: str
    end: str
    mistakes: list[str]
    traits: list[str]


class LeftOutOut(BaseModel):
    step: str
    title: str
    reason: str


class AskedOut(BaseModel):
    step: str
    seconds: int
    hold: int | None
    reps: int | None


class ThinOut(BaseModel):
    full: bool
    short: bool
    in_bed: bool


class SlotOut(BaseModel):
    """One of the patient's routines, as it is tonight."""

    id: str
    name: str
    main: bool
    tonight: bool
    nights: list[int] = Field(description="The weekdays of its nights, Monday 0")
    minutes: int | None
    gentle: bool
    usual: int = Field(description="The most seconds that it may take on an evening like any other")
    edited: str | None = Field(description="The event whose list is in force: what an undo names")
    asked: list[AskedOut] = Field(
        description="That list as it was told, to edit it without losing what is left out only tonight. "
        "Nothing of it is shown that is not in the catalogue"
    )
    variants: dict[str, VariantOut] = Field(description="full, short, in_bed")
    thin: ThinOut
    left_out: list[LeftOutOut]


class OfferOut(BaseModel):
    """A step that may be taken tonight: safe for this patient, within reach, and not switched off."""

    when: int
    position: int
    kind: str
    doses: list[tuple[int, int | None, int | None]] = Field(description="[seconds, hold, reps], least first")
    hold: tuple[int, int] | None
    reps: tuple[int, int] | None
    seconds: tuple[int, int] | None
    rep_seconds: int
    sides: Sides
    pattern: Pattern | None
    alike: list[str] = Field(description="What may stand for it, the best first")
    why: str
    own: bool
    photo: str | None


class OwnOut(BaseModel):
    """A step of the patient's own, with all that was told about it. `out`: why it is not offered tonight."""

    title: str
    how: list[str]
    kind: str
    position: str
    regions: list[str]
    sides: Sides
    helper: str
    traits: list[str]
    seconds: int | None
    hold: int | None
    reps: int | None
    figure: str | None
    photo: str | None
    by: str
    out: str | None


class MarksOut(BaseModel):
    favourites: list[str]
    off: dict[str, str | None] = Field(description="Until which night; null for good")


class ChangedOut(BaseModel):
    at: str
    lines: list[str]


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


class RuleOut(BaseModel):
    id: str
    kind: str
    time: str
    weekdays: list[int] = Field(description="Of the nights, 0 is Monday's")
    on: bool
    words: str | None
    next_due: str | None


class SpanOut(BaseModel):
    first: str
    until: str = Field(description="The first night that rings again")


class HoursOut(BaseModel):
    start: str
    end: str


class MissedOut(BaseModel):
    night: str
    kind: str
    due_at: str
    why: str = Field(description="no_worker, not_accepted, refused or phone_gone")


class RingingOut(BaseModel):
    """What the phone needs to speak of reminders without a network."""

    zone: str
    kept_zone: str | None = Field(
        description="Where a phone was when its owner said that reminders stay by `zone`"
    )
    rules: list[RuleOut] = Field(description="The main one first")
    snoozes: list[int] = Field(description="Minutes that may be chosen")
    pause: SpanOut | None
    quiet: HoursOut | None
    missed: list[MissedOut] = Field(description="What did not ring on any phone, newest first")


class NightOut(BaseModel):
    night: str
    events: list[dict[str, Any]]


class BundleOut(BaseModel):
    version: str
    account: AccountOut
    generated_at: str
    night: str
    routine: RoutineOut
    slots: list[SlotOut] = Field(description="The main one first")
    steps: dict[str, StepOut] = Field(description="The words of what is in any slot, and of own steps")
    catalogue: dict[str, OfferOut]
    own_steps: dict[str, OwnOut]
    marks: MarksOut
    left_out: list[LeftOutOut]
    blocked: CardOut | None
    advice: CardOut | None
    advices: list[CardOut]
    thin: str | None
    asks_more: bool
    changed: ChangedOut | None
    emergency: EmergencyOut
    reminder: ReminderOut | None
    ringing: RingingOut
    never_with: dict[str, list[str]]
    ruled_out: list[str]
    nights: list[NightOut]
    cursor: int
