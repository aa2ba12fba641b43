"""Chromium keeps its profile between launches, and axe runs the rules that a gate leans on."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright, sync_playwright

from tests.browser.chromium import (
    OFF_BY_DEFAULT,
    AxeRuleDidNotRun,
    axe_violations,
    explain,
    launch_context,
    require_ran,
)

pytestmark = pytest.mark.browser

STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types evenfall-worker"
)
PAGE = """<!doctype html><html lang="en"><title>Evening</title><link rel="stylesheet" href="style.css">
<main><h1>Evening</h1><p id="grey">It is quiet.</p>
<button>Begin</button><button>Later</button></main></html>"""
STYLE = """
body { background: #fff; color: #000 } #grey { color: #707070 }
button { width: 10px; height: 10px; padding: 0; border: 0; overflow: hidden }
"""


class StrictHandler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    pages = tmp_path / "site"
    pages.mkdir()
    (pages / "index.html").write_text(PAGE)
    (pages / "style.css").write_text(STYLE)
    handler = functools.partial(StrictHandler, directory=str(pages))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


def test_axe_finds_planted_faults_of_both_rules_under_a_strict_policy(
    playwright: Playwright, tmp_path: Path, site: str
) -> None:
    context = launch_context(playwright, tmp_path, persistent=False)
    page = context.new_page()
    page.goto(site)
    violations = axe_violations(page)
    found = {rule["id"] for rule in violations}
    assert {"target-size", "color-contrast-enhanced"} <= found, explain(violations)
    assert "color-contrast-enhanced" in explain(violations)
    context.close()


def test_a_rule_that_did_not_run_is_an_error_and_not_a_pass(
    playwright: Playwright, tmp_path: Path, site: str
) -> None:
    context = launch_context(playwright, tmp_path, persistent=False)
    page = context.new_page()
    page.goto(site)
    axe_violations(page, enable=())
    by_default = page.evaluate("axe.run()")
    with pytest.raises(AxeRuleDidNotRun, match="'color-contrast-enhanced', 'target-size'"):
        require_ran(by_default, OFF_BY_DEFAULT)
    with pytest.raises(Error, match="unknown rule"):
        axe_violations(page, enable=("no-such-rule",))
    context.close()


def test_a_persistent_profile_is_there_again_after_a_restart(
    playwright: Playwright, tmp_path: Path, site: str
) -> None:
    for expected in (None, "kept"):
        context = launch_context(playwright, tmp_path, (320, 640), color="dark", locale="es-ES")
        page = context.pages[0]
        page.goto(site)
        assert page.evaluate("localStorage.getItem('night')") == expected
        assert page.evaluate("[innerWidth, navigator.language]") == [320, "es-ES"]
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is True
        page.evaluate("localStorage.setItem('night', 'kept')")
        context.close()
