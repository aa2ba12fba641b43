"""The tables, one aggregate a file. They import nothing of ours but each other."""

from models.account import Account, Departed, ResetLink, SignIn, Throttle
from models.base import Base, db, writing
from models.caregiver import Grant, Invite
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
    "Delivery",
    "Departed",
    "Device",
    "Event",
    "Grant",
    "Heartbeat",
    "Invite",
    "Occurrence",
    "Patient",
    "Photo",
    "Reminder",
    "ResetLink",
    "SignIn",
    "Throttle",
    "db",
    "writing",
]
