"""What is sent where, as by somebody who means it: with what is Ana's wherever something can be named."""

from dataclasses import dataclass
from typing import Any

from routines.core.copies import AFTER
from routines.core.reminder import SNOOZES
from tests.features import facts
from tests.features.sharing import words
from tests.features.sharing.people import ALL, Asker
from tests.features.sharing.story import World
from tests.features.sharing.told import DAY, NIGHT
from tests.features.steps.test_photos import encoded, picture
from tests.features.visitor import MOVING, PASSWORD, SAFE, SYMPTOMS, TIMES
from tests.features.yours import rich
from tests.push.capture import Recipient

Body = dict[str, Any]
EVERY_DAY = [str(day) for day in range(7)]
EVERY_SCOPE = [scope.value for scope in ALL]
# In capital letters it is hers all the same; and a page that repeats what was typed is no page that told it.
HER_EMAIL = words.EMAIL.upper()


@dataclass(frozen=True)
class File:
    field: str
    content: bytes


def of(world: World, asker: Asker) -> dict[str, list[Any]]:
    """By method and rule; each is sent."""
    return {
        **_accounts(),
        **_people(_account(world, asker)),
        **_reminders(),
        **_yours(),
        **_phones(world),
        **_told(world, asker),
        **_caring(world),
    }


def _account(world: World, asker: Asker) -> str:
    """Their own; of who has none, hers."""
    return world.askers[asker.key].account if asker.signed_in else world.known["account"]


def _accounts() -> dict[str, list[Any]]:
    new = {
        "name": "New",
        "email": HER_EMAIL,
        "password": PASSWORD,
        "zone": "UTC",
        "country": "ES",
        "language": "en",
    }
    return {
        "POST /sign-up": [new],
        "POST /sign-in": [{"email": HER_EMAIL, "password": "not her password"}],
        "POST /sign-out": [{}],
        "DELETE /api/v1/session": [None],
        "POST /confirm": [{"password": PASSWORD}],
        "POST /reset/<token>": [{"password": "another calm evening"}],
        "POST /you": [{"language": "en", "theme": "day", "zone": "Europe/Madrid"}],
        "POST /you/sessions/<int:sign_in_id>/end": [{}],
        "POST /profile/<int(min=1, max=4):step>": [SYMPTOMS | MOVING | SAFE | TIMES],
        "POST /routine/changed": [{}],
        "POST /nights/compare": [{"thing": f"step:{words.OWN_STEP}", "outcome": "pain"}],
    }


def _people(account: str) -> dict[str, list[Any]]:
    grant, ending = "POST /people/<int:grant_id>", [{"ending": "tell"}]
    return {
        "POST /people/add": [{"who": "Somebody", "scopes": EVERY_SCOPE}],
        "POST /people/invite/<int:invite_id>/withdraw": [{}],
        f"{grant}/change": [{"scopes": EVERY_SCOPE, "after": "0", "weekdays": EVERY_DAY}],
        f"{grant}/take-back": [{"scope": "reminders"}],
        f"{grant}/pause": [{"on": "y"}, {}],
        f"{grant}/renew": [{}],
        f"{grant}/end": ending,
        "POST /people/stop": ending,
        "POST /api/v1/people/stop": [{"account": account, "ending": "tell", "elsewhere": True}],
        "POST /invite/<token>": [{}],
    }


def _reminders() -> dict[str, list[Any]]:
    rule = {"time": "20:15", "weekdays": EVERY_DAY, "on": "y", "nags": "0", "words": "Something"}
    here = "POST /reminders"
    return {
        here: [{"time": "21:15", "on": "y"}],
        f"{here}/add/<int:number>": [rule],
        f"{here}/rule/<public_id>": [rule],
        f"{here}/rule/<public_id>/remove": [{}],
        f"{here}/quiet": [{"on": "y", "start": "02:00", "end": "03:00"}],
        f"{here}/pause": [{"first": str(NIGHT), "length": "1"}],
        f"{here}/pause/end": [{}],
        f"{here}/devices/<int:device_id>/remove": [{}],
        f"{here}/elsewhere/calendar": [{}],
        f"{here}/elsewhere/calendar/end": [{}],
        f"{here}/elsewhere/mail": [{}],
        f"{here}/elsewhere/mail/off": [{}],
        "POST /mail/confirm/<token>": [{}],
        "POST /mail/stop/<token>": [{}],
    }


def _yours() -> dict[str, list[Any]]:
    return {
        "POST /you/data/bring": [File("file", b"{}")],
        # A password that is right ends the asker's account, and their grant with it: tests/features/yours.
        "POST /you/delete": [{"password": "not my password"}],
        "POST /api/v1/photos": [File("photo", encoded(picture((30, 20))))],
    }


def _phones(world: World) -> dict[str, list[Any]]:
    """Her phone's address, found somewhere, and keys that are another phone's."""
    hers, key_id = {"endpoint": rich.ENDPOINT}, world.app.extensions["push_key"].key_id
    push = "/api/v1/push"
    return {
        f"POST {push}/subscription": [{**hers, "keys": Recipient().keys, "key_id": key_id}],
        f"POST {push}/status": [{**hers, "opened": True}],
        f"POST {push}/detail": [{**hers, "detail": True}],
        f"POST {push}/test": [hers],
        f"POST {push}/test/status": [hers],
        f"DELETE {push}/subscription": [hers],
    }


def _told(world: World, asker: Asker) -> dict[str, list[Any]]:
    """Her queue; and one of their own, in which everything has the name of something of hers."""
    known = world.known
    told = [
        {**facts.done(words.OWN_STEP, run=known["run"]), "id": known["events"][0]},
        facts.event("undone", undoes=known["events"][1]),
        facts.event("reminder_snoozed", reminder=known["reminders"][0], until=f"{NIGHT}T22:30:00.000Z"),
        facts.own_saved(words.OWN_STEP, photo=known["photo"]),
        facts.slot_saved(rich.SLOT, "Mine"),
        facts.edited(known["slot"], [facts.asked("ankle_pumps")]),
    ]
    queues = [facts.batch(known["account"], [facts.done()]), facts.batch(_account(world, asker), told)]
    return {"POST /api/v1/sync": queues, "POST /api/v1/changed/dismiss": [{}]}


def _caring(world: World) -> dict[str, list[Any]]:
    """A mark and its end; a step that is not in the evening, a mark of hers, and a night that is over."""
    here, mark = "POST /api/v1/caring/<person>", facts.uuid7()

    def told(night: Any = NIGHT, **more: Any) -> Body:
        return {"id": facts.uuid7(), "night": str(night)} | more

    return {
        f"{here}/mark": [
            told(id=mark, step="ankle_pumps", how="done"),
            told(step=words.HIDDEN_STEP, how="done"),
            told(NIGHT - DAY, step="ankle_pumps", how="done"),
        ],
        f"{here}/undo": [told(undoes=world.known["events"][1]), told(undoes=mark)],
        f"{here}/later": [told(minutes=SNOOZES[0])],
        f"{here}/turn": [{"night": str(NIGHT), "on": True}, {"night": str(NIGHT), "on": False}],
        f"{here}/own": [{"own_minutes": AFTER[1], "mode": "each"}],
        f"{here}/leave": [None],
    }
