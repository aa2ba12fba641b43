"""The password, typed once more by who is signed in: counted as tries of signing in are."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from routines import throttle
from routines.accounts import actions
from routines.accounts.guard import person


@dataclass(frozen=True)
class Fault:
    words: str
    status: int


def fault(password: str) -> Fault | None:
    """Why this is not taken; None where it is the password of who is asking."""
    email = person().email
    tries = ((throttle.SIGN_IN_ACCOUNT, email), (throttle.SIGN_IN_ADDRESS, request.remote_addr or ""))
    if not throttle.allows(*tries):
        return Fault(_("Too many tries. Please wait 15 minutes, then try again."), 429)
    if not actions.is_password_of(person().account_id, password):
        return Fault(_("This is not your password. Please try again."), 403)
    throttle.forgive(throttle.SIGN_IN_ACCOUNT, email)
    return None
