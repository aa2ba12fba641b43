"""The phone's side of push: which key to subscribe with, and adding or ending a subscription."""

from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from flask_login import current_user, login_required

from config import Settings
from routines import throttle
from routines.keys import PushKey
from routines.push import devices, standing, trial
from routines.push.wire import (
    DetailIn,
    EndpointIn,
    KeyOut,
    StatusIn,
    StatusOut,
    SubscriptionIn,
    SubscriptionOut,
    TrialOut,
)
from routines.web import account_id, operation, problem

blueprint = Blueprint("push", __name__)


def _key() -> PushKey:
    key: PushKey = current_app.extensions["push_key"]
    return key


@blueprint.get("/api/v1/push/key")
@operation("get", "/api/v1/push/key", "The key to subscribe with", gives=KeyOut, problems=("401",))
@login_required  # type: ignore[untyped-decorator]
def key() -> Any:
    return KeyOut(public_key=_key().public, key_id=_key().key_id).model_dump()


@blueprint.post("/api/v1/push/subscription")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/push/subscription",
    "Remind this phone too",
    takes=SubscriptionIn,
    gives=SubscriptionOut,
    status=201,
    problems=("401", "409", "422"),
)
def subscribe(body: SubscriptionIn) -> Any:
    settings: Settings = current_app.extensions["settings"]
    person = current_user.person
    holder = devices.Holder(
        person.account_id, person.sign_in_id, person.device_name, request.host_url.rstrip("/")
    )
    given = devices.Subscription(body.endpoint, body.keys.p256dh, body.keys.auth, body.key_id)
    if body.key_id != _key().key_id:
        return problem("other-key", 409, _("This phone used an old key. Please turn reminders on again."))
    try:
        found = devices.add(
            holder, given, test_hosts=settings.test_push_hosts, apple=bool(settings.contact_email)
        )
    except devices.RefusedError as refused:
        return _explain(refused)
    return SubscriptionOut(id=found).model_dump(), 201


def _explain(refused: devices.RefusedError) -> Any:
    sentences = {
        "unknown-service": _("This phone uses a message service that we do not know."),
        "bad-key": _("This phone's key is damaged. Please turn reminders off and on again."),
        "too-many": _("You have ten phones already. Please remove one first."),
        "other-account": _("This phone gets reminders for somebody else. Please sign out there first."),
    }
    errors = [{"field": refused.field, "message": sentences[refused.code]}]
    status = 409 if refused.code in {"too-many", "other-account"} else 422
    return problem(refused.code, status, sentences[refused.code], errors)


@blueprint.post("/api/v1/push/status")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/push/status",
    "Whether this phone is reminded",
    takes=StatusIn,
    gives=StatusOut,
    problems=("401",),
)
def status(body: StatusIn) -> Any:
    """Also notes that the phone was there."""
    found = standing.of_phone(account_id(), current_user.person.sign_in_id, body.endpoint, opened=body.opened)
    return StatusOut(
        known=found.key_id == _key().key_id,
        key_id=_key().key_id,
        gone=found.gone,
        removed=found.removed,
        detail=found.detail,
        last_accepted_at=_instant(found.last_accepted_at),
        opened_at=_instant(found.opened_at),
        next_due=_instant(found.next_due),
        ahead=_instant(found.ahead),
    ).model_dump()


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


@blueprint.post("/api/v1/push/detail")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/push/detail",
    "Whether this phone's lock screen may show more than neutral words",
    takes=DetailIn,
    status=204,
    problems=("401", "404", "422"),
)
def detail(body: DetailIn) -> Any:
    if not standing.show_detail(account_id(), body.endpoint, body.detail):
        return _unknown_phone()
    return "", 204


@blueprint.post("/api/v1/push/test")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/push/test",
    "Send a test to this phone",
    takes=EndpointIn,
    gives=TrialOut,
    status=202,
    problems=("401", "404", "422", "429"),
)
def send_test(body: EndpointIn) -> Any:
    """It goes the way of every reminder, through the worker; how it fares, the next operation says."""
    if not throttle.allows((throttle.PUSH_TEST, str(account_id()))):
        return problem("too-often", 429, _("Five tests in ten minutes are the most. Please wait a little."))
    if not trial.ask(account_id(), body.endpoint):
        return _unknown_phone()
    return _trial(body.endpoint), 202


@blueprint.post("/api/v1/push/test/status")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "post",
    "/api/v1/push/test/status",
    "What became of the newest test of this phone",
    takes=EndpointIn,
    gives=TrialOut,
    problems=("401", "422"),
)
def test_status(body: EndpointIn) -> Any:
    return _trial(body.endpoint)


def _trial(endpoint: str) -> Any:
    found = trial.newest(account_id(), endpoint)
    return TrialOut(state=found.state, at=_instant(found.at), status=found.status).model_dump()


def _unknown_phone() -> Any:
    return problem("unknown-phone", 404, _("This phone is not on the list. Please turn reminders on again."))


@blueprint.delete("/api/v1/push/subscription")
@login_required  # type: ignore[untyped-decorator]
@operation(
    "delete",
    "/api/v1/push/subscription",
    "Remind this phone no more",
    takes=EndpointIn,
    status=204,
    problems=("401",),
)
def unsubscribe(body: EndpointIn) -> Any:
    devices.remove_endpoint(account_id(), body.endpoint)
    return "", 204
