"""Who is told about an occurrence: the patient's own phones, and those of caregivers who may have a copy.

Resolved here and nowhere else, when a worker hands occurrences out, and again just before each send. Both look at many
at once, in a few queries whose number does not grow with them. Whether a device is live is looked at here and not in
the query: nearly all are, and SQLite would begin with all that are live instead of the few that are asked for.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

import models
from routines import nights, rows
from routines.core.copies import Copy, Copying, Mode, copy_of, limit_of
from routines.core.occurrence import Occurrence, State
from routines.core.progress import NightState
from routines.core.reminder import COPIED, OF_THE_EVENING, Kind, Quiet, silent
from routines.core.sharing import Grant, Scope, may
from routines.push import notices
from routines.push.devices import LIVE, MAIL

SILENCING = (
    models.Account.quiet_from,
    models.Account.quiet_to,
    models.Account.zone,
    models.Patient.pause_first,
    models.Patient.pause_until,
)
"""What `silent` has to know. Columns, not objects: of thousands at once, making those takes longer than to send."""


@dataclass(frozen=True)
class Ring:
    """One ring of one occurrence. `lights_out` and `zone` are the patient's, `nag` says which repetition it is."""

    kind: Kind
    what: Occurrence
    nag: int
    night: date
    lights_out: time
    zone: str


@dataclass(frozen=True)
class Lent:
    """What lets a caregiver's phone have copies."""

    id: int
    grant: Grant
    how: Copying


@dataclass(frozen=True)
class Hearer:
    """A phone or mailbox, with the grant that lets it have a copy; None is the patient's own."""

    device: int
    lent: Lent | None
    quiet: Quiet | None
    mail: bool = False

    def told(self, ring: Ring, now: datetime) -> Copy | None:
        """When this one is told of a ring, and until when that is of use; None for not at all.

        It must not lie at a push service until quiet hours have begun.
        """
        # No mailbox is written to again and again.
        if self.mail and ring.nag > 0:
            return None
        found = Copy(now, ring.what.expires_at) if self.lent is None else _copy(self.lent, ring, now)
        if found is None or (self.lent is not None and self.quiet and self.quiet.holds(found.at)):
            return None
        if self.quiet is None or ring.kind not in OF_THE_EVENING:
            return found
        return Copy(found.at, min(found.expires_at, self.quiet.next_start(found.at)))


def _copy(lent: Lent, ring: Ring, now: datetime) -> Copy | None:
    """A copy is of the first ring, and of one that somebody wished for where the caregiver is told later anyhow."""
    if ring.nag > 0 or ring.kind not in COPIED or not may(lent.grant, Scope.REMINDERS, now, ring.night):
        return None
    if ring.what.snoozed_until is not None and not lent.how.waits:
        return None
    due_at = ring.what.due_at
    found = copy_of(
        lent.how, ring.night, due_at, limit_of(ring.night, ring.lights_out, ZoneInfo(ring.zone), due_at)
    )
    return found and Copy(max(found.at, now), found.expires_at)


def of_patients(session: Any, accounts: dict[int, int], now: datetime) -> dict[int, list[Hearer]]:
    """For each patient (`accounts`: patient -> account) the devices that may be told, each once."""
    query = select(models.Grant).where(models.Grant.patient_id.in_(accounts)).order_by(models.Grant.id)
    grants = [
        (row, Lent(row.id, grant, rows.copying_of(row)))
        for row in session.scalars(query)
        if may(grant := rows.grant_of(row), Scope.REMINDERS, now)
    ]
    live = _live(session, {*accounts.values(), *(row.caregiver_id for row, _ in grants)})
    told = {
        patient: {device: Hearer(device, None, quiet, mail) for device, quiet, mail in live.get(account, ())}
        for patient, account in accounts.items()
    }
    for row, lent in grants:
        for device, quiet, mail in live.get(row.caregiver_id, ()):
            told[row.patient_id].setdefault(device, Hearer(device, lent, quiet, mail))
    return {patient: list(hearers.values()) for patient, hearers in told.items()}


def _live(session: Any, accounts: Collection[int]) -> dict[int, list[tuple[int, Quiet | None, bool]]]:
    """The devices of each of these accounts that take messages, with their quiet hours, and which are mailboxes."""
    query = (
        select(models.Device.account_id, models.Device.id, models.Device.state, models.Device.channel)
        .add_columns(models.Account.quiet_from, models.Account.quiet_to, models.Account.zone)
        .join(models.Account, models.Account.id == models.Device.account_id)
        .where(models.Device.account_id.in_(accounts))
        .order_by(models.Device.id)
    )
    found: dict[int, list[tuple[int, Quiet | None, bool]]] = {}
    for account, device, state, channel, start, end, zone in session.execute(query):
        if state == LIVE:
            found.setdefault(account, []).append((device, rows.quiet(start, end, zone), channel == MAIL))
    return found


