"""What may come back from a file, as the models that validate it. Events are held to the models of sync."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    model_validator,
)

from routines.accounts.forms import LANGUAGES, THEMES
from routines.core.reminder import IN_OWN_WORDS, MOST, MOST_NAGS, NAGGING, Kind
from routines.steps import photo_rows
from routines.sync.planning_wire import Uuid
from routines.yours.document import FORMAT, VERSION

MOST_EVENTS = 200_000
ZONES = available_timezones()
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _storable(text: str) -> str:
    """PostgreSQL keeps no NUL, and nobody half a letter."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("not a letter")
    return text


def _one_of(*known: str) -> Any:
    def look(said: str) -> str:
        if said not in known:
            raise ValueError("not known")
        return said

    return AfterValidator(look)


def _in_reach(at: datetime) -> datetime:
    if not FIRST <= at < LAST:
        raise ValueError("no such time")
    return at


def _clock(said: Any) -> Any:
    return time.fromisoformat(said) if isinstance(said, str) and len(said) == 5 else said


Text = Annotated[str, AfterValidator(_storable)]
Zone = Annotated[str, _one_of(*ZONES)]
Clock = Annotated[time, BeforeValidator(_clock)]
Instant = Annotated[AwareDatetime, AfterValidator(_in_reach)]
Night = Annotated[date, Field(ge=FIRST.date(), lt=LAST.date())]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Codes = Annotated[list[Code], Field(max_length=100)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class QuietIn(_Part):
    start: Clock
    end: Clock


class AccountIn(_Part):
    """What names the account is not taken over: it is another one now."""

    id: Any = None
    email: Any = None
    created_at: Any = None
    name: Annotated[Text, StringConstraints(min_length=1, max_length=80)]
    zone: Zone
    kept_zone: Zone | None
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
    language: Annotated[str, _one_of(*LANGUAGES)]
    theme: Annotated[str, _one_of(*THEMES)]
    quiet_hours: QuietIn | None


class ClearanceIn(_Part):
    by: Annotated[Text, StringConstraints(min_length=1, max_length=80)]
    on: Night


class ProfileIn(_Part):
    """As it is stored, in whichever version of the app: a code that is no longer known says nothing."""

    symptoms: Codes = []
    regions: Codes = []
    mobility: Code | None = None
    has_helper: StrictBool = False
    equipment: Codes = []
    heat: Code | None = None
    cold: Code | None = None
    answers: Annotated[dict[Code, StrictBool], Field(max_length=100)] = {}
    clearance: ClearanceIn | None = None
    short_minutes: Annotated[int, Field(strict=True, ge=1, le=60)] = 5


class PauseIn(_Part):
    first: Night
    until: Night


class PatientIn(_Part):
    main_routine: Uuid
    finished_at: Instant | None
    profile: ProfileIn
    lights_out: Clock
    minutes: Annotated[int, Field(strict=True, ge=5, le=60)]
    contact_name: Annotated[Text, StringConstraints(max_length=80)] | None
    contact_phone: Annotated[Text, StringConstraints(max_length=40)] | None
    pause: PauseIn | None


class ReminderIn(_Part):
    id: Uuid
    kind: Kind
    time: Clock
    weekdays: Annotated[
        list[Annotated[int, Field(strict=True, ge=0, le=6)]], Field(min_length=1, max_length=7)
    ]
    on: StrictBool
    nags: Annotated[int, Field(strict=True, ge=0, le=MOST_NAGS)]
    words: Annotated[Text, StringConstraints(max_length=60)] | None

    @model_validator(mode="after")
    def _has_what_its_kind_has(self) -> Self:
        if self.nags and self.kind not in NAGGING:
            raise ValueError("this kind does not ring again")
        if (self.words is not None) is not (self.kind in IN_OWN_WORDS):
            raise ValueError("words of one's own")
        return self


class PhotoIn(_Part):
    id: Uuid
    kind: Any = None
    width: Any = None
    height: Any = None
    created_at: Instant
    content: Base64Bytes


class FileIn(_Part):
    """All of it but the events, which are validated one by one. What only tells a reader is not looked at."""

    format: Annotated[str, _one_of(FORMAT)]
    version: Annotated[int, Field(strict=True, ge=VERSION, le=VERSION)]
    made_at: Any = None
    account: AccountIn
    patient: PatientIn | None
    reminders: Annotated[list[ReminderIn], Field(max_length=MOST)]
    routines: Any = None
    photos: Annotated[list[PhotoIn], Field(max_length=photo_rows.MOST)]
    people: Any = None
    devices: Any = None
    sign_ins: Any = None
    events: Annotated[list[Any], Field(max_length=MOST_EVENTS)]

    @model_validator(mode="after")
    def _is_of_one_piece(self) -> Self:
        if self.patient is None and (self.reminders or self.photos or self.events):
            raise ValueError("nights of nobody")
        for those in (self.reminders, self.photos):
            ids = [one.id for one in those]
            if len(set(ids)) != len(ids):
                raise ValueError("something stands twice")
        return self


class EventLine(_Part):
    """The envelope of one event. What it holds is sync's to judge."""

    event: Any
    age_ms: Any
    received_at: Instant
