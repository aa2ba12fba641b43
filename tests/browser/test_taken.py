"""A page that was on its way while the worker began is taken by it too.

No browser does that by itself: such a page stays with the network until it is opened again, and a phone that loses
the network before that has neither its figures nor the parts that come later.
"""

import time
from collections.abc import Callable

import pytest

from tests.browser.conftest import Launch
from tests.browser.firefox import Firefox
from tests.browser.gate import Gate
from tests.browser.server import Server

pytestmark = pytest.mark.browser

INSTALL_S = 60
"""A worker is ready once it has fetched everything, and this machine may be busy."""
FROM, TO = "/about", "/sign-in"
SET_OUT = f"setTimeout(() => location.assign('{TO}'))"
ACTIVE = "registration.active?.state === 'activated'"
TAKEN = "navigator.serviceWorker.controller !== null"
COMES = (
    "fetch(document.documentElement.dataset.static + 'js/app.js', { cache: 'reload' }).then(({ ok }) => ok)"
)

Evaluate = Callable[[str], object]


def until(ready: Callable[[], object], what: str) -> None:
    end = time.monotonic() + INSTALL_S
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def travel(gate: Gate, run: Evaluate, began: Callable[[], object], arrive: Callable[[], None]) -> None:
    """Off to the other page while the worker is still being fetched; there once it has begun."""
    until(lambda: "/sw.js" in gate.waiting, "asked for the worker")
    run(SET_OUT)
    until(lambda: TO in gate.waiting, "on its way")
    gate.let_on("/sw.js")
    until(began, "the worker began")
    gate.let_on(TO)
    arrive()
    until(lambda: run(TAKEN), "taken")
    gate.mode = "hung up"
    assert run(COMES)


@pytest.fixture
def gate(server: Server) -> Gate:
    gate = Gate(server)
    gate.hold("/sw.js")
    gate.hold(TO)
    return gate


@pytest.mark.promise(13)
def test_a_page_on_its_way_is_taken_in_chromium(gate: Gate, launch: Launch) -> None:
    with gate:
        phone = launch(url=gate.url)
        phone.open(FROM)

        def began() -> object:
            # The page itself answers nothing while it leaves.
            return phone.context.service_workers[0].evaluate(ACTIVE)

        travel(gate, phone.page.evaluate, began, lambda: phone.expect_at(TO))


@pytest.mark.promise(13)
def test_a_page_on_its_way_is_taken_in_firefox(gate: Gate) -> None:
    with gate, Firefox() as firefox:
        firefox.navigate(gate.url + FROM)

        def run(js: str) -> object:
            return firefox.script(f"return await {js}")

        def began() -> object:
            return run(f"navigator.serviceWorker.getRegistration().then((registration) => {ACTIVE})")

        travel(gate, run, began, lambda: firefox.wait(f"location.pathname === '{TO}'"))
