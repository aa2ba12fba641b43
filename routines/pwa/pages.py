"""Every page that a person can open: what it does without a network is decided here. A test walks all addresses."""

from flask_babel import lazy_gettext as _

from routines.pwa.shells import ADDRESSES

RECOVER = "/recover"

ON_THE_PHONE = frozenset({"/", *ADDRESSES.values()})
"""They open from a cold start without a network. `/` leads on to Tonight then."""

_DATA = _("Your data is fetched, brought back and deleted with a network.")
_SETTING = _("Setting reminders needs a network. Those that are set still come as soon as there is one.")
_ROUTINE = _("This page of your routine needs a network.")
_PEOPLE = _("Who gets what of you is changed with a network.")
_LOOKING = _("Looking back needs a network.")

NEEDS_SERVER = {
    "/about": _("Reading about Evenfall needs a network."),
    "/confirm": _("Your password is looked at with a network."),
    "/goodbye": _DATA,
    "/invite/<token>": _("An invitation needs a network."),
    "/mail/confirm/<token>": _("This link needs a network."),
    "/mail/stop/<token>": _("This link needs a network."),
    "/nights/coin": _LOOKING,
    "/nights/compare": _LOOKING,
    "/nights/look": _LOOKING,
    "/nights/paper": _LOOKING,
    "/nights/paper.pdf": _LOOKING,
    "/people": _PEOPLE,
    "/people/<int:grant_id>": _PEOPLE,
    "/people/<int:grant_id>/change": _PEOPLE,
    "/people/add": _PEOPLE,
    "/people/log": _PEOPLE,
    "/people/safety": _PEOPLE,
    "/people/stop": _PEOPLE,
    "/profile/<int(min=1, max=4):step>": _(
        "Your answers need a network: your evening is built anew from them."
    ),
    "/reminders": _SETTING,
    "/reminders/add": _SETTING,
    "/reminders/add/<int:number>": _SETTING,
    "/reminders/elsewhere": _("A calendar address and e-mail are set with a network."),
    "/reminders/pause": _SETTING,
    "/reminders/quiet": _SETTING,
    "/reminders/rule/<public_id>": _SETTING,
    "/reset/<token>": _("A new password needs a network."),
    "/routine": _ROUTINE,
    "/routine/sheet": _ROUTINE,
    "/sign-in": _("Signing in needs a network."),
    "/sign-up": _("A new account needs a network."),
    "/you": _("Your settings need a network."),
    "/you/data": _DATA,
    "/you/data/bring": _DATA,
    "/you/data/brought": _DATA,
    "/you/data/exchange": _DATA,
    "/you/data/file": _DATA,
    "/you/data/tables": _DATA,
    "/you/delete": _DATA,
}
"""The calm page stands in for them and says this. Rule of the address -> what needs the server."""

OUTSIDE = frozenset({RECOVER})
"""The worker does not touch them, so that they are there when it is broken."""

NOT_PAGES = (
    "/api/",
    "/static/",
    "/shell/",
    "/photos/",
    "/calendar/",
    "/healthz",
    "/metrics",
    "/sw.js",
    "/manifest.webmanifest",
    "/recover.",
)


def beginning(rule: str) -> str:
    """The part of an address before what differs from person to person."""
    return rule.partition("<")[0]
