"""Who is told about an occurrence: the patient's own phones, and those of caregivers who may have a copy.

Resolved here and nowhere else, when a worker hands occurrences out, and again just before each send. Both look at many
at once, in a few queries whose number does not grow with them. Whether a device is live is looked at here and not in
the query: nearly all are, and SQLite would begin with all that are live instead of the few that are asked for.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

import models
from routines import nights, rows
from routines.core.occurrence import Occurrence, State
from routines.core.progress import NightState
from routines.core.reminder import COPIED, OF_THE_EVENING, Kind, Quiet, silent
from routines.core.sharing import Scope, may
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
class Hearer:
    """A phone or mailbox, with the grant that lets it have a copy; None is the patient's own."""

    device: int
    grant: int | None
    quiet: Quiet | None
    mail: bool = False

    def may_hear(self, kind: Kind, what: Occurrence, nag: int, now: datetime) -> bool:
        """A copy is of the first ring alone, and never into quiet hours. No mailbox is written to again and again."""
        if self.mail and nag > 0:
            return False
        if self.grant is None:
            return True
        first = nag == 0 and what.snoozed_until is None
        return first and kind in COPIED and not (self.quiet and self.quiet.holds(now))

    def useful_until(self, kind: Kind, what: Occurrence, now: datetime) -> datetime:
        """It must not lie at a push service until quiet hours have begun."""
        if self.quiet is None or kind not in OF_THE_EVENING:
            return what.expires_at
        return min(what.expires_at, self.quiet.next_start(now))


def of_patients(session: Any, accounts: dict[int, int], now: datetime) -> dict[int, list[Hearer]]:
    """For each patient (`accounts`: patient -> account) the devices to tell, each once."""
    grants = [
        grant
        for grant in session.scalars(
            select(models.Grant).where(models.Grant.patient_id.in_(accounts)).order_by(models.Grant.id)
        )
        if may(rows.grant_of(grant), Scope.REMINDERS, now)
    ]
    live = _live(session, {*accounts.values(), *(grant.caregiver_id for grant in grants)})
    told = {
        patient: {device: Hearer(device, None, quiet, mail) for device, quiet, mail in live.get(account, ())}
        for patient, account in accounts.items()
    }
    for grant in grants:
        for device, quiet, mail in live.get(grant.caregiver_id, ()):
            told[grant.patient_id].setdefault(device, Hearer(device, grant.id, quiet, mail))
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


def still_wanted(session: Any, deliveries: Collection[int], now: datetime) -> set[int]:
    """Asked again just before the send: is the night open, the phone still theirs, the grant still given?"""
    query = (
        select(
            models.Delivery.id,
            models.Delivery.round,
            models.Occurrence.night,
            models.Occurrence.kind,
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
            models.Delivery.round == models.Occurrence.round,
            models.Occurrence.state == State.HANDED_OUT.value,
            models.Reminder.on.is_(True),
        )
    )
    asked: dict[int, tuple[tuple[int, date], int, bool]] = {}
    for row in session.execute(query):
        kind = Kind(row.kind)
        if row.state != LIVE or not _theirs(row.owner, row.account_id, row.Grant, now):
            continue
        if silent(kind, now, row.night, rows.quiet_of(row), rows.pause_of(row)):
            continue
        asked[row.id] = (row.patient_id, row.night), row.round, kind in OF_THE_EVENING
    states = nights.states_of(session, {of for of, _, evening in asked.values() if evening})
    wanted = {
        delivery
        for delivery, (of, round, evening) in asked.items()
        if not (evening and _answered(states.get(of), round))
    }
    return wanted | _tests(session, deliveries)


def _tests(session: Any, deliveries: Collection[int]) -> set[int]:
    """Those that somebody asked for on a phone that is still there."""
    query = (
        select(models.Delivery.id, models.Device.state)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .where(models.Delivery.id.in_(deliveries), models.Delivery.occurrence_id.is_(None))
    )
    return {delivery for delivery, state in session.execute(query) if state == LIVE}


def _theirs(owner: int, patient: int, grant: models.Grant | None, now: datetime) -> bool:
    """Whether the phone's owner may be told: the patient, or who was given a grant that still stands."""
    if grant is None:
        return owner == patient
    return owner == grant.caregiver_id and may(rows.grant_of(grant), Scope.REMINDERS, now)
