"""A photo for a step of one's own: sent with a network, shown only to its patient."""

import uuid
from typing import Any

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _
from flask_login import current_user, login_required
from pydantic import BaseModel

from routines.steps import photo_file, photo_rows
from routines.web import operation, patient_id, problem

blueprint = Blueprint("photos", __name__)

FIELD = "photo"
ENVELOPE = 64 * 1024
"""What a form adds around its one file."""


class PhotoOut(BaseModel):
    photo: str
    url: str


@blueprint.url_value_preprocessor
def _allow_a_photo(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the request: only here, and only somebody signed in, may it be so large."""
    if request.method == "POST" and current_user.is_authenticated:
        request.max_content_length = photo_file.LARGEST_UPLOAD + ENVELOPE


@blueprint.post("/api/v1/photos")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/photos",
    "Keep a photo for a step of one's own",
    sends=FIELD,
    gives=PhotoOut,
    status=201,
    problems=("401", "403", "409", "413", "415", "422"),
)
def keep() -> Any:
    patient = patient_id()
    if patient is None:
        return problem("no-profile", 409, _("Please answer the four questions first."))
    sent = request.files.getlist(FIELD)
    if len(sent) != 1 or len(request.files) != 1:
        return problem("invalid", 422, _("Please send one photo."))
    try:
        picture = photo_file.made_anew(sent[0].read())
        kept = photo_rows.keep(patient, picture)
    except photo_file.NotAPhoto as refused:
        return _explain(refused.code)
    except photo_rows.TooMany:
        return problem(
            "too-many",
            409,
            _("You have %(num)s photos already. Please remove one first.", num=photo_rows.MOST),
        )
    return PhotoOut(photo=kept, url=f"/photos/{kept}").model_dump(), 201


def _explain(code: str) -> Any:
    if code == "too-large":
        return problem(code, 413, _("This photo is too large. Please choose one of at most 8 MB."))
    if code == "wrong-kind":
        return problem(
            code, 415, _("This is not a photo that we can read. Please choose a JPEG, PNG or WebP.")
        )
    return problem(code, 422, _("This photo is damaged. Please choose another one."))


@blueprint.get("/photos/<uuid:photo>")
@login_required  # type: ignore[untyped-decorator]
def show(photo: uuid.UUID) -> Any:
    patient = patient_id()
    found = photo_rows.find(patient, str(photo)) if patient is not None else None
    if found is None:
        abort(404)
    kind, content = found
    answer = Response(content, content_type=kind)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
