"""Looking at all of it, taking it in again, erasing it. No Flask here."""

from routines.yours.actions.erasing import erase
from routines.yours.actions.looking import Counts, counts, is_fresh, nights, planned, stored, titles
from routines.yours.actions.taking_in import LARGEST, RefusedError, take_in

__all__ = [
    "LARGEST",
    "Counts",
    "RefusedError",
    "counts",
    "erase",
    "is_fresh",
    "nights",
    "planned",
    "stored",
    "take_in",
    "titles",
]
