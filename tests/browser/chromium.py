"""Debian's Chromium for Playwright, and axe with the two rules that it leaves off by default."""

import functools
import importlib.resources
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser import installed

CHROMIUM_ARGS = (
    "--headless=new",
    "--no-sandbox",  # it refuses to start as root with one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = (390, 844)
OFF_BY_DEFAULT = ("target-size", "color-contrast-enhanced")
RAN = ("passes", "violations", "incomplete", "inapplicable")


class AxeRuleDidNotRun(AssertionError):
    """A gate that does not run is open: better red than empty."""


def launch_context(
    playwright: Playwright,
    tmpdir: Path,
    size: tuple[int, int] = PHONE,
    *,
    persistent: bool = True,
    locale: str = "en-GB",
    timezone: str = "Europe/Madrid",
    color: Literal["light", "dark", "no-preference"] = "light",
    reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
    forced_colors: Literal["active", "none"] = "none",
    touch: bool = True,
    scale: float = 1.0,
    permissions: Sequence[str] = (),
    whole: bool = False,
    args: Sequence[str] = (),
) -> BrowserContext:
    """`persistent` keeps the profile in `tmpdir`, so that a second launch finds what the first one stored.

    `whole`, or a permission: in all of Chromium, and not in its shell for pages. close() of the context ends the
    browser, in all cases.
    """
    width, height = size
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "locale": locale,
        "timezone_id": timezone,
        "color_scheme": color,
        "reduced_motion": reduced_motion,
        "forced_colors": forced_colors,
        "has_touch": touch,
        "device_scale_factor": scale,
        "permissions": list(permissions),
    }
    find = installed.chromium if whole or permissions else installed.headless_shell
    program: dict[str, Any] = {"executable_path": find(), "args": [*CHROMIUM_ARGS, *args]}
    if persistent:
        return playwright.chromium.launch_persistent_context(tmpdir / "chromium", **program, **options)
    browser = playwright.chromium.launch(**program)
    context = browser.new_context(**options)
    context.on("close", lambda _: browser.close())
    return context


def axe_violations(
    page: Page,
    *,
    enable: Sequence[str] = OFF_BY_DEFAULT,
    only: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """What axe finds by its default rules and `enable`, or by the rules of `only` and no other.

    AxeRuleDidNotRun when one of those that are named was skipped.
    """
    # evaluate() and not a script tag: a strict policy must stay in force while it is tested.
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    how: dict[str, Any] = {"rules": {name: {"enabled": True} for name in enable}}
    if only:
        how = {"runOnly": {"type": "rule", "values": list(only)}}
    # Of what holds, the name of the rule is all that is asked: its thousand elements need not be spelled out.
    how["resultTypes"] = ["violations"]
    results = page.evaluate("(how) => axe.run(document, how)", how)
    require_ran(results, only or enable)
    violations: list[dict[str, Any]] = results["violations"]
    return violations


def require_ran(results: dict[str, Any], rules: Sequence[str]) -> None:
    """`results` of axe.run(). A rule that ran is somewhere in them, whatever it found."""
    ran = {rule["id"] for kind in RAN for rule in results[kind]}
    if missing := set(rules) - ran:
        raise AxeRuleDidNotRun(f"axe {results['testEngine']['version']} did not run {sorted(missing)}")


def explain(violations: Sequence[dict[str, Any]]) -> str:
    """One line for each element, for an assertion's message."""
    return "\n".join(
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
    )


@functools.cache
def _axe_source() -> str:
    return importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
