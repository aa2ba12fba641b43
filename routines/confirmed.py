"""A password that was typed a moment ago: asked for where a borrowed phone could do harm.

The page that asks is the accounts' own; this stands below all features, so that each can put it in front of its views.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from routines import clock

RECENT = timedelta(minutes=5)

View = Callable[..., Any]


def recently() -> bool:
    """Whether who is asking typed their password on this device at most five minutes ago."""
    if not current_user.is_authenticated:
        return False
    at = current_user.person.confirmed_at
    return at is not None and clock.now() - at <= RECENT


def needed(back: str | None = None) -> Callable[[View], View]:
    """Ask for the password first, for views behind `login_required`. `back` is the endpoint of the page to come back
    to; without one it is this address, which must be a page then."""

    def wrap(view: View) -> View:
        @wraps(view)
        def run(**path_values: Any) -> Any:
            if recently():
                return view(**path_values)
            return redirect(url_for("accounts.confirm", next=url_for(back) if back else request.path))

        return run

    return wrap
