"""Entries of a bundle and how one points to another."""

import uuid
from datetime import datetime
from typing import Any

Body = dict[str, Any]


class Names:
    """Names that mean something in this file alone, so that nothing ties two files, or two people, together."""

    def __init__(self, file: uuid.UUID) -> None:
        self._file = file

    def id(self, *of: object) -> str:
        return str(uuid.uuid5(self._file, "/".join(map(str, of))))

    def url(self, *of: object) -> str:
        return f"urn:uuid:{self.id(*of)}"

    def reference(self, *of: object) -> Body:
        return {"reference": self.url(*of)}

    def entry(self, resource: Body, *of: object) -> Body:
        told = {"resourceType": resource["resourceType"], "id": self.id(*of), **resource}
        return {"fullUrl": self.url(*of), "resource": told}


PATIENT = "patient"


def moment(at: datetime) -> str:
    """With its offset, to the second."""
    return at.isoformat(timespec="seconds")


def period(start: datetime, end: datetime) -> Body:
    return {"start": moment(start), "end": moment(end)}
