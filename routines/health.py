"""/healthz: does the database answer, and how old is the newest heartbeat."""

from typing import Any

from flask import Blueprint, jsonify
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

import models
from models import db
from routines import clock

STALE_S = 60

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Any:
    """200 when the database answers and a worker is alive, 503 otherwise."""
    try:
        newest = db.session.scalar(select(func.max(models.Heartbeat.at)))
    except SQLAlchemyError:
        return jsonify(database="does not answer", heartbeat_age_s=None), 503
    age = round((clock.now() - newest).total_seconds(), 1) if newest else None
    fine = age is not None and age < STALE_S
    return jsonify(database="ok", heartbeat_age_s=age), 200 if fine else 503
