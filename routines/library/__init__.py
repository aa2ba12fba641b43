"""The library as files, and the loader that checks them.

steps/      one file a step, something to do; English and Spanish, with sources; a clinician edits these
topics/     one file a topic, something to know; one folder a category
loader.py   reads both folders into a Library, or says which file is wrong and why
topic.py    one topic                meta.py     what both carry: sources, dates, certainty
checks.py   what a step must satisfy beyond its form
document.py one file: its values, typed, and the line each one stands on
"""

from routines.library.document import LibraryError
from routines.library.loader import STEPS, Library, faults, load_library
from routines.library.meta import EVIDENCE, GRADES, LANGUAGES, NO_SOURCE

__all__ = [
    "EVIDENCE",
    "GRADES",
    "LANGUAGES",
    "NO_SOURCE",
    "STEPS",
    "Library",
    "LibraryError",
    "faults",
    "load_library",
]
