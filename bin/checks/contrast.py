"""WCAG 2 contrast of every pair of colour roles, in every theme, from static/css/palette.css and themes.css.

Prints the table; exit code 1 where a text is below 7:1 or a part below 3:1, and where a colour that is written
down once more elsewhere (what the phone paints round the page) is not the theme's own.
OKLCH to sRGB after Björn Ottosson, https://bottosson.github.io/posts/oklab/; ratio after WCAG 2.2, 1.4.3.
"""

import math
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from bin.checks.report import ROOT, Fault, blanked, tell

PALETTE, THEMES = "static/css/palette.css", "static/css/themes.css"
NAMES = ("day", "dusk", "night", "contrast")

TEXT, PART = 7.0, 3.0
GROUNDS = ("bg-sky", "bg-mid", "bg-low", "bg-glow", "bg-peak", "ground", "surface", "surface-on")
TEXTS = ("text", "text-soft", "text-accent", "text-ok", "text-alert")
# What must be seen to use a control or to read a record.
PARTS = ("edge", "focus", "light", "figure", "moon-edge")
PAIRS = (
    *((text, ground, TEXT) for text in TEXTS for ground in GROUNDS),
    ("on-main", "fill-main", TEXT),
    ("on-main", "fill-main-top", TEXT),
    ("on-alert", "fill-alert", TEXT),
    *((part, ground, PART) for part in PARTS for ground in GROUNDS),
)

# Colours that must be known before the style sheets are.
COPIES = (
    ("static/js/theme.js", r"""\b{theme}: "(#[0-9a-f]{{6}})\"""", NAMES),
    ("templates/layout.html", r"""name="theme-color" content="(#[0-9a-f]{{6}})\"""", ("dusk",)),
    ("routines/pwa/manifest.py", r"""^SKY = "(#[0-9a-f]{{6}})\"""", ("dusk",)),
)

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Theme:
    """A theme's roles and the palette that they name, as written."""

    values: dict[str, str]

    def colour(self, role: str) -> Rgb | None:
        """Linear-light sRGB after rounding to 8 bits, which is what a screen shows; None is transparent."""
        value = self.values[role]
        while named := re.fullmatch(r"var\(--([\w-]+)\)", value):
            value = self.values[named[1]]
        if value == "transparent":
            return None
        written = re.fullmatch(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", value)
        if written is None:
            raise ValueError(f"--{role} is {value!r}: only oklch(L C h) can be measured")
        lightness, chroma, hue = (float(number) for number in written.groups())
        red, green, blue = (_linear(step) for step in _eight_bit(_from_oklch(lightness, chroma, hue)))
        return red, green, blue

    def hex(self, role: str) -> str:
        colour = self.colour(role)
        return "none" if colour is None else "#" + "".join(f"{step:02x}" for step in _eight_bit(colour))

    def ratio(self, front: str, ground: str) -> float | None:
        first, second = self.colour(front), self.colour(ground)
        if first is None or second is None:
            return None
        low, high = sorted((_luminance(first), _luminance(second)))
        return (high + 0.05) / (low + 0.05)

    def moon_ratio(self) -> float:
        """A lit part against the unlit part of its own disc, or against the page where that is transparent."""
        grounds = GROUNDS if self.colour("moon-dark") is None else ("moon-dark",)
        return min(self.ratio("moon", ground) or 0 for ground in grounds)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _eight_bit(linear: Rgb) -> tuple[int, ...]:
    inside = (min(1.0, max(0.0, channel)) for channel in linear)
    return tuple(
        round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in inside
    )


def _linear(step: int) -> float:
    share = step / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _luminance(colour: Rgb) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def read(root: Path) -> dict[str, Theme]:
    sheets = [blanked((root / path).read_text("utf-8"), r"/\*.*?\*/") for path in (PALETTE, THEMES)]
    blocks = [found for sheet in sheets for found in re.findall(r"([^{};]+)\{([^{}]*)\}", sheet)]
    themes = {}
    for name in NAMES:
        values: dict[str, str] = {}
        for selector, body in blocks:
            if ":root" in selector or f'data-theme="{name}"' in selector:
                values |= {key: value.strip() for key, value in re.findall(r"--([\w-]+):\s*([^;]+);", body)}
        themes[name] = Theme(values)
    return themes


def table(themes: dict[str, Theme]) -> tuple[list[str], list[Fault]]:
    """The printed rows, and a fault for each pair that is too weak."""
    rows = [f"{'front':13}{'on':14}{'need':>6}" + "".join(f"{name:>10}" for name in NAMES)]
    found = []
    for front, ground, need in (*PAIRS, ("moon", "its disc", PART)):
        cells = ""
        for name, theme in themes.items():
            ratio = theme.moon_ratio() if front == "moon" else theme.ratio(front, ground)
            weak = ratio is not None and ratio < need
            cells += f"{ratio:9.2f}{'!' if weak else ' '}" if ratio is not None else f"{'-':>10}"
            if weak:
                found.append(
                    Fault(
                        THEMES, 1, f"{name}: {front} on {ground} is {ratio:.2f}:1, and {need:.0f}:1 is wanted"
                    )
                )
        rows.append(f"{front:13}{ground:14}{need:>4.0f}:1{cells}")
    return rows, found


def copies(root: Path, themes: dict[str, Theme]) -> list[Fault]:
    found = []
    for path, pattern, names in COPIES:
        text = (root / path).read_text("utf-8")
        for name in names:
            written = re.search(pattern.format(theme=name), text, re.MULTILINE)
            wanted = themes[name].hex("bg-sky")
            if written is None or written[1] != wanted:
                said = written[1] if written else "nothing"
                found.append(Fault(path, 1, f"says {said} for the sky of {name}, which is {wanted}"))
    return found


def main() -> int:
    themes = read(ROOT)
    rows, weak = table(themes)
    print("\n".join(rows))
    for name, theme in themes.items():
        worst = min((theme.ratio(f, g) or 99, f, g) for f, g, need in PAIRS if need == TEXT)
        print(f"weakest text of {name:9} {worst[0]:.2f}  {worst[1]} on {worst[2]}")
    return tell([*weak, *copies(ROOT, themes)])


if __name__ == "__main__":
    sys.exit(main())
