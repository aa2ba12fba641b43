"""Everything of one account goes, in one commit."""

from typing import Any

from sqlalchemy import delete, select

import models
from models import writing
from routines.accounts import sessions
from routines.caregivers import actions as caregivers


def erase(account_id: int) -> None:
    """The account, and with it all that hangs on it, in every table: each names its parent, and goes with it.

    What stays is a hash of each of its sign-ins, so that its phones are told to empty themselves.
    """
    with writing() as session:
        _hold(session, account_id)
        caregivers.withdraw_from(session, account_id)
        sessions.depart(session, account_id)
        session.flush()
        session.execute(delete(models.Account).where(models.Account.id == account_id))


def _hold(session: Any, account_id: int) -> None:
    """In the order in which everybody else takes them, so that a worker that hands out just now is waited for."""
    mine = select(models.Patient.id).where(models.Patient.account_id == account_id).scalar_subquery()
    its = select(models.Reminder.id).where(models.Reminder.patient_id == mine)
    for table, wanted in (
        (models.Account, models.Account.id == account_id),
        (models.Patient, models.Patient.account_id == account_id),
        (models.Reminder, models.Reminder.patient_id == mine),
        (models.Occurrence, models.Occurrence.reminder_id.in_(its)),
        (models.Device, models.Device.account_id == account_id),
    ):
        session.execute(select(table.id).where(wanted).order_by(table.id).with_for_update()).all()
