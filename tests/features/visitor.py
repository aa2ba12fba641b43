"""A person at a browser: pages are read, forms are sent with their token, JSON as our own pages send it."""

import re
import threading
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

PASSWORD = "a calm evening"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')

SYMPTOMS = {"symptoms": ["cramp", "stiffness"], "regions": ["calf", "thigh_back"]}
MOVING = {
    "mobility": "walks_unaided",
    "helper": "yes",
    "equipment": ["towel_or_strap", "firm_chair", "wall", "pillows", "warm_pack", "cold_pack"],
}
SAFE = {"none_of_these": "y", "heat": "eases", "cold": "no_change"}
TIMES = {"lights_out": "22:30", "minutes": "30", "reminder_time": "21:45"}


class Visitor:
    def __init__(self, app: Flask, agent: str) -> None:
        self.app = app
        self.client = app.test_client()
        self.client.environ_base["HTTP_USER_AGENT"] = agent

    def read(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=headers)

    def token(self, page: str) -> str:
        """The token of a form on a page."""
        found = _TOKEN.search(self.read(page).text)
        if found is None:
            raise LookupError(f"no form on {page}")
        return found[1]

    def submit(
        self, path: str, data: Mapping[str, Any] | None = None, *, on: str | None = None
    ) -> TestResponse:
        """Send the form that stands on a page; `on` is that page where it is not the form's own address."""
        fields = {"csrf_token": self.token(on or path), **(data or {})}
        return self.client.post(path, data=fields, headers=SAME_ORIGIN)

    def send(self, method: str, path: str, body: Any) -> TestResponse:
        return self.client.open(path, method=method, json=body, headers=SAME_ORIGIN)

    def sign_up(
        self,
        name: str = "Ana",
        email: str = "ana@example.org",
        *,
        zone: str = "Europe/Madrid",
        country: str = "ES",
        language: str = "en",
        **more: str,
    ) -> TestResponse:
        fields = {"name": name, "email": email, "password": PASSWORD, "zone": zone, "country": country}
        return self.submit("/sign-up", fields | {"language": language} | more)

    def sign_in(self, email: str = "ana@example.org", password: str = PASSWORD, **more: str) -> TestResponse:
        return self.submit("/sign-in", {"email": email, "password": password} | more)

    def sign_out(self) -> TestResponse:
        return self.submit("/sign-out", on="/you")

    def answer(self, step: int, answers: Mapping[str, Any]) -> TestResponse:
        return self.submit(f"/profile/{step}", answers)

    def skip(self, step: int) -> TestResponse:
        return self.submit(f"/profile/{step}", {"skip": "1"})

    def answer_everything(
        self,
        symptoms: Mapping[str, Any] = SYMPTOMS,
        moving: Mapping[str, Any] = MOVING,
        safety: Mapping[str, Any] = SAFE,
        times: Mapping[str, Any] = TIMES,
    ) -> TestResponse:
        for step, answers in enumerate((symptoms, moving, safety), 1):
            self.answer(step, answers)
        return self.answer(4, times)

    def bundle(self) -> dict[str, Any]:
        answer = self.read("/api/v1/tonight")
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    @property
    def account(self) -> str:
        return str(self.read("/api/v1/session").get_json()["account"]["id"])


def together(visitor: Visitor, times: int, act: Callable[[Visitor], TestResponse]) -> list[TestResponse]:
    """The same person acts several times at one instant, as two taps or two pages do."""
    with visitor.client.session_transaction() as kept:
        session = dict(kept)
    start, answers = threading.Barrier(times), list[TestResponse]()

    def one() -> None:
        again = Visitor(visitor.app, "Firefox")
        with again.client.session_transaction() as kept:
            kept.update(session)
        start.wait()
        answers.append(act(again))

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
