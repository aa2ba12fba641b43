"""What a phone may tell about routines, marks and own steps: bounded here, judged for safety at every reading."""

import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from routines.core.own import MAX_HOLD_S, MAX_REPS, MAX_SECONDS
from routines.core.step import Helper, Region, Sides, Trait

Uuid = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,64}$")]
OwnId = Annotated[str, StringConstraints(pattern=r"^own_[a-z0-9]{8,32}$")]

LONGEST_S, LONGEST_HOLD_S, MOST_REPS = 7200, 600, 1000
"""Wide on purpose: what a list asks for is brought inside the bounds of its steps when it is read."""
MOST_ITEMS = 40


def _plain(text: str) -> str:
    """Nothing that no keyboard types; PostgreSQL cannot keep the first of them."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise ValueError("a control character")
    return text


def _says_something(text: str) -> str:
    if not text.strip():
        raise ValueError("only spaces")
    return text


def _each_once(items: list[Any]) -> list[Any]:
    if len(set(items)) != len(items):
        raise ValueError("something stands twice")
    return items


Said = Annotated[str, AfterValidator(_plain)]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SlotTold(_Told):
    name: Annotated[Said, StringConstraints(min_length=1, max_length=40), AfterValidator(_says_something)]
    nights: Annotated[
        list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7), AfterValidator(_each_once)
    ] = Field(description="Weekdays, Monday 0; none for one that is only taken by hand")
    minutes: Annotated[int, Field(ge=5, le=60)] | None = None
    gentle: bool = False
    removed: bool = False


class AskedTold(_Told):
    step: StepId
    seconds: Annotated[int, Field(ge=0, le=LONGEST_S)]
    hold: Annotated[int, Field(ge=0, le=LONGEST_HOLD_S)] | None = None
    reps: Annotated[int, Field(ge=0, le=MOST_REPS)] | None = None


class ListTold(_Told):
    items: Annotated[list[AskedTold], Field(min_length=1, max_length=MOST_ITEMS)] | None = Field(
        description="null takes the suggestion again"
    )


class MarkTold(_Told):
    mark: Literal["plain", "favourite", "off"]
    until: date | None = Field(None, description="Of `off`: the night on which it is back; null for good")


class OwnTold(_Told):
    """Either `seconds`, or `reps` with or without `hold`."""

    title: Annotated[Said, StringConstraints(min_length=1, max_length=60), AfterValidator(_says_something)]
    how: Annotated[list[Annotated[Said, StringConstraints(max_length=200)]], Field(max_length=8)]
    kind: Literal["stretch", "range_of_motion", "activation", "weight_bearing", "massage", "positioning"]
    position: Literal["standing", "chair", "bed"]
    regions: Annotated[list[Region], Field(min_length=1, max_length=7), AfterValidator(_each_once)]
    sides: Sides
    helper: Helper
    traits: Annotated[list[Trait], Field(max_length=len(Trait)), AfterValidator(_each_once)]
    seconds: Annotated[int, Field(ge=1, le=MAX_SECONDS)] | None = None
    hold: Annotated[int, Field(ge=0, le=MAX_HOLD_S)] | None = None
    reps: Annotated[int, Field(ge=1, le=MAX_REPS)] | None = None
    figure: StepId | None = None
    photo: Uuid | None = None
    by: Annotated[Said, StringConstraints(max_length=60)] = ""
    removed: bool = False

    @model_validator(mode="after")
    def _has_one_amount(self) -> Self:
        if (self.seconds is None) is (self.reps is None) or (self.reps is None and self.hold is not None):
            raise ValueError("either seconds, or repetitions")
        return self
