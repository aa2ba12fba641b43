"""What the browser tests share: one server, phones that keep their memory, a picture of what broke."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests.browser import ledger
from tests.browser.chromium import launch_context
from tests.browser.phone import Phone
from tests.browser.server import ROOT, Server
from tests.browser.visited import Visited
from tests.browser.visitor import Visitor, evening_zone

PICTURES = ROOT / "build" / "pictures"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server"), {"TEST_PUSH_HOSTS": "127.0.0.1"}) as running:
        yield running


@pytest.fixture(scope="module")
def server(shared_server: Server) -> Server:
    """The same for all modules that want no other, each with its own people: a start takes longer than many a test."""
    shared_server.start()  # what the one before stopped
    ledger.change(shared_server, "DELETE FROM throttle")  # and all come from one address
    return shared_server


@pytest.fixture
def visit(server: Server) -> Callable[..., Visitor]:
    """A new person, who has an account but answered nothing yet."""

    def new(name: str = "Ana", **more: str) -> Visitor:
        visitor = Visitor(server.url)
        visitor.sign_up(name, **more)
        return visitor

    return new


@pytest.fixture
def ana(visit: Callable[..., Visitor]) -> Visitor:
    """Signed up, with a finished profile and a routine for tonight."""
    visitor = visit()
    visitor.answer_everything()
    return visitor


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Visited:
    return Visited(tmp_path_factory.mktemp("visited"))


Launch = Callable[..., Phone]


@pytest.fixture
def launch(
    playwright: Playwright, server: Server, before: Visited, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Launch]:
    """A phone's browser. The same `name` finds again what it kept; pictures are taken when the test breaks.

    `visited`: not for the first time, for tests of what comes after that.
    """
    opened: list[BrowserContext] = []

    def start(name: str = "phone", *, url: str = "", visited: bool = False, **options: Any) -> Phone:
        options.setdefault("timezone", evening_zone())
        if visited:
            before.lay(playwright, url or server.url, tmp_path / name)
        context = launch_context(playwright, tmp_path / name, **options)
        opened.append(context)
        context.set_default_timeout(15_000)
        return Phone(context, url or server.url)

    yield start
    if getattr(request.node, "broke", False):
        _photograph(opened, request.node.name)
    for context in opened:
        if context.pages:
            context.close()


def _photograph(opened: list[BrowserContext], name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(page for context in opened for page in context.pages):
        try:
            page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True, timeout=5_000)
        except Exception as error:  # a page that is gone must not hide why the test broke
            print(f"no picture: {error}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.when == "call" and report.failed:
        item.broke = True  # type: ignore[attr-defined]
    return report
