"""A link as a square that another phone's camera reads. The only user of segno."""

import segno
from markupsafe import Markup

QUIET = 4
"""Modules of white around it, as ISO/IEC 18004 asks for."""


def svg(link: str, words: str) -> Markup:
    """An inline picture: nothing is fetched, and no other place ever sees the link. `words` say what it is."""
    drawn = segno.make(link, error="m", micro=False)
    lines = drawn.svg_inline(
        border=QUIET, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#000"
    )
    # Our own words, and a picture of our own making.
    return Markup('<div class="qr-frame" role="img" aria-label="{}">{}</div>').format(words, Markup(lines))  # noqa: S704
