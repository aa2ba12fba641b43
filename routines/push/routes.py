"""The phone's side of push: which key to subscribe with, and adding or ending a subscription."""

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext as _
from flask_login import current_user, login_required

from config import Settings
from routines.keys import PushKey
from routines.push import devices
from routines.push.wire import EndpointIn, KeyOut, StatusOut, SubscriptionIn, SubscriptionOut
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
    takes=EndpointIn,
    gives=StatusOut,
    problems=("401",),
)
def status(body: EndpointIn) -> Any:
    row = devices.is_live(account_id(), body.endpoint)
    known = row is not None and row.key_id == _key().key_id
    return StatusOut(known=known, key_id=_key().key_id).model_dump()


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
