"""Five ways in which a reminder that was set is set no more, each in several variants, and how each is mended."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from random import Random

from routines import keys
from tests.browser import ledger
from tests.browser.handset import Handset
from tests.browser.ring_truth import Witness
from tests.browser.server import Server
from tests.browser.visitor import PASSWORD, TIMES, Visitor
from tests.push.capture import Recipient
from tests.push.service import PushService

VARIANTS = {
    "permission": ("denied", "default"),
    "subscription": ("ended",),
    # Removed on another phone; its service answered 410; removed, with ten others on the list.
    "unknown": ("removed", "gone", "crowded"),
    # Subscribed under another key; the server has a new one; another, and the service takes nobody new.
    "key": ("other", "renewed", "stuck"),
    # Switched off, paused, settled with nothing ahead, its moment gone by with nobody to ring: all on another phone.
    "next": ("off", "paused", "settled", "gone by"),
}
FAULTS = tuple(VARIANTS)
END = """
const registration = await navigator.serviceWorker.getRegistration();
await (await registration.pushManager.getSubscription())?.unsubscribe();
"""
OTHER_KEY = (
    END
    + """
const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
const applicationServerKey = await crypto.subtle.exportKey("raw", pair.publicKey);
await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
"""
)
GONE = """UPDATE device SET state = 'gone' WHERE state = 'live'
AND account_id = (SELECT id FROM account WHERE email = ?)"""
ANOTHER = """
INSERT INTO device (account_id, name, endpoint, endpoint_hash, p256dh, auth, key_id, origin, state, created_at,
last_seen_at, channel, detail) SELECT id, 'Another', ?, ?, ?, ?, '', '', 'live', created_at, created_at, 'push', 0
FROM account WHERE email = ?"""
FEWER = "DELETE FROM device WHERE name = 'Another' AND account_id = (SELECT id FROM account WHERE email = ?)"
RULE = """
SELECT reminder.public_id, reminder.at FROM reminder JOIN patient ON patient.id = reminder.patient_id
JOIN account ON account.id = patient.account_id WHERE account.email = ?"""
DUE = """
SELECT occurrence.id FROM occurrence JOIN reminder ON reminder.id = occurrence.reminder_id
JOIN patient ON patient.id = reminder.patient_id JOIN account ON account.id = patient.account_id
WHERE account.email = ? ORDER BY occurrence.night"""
ALL_DAYS = [str(day) for day in range(7)]


class Faults:
    """Of one person. What another phone does goes by their session, or by one of its own where it takes a password."""

    def __init__(
        self,
        phone: Handset,
        server: Server,
        service: PushService,
        person: Visitor,
        witness: Witness,
        chance: Random,
    ) -> None:
        self.phone, self.server, self.service, self.person = phone, server, service, person
        self.witness, self.chance = witness, chance
        self.variant: dict[str, str] = {}
        """The faults that are on, and how."""
        self._settled = ""
        self._elsewhere: Visitor | None = None

    def begin(self, fault: str, variant: str) -> None:
        self.variant[fault] = variant
        getattr(self, f"_begin_{fault}")(variant)

    def end(self, fault: str) -> None:
        """What takes a tap to mend is not mended by this."""
        getattr(self, f"_end_{fault}")(self.variant[fault])
        del self.variant[fault]

    def _begin_permission(self, variant: str) -> None:
        self.phone.permit("denied" if variant == "denied" else "default")

    def _end_permission(self, _: str) -> None:
        self.phone.permit("granted")

    def _begin_subscription(self, _: str) -> None:
        self.phone.script(END)

    def _end_subscription(self, _: str) -> None:
        """Nobody but the app can make it anew."""

    def _begin_unknown(self, variant: str) -> None:
        query = (
            "SELECT device.id, endpoint FROM device JOIN account ON account.id = account_id WHERE email = ?"
        )
        live = ledger.rows(self.server, f"{query} AND state = 'live'", self.person.email)
        for device, endpoint in live:
            if variant == "gone":
                self.service.end(endpoint)
            else:
                self._remove(device)
        if variant == "gone":
            ledger.change(self.server, GONE, self.person.email)
        for _ in range(10 if variant == "crowded" else 0):
            name, other = secrets.token_hex(32), Recipient().keys
            values = (f"{self.service.url}/wpush/{name}", name, other["p256dh"], other["auth"])
            ledger.change(self.server, ANOTHER, *values, self.person.email)

    def _remove(self, device: int) -> None:
        """Signed in there by itself: typing the password once more would end the session that this phone shares."""
        remove = f"/reminders/devices/{device}/remove"
        if self._elsewhere is None:
            self._elsewhere = Visitor(self.person.url)
            self._elsewhere.sign_in(self.person.email)
        if "/confirm" in self._elsewhere.submit(remove, on="/reminders").headers["Location"]:
            self._elsewhere.submit("/confirm", {"password": PASSWORD})
            self._elsewhere.submit(remove, on="/reminders")

    def _end_unknown(self, variant: str) -> None:
        if variant == "crowded":
            ledger.change(self.server, FEWER, self.person.email)

    def _begin_key(self, variant: str) -> None:
        if variant == "renewed":
            self.server.web.stop()
            (self.server.data / "keys" / "push.pem").unlink()
            keys.make_missing(self.server.data / "keys")
            self.server.start()
            return
        self.phone.script(OTHER_KEY)
        self.service.takes_subscriptions = variant != "stuck"

    def _end_key(self, _: str) -> None:
        self.service.takes_subscriptions = True

    def _begin_next(self, variant: str) -> None:
        match variant:
            case "off":
                self._set()
            case "paused":
                self._pause()
            case "settled":
                self._settle()
            case "gone by":
                self._go_by()

    def _end_next(self, variant: str) -> None:
        if variant == "paused":
            self.person.submit("/reminders/pause/end", on="/reminders")
        if variant == "settled":
            self._tell("undone", undoes=self._settled)
            self._only(ALL_DAYS)
        # A time of its own each time, so that words from before do not pass for new ones.
        self._set(on="y", time=f"22:{self.chance.randrange(60):02}")

    def _set(self, **fields: str) -> None:
        self.person.submit("/reminders", {"time": TIMES["reminder_time"]} | fields)

    def _pause(self) -> None:
        tonight = self.witness.night(datetime.now(UTC))
        self.person.submit("/reminders/pause", {"first": str(tonight), "length": "7"})

    def _settle(self) -> None:
        self._only([str(self.witness.night(datetime.now(UTC)).weekday())])
        self._settled = self._tell("run_ended", run=None, outcome="not_tonight")

    def _go_by(self) -> None:
        ago = datetime.now(UTC) - timedelta(hours=2)
        first, *later = (row for (row,) in ledger.rows(self.server, DUE, self.person.email))
        for row in later:
            ledger.change(self.server, "DELETE FROM occurrence WHERE id = ?", row)
        past = f"{ago:%Y-%m-%d %H:%M:%S.%f}"
        move = "UPDATE occurrence SET planned_at = ?, due_at = ?, expires_at = ? WHERE id = ?"
        ledger.change(self.server, move, past, past, past, first)

    def _only(self, days: list[str]) -> None:
        [(rule, at)] = ledger.rows(self.server, RULE, self.person.email)
        fields = {"time": str(at)[:5], "weekdays": days, "nags": "0", "on": "y"}
        self.person.submit(f"/reminders/rule/{rule}", fields)

    def _tell(self, kind: str, **more: str | None) -> str:
        """A fact from another phone. Answers its id."""
        now = datetime.now(UTC)
        of = uuid.UUID(int=uuid.uuid4().int & ~(0xF << 76) | 0x7 << 76)
        event = {"id": str(of), "kind": kind, "night": str(self.witness.night(now)), "at": now.isoformat()}
        body = {"account": self.person.account, "cursor": 0, "sent_at": now.isoformat()}
        entries = [{"event": event | {"offset": 0} | more, "age_ms": 0}]
        answer = self.person.send("POST", "/api/v1/sync", body | {"entries": entries})
        assert answer.json()["results"][0]["status"] == "stored", answer.text
        return str(of)
