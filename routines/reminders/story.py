"""The story of one night's reminder, from its rule to each phone, for whoever runs the server. No Flask here.

Never in it: an endpoint, what a message said, a note, and whose caregiver somebody is.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import or_, select

import models
from models import db
from routines import clock, nights, rows
from routines.core.reminder import Kind, silent
from routines.core.schedule import due_instant
from routines.push import outbox
from routines.push.devices import LIVE, MAIL

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

OCCURRENCES = {
    outbox.WAITING: "waiting for its time",
    outbox.HANDED_OUT: "handed out to the phones that were there",
    outbox.SETTLED: "silenced, because the night was settled before its time",
    outbox.CANCELLED: "taken back, because the rule was changed or switched off",
    outbox.LATE: "never sent, because no worker was there until it was of no use any more",
}
DELIVERIES = {
    outbox.PENDING: "to be sent",
    outbox.SENDING: "being sent",
    outbox.ACCEPTED: "accepted by the push service, which does not say that the phone showed it",
    outbox.REFUSED: "refused by the push service for good",
    outbox.GONE: "not sent, because the push service no longer knows the phone",
    outbox.EXPIRED: "not accepted before it was of no use any more",
    outbox.CANCELLED: "not sent, because just before the send it was no longer wanted",
}

MAILED = DELIVERIES | {
    outbox.ACCEPTED: "accepted by the mail server, which does not say that anybody read it",
    outbox.REFUSED: "refused by the mail server for good",
    outbox.GONE: "not sent, because the mail server knows no such mailbox",
}


class NothingFound(Exception):
    """There is nothing to tell. The message is one sentence."""


def explain(who: str, night: date) -> list[str]:
    """The story as lines; `who` is an e-mail or the public id of an account. Raises NothingFound."""
    patient = _patient(db.session, who)
    query = select(models.Reminder).where(models.Reminder.patient_id == patient.id)
    reminders = db.session.scalars(query.order_by(models.Reminder.id)).all()
    if not reminders:
        raise NothingFound("This person never set a reminder.")
    lines = [*_silences(patient, night)]
    lines += [line for reminder in reminders for line in _reminder(db.session, reminder, night)]
    outcome = nights.state_of(db.session, patient.id, night).outcome
    if outcome is None:
        return [*lines, "Night: nothing settled it."]
    return [*lines, f"Night: settled as {outcome.replace('_', ' ')}."]


def _patient(session: Any, who: str) -> models.Patient:
    # What no keyboard types, a database may not be able to compare.
    account = None
    if who.isprintable():
        named = or_(models.Account.email == who.lower(), models.Account.public_id == who)
        account = session.scalar(select(models.Account).where(named))
    if account is None:
        raise NothingFound("Nobody has an account with this e-mail or public id.")
    patient: models.Patient | None = session.scalar(
        select(models.Patient).where(models.Patient.account_id == account.id)
    )
    if patient is None:
        raise NothingFound("This person has no routine of their own, and so no reminder.")
    return patient


def _silences(patient: models.Patient, night: date) -> Iterator[str]:
    pause, quiet = rows.pause_of(patient), rows.quiet_of(patient.account)
    if pause is not None and pause.holds(night):
        yield f"Pause: nothing rings from the night {pause.first} until the night {pause.until}."
    if quiet is not None:
        hours = f"{rows.clock_text(quiet.start)} to {rows.clock_text(quiet.end)}"
        yield f"Quiet hours: {hours} in {patient.account.zone}, for reminders of the evening."


def _reminder(session: Any, reminder: models.Reminder, night: date) -> Iterator[str]:
    rule = rows.rule_of(reminder)
    days = [DAYS[day] for day in sorted(rule.weekdays)]
    when = "every night" if len(days) == len(DAYS) else ", ".join(days) or "no night"
    switched = "removed" if reminder.removed_at is not None else "on" if reminder.on else "off"
    if reminder.nags:
        switched += f", rings again up to {reminder.nags} times"
    yield f"Rule, as it is now: {reminder.kind}, {rows.clock_text(rule.at)} in {reminder.zone}, {when}, {switched}."
    query = select(models.Occurrence).where(
        models.Occurrence.reminder_id == reminder.id, models.Occurrence.night == night
    )
    found = session.scalars(query.order_by(models.Occurrence.id)).all()
    for occurrence in found:
        yield from _occurrence(session, occurrence, rule.zone)
    if not found:
        yield _why_none(reminder, night)


def _why_none(reminder: models.Reminder, night: date) -> str:
    rule, patient = rows.rule_of(reminder), reminder.patient
    due = due_instant(night, rule.at, rule.zone)
    quiet, pause = rows.quiet_of(patient.account), rows.pause_of(patient)
    if not reminder.on:
        why = "the reminder is off"
    elif silent(Kind(reminder.kind), due, night, quiet, pause):
        why = "a pause or quiet hours keep it still"
    elif night.weekday() not in rule.weekdays:
        why = f"the rule leaves {DAYS[night.weekday()]}s out"
    elif due > clock.now():
        why = f"the rule is due at {_told(due, rule.zone)}, which is written down two days ahead"
    else:
        why = (
            f"the rule would have been due at {_told(due, rule.zone)}; it may have been set or changed later"
        )
    return f"Occurrence: none was written down for the night {night}: {why}."


def _occurrence(session: Any, row: models.Occurrence, zone: Any) -> Iterator[str]:
    state = OCCURRENCES.get(row.state, row.state)
    if row.state == outbox.WAITING and row.due_at <= clock.now():
        state = "due, and no worker has taken it up yet"
    yield f"Occurrence: night {row.night}, due {_told(row.due_at, zone)}, of use until {utc(row.expires_at)}."
    if row.snoozed_until is not None:
        yield f"  Planned for {_told(row.planned_at, zone)}; snoozed until {_told(row.snoozed_until, zone)}."
    if row.nagged:
        yield f"  Rang again by itself {row.nagged} times."
    if row.next_at is not None and row.state == outbox.HANDED_OUT:
        yield f"  Rings again at {_told(row.next_at, zone)}, unless the evening is begun or settled."
    yield f"  State {row.state}, round {row.round}: {state}."
    query = select(models.Delivery).where(models.Delivery.occurrence_id == row.id)
    deliveries = session.scalars(query.order_by(models.Delivery.id)).all()
    for delivery in deliveries:
        yield _delivery(delivery)
    if not deliveries:
        yield "  Deliveries: none" + (
            "; nobody's phone could be told when it was handed out."
            if row.state == outbox.HANDED_OUT
            else "."
        )


def _delivery(row: models.Delivery) -> str:
    whose = "the patient's own" if row.grant_id is None else "a caregiver's copy"
    mailed = row.device.channel == MAIL
    it, ends = ("mailbox", MAILED) if mailed else ("phone", DELIVERIES)
    phone = "" if row.device.state == LIVE else f" (this {it} is {row.device.state} now)"
    status = "no answer yet" if row.last_status is None else f"last answer {row.last_status}"
    tries = "1 attempt" if row.attempts == 1 else f"{row.attempts} attempts"
    again = f", repetition {row.nag}" if row.nag else ""
    return (
        f"  Delivery to {row.device.name!r}{phone}, {whose}, round {row.round}{again}: {row.state}, {_when(row)}. "
        f"{tries}, {status}. It is {ends.get(row.state, row.state)}."
    )


def _when(row: models.Delivery) -> str:
    if row.accepted_at is not None:
        return f"at {utc(row.accepted_at)}"
    if row.state == outbox.PENDING:
        return f"next attempt at {utc(row.next_at)}"
    if row.state == outbox.SENDING and row.lease_until is not None:
        return f"claimed until {utc(row.lease_until)}"
    # The row keeps no later instant than the one from which the last attempt was possible.
    return f"last ready at {utc(row.next_at)}"


def _told(instant: datetime, zone: Any) -> str:
    return f"{instant.astimezone(zone):%Y-%m-%d %H:%M} there ({utc(instant)})"


def utc(instant: datetime) -> str:
    """An instant as a machine reads it too: 2026-11-21T20:45:00Z."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
