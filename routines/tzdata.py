"""Which edition of the world's clock tables this process goes by.

Governments change their clocks at short notice, and a system's package of time zones is renewed under a running app.
"""

import zoneinfo
from importlib import import_module
from pathlib import Path

_FIRST_LINE = "# version "
_known = ""


def version() -> str:
    """Such as 2026b; empty where nobody says it."""
    return _known


def look_again() -> str:
    """The edition that is installed now. Where it is another one, zones are read anew from here on."""
    global _known
    found = _installed()
    if found != _known:
        _known = found
        zoneinfo.ZoneInfo.clear_cache()
    return found


def _installed() -> str:
    for folder in zoneinfo.TZPATH:
        for name in ("tzdata.zi", "+VERSION"):
            try:
                with (Path(folder) / name).open(encoding="utf-8") as file:
                    return file.readline().removeprefix(_FIRST_LINE).strip()[:16]
            except OSError:
                continue
        if (Path(folder) / "Europe").is_dir():
            return ""
    try:
        return str(import_module("tzdata").IANA_VERSION)
    except ImportError:
        return ""


look_again()
