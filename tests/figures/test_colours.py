"""The parts of a picture that carry its meaning, measured against what they may stand on."""

import re

import pytest

from bin.checks.contrast import GROUNDS, NAMES, Theme, read
from bin.checks.report import ROOT, blanked
from routines.figures import FIGURES, drawing

NEEDED = 3.0
NEAR = ("drawn-skin", "drawn-leg", "helper-skin", "light", "drawn-strap")


def themes() -> dict[str, Theme]:
    sheet = blanked((ROOT / "static/css/figure-colours.css").read_text("utf-8"), r"/\*.*?\*/")
    found = read(ROOT)
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", sheet):
        values = {key: value.strip() for key, value in re.findall(r"--([\w-]+):\s*([^;]+);", body)}
        for name in NAMES:
            if ":root" in selector or f'data-theme="{name}"' in selector:
                found[name].values.update(values)
    return found


THEMES = themes()


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("part", NEAR)
def test_what_is_near_can_be_told_from_page_and_mattress(theme: str, part: str) -> None:
    weak = {
        ground: round(ratio, 2)
        for ground in (*GROUNDS, "drawn-bed", "drawn-ground")
        if (ratio := THEMES[theme].ratio(part, ground) or 0) < NEEDED
    }
    assert weak == {}


def test_every_class_of_a_drawing_has_a_colour() -> None:
    css = (ROOT / "static/css/figure.css").read_text("utf-8")
    used = {look for id in FIGURES for look, _ in drawing(id).shapes}
    assert {look for look in used if not re.search(rf"\.{re.escape(look)}(?![\w-])", css)} == set()
