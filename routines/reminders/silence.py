"""What holds for all reminders at once: quiet hours, a pause, and by whose clocks they go. No Flask here."""

from datetime import date, time
from typing import Any

from sqlalchemy import select, update

import models
from models import db, writing
from routines.reminders import planning


def quiet_hours(account_id: int) -> tuple[time | None, time | None]:
    account = db.session.get_one(models.Account, account_id)
    return account.quiet_from, account.quiet_to


def set_quiet_hours(account_id: int, start: time | None, end: time | None) -> None:
    """For every phone of this account: its own reminders of the evening, and the copies that it gets."""
    with writing() as session:
        values = {"quiet_from": start, "quiet_to": end}
        session.execute(update(models.Account).where(models.Account.id == account_id).values(**values))
        _recompute_all(session, account_id)


def pause(patient_id: int, first: date | None, until: date | None) -> None:
    """Nothing rings on the nights from `first` to before `until`; without them, everything rings again."""
    with writing() as session:
        patient = planning.locked(session, patient_id)
        patient.pause_first, patient.pause_until = first, until
        session.flush()
        _recompute_all(session, patient.account_id)


def move_to_zone(session: Any, account_id: int, zone: str) -> None:
    """The account lives by another zone now: its reminders keep their wall-clock time there."""
    account = session.get(models.Account, account_id)
    account.zone, account.kept_zone = zone, None
    session.flush()
    _recompute_all(session, account_id)


def keep_zone(session: Any, account_id: int, there: str) -> None:
    """Reminders stay by the clocks that they have, though a phone is somewhere else."""
    session.get(models.Account, account_id).kept_zone = there


def _recompute_all(session: Any, account_id: int) -> None:
    mine = select(models.Patient.id).where(models.Patient.account_id == account_id)
    zone = session.scalar(select(models.Account.zone).where(models.Account.id == account_id))
    session.expire_all()
    found = planning.of_patients(session, session.scalars(mine).all())
    for reminder in found:
        reminder.zone = zone
    planning.recompute(session, found)
