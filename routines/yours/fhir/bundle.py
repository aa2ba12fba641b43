"""All of it together, with who said so."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from routines.yours.fhir import codes
from routines.yours.fhir.diary import QUESTIONNAIRE, questionnaire, questions, response
from routines.yours.fhir.entry import PATIENT, Body, Names, moment
from routines.yours.fhir.observed import observations
from routines.yours.fhir.plan import Planned, plan
from routines.yours.nights import Night


def bundle(nights: Iterable[Night], planned: Planned, language: str, now: datetime, file: uuid.UUID) -> Body:
    """`file` names this one file, and everything in it; `now` is when it is made."""
    names, asked = Names(file), questions()
    entries = [
        names.entry({"resourceType": "Patient", "active": True}, PATIENT),
        names.entry(plan(planned, names), "plan"),
        names.entry(questionnaire(asked, names), QUESTIONNAIRE),
    ]
    for night in nights:
        answered = response(night, asked, names)
        if answered is not None:
            entries.append(names.entry(answered, night.night, "answers"))
        entries += [names.entry(told, night.night, name) for name, told in observations(night, names)]
    entries.append(names.entry(_provenance(entries, names, now), "provenance"))
    return {
        "resourceType": "Bundle",
        "id": str(file),
        "language": language,
        "type": "collection",
        "timestamp": moment(now),
        "entry": entries,
    }


def _provenance(entries: Iterable[Body], names: Names, now: datetime) -> Body:
    """The person said it, and Evenfall wrote it down."""
    return {
        "resourceType": "Provenance",
        "target": [{"reference": entry["fullUrl"]} for entry in entries],
        "recorded": moment(now),
        "agent": [
            {"type": codes.participant("author"), "who": names.reference(PATIENT)},
            {"type": codes.participant("assembler"), "who": {"display": "Evenfall"}},
        ],
    }
