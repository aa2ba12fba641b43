"""Whether this phone will ring, read from where it is decided: the browser, its push service, the server's tables and
its key. And what the words on the screen claim. Written from promise 12, and from none of the app's own code."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from tests.browser import ledger
from tests.browser.ring_words import meaning
from tests.browser.server import Server
from tests.push.service import PushService

LOOK = """
const registration = await navigator.serviceWorker.getRegistration();
const mine = await registration?.pushManager.getSubscription();
const plain = mine?.toJSON();
const key = mine?.options?.applicationServerKey;
const shown = (all) => [...all].filter((one) => one.checkVisibility());
const tonight = document.querySelector("ev-tonight [data-part=reminder]");
const setup = shown(document.querySelectorAll("ev-push-setup [role=status] .facts"));
const words = tonight ? shown([tonight.querySelector("[data-part=words]")]) : setup;
return {
    permission: Notification.permission,
    endpoint: plain?.endpoint ?? "",
    keys: plain?.keys ?? {},
    key: key ? [...new Uint8Array(key)] : [],
    words: words.map((one) => one.innerText.trim().replace(/\\s+/g, " ")).join(" | "),
    check: tonight ? shown(tonight.querySelectorAll("[data-icon=check]")).length > 0 : null,
};
"""
DEVICE = """
SELECT device.p256dh, device.auth, device.key_id FROM device JOIN account ON account.id = device.account_id
WHERE account.email = ? AND device.endpoint = ? AND device.state = 'live'"""
NEXT = """
SELECT occurrence.due_at FROM occurrence JOIN reminder ON reminder.id = occurrence.reminder_id
JOIN patient ON patient.id = reminder.patient_id JOIN account ON account.id = patient.account_id
WHERE account.email = ? AND occurrence.kind = 'routine' AND occurrence.state = 'waiting' AND reminder."on"
AND reminder.removed_at IS NULL AND occurrence.due_at > ? ORDER BY occurrence.due_at LIMIT 1"""
PAUSE = """
SELECT pause_first, pause_until FROM patient JOIN account ON account.id = patient.account_id
WHERE account.email = ?"""


@dataclass(frozen=True)
class Facts:
    """The four conditions of the promise, one by one."""

    permission: str
    subscribed: bool
    known: bool
    due: datetime | None
    paused: bool

    @property
    def reachable(self) -> bool:
        return self.permission == "granted" and self.subscribed and self.known

    @property
    def holds(self) -> bool:
        return self.reachable and self.due is not None

    def __str__(self) -> str:
        found = {
            f"permission {self.permission}": True,
            "no subscription": not self.subscribed,
            "not known to the server under its key": not self.known,
            f"next {self.due:%a %H:%M}Z" if self.due else "nothing next": True,
            "paused": self.paused,
        }
        return ", ".join(words for words, is_so in found.items() if is_so)


class Witness:
    """Of one person and their phone. `zone` is the phone's."""

    def __init__(self, server: Server, service: PushService, email: str, zone: str) -> None:
        self._server, self._service, self._email, self._zone = server, service, email, ZoneInfo(zone)

    def facts(self, browser: Mapping[str, Any]) -> Facts:
        now = datetime.now(UTC)
        endpoint, key = str(browser["endpoint"]), bytes(browser["key"])
        rows = ledger.rows(self._server, DEVICE, self._email, endpoint)
        keys = browser["keys"]
        wanted = (keys.get("p256dh"), keys.get("auth"), hashlib.sha256(key).hexdigest()[:16])
        known = bool(rows) and rows[0] == wanted and key == self.push_key()
        due = ledger.rows(self._server, NEXT, self._email, f"{now:%Y-%m-%d %H:%M:%S.%f}")
        [(first, until)] = ledger.rows(self._server, PAUSE, self._email)
        return Facts(
            permission=browser["permission"],
            subscribed=bool(endpoint) and self._service.is_live(endpoint),
            known=known,
            due=datetime.fromisoformat(due[0][0]).replace(tzinfo=UTC) if due else None,
            paused=bool(first) and first <= str(self.night(now)) < until,
        )

    def push_key(self) -> bytes:
        """What the server signs with: a point, as browsers take it."""
        secret = load_pem_private_key((self._server.data / "keys" / "push.pem").read_bytes(), None)
        assert isinstance(secret, EllipticCurvePrivateKey)
        return secret.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def night(self, instant: datetime) -> Any:
        return (instant.astimezone(self._zone) - timedelta(hours=12)).date()

    def judge(self, browser: Mapping[str, Any], facts: Facts, *, silent: bool) -> tuple[str, str]:
        """The kind of the words, and what is wrong with them; nothing is when they are true. `silent`: a settled
        evening, whose page may have no line about the reminder."""
        said = str(browser["words"])
        kind, lack, found = meaning(said)
        wrong = self._wrong(kind, lack, found, facts, silent=silent)
        if not wrong and browser["check"] not in (None, kind == "set"):
            wrong = "the sign is another than the words"
        return kind if not lack else f"{kind} {lack}".strip(), f"{said!r}: {wrong} ({facts})" if wrong else ""

    def _wrong(self, kind: str, lack: str, found: Mapping[str, str], facts: Facts, *, silent: bool) -> str:
        if kind == "silent":
            return "" if silent else "nothing is said"
        if kind == "set":
            return self._not_set(found, facts)
        if facts.holds and not (kind == "paused" and facts.paused):
            return "not set, where everything holds"
        true = {
            "can ring": facts.reachable and not facts.due,
            "not planned": facts.reachable and not facts.due,
            "ahead": facts.reachable and not facts.due,
            "none": True,
            # They ring again: so nothing may be wrong with this phone that is not said with it.
            "paused": (facts.paused and facts.reachable) or bool(lack),
            "lacks": bool(lack),
        }.get(kind, False)
        lacks = {
            "": True,
            "denied": facts.permission == "denied",
            "off": facts.permission == "default",
            "lost": facts.permission == "granted" and not (facts.subscribed and facts.known),
            "removed": facts.permission == "granted" and not facts.known,
            "full": facts.permission == "granted" and not facts.known,
            "no service": facts.permission == "granted" and not facts.subscribed,
        }[lack]
        return "" if true and lacks else "not so"

    def _not_set(self, found: Mapping[str, str], facts: Facts) -> str:
        if not facts.holds or facts.due is None:
            return "set, where it is not"
        local, now = facts.due.astimezone(self._zone), datetime.now(UTC)
        night = self.night(facts.due)
        if f"{local:%H:%M}" != found["time"]:
            return f"the time is {local:%H:%M}"
        day = found.get("day")
        right = f"{night.day} " in f"{day} " if day else night == self.night(now)
        return "" if right else f"the night is {night}"
