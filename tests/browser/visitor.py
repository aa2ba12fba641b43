"""A person who uses the app over plain HTTP: the quick way to an account, a profile or a foreign request."""

import itertools
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import requests

PASSWORD = "a calm evening"
SYMPTOMS = {"symptoms": ["cramp", "stiffness"], "regions": ["calf", "thigh_back"]}
MOVING = {
    "mobility": "walks_unaided",
    "helper": "yes",
    "equipment": ["towel_or_strap", "firm_chair", "wall", "pillows", "warm_pack", "cold_pack"],
}
SAFE = {"none_of_these": "y", "heat": "eases", "cold": "no_change"}
TIMES = {"lights_out": "22:30", "minutes": "15", "reminder_time": "21:45"}

# One for each hour of the clock, so that somewhere it is evening and no test meets the noon between two nights.
_ZONES = (
    "Europe/Lisbon", "Europe/Madrid", "Europe/Athens", "Asia/Riyadh", "Asia/Dubai", "Asia/Karachi",
    "Asia/Dhaka", "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo", "Australia/Brisbane", "Pacific/Guadalcanal",
    "Pacific/Fiji", "Pacific/Tongatapu", "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage",
    "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Puerto_Rico",
    "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores",
)  # fmt: skip
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_numbers = itertools.count(1)


def evening_zone(hour: int = 20) -> str:
    """A zone where it is about this hour now."""

    def apart(name: str) -> int:
        gap = abs(datetime.now(ZoneInfo(name)).hour - hour)
        return min(gap, 24 - gap)

    return min(_ZONES, key=apart)


class Visitor:
    def __init__(self, url: str) -> None:
        self.url = url
        self.email = f"person{next(_numbers)}@example.org"
        self.name = ""
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["Sec-Fetch-Site"] = "same-origin"

    def get(self, path: str, **more: Any) -> requests.Response:
        return self._session.get(self.url + path, timeout=10, **more)

    def send(self, method: str, path: str, body: Any) -> requests.Response:
        return self._session.request(method, self.url + path, json=body, timeout=10)

    def submit(
        self, path: str, data: Mapping[str, Any] | None = None, *, on: str | None = None
    ) -> requests.Response:
        """Send the form that stands on a page; `on` is that page where it is not the form's own address."""
        found = _TOKEN.search(self.get(on or path).text)
        if found is None:
            raise LookupError(f"no form on {on or path}")
        answer = self._session.post(
            self.url + path, data={"csrf_token": found[1], **(data or {})}, timeout=10, allow_redirects=False
        )
        if answer.status_code >= 400:
            raise AssertionError(f"{path} answered {answer.status_code}: {answer.text}")
        return answer

    def sign_up(self, name: str = "Ana", *, language: str = "en", zone: str = "", **more: str) -> None:
        self.name = name
        fields = {"name": name, "email": self.email, "password": PASSWORD, "zone": zone or evening_zone()}
        self.submit("/sign-up", fields | {"country": "ES", "language": language} | more)

    def sign_in(self, email: str) -> None:
        self.email = email
        self.submit("/sign-in", {"email": email, "password": PASSWORD})

    def answer_everything(
        self,
        moving: Mapping[str, Any] = MOVING,
        safety: Mapping[str, Any] = SAFE,
        times: Mapping[str, Any] = TIMES,
    ) -> None:
        screens: tuple[Mapping[str, Any], ...] = (SYMPTOMS, moving, safety, times)
        for step, answers in enumerate(screens, 1):
            self.submit(f"/profile/{step}", answers)

    def invite(self, who: str, *scopes: str) -> str:
        """The path of a fresh invitation; without scopes it gives reminders."""
        page = self.submit("/people/add", {"who": who, "scopes": scopes or ("reminders",)}).text
        found = re.search(r"/invite/[\w-]+", page[page.index('id="new-link"') :])
        if found is None:
            raise LookupError("no link on /people/add")
        return found[0]

    def bundle(self) -> dict[str, Any]:
        answer = self.get("/api/v1/tonight")
        answer.raise_for_status()
        return dict(answer.json())

    @property
    def account(self) -> str:
        return str(self.get("/api/v1/session").json()["account"]["id"])

    @property
    def cookies(self) -> list[Any]:
        """For a browser that shall be signed in as this person, for as long as the server said."""
        as_sent = {"url": self.url, "httpOnly": True, "sameSite": "Lax"}
        return [
            {"name": one.name, "value": one.value, "expires": one.expires or -1, **as_sent}
            for one in self._session.cookies
        ]
