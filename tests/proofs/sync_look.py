"""What must be true after an interleaving of bin/prove sync, whatever has happened in it."""

from collections import Counter

from routines import rows
from routines.core.event import Event
from routines.core.plans import plans
from routines.core.progress import night_state
from tests.features.facts import Body
from tests.proofs.people import Person
from tests.proofs.sync_drive import Interleaving
from tests.proofs.sync_phone import Phone


def look(told: Interleaving) -> list[str]:
    """The violations of one interleaving that has come to its end."""
    wrong = list(told.world.violations)
    for person in told.who.values():
        wrong += _server(told, person)
        bodies = [row.body for row in told.world.rows(person.patient_id)]
        for phone in told.phones:
            if phone.owner == person.account:
                wrong += _phone(phone, bodies)
    return sorted(set(wrong))


def _server(told: Interleaving, person: Person) -> list[str]:
    """Against the driver's own book: what was made, what was called stored, what was given up by a removal."""
    wrong, made = [], told.made[person.account]
    stored = told.world.rows(person.patient_id)
    ids = Counter(row.body["id"] for row in stored)
    if [row.cursor for row in stored] != list(range(1, len(stored) + 1)):
        wrong.append("a cursor with a gap")
    if any(number > 1 for number in ids.values()):
        wrong.append("an entry doubled")
    if ids.keys() - made.keys():
        wrong.append("an entry under another account")
    if told.acknowledged[person.account] - ids.keys():
        wrong.append("an acknowledged entry lost")
    if made.keys() - ids.keys() - told.given_up[person.account]:
        wrong.append("an entry lost")
    if any(row.body != made.get(row.body["id"], row.body) for row in stored):
        wrong.append("an entry changed")
    return wrong


def _phone(phone: Phone, bodies: list[Body]) -> list[str]:
    """Each phone says the same as the server about every night and about the plans."""
    here = _facts(list(phone.store.events.values()))
    there = _facts(bodies)
    wrong = []
    if {event.id for event in here} != {event.id for event in there}:
        wrong.append("a phone that did not converge")
    nights = {event.night for event in (*here, *there)}
    for night in nights:
        one, other = ([event for event in side if event.night == night] for side in (here, there))
        if night_state(one) != night_state(other):
            wrong.append("two readings of one night")
    if plans(here) != plans(there):
        wrong.append("two readings of the plans")
    if phone.store.cursor != len(bodies):
        wrong.append("a phone behind the server")
    return wrong


def _facts(bodies: list[Body]) -> list[Event]:
    return [rows.event_from_wire(body) for body in bodies]
