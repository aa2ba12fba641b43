"""/metrics: how the reminders are doing, for Prometheus. Numbers alone: no label names a person or a phone.

Web and worker are processes of their own, so everything is read from the tables at the scrape (docs/decisions/0011).
"""

import hmac
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

import models
from models import db
from routines import clock
from routines.push import endpoints, outbox

PATH = "/metrics"
WINDOW = timedelta(days=1)
BUCKETS_S = (1, 2, 5, 10, 30, 60, 300, 900, 2700)
"""The last one is how long a reminder is of use."""
WAIT = (outbox.PENDING, outbox.SENDING)
TOLD = (outbox.HANDED_OUT, outbox.SETTLED, outbox.CANCELLED, outbox.LATE)
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via")

blueprint = Blueprint("metrics", __name__)


@blueprint.before_app_request
def _hide() -> None:
    """For whoever may not read them they are not there, whatever the method."""
    if request.path == PATH and not (_from_this_machine() or _has_token()):
        abort(404)


@blueprint.get(PATH)
def metrics() -> Any:
    """The numbers in Prometheus's text format; 503 when the database does not answer."""
    registry = CollectorRegistry()
    registry.register(Reminders())
    try:
        text = generate_latest(registry)
    except SQLAlchemyError:
        return Response("The database does not answer.\n", 503, content_type=CONTENT_TYPE_PLAIN_0_0_4)
    return Response(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _from_this_machine() -> bool:
    """What a proxy passed on is never from here, also where ProxyFix is not set to believe that proxy."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def _has_token() -> bool:
    wanted: str | None = current_app.extensions["settings"].metrics_token
    given = request.authorization
    if wanted is None or given is None or given.type != "bearer" or given.token is None:
        return False
    return hmac.compare_digest(given.token.encode(), wanted.encode())


class Reminders(Collector):
    """Reads the tables anew at each scrape."""

    def describe(self) -> Iterable[Metric]:
        """Nothing: without this the registry would ask the database when it is made."""
        return ()

    def collect(self) -> Iterator[Metric]:
        now = clock.now()
        yield _heartbeat(now)
        yield _queue()
        yield from _last_day(now)


def _heartbeat(now: datetime) -> Metric:
    newest = db.session.scalar(select(func.max(models.Heartbeat.at)))
    # No worker at all is the oldest heartbeat there is: one rule then speaks of both.
    age = (now - newest).total_seconds() if newest else math.inf
    return GaugeMetricFamily(
        "evenfall_heartbeat_age_seconds",
        "Age of the newest sign of life of any worker; +Inf without one.",
        age,
    )


def _queue() -> Metric:
    family = GaugeMetricFamily(
        "evenfall_queue_deliveries", "Deliveries that are not at their end, by state.", labels=["state"]
    )
    query = (
        select(models.Delivery.state, func.count())
        .where(models.Delivery.state.in_(WAIT))
        .group_by(models.Delivery.state)
    )
    found: Counter[str] = Counter()
    for state, count in db.session.execute(query):
        found[state] = count
    for state in WAIT:
        family.add_metric([state], found[state])
    return family


def _last_day(now: datetime) -> Iterator[Metric]:
    """Both families from one look at what fell due in the last day, by the index of the occurrences."""
    query = (
        select(
            models.Device.endpoint,
            models.Delivery.last_status,
            models.Delivery.accepted_at,
            models.Delivery.round == models.Occurrence.round,
            func.coalesce(models.Delivery.due_at, models.Occurrence.due_at),
        )
        .join(models.Delivery, models.Delivery.device_id == models.Device.id)
        .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id)
        .where(models.Occurrence.state.in_(TOLD), models.Occurrence.due_at > now - WINDOW)
    )
    sends: Counter[tuple[str, str]] = Counter()
    late: list[float] = []
    for endpoint, status, accepted_at, newest_round, due_at in db.session.execute(query):
        sends[endpoints.service_of(endpoint), "none" if status is None else str(status)] += 1
        # A round before the last was for a time that the row does not know any more.
        if accepted_at is not None and newest_round:
            late.append(max(0.0, (accepted_at - due_at).total_seconds()))
    yield _sends(sends)
    yield _lateness(late)


def _sends(sends: Counter[tuple[str, str]]) -> Metric:
    family = GaugeMetricFamily(
        "evenfall_sends_last_day",
        "Deliveries of reminders due in the last day, by push service and its last answer; none is no answer.",
        labels=["service", "status"],
    )
    for (service, status), count in sorted(sends.items()):
        family.add_metric([service, status], count)
    return family


def _lateness(late: list[float]) -> Metric:
    buckets = [(str(float(most)), float(sum(one <= most for one in late))) for most in BUCKETS_S]
    return HistogramMetricFamily(
        "evenfall_lateness_seconds",
        "From due to accepted by the push service, of reminders due in the last day. Not a counter: no rate().",
        buckets=[*buckets, ("+Inf", float(len(late)))],
        sum_value=sum(late),
    )
