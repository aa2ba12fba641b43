"""Observation: what was told of a night, each by itself."""

from collections.abc import Iterator
from datetime import timedelta

from flask_babel import gettext as _

from routines.yours.fhir import codes
from routines.yours.fhir.entry import PATIENT, Body, Names, period
from routines.yours.nights import Night


def observations(night: Night, names: Names) -> Iterator[tuple[str, Body]]:
    """Each with a name of its own in this night."""
    whole = period(night.noon, night.noon + timedelta(days=1))
    evening, morning = night.journal.evening, night.journal.morning
    for name, words, value in (
        ("evening-pain", _("Pain, evening"), evening.pain),
        ("morning-pain", _("Pain, morning"), morning.pain),
    ):
        if value is not None:
            told = {"valueQuantity": codes.score(value)}
            yield name, _observation(codes.code(words, codes.PAIN), whole, told, names)
    for name, words, value in (
        ("evening-stiffness", _("Stiffness, evening"), evening.stiffness),
        ("morning-stiffness", _("Stiffness, morning"), morning.stiffness),
        ("evening-fatigue", _("Fatigue, evening"), evening.fatigue),
        ("spasms", _("Spasms"), morning.spasms),
        ("cramps", _("Cramps"), len(night.journal.cramps) or None),
    ):
        if value is not None:
            yield name, _observation(codes.code(words), whole, {"valueInteger": value}, names)
    yield from _sleep(night, names)


def _sleep(night: Night, names: Names) -> Iterator[tuple[str, Body]]:
    times, sleep = night.journal.morning.times, night.journal.morning.sleep
    if times is None or sleep is None:
        return
    told = {"valueQuantity": codes.minutes(round(sleep.asleep.total_seconds() / 60))}
    about = codes.code(_("Minutes asleep"), codes.SLEEP)
    yield "sleep", _observation(about, period(times.lights_out, times.woke), told, names)


def _observation(code: Body, when: Body, told: Body, names: Names) -> Body:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [codes.SURVEY],
        "code": code,
        "subject": names.reference(PATIENT),
        "effectivePeriod": when,
        "performer": [names.reference(PATIENT)],
        **told,
    }
