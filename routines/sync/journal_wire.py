"""What entries of the journal say, as the models that validate them. What they mean together is core/journal.py's."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from routines.core.insight.trial import PAIRS
from routines.core.journal import BEST, WORST
from routines.sync.planning_wire import Said, StepId, Uuid

WALL = r"^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$"
DAY_S, DAY_MIN = 86_400, 1_440


def _can_be(at: str) -> str:
    if not 2000 <= datetime.fromisoformat(at).year < 2200:
        raise ValueError("no such time")
    return at


Wall = Annotated[
    str,
    StringConstraints(pattern=WALL),
    AfterValidator(_can_be),
    Field(description="What the clock on the wall showed, with its offset: 2026-11-28T22:30+01:00"),
]
Score = Annotated[int, Field(ge=0, le=WORST)]
Minutes = Annotated[int, Field(ge=0, le=DAY_MIN)]
TriggerId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]


class _Said(BaseModel):
    """At least one answer. One of null takes back what was told before."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("no answer")
        return self


class EveningSaid(_Said):
    pain: Score | None = None
    stiffness: Score | None = None
    fatigue: Score | None = None
    triggers: Annotated[list[TriggerId], Field(max_length=40)] | None = Field(
        None, description="Ids of the library's topics about triggers; an empty list: none of them"
    )


class CrampSaid(_Said):
    began: Wall
    seconds: Annotated[int, Field(ge=0, le=DAY_S)] | None = Field(
        None, description="How long it took; nothing where nobody said that it was over"
    )
    place: Literal["calf", "foot", "thigh_front", "thigh_back", "inner_thigh", "spasm"]


class MorningSaid(_Said):
    quality: Annotated[int, Field(ge=1, le=BEST)] | None = None
    pain: Score | None = None
    stiffness: Score | None = None
    spasms: Annotated[int, Field(ge=0, le=200)] | None = None
    wakings: Annotated[int, Field(ge=0, le=100)] | None = None
    in_bed: Wall | None = None
    lights_out: Wall | None = None
    woke: Wall | None = None
    up: Wall | None = None
    fell_asleep_minutes: Minutes | None = None
    awake_minutes: Minutes | None = None
    trying_minutes: Minutes | None = None
    note: Annotated[Said, StringConstraints(max_length=500)] | None = None
    only_me: bool | None = Field(None, description="Whether the note is for nobody else")


class QuestionSaid(_Said):
    text: Annotated[Said, StringConstraints(min_length=1, max_length=300)]
    only_me: bool | None = Field(
        None, description="Whether it is for nobody else: no report and no file carries it"
    )


class TrialSaid(_Said):
    trial: Uuid
    step: StepId
    outcome: Literal["pain", "stiffness"]


class SideSaid(_Said):
    """`pair`: the toss that it is of; two nights a toss, one with the step and one without it."""

    trial: Uuid
    step: StepId
    pair: Annotated[int, Field(ge=0, lt=PAIRS)]
    side: Literal["with", "without"]


class TrialEndSaid(_Said):
    trial: Uuid
