"""Every system, code and unit of the FHIR file. A code is here only where LOINC's own list says what it means."""

from typing import Any

Body = dict[str, Any]

LOINC_SYSTEM = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"

NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
)

PAIN = {
    "system": LOINC_SYSTEM,
    "code": "72514-3",
    "display": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
}
SLEEP = {"system": LOINC_SYSTEM, "code": "93832-4", "display": "Sleep duration"}

SURVEY = {"coding": [{"system": CATEGORY, "code": "survey", "display": "Survey"}]}


def code(words: str, coding: Body | None = None) -> Body:
    """What is spoken of: in words always, and by a code where one is known."""
    return {"coding": [coding], "text": words} if coding else {"text": words}


def score(value: int) -> Body:
    return {"value": value, "unit": "{score}", "system": UCUM, "code": "{score}"}


def minutes(value: int) -> Body:
    return {"value": value, "unit": "min", "system": UCUM, "code": "min"}


def participant(role: str) -> Body:
    return {"coding": [{"system": PARTICIPANT, "code": role}]}
