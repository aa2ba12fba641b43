"""Tonight's evenings of one patient: built from answers and events whenever somebody looks, never stored.

So no rule comes too late for a routine, and nothing that a phone told can bring back what a rule took away.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import or_, select

import models
from models import db
from routines import nights, rows
from routines.core import own
from routines.core.build import Evening, build
from routines.core.build.by_hand import by_hand
from routines.core.build.offer import offer
from routines.core.cards import Card, cards
from routines.core.edit import Asked
from routines.core.event import Event, EventKind, Variant
from routines.core.lately import NIGHTS, check_in_of, recent_of
from routines.core.plans import PLANNING, WEEK, Plans, Slot, plans, slot_for
from routines.core.profile import Profile
from routines.core.reason import Reason
from routines.core.safety import Person, person
from routines.core.step import Step
from routines.core.tonight import Tonight, as_of_tonight
from routines.library import LANGUAGES, Library

MOST_SLOTS = 10
MOST_OWN = 60
"""More than anybody needs; each one costs time at every look."""


@dataclass(frozen=True)
class SlotEvening:
    """One of the routines, as it is tonight. `asked`: the list that was put together by hand, if there is one;
    what of it tonight does not allow is in `evening.left_out` and comes back by itself."""

    slot: Slot
    main: bool
    evening: Evening
    asked: tuple[Asked, ...] = ()
    edit: str | None = None


@dataclass(frozen=True)
class Built:
    """`steps`: the library's and the patient's own. `tonights`: the routine that is for this night.
    `photos`: the ids of the patient's photos."""

    patient: models.Patient
    night: date
    profile: Profile
    tonight: Tonight
    plans: Plans
    steps: Mapping[str, Step]
    slots: tuple[SlotEvening, ...]
    tonights: SlotEvening
    photos: frozenset[str]

    @property
    def main(self) -> SlotEvening:
        return self.slots[0]

    @property
    def now(self) -> Profile:
        """The answers with tonight's in place of older ones."""
        return as_of_tonight(self.profile, self.tonight.check_in)

    @property
    def who(self) -> Person:
        return person(self.now, hurt=self.tonight.recent.hurt)

    @property
    def cards(self) -> tuple[Card, ...]:
        return cards(self.now.flags())

    @cached_property
    def offered(self) -> Mapping[str, tuple[Step, Reason]]:
        """Everything that may be added tonight, with a reason."""
        return offer(self.profile, self.steps, self.night, self.tonight)

    @property
    def used(self) -> frozenset[str]:
        """The steps of any variant of any slot."""
        every = (each.evening.variants[variant] for each in self.slots for variant in Variant)
        return frozenset(item.step for items in every for item in items)


def built(account_id: int, library: Library) -> Built | None:
    """Tonight's evenings of this account, or None while there is no finished profile."""
    patient = db.session.scalar(select(models.Patient).where(models.Patient.account_id == account_id))
    if patient is None or patient.finished_at is None:
        return None
    return evenings(patient, library, nights.tonight(patient.account.zone))


def main_slot_id(patient: models.Patient) -> str:
    """Everybody has this routine, under an id that nothing has to be stored for."""
    of_account = uuid.uuid5(uuid.NAMESPACE_URL, f"evenfall:slot:{patient.account.public_id}")
    return patient.main_slot or str(of_account)


def evenings(patient: models.Patient, library: Library, night: date) -> Built:
    profile = rows.profile_of(patient)
    events = _events(patient.id, night)
    told = plans(events)
    tonight = Tonight(check_in_of(events, night), told.marks, recent_of(events, night))
    steps = {**_own_steps(told, profile, night), **library.steps}
    main, others = _slots(told, main_slot_id(patient))
    made = tuple(_evening(slot, main, told, profile, steps, night, tonight) for slot in (main, *others))
    for_tonight = slot_for(night, others, main)
    tonights = next(each for each in made if each.slot.id == for_tonight.id)
    return Built(patient, night, profile, tonight, told, steps, made, tonights, _photos(patient.id))


def _events(patient_id: int, night: date) -> list[Event]:
    """What routines follow from: every planning event, what took one back, and the last nights."""
    lasting = [kind.value for kind in (*sorted(PLANNING), EventKind.UNDONE)]
    query = select(models.Event).where(
        models.Event.patient_id == patient_id,
        or_(
            models.Event.kind.in_(lasting),
            models.Event.night.between(night - timedelta(days=NIGHTS), night),
        ),
    )
    return [rows.event_of(row) for row in db.session.scalars(query)]


def _photos(patient_id: int) -> frozenset[str]:
    query = select(models.Photo.public_id).where(models.Photo.patient_id == patient_id)
    return frozenset(db.session.scalars(query))


def _own_steps(told: Plans, profile: Profile, night: date) -> dict[str, Step]:
    sound = sorted(id for id, step in told.own.items() if not own.faults(step))
    return {id: own.as_step(told.own[id], LANGUAGES, profile.mobility, night) for id in sound[:MOST_OWN]}


def _slots(told: Plans, main_id: str) -> tuple[Slot, list[Slot]]:
    """The main routine, which is for every night and cannot be removed, and the others by name."""
    main = replace(told.slots.get(main_id) or Slot(main_id), nights=WEEK)
    others = [slot for slot in told.slots.values() if slot.id != main_id]
    return main, sorted(others, key=lambda slot: (slot.name, slot.id))[: MOST_SLOTS - 1]


def _evening(
    slot: Slot,
    main: Slot,
    told: Plans,
    profile: Profile,
    steps: Mapping[str, Step],
    night: date,
    tonight: Tonight,
) -> SlotEvening:
    mine = replace(profile, minutes=slot.minutes or profile.minutes)
    tonight = replace(tonight, gentle=slot.gentle)
    if slot.gentle and slot.minutes is None:
        # Minutes that were named for a gentle evening are meant; only the usual ones become fewer.
        tonight = replace(tonight, check_in=replace(tonight.check_in, tired=True))
    asked = told.lists.get(slot.id, ())
    every = steps.values()
    evening = by_hand(mine, asked, steps, night, tonight) if asked else build(mine, every, night, tonight)
    edit = told.edits.get(slot.id) if asked else None
    return SlotEvening(slot, slot.id == main.id, evening, asked, edit)
