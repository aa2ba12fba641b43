"""Questionnaire and QuestionnaireResponse: what the morning is asked, and what was answered. Notes stay at home."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from routines.core.journal import Morning
from routines.yours.fhir import codes
from routines.yours.fhir.entry import PATIENT, Body, Names, moment
from routines.yours.nights import Night

QUESTIONNAIRE = "questionnaire"
INTEGER, MOMENT = "integer", "dateTime"
_VALUE = {INTEGER: "valueInteger", MOMENT: "valueDateTime"}


@dataclass(frozen=True)
class Question:
    """`field` is the name of the answer in the journal, and the link between question and answer."""

    field: str
    type: str
    text: str
    coding: Body | None = None


def questions() -> list[Question]:
    return [
        Question("quality", INTEGER, _("How the night was, 1 to 5")),
        Question("pain", INTEGER, _("Pain, morning"), codes.PAIN),
        Question("stiffness", INTEGER, _("Stiffness, morning")),
        Question("spasms", INTEGER, _("Spasms")),
        Question("wakings", INTEGER, _("Times awake")),
        Question("in_bed", MOMENT, _("To bed")),
        Question("lights_out", MOMENT, _("Lights out")),
        Question("fell_asleep_minutes", INTEGER, _("Minutes until asleep")),
        Question("awake_minutes", INTEGER, _("Minutes awake at night")),
        Question("woke", MOMENT, _("Woke for good")),
        Question("trying_minutes", INTEGER, _("Minutes trying to sleep on")),
        Question("up", MOMENT, _("Got up")),
    ]


def questionnaire(asked: Iterable[Question], names: Names) -> Body:
    return {
        "resourceType": "Questionnaire",
        "url": names.url(QUESTIONNAIRE),
        "status": "active",
        "subjectType": ["Patient"],
        "title": _("The morning diary"),
        "copyright": codes.NOTICE,
        "item": [_item(one) for one in asked],
    }


def _item(one: Question) -> Body:
    coded = {"code": [one.coding]} if one.coding else {}
    return {"linkId": one.field, **coded, "text": one.text, "type": one.type}


def response(night: Night, asked: Iterable[Question], names: Names) -> Body | None:
    """None where nothing was answered."""
    items = list(_answers(night.journal.morning, asked))
    if not items:
        return None
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": names.url(QUESTIONNAIRE),
        "status": "completed",
        "subject": names.reference(PATIENT),
        "author": names.reference(PATIENT),
        "authored": moment(night.told_at.astimezone(night.zone)),
        "item": items,
    }


def _answers(morning: Morning, asked: Iterable[Question]) -> Iterator[Body]:
    for one in asked:
        said: Any = getattr(morning, one.field)
        if said is not None:
            value = moment(said) if isinstance(said, datetime) else said
            yield {"linkId": one.field, "text": one.text, "answer": [{_VALUE[one.type]: value}]}
