"""What FHIR R4 (4.0.1) says of the resources in our file, by hand: required value sets, and where each code may stand.

The library that reads the file takes any code, so this table is what refuses a wrong one.
Source of each set: the tables of codes at the bindings of strength "required" in hl7.org/fhir/R4.
"""

import re
from collections.abc import Iterator
from typing import Any

Body = dict[str, Any]

_SETS = """
Bundle type: document message transaction transaction-response batch batch-response history searchset collection
CarePlan status: draft active on-hold revoked completed entered-in-error unknown
CarePlan intent: proposal plan order option
CarePlan activity.detail.status: not-started scheduled in-progress on-hold completed cancelled stopped unknown \
entered-in-error
CarePlan activity.detail.scheduledTiming.repeat.durationUnit: s min h d wk mo a
CarePlan activity.detail.scheduledTiming.repeat.periodUnit: s min h d wk mo a
CarePlan activity.detail.scheduledTiming.repeat.dayOfWeek: mon tue wed thu fri sat sun
CarePlan activity.detail.scheduledTiming.repeat.when: MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE \
EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV
Observation status: registered preliminary final amended corrected cancelled entered-in-error unknown
Questionnaire status: draft active retired unknown
Questionnaire item.type: group display boolean decimal integer date dateTime time string text url choice \
open-choice attachment reference quantity
QuestionnaireResponse status: in-progress completed amended entered-in-error stopped
"""
VALUES = {
    tuple(where.split()): frozenset(codes.split())
    for where, _, codes in (line.partition(": ") for line in _SETS.strip().splitlines())
}
"""By resource and path."""
NEEDED: dict[str, frozenset[str]] = {
    "Bundle": frozenset({"type"}),
    "Patient": frozenset(),
    "CarePlan": frozenset({"status", "intent", "subject"}),
    "Observation": frozenset({"status", "code"}),
    "Questionnaire": frozenset({"status"}),
    "QuestionnaireResponse": frozenset({"status"}),
    "Provenance": frozenset({"target", "recorded", "agent"}),
}
CODED = {
    ("http://loinc.org", "72514-3"): "{score}",
    ("http://loinc.org", "93832-4"): "min",
}
"""The only codes for what is observed, and the one unit in which each is told."""
SYSTEMS = {
    "http://loinc.org": {"72514-3", "93832-4"},
    "http://unitsofmeasure.org": {"{score}", "min"},
    "http://terminology.hl7.org/CodeSystem/observation-category": {"survey"},
    "http://terminology.hl7.org/CodeSystem/provenance-participant-type": {"author", "assembler"},
}
MOMENTS = ("start", "end", "recorded", "authored", "timestamp", "valueDateTime")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")


def faults(bundle: Body) -> list[str]:
    resources = [bundle, *(entry["resource"] for entry in bundle["entry"])]
    return [fault for resource in resources for fault in _of(resource)] + list(_references(bundle))


def _of(resource: Body) -> Iterator[str]:
    kind = resource["resourceType"]
    if kind not in NEEDED:
        yield f"{kind} is none of ours"
        return
    yield from (f"{kind} lacks {name}" for name in NEEDED[kind] - set(resource))
    for path, value in leaves({k: v for k, v in resource.items() if k != "entry"}):
        allowed = VALUES.get((kind, path))
        if allowed is not None and value not in allowed:
            yield f"{kind}.{path} is {value!r}"
        if value in ("", None):
            yield f"{kind}.{path} is empty"
        if path.rsplit(".", 1)[-1] in MOMENTS and not MOMENT.fullmatch(str(value)):
            yield f"{kind}.{path} is no moment with an offset: {value!r}"
    for coded in codings(resource):
        if coded["code"] not in SYSTEMS.get(coded["system"], ()):
            yield f"{kind} has {coded['code']} of {coded['system']}"
    if kind == "Observation":
        yield from _observed(resource)


def _observed(resource: Body) -> Iterator[str]:
    values = [name for name in resource if name.startswith("value")]
    if len(values) != 1:
        yield f"Observation has {values}"
    for coded in resource["code"].get("coding", ()):
        unit = resource.get("valueQuantity", {}).get("code")
        if unit != CODED.get((coded["system"], coded["code"])):
            yield f"{coded['code']} is told in {unit}"


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        if not value:
            yield path, None
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def codings(value: Any) -> Iterator[Body]:
    if isinstance(value, dict):
        if "system" in value and "code" in value:
            yield value
        for inner in value.values():
            yield from codings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codings(inner)


def _references(bundle: Body) -> Iterator[str]:
    there = [entry["fullUrl"] for entry in bundle["entry"]]
    if len(set(there)) != len(there):
        yield "two entries of one name"
    for entry in bundle["entry"]:
        if entry["fullUrl"] != f"urn:uuid:{entry['resource']['id']}":
            yield f"{entry['fullUrl']} is not its resource's"
    for path, value in leaves(bundle):
        if path.endswith((".reference", ".questionnaire")) and value not in there:
            yield f"{path} leads nowhere: {value}"
