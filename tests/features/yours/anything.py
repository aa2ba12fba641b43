"""Any fact that a phone may tell, drawn from the models that validate it: a kind that is added is drawn with them."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from routines.sync.journal_wire import WALL
from routines.sync.wire import EntryIn
from tests.features.facts import instant

Body = dict[str, Any]
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2024, 2027))
SCHEMA = EntryIn.model_json_schema()
KINDS: Mapping[str, str] = {
    kind: reference.rsplit("/", 1)[1]
    for kind, reference in SCHEMA["properties"]["event"]["discriminator"]["mapping"].items()
}


def entry(kind: str) -> st.SearchStrategy[Body]:
    event = _of({"$ref": f"#/$defs/{KINDS[kind]}"}).map(_of_its_night)
    whole = st.fixed_dictionaries({"event": event, "age_ms": st.integers(0, 10**13)})
    return whole.filter(_is_taken)


def _is_taken(drawn: Body) -> bool:
    """A schema does not know that one answer leaves another out."""
    try:
        EntryIn.model_validate(drawn)
    except ValidationError:
        return False
    return True


def _of_its_night(event: Body) -> Body:
    """A snooze lies within its night, by the phone's clock."""
    if "until" not in event:
        return event
    zone = timezone(timedelta(minutes=event["offset"]))
    noon = datetime.combine(date.fromisoformat(event["night"]), time(12), zone)
    return event | {"until": instant(noon + timedelta(minutes=int(event["id"][:4], 16) % 1440))}


def _of(shape: Body) -> st.SearchStrategy[Any]:
    if "$ref" in shape:
        return _of(SCHEMA["$defs"][shape["$ref"].rsplit("/", 1)[1]])
    if "const" in shape:
        return st.just(shape["const"])
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    if "anyOf" in shape:
        return st.one_of([_of(one) for one in shape["anyOf"]])
    return _TYPES[shape["type"]](shape)


def _object(shape: Body) -> st.SearchStrategy[Body]:
    needed = set(shape.get("required", ()))
    parts = {name: _of(one) | _zones(name) for name, one in shape["properties"].items()}
    return st.fixed_dictionaries(
        {name: one for name, one in parts.items() if name in needed},
        optional={name: one for name, one in parts.items() if name not in needed},
    )


def _zones(name: str) -> st.SearchStrategy[str]:
    return (
        st.sampled_from(("Europe/Madrid", "Pacific/Apia", "America/New_York"))
        if name == "zone"
        else st.nothing()
    )


def _string(shape: Body) -> st.SearchStrategy[str]:
    moments = st.datetimes(FIRST, LAST)
    if shape.get("format") == "date":
        return moments.map(lambda at: at.date().isoformat())
    if shape.get("format") == "date-time":
        return moments.map(lambda at: instant(at.replace(microsecond=0, tzinfo=UTC)))
    if shape.get("pattern") == WALL:
        offsets = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
        return st.tuples(moments, offsets).map(
            lambda drawn: drawn[0].replace(tzinfo=drawn[1]).isoformat(timespec="minutes")
        )
    if "pattern" in shape:
        # Of hex digits alone, so that no letter of another alphabet passes for one.
        return st.from_regex(re.compile(shape["pattern"], re.ASCII), fullmatch=True)
    letters = st.characters(exclude_categories=("Cc", "Cs"))
    return st.text(letters, min_size=shape.get("minLength", 0), max_size=min(shape.get("maxLength", 40), 40))


_TYPES: Mapping[str, Callable[[Body], st.SearchStrategy[Any]]] = {
    "object": _object,
    "string": _string,
    "null": lambda _: st.none(),
    "boolean": lambda _: st.booleans(),
    "integer": lambda shape: st.integers(shape.get("minimum", 0), shape.get("maximum", 10**6)),
    "array": lambda shape: st.lists(
        _of(shape["items"]),
        min_size=shape.get("minItems", 0),
        max_size=min(shape.get("maxItems", 6), 6),
        unique_by=repr,
    ),
}
