"""What a change of the answers did to the routines: kept in codes until somebody has read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

import models
from models import writing
from routines import clock, rows
from routines.builder.actions.evenings import Built
from routines.core.build import why_not
from routines.core.cards import blocks
from routines.core.reason import Reason
from routines.core.step import Step

OTHERWISE = Reason("otherwise")
"""No rule speaks against it: something else suits the new answers better."""


@dataclass(frozen=True)
class Changed:
    """`left`: what is in no routine any more, by id with the reason. `came`: what is new in one."""

    at: datetime
    left: tuple[tuple[str, Reason], ...]
    came: tuple[str, ...]


def changed(patient: models.Patient) -> Changed | None:
    said = patient.changed
    if not said:
        return None
    return Changed(
        datetime.fromisoformat(said["at"]),
        tuple((id, rows.reason_of(reason)) for id, reason in said["left"].items()),
        tuple(said["came"]),
    )


def dismiss(patient_id: int) -> None:
    with writing() as session:
        session.execute(update(models.Patient).where(models.Patient.id == patient_id).values(changed=None))


def note(patient: models.Patient, before: Built, after: Built) -> None:
    """Add what this change did to what was not read yet: four screens may be one change."""
    if blocks(before.now.flags()) or blocks(after.now.flags()):
        return  # the card says it
    known = changed(patient)
    was_left, had_come = (dict(known.left), set(known.came)) if known else ({}, set())
    was, now = before.used, after.used
    gone = {id for id in was - now - had_come if id in after.steps}
    left = {id: reason for id, reason in was_left.items() if id not in now}
    left |= {id: _why_left(after, after.steps[id]) for id in gone}
    came = (had_come | (now - was)) & now - was_left.keys()
    told = {id: rows.reason_json(left[id]) for id in sorted(left)}
    patient.changed = (
        {"at": clock.now().isoformat(), "left": told, "came": sorted(came)} if told or came else None
    )


def _why_left(after: Built, step: Step) -> Reason:
    return why_not(step, after.who, after.now, after.night, after.tonight) or OTHERWISE
