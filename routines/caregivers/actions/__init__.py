"""The patient's people. No Flask here.

inviting.py  a link, once, with what it gives    giving.py  who has what: changed, paused, renewed, ended, consents
told.py      every copy that was sent and every look that was taken
"""

from routines.caregivers.actions.giving import (
    Ending,
    Given,
    Wish,
    change,
    end,
    given,
    pause,
    people,
    renew,
    shares,
    stop_everyone,
    take_back,
    withdraw_from,
)
from routines.caregivers.actions.inviting import (
    INVITE_FOR,
    MOST,
    Offer,
    TooManyError,
    accept,
    invite,
    look,
    open_invites,
    withdraw,
)
from routines.caregivers.actions.told import Entry, log

__all__ = [
    "INVITE_FOR",
    "MOST",
    "Ending",
    "Entry",
    "Given",
    "Offer",
    "TooManyError",
    "Wish",
    "accept",
    "change",
    "end",
    "given",
    "invite",
    "log",
    "look",
    "open_invites",
    "pause",
    "people",
    "renew",
    "shares",
    "stop_everyone",
    "take_back",
    "withdraw",
    "withdraw_from",
]
