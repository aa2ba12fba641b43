"""What is shared, said plainly: the same to the patient and to the caregiver, each in their own grammar."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from routines.caregivers.actions import Entry
from routines.core.sharing import Scope
from routines.push import notices

SCOPES: dict[Scope, Any] = {
    Scope.REMINDERS: _l("A reminder when it is time"),
    Scope.PROGRESS: _l("How tonight goes"),
    Scope.JOURNAL: _l("Your journal"),
    Scope.ACT: _l("They may act for you"),
}
MORE: dict[Scope, Any] = {
    Scope.REMINDERS: _l("Short and neutral. Nothing of what you answer."),
    Scope.PROGRESS: _l("Which steps are done, and how the evening ended. No times."),
    Scope.JOURNAL: _l("Sleep, pain, spasms and cramps of your nights, and what you did."),
    Scope.ACT: _l("Mark a step as done, and ask for the reminder later. With it they see how tonight goes."),
}
"""To the patient."""

GETS: dict[Scope, Any] = {
    Scope.REMINDERS: _l("You get a short reminder when it is time."),
    Scope.PROGRESS: _l("You see how their evening goes: which steps are done, and how it ended."),
    Scope.JOURNAL: _l("You see what they write of their nights: sleep, pain, spasms and cramps."),
    Scope.ACT: _l("You may act for them: mark a step as done, and ask for the reminder later."),
}
NOT: dict[Scope, Any] = {
    Scope.PROGRESS: _l("You do not see their steps."),
    Scope.JOURNAL: _l("You do not see their diary or answers."),
}
"""To the caregiver."""

_LOOKED: dict[Scope, Any] = {
    Scope.PROGRESS: _l("looked at how tonight goes"),
    Scope.JOURNAL: _l("looked at your journal"),
    Scope.REMINDERS: _l("looked whether a reminder came"),
}
_SENT: dict[str, Any] = {
    "copy": _l("was sent a reminder"),
    notices.Kind.ASK_AGAIN.value: _l("was asked once more, after they had it"),
    notices.Kind.SUMMARY.value: _l("was sent word of their summary"),
    notices.Kind.ENDED.value: _l("was told that it ended"),
}


def after(minutes: int) -> Any:
    if not minutes:
        return _l("At once, with you")
    return lazy_ngettext(
        "After %(num)s minute, if nothing was heard", "After %(num)s minutes, if nothing was heard", minutes
    )


def said(entry: Entry) -> list[str]:
    """What happened, of an entry of the log; of a look, each thing that was shown."""
    if entry.what != "look":
        return [str(_SENT[entry.what])]
    looked = [str(_LOOKED[scope]) for scope in Scope if scope in entry.scopes and scope in _LOOKED]
    return looked or [_("opened their page: there was nothing to see")]


def not_shown(scopes: frozenset[Scope]) -> list[str]:
    """To the caregiver, what is left out."""
    return [str(words) for scope, words in NOT.items() if scope not in scopes]