def hushed(session: Any, found: Iterable[Any]) -> set[int]:
    """Which of these must not ring: in a pause or in quiet hours, and again, when the evening is under way or over.

    Rows with the columns of an occurrence, `patient_id` and SILENCING.
    """
    silenced, again = set(), {}
    for row in found:
        kind = Kind(row.kind)
        if silent(kind, row.due_at, row.night, rows.quiet_of(row), rows.pause_of(row)):
            silenced.add(row.id)
        elif kind in OF_THE_EVENING:
            again[row.id] = (row.patient_id, row.night), row.round + (row.state != State.WAITING)
    states = nights.states_of(session, {of for of, _ in again.values()})
    return silenced | {row for row, (of, round) in again.items() if _answered(states.get(of), round)}


def _answered(state: NightState | None, round: int) -> bool:
    """The night is settled; and who has begun needs no second ring."""
    return state is not None and (state.settled or (state.begun and round > 1))


@dataclass(frozen=True)
class _Asked:
    """A delivery that nothing but its night speaks against any more."""

    of: tuple[int, date]
    round: int
    evening: bool
    copy: bool
    # From when on anything that was heard of the patient speaks against it.
    silent_since: datetime | None


def still_wanted(session: Any, deliveries: Collection[int], now: datetime) -> set[int]:
    """Asked again just before the send: is the night open, the phone still theirs, the grant still given?"""
    query = (
        select(
            models.Delivery.id,
            models.Delivery.round,
            models.Occurrence.night,
            models.Occurrence.kind,
            models.Delivery.rang_at,
            models.Device.account_id.label("owner"),
            models.Device.state,
            models.Patient.id.label("patient_id"),
            models.Patient.account_id,
            models.Grant,
            *SILENCING,
        )
        .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id)
        .join(models.Reminder, models.Reminder.id == models.Occurrence.reminder_id)
        .join(models.Patient, models.Patient.id == models.Reminder.patient_id)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .join(models.Account, models.Account.id == models.Device.account_id)
        .join(models.Grant, models.Grant.id == models.Delivery.grant_id, isouter=True)
        .where(
            models.Delivery.id.in_(deliveries),
            # A repetition for the patient does not take the place of a copy; a later time takes copies back.
            or_(
                models.Delivery.round == models.Occurrence.round,
                and_(models.Delivery.grant_id.is_not(None), models.Delivery.round < models.Occurrence.round),
            ),
            models.Occurrence.state == State.HANDED_OUT.value,
            models.Reminder.on.is_(True),
        )
    )
    asked: dict[int, _Asked] = {}
    for row in session.execute(query):
        kind = Kind(row.kind)
        if row.state != LIVE or not _theirs(row, now):
            continue
        if silent(kind, now, row.night, rows.quiet_of(row), rows.pause_of(row)):
            continue
        copy = row.Grant is not None
        waits = copy and rows.copying_of(row.Grant).waits
        asked[row.id] = _Asked(
            (row.patient_id, row.night),
            row.round,
            kind in OF_THE_EVENING,
            copy,
            row.rang_at if waits else None,
        )
    states = nights.states_of(session, {one.of for one in asked.values() if one.evening})
    taken = _taken(session, {one.of for one in asked.values() if one.copy})
    wanted = {
        delivery
        for delivery, one in asked.items()
        if not (one.evening and _answered(states.get(one.of), one.round))
        and not (one.copy and one.of in taken)
        and not (one.silent_since and _heard_since(states.get(one.of), one.silent_since))
    }
    return wanted | notices.wanted(session, deliveries, now) | _tests(session, deliveries)


def _heard_since(state: NightState | None, rang_at: datetime) -> bool:
    """Who is told only when nothing was heard: the evening was begun, or anything was told since the reminder."""
    return state is not None and (state.begun or (state.heard_at is not None and state.heard_at >= rang_at))


def _taken(session: Any, asked: set[tuple[int, date]]) -> set[tuple[int, date]]:
    """The nights of which a caregiver said that they have got it."""
    if not asked:
        return set()
    query = select(models.Turn.patient_id, models.Turn.night).where(
        models.Turn.patient_id.in_({patient for patient, _ in asked}),
        models.Turn.night.in_({night for _, night in asked}),
    )
    return {(patient, night) for patient, night in session.execute(query)}


def _tests(session: Any, deliveries: Collection[int]) -> set[int]:
    """Those that somebody asked for on a phone that is still there."""
    query = (
        select(models.Delivery.id, models.Device.state)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .where(
            models.Delivery.id.in_(deliveries),
            models.Delivery.occurrence_id.is_(None),
            models.Delivery.notice_id.is_(None),
        )
    )
    return {delivery for delivery, state in session.execute(query) if state == LIVE}


def _theirs(row: Any, now: datetime) -> bool:
    """Whether the phone's owner may be told: the patient, or who was given a grant that still stands tonight."""
    if row.Grant is None:
        return bool(row.owner == row.account_id)
    how, grant = rows.copying_of(row.Grant), rows.grant_of(row.Grant)
    if row.rang_at is not None and now < row.rang_at + how.waits:
        return False
    if row.owner != row.Grant.caregiver_id or not may(grant, Scope.REMINDERS, now, row.night):
        return False
    return how.mode is Mode.EACH and row.night.weekday() in how.weekdays
