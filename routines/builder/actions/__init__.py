"""Answers in, evenings out. No Flask here.

drafts.py    saving the answers, and what follows from a change    changes.py   what a change took out or brought in
evenings.py  tonight's evenings, built whenever they are read
"""

from routines.builder.actions.changes import Changed, changed, dismiss
from routines.builder.actions.drafts import (
    Draft,
    begin_time,
    draft,
    finish,
    save,
    suggested_reminder,
    with_profile,
)
from routines.builder.actions.evenings import Built, SlotEvening, built, main_slot_id

__all__ = [
    "Built",
    "Changed",
    "Draft",
    "SlotEvening",
    "begin_time",
    "built",
    "changed",
    "dismiss",
    "draft",
    "finish",
    "main_slot_id",
    "save",
    "suggested_reminder",
    "with_profile",
]
