"""What every request has in common: problem answers, the same-origin check, validated JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pydantic
from flask import Flask, Response, current_app, jsonify, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import BadRequest, HTTPException

from routines import clock

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PROVES_ITSELF = ("/mail/stop/",)
"""The address alone says who wants it: mail providers send it for their readers, from another site (RFC 8058)."""
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types evenfall-worker"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True)
class Operation:
    """One operation of the API, as its document describes it."""

    method: str
    path: str
    summary: str
    request: type[pydantic.BaseModel] | None
    response: type[pydantic.BaseModel] | None
    status: int
    problems: tuple[str, ...]
    file: str | None = None


OPERATIONS: list[Operation] = []

View = Callable[..., Any]


def operation(
    method: str,
    path: str,
    summary: str,
    *,
    takes: type[pydantic.BaseModel] | None = None,
    sends: str | None = None,
    gives: type[pydantic.BaseModel] | None = None,
    status: int = 200,
    problems: tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Declare a view as an API operation: its request is validated, and it appears in the API's document.

    `sends` names the one file of a form; the view reads it itself.
    """
    declared = Operation(method, path, summary, takes, gives, status, problems, sends)
    if declared not in OPERATIONS:
        OPERATIONS.append(declared)

    def wrap(view: View) -> View:
        def run(**path_values: Any) -> Any:
            if takes is None:
                return view(**path_values)
            if not request.is_json:
                return problem("not-json", 415, _("This address takes JSON only."))
            try:
                body = takes.model_validate_json(request.get_data())
            except pydantic.ValidationError as error:
                return problem(
                    "invalid", 422, _("Something in this request is not right."), errors=field_errors(error)
                )
            return view(body, **path_values)

        run.__name__ = view.__name__
        run.__doc__ = view.__doc__
        return run

    return wrap


def problem(
    kind: str, status: int, detail: str, errors: list[dict[str, str]] | None = None
) -> tuple[Response, int]:
    """An answer in the form of RFC 9457."""
    body: dict[str, Any] = {"type": f"/problems/{kind}", "title": kind.replace("-", " ").capitalize()}
    body |= {"status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    answer = jsonify(body)
    answer.mimetype = "application/problem+json"
    return answer, status


def field_errors(error: pydantic.ValidationError) -> list[dict[str, str]]:
    """The fields that were refused and why, without repeating what was sent."""
    return [
        {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]}
        for item in error.errors(include_input=False, include_url=False)
    ]


def unless_theirs(account: str) -> tuple[Response, int] | None:
    """The refusal of what waited on a phone for somebody else than is signed in there now. `account`: public id."""
    if account == current_user.person.public_id:
        return None
    detail = _("This is somebody else's. It waits on the phone for that person.")
    return problem("other-account", 409, detail)


def account_id() -> int:
    """The account that asks. Only for views behind `login_required`."""
    return int(current_user.person.account_id)


def patient_id() -> int | None:
    """The patient that this account is, once its profile is finished."""
    found: int | None = current_user.person.patient_id
    return found


def is_api() -> bool:
    return request.path.startswith("/api/")


def is_same_origin() -> bool:
    """Whether this request was made by a page or worker of this site.

    Browsers that send Sec-Fetch-Site say so themselves. Older ones send Origin with every POST. There is
    nothing here that expires, so a queue that is replayed the next morning still passes.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and origin == request.host_url.rstrip("/")


def _refuse_foreign() -> Any:
    if request.method in SAFE_METHODS or request.path.startswith(PROVES_ITSELF) or is_same_origin():
        return None
    detail = _("This request came from another site, so nothing was changed.")
    if is_api():
        return problem("other-site", 403, detail)
    return _error_page(_("Nothing was changed"), detail, 403)


def _refuse_nul() -> Any:
    """No keyboard types this character, and PostgreSQL cannot keep it."""
    if request.mimetype in FORMS and any("\0" in said for _key, said in request.form.items(multi=True)):
        raise BadRequest
    return None


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if is_api():
        sent = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        response.headers["Evenfall-Time"] = sent
    return response


def _explain(error: HTTPException) -> Any:
    status = error.code or 500
    title, detail = _sentences(status)
    if is_api():
        return problem("http", status, detail)
    if status in (301, 302, 303, 307, 308):
        return error
    return _error_page(title, detail, status)


def _error_page(title: str, detail: str, status: int) -> tuple[str, int]:
    """When the server itself is at fault, the page asks nobody who they are: the database may be the fault."""
    if status >= 500:
        template = current_app.jinja_env.get_template("error.html")
        return template.render(title=title, detail=detail), status
    return render_template("error.html", title=title, detail=detail), status


def _sentences(status: int) -> tuple[str, str]:
    if status == 404:
        return _("This page is not here."), _("The address may be old. Tonight is one tap away.")
    if status == 413:
        return _("That is too much at once."), _("Please send less at a time.")
    if status == 400:
        return _("That did not come through."), _("Please go back, load the page again and try once more.")
    if status >= 500:
        return (
            _("Something broke on our side."),
            _("What you marked is still on your phone. Please try again in a moment."),
        )
    return _("That is not possible here."), _("Please go back and try another way.")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["get_locale"] = get_locale
    app.before_request(_refuse_foreign)
    app.before_request(_refuse_nul)
    app.after_request(_finish)
    app.register_error_handler(HTTPException, _explain)
