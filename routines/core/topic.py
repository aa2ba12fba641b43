"""A topic of the library: something to know. It is read, never played."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routines.core.flags import Flag
from routines.core.step import Region, Source


class Category(StrEnum):
    RED_FLAG = "red_flag"
    TRIGGER = "trigger"
    HYDRATION = "hydration"
    MEASURE = "measure"
    HEAT_COLD = "heat_cold"
    POSITIONING = "positioning"
    SLEEP_HYGIENE = "sleep_hygiene"
    COMFORT = "comfort"
    DAYTIME = "daytime"
    ASK_TEAM = "ask_team"
    EVIDENCE = "evidence"


class Urgency(StrEnum):
    """How soon somebody should look at it."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    SOON = "soon"


@dataclass(frozen=True)
class TopicWords:
    """What one language says about a topic."""

    title: str
    line: str
    what: str
    why: str
    how: tuple[str, ...]
    careful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """One entry to read. `flags` are of people who should not, or whom it is about."""

    id: str
    category: Category
    urgency: Urgency | None
    order: int
    flags: frozenset[Flag]
    regions: frozenset[Region]
    words: Mapping[str, TopicWords]
    sources: tuple[Source, ...]
    no_source: str | None
    evidence: str
    grade: str
    read: date
    review_by: date
    clinical_review: str
