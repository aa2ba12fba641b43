"""Everybody is stopped: what was given to others ends, and where somebody else is signed in as this person."""

from datetime import datetime

from models import writing
from routines.accounts import sessions
from routines.accounts.sessions import Person
from routines.caregivers import actions as caregivers
from routines.caregivers.actions import Ending


def everyone(person: Person, ending: Ending, decided_at: datetime, *, elsewhere: bool) -> None:
    """What was given or signed in since it was decided, on another phone, was done knowing of it: that stays."""
    with writing() as session:
        if person.patient_id is not None:
            caregivers.stop_everyone(session, person.patient_id, ending, decided_at)
        if elsewhere:
            sessions.end_others(session, person, decided_at)
