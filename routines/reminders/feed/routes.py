"""The calendar file, for whoever has its address. No cookie is read and none is set."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from config import Settings
from routines import clock, throttle
from routines.reminders.feed import actions, coming, ics

blueprint = Blueprint("feed", __name__)
TOO_MANY = 429


@blueprint.get("/calendar/<token>.ics")
def calendar(token: str) -> Any:
    """An address that never was, one that was ended and one that was replaced answer alike."""
    feed = actions.of_token(token)
    if feed is None:
        allowed = throttle.allows((throttle.FEED_MISSES, request.remote_addr or ""))
        abort(404 if allowed else TOO_MANY)
    if not throttle.allows((throttle.FEED_READS, str(feed.id))):
        abort(TOO_MANY)
    actions.note_reading(feed)
    settings: Settings = current_app.extensions["settings"]
    written = ics.text(
        coming.of_patient(feed.patient_id),
        secret=str(current_app.config["SECRET_KEY"]),
        page=f"{settings.public_url}/tonight",
        now=clock.now(),
    )
    return Response(
        written, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
