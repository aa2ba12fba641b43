"""The tables, one aggregate a file. They import nothing of ours but each other."""

from models.account import Account, Departed, ResetLink, SignIn, Throttle
from models.base import Base, db, writing
from models.caregiver import Consent, Grant, Invite, Notice, Turn, Viewing
from models.device import Device
from models.night import Event
from models.outbox import Delivery
from models.photo import Photo
from models.reminder import CalendarFeed, Heartbeat, Occurrence, Reminder
from models.routine import Patient

__all__ = [
    "Account",
    "Base",
    "CalendarFeed",
    "Consent",
    "Delivery",
    "Departed",
    "Device",
    "Event",
    "Grant",
    "Heartbeat",
    "Invite",
    "Notice",
    "Occurrence",
    "Patient",
    "Photo",
    "Reminder",
    "ResetLink",
    "SignIn",
    "Throttle",
    "Turn",
    "Viewing",
    "db",
    "writing",
]
