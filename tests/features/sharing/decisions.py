"""For whom each address is, by method and rule. One that is added without a decision fails a test."""

from enum import StrEnum

from routines.core.sharing import Scope


class For(StrEnum):
    # No sign-in, and the same for everybody: it holds nothing of anybody.
    PUBLIC = "public"
    # Only what belongs to whoever asks; who is not signed in is asked to.
    OWN = "own"
    # A caregiver's: as far as the scope goes, tonight.
    CARING = "caring"
    # The address itself is the proof, and opens what it was made for alone.
    TOKEN = "token"


def _each(whose: For, lines: str) -> dict[tuple[str, str], For]:
    pairs = (line.split(maxsplit=1) for line in lines.strip().splitlines())
    return {(method, rule): whose for methods, rule in pairs for method in methods.split("|")}


_PUBLIC = """
GET       /
GET       /about
GET|POST  /sign-up
GET|POST  /sign-in
POST      /sign-out
DELETE    /api/v1/session
GET       /goodbye
GET       /static/<hash>/<path:path>
GET       /sw.js
GET       /manifest.webmanifest
GET       /shell/<language>/<page>
GET       /recover
GET       /recover.<path:part>
GET       /tonight
GET       /player
GET       /nights
GET       /now
GET       /morning
GET       /caring
GET       /offline
GET       /waiting
GET       /library
GET       /routines
GET       /routine/edit
GET       /routine/own
GET       /api/v1/openapi.json
GET       /healthz
GET       /metrics
"""

_OWN = """
GET|POST  /confirm
GET|POST  /you
POST      /you/sessions/<int:sign_in_id>/end
GET       /api/v1/session
GET|POST  /profile/<int(min=1, max=4):step>
GET       /routine
GET       /routine/sheet
POST      /routine/changed
GET       /people
GET|POST  /people/add
POST      /people/invite/<int:invite_id>/withdraw
GET       /people/<int:grant_id>
GET|POST  /people/<int:grant_id>/change
POST      /people/<int:grant_id>/take-back
POST      /people/<int:grant_id>/pause
POST      /people/<int:grant_id>/renew
POST      /people/<int:grant_id>/end
GET|POST  /people/stop
POST      /api/v1/people/stop
GET       /people/log
GET       /people/safety
GET       /nights/look
GET|POST  /nights/compare
GET       /nights/coin
GET       /nights/paper
GET       /nights/paper.pdf
GET|POST  /reminders
GET       /reminders/add
GET|POST  /reminders/add/<int:number>
GET|POST  /reminders/rule/<public_id>
POST      /reminders/rule/<public_id>/remove
GET|POST  /reminders/quiet
GET|POST  /reminders/pause
POST      /reminders/pause/end
POST      /reminders/devices/<int:device_id>/remove
GET       /reminders/elsewhere
POST      /reminders/elsewhere/calendar
POST      /reminders/elsewhere/calendar/end
POST      /reminders/elsewhere/mail
POST      /reminders/elsewhere/mail/off
GET       /api/v1/push/key
POST      /api/v1/push/subscription
DELETE    /api/v1/push/subscription
POST      /api/v1/push/status
POST      /api/v1/push/detail
POST      /api/v1/push/test
POST      /api/v1/push/test/status
GET       /api/v1/tonight
POST      /api/v1/sync
POST      /api/v1/changed/dismiss
GET       /you/data
GET       /you/data/file
GET       /you/data/tables
GET       /you/data/exchange
GET|POST  /you/data/bring
GET       /you/data/brought
GET|POST  /you/delete
POST      /api/v1/photos
GET       /photos/<uuid:photo>
"""

_CARING = """
GET       /api/v1/caring
POST      /api/v1/caring/<person>/mark
POST      /api/v1/caring/<person>/undo
POST      /api/v1/caring/<person>/later
POST      /api/v1/caring/<person>/turn
POST      /api/v1/caring/<person>/own
POST      /api/v1/caring/<person>/leave
"""

_TOKEN = """
GET|POST  /reset/<token>
GET|POST  /invite/<token>
GET|POST  /mail/confirm/<token>
GET|POST  /mail/stop/<token>
GET       /calendar/<token>.ics
"""

DECIDED = {
    **_each(For.PUBLIC, _PUBLIC),
    **_each(For.OWN, _OWN),
    **_each(For.CARING, _CARING),
    **_each(For.TOKEN, _TOKEN),
}

NEEDS = {
    "/api/v1/caring/<person>/mark": Scope.ACT,
    "/api/v1/caring/<person>/undo": Scope.ACT,
    "/api/v1/caring/<person>/later": Scope.ACT,
    "/api/v1/caring/<person>/turn": Scope.REMINDERS,
    "/api/v1/caring/<person>/own": None,
    "/api/v1/caring/<person>/leave": None,
}
"""Which scope of a caregiver's acts needs what; None is between the caregiver and the app, however the grant stands."""
