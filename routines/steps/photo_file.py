"""An uploaded picture made anew: turned the right way up, small, and without anything a camera writes into it.

Nothing of the upload is stored but its pixels (docs/decisions/0008-photos-are-made-anew.md).
"""

import io
import threading
from dataclasses import dataclass

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_UPLOAD = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1200
LARGEST_KEPT = 300 * 1024
QUALITIES = (85, 75, 65, 55, 40, 25)

# Decoding is where the memory goes: one at a time, however many phones send.
_one_at_a_time = threading.Lock()


class NotAPhoto(ValueError):
    """It cannot be kept. `code`: too-large, wrong-kind, broken."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def made_anew(upload: bytes) -> Picture:
    if len(upload) > LARGEST_UPLOAD:
        raise NotAPhoto("too-large")
    with _one_at_a_time:
        return _encoded(_pixels(upload))


def _pixels(upload: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(upload), formats=FORMATS)
    except Image.DecompressionBombError:
        raise NotAPhoto("too-large") from None
    except Exception:
        # A damaged header can fail in as many ways as there are decoders.
        raise NotAPhoto("wrong-kind") from None
    # The size is read from the header; nothing is decoded before it has been looked at.
    if image.width * image.height > MOST_PIXELS:
        raise NotAPhoto("too-large")
    try:
        # Smaller first, then turned: what is large is never there twice.
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _flat(ImageOps.exif_transpose(image))
    except Exception:
        raise NotAPhoto("broken") from None


def _flat(image: Image.Image) -> Image.Image:
    """Only the colours, on white: a new picture knows nothing of the place, the time or the camera."""
    clean = Image.new("RGB", image.size, "white")
    seen = image.convert("RGBA")
    clean.paste(seen, mask=seen.getchannel("A"))
    return clean


def _encoded(image: Image.Image) -> Picture:
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= LARGEST_KEPT:
                return Picture(out.getvalue(), image.width, image.height)
        image = image.resize((max(1, image.width // 2), max(1, image.height // 2)))
