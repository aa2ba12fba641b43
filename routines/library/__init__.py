"""The steps as files, and the loader that checks them.

steps/      one file a step, English and Spanish, with its sources; a clinician edits these
loader.py   reads the folder into a Library, or says which file is wrong and why
checks.py   what a step must satisfy beyond its form
document.py one file: its values, typed, and the line each one stands on
"""

from routines.library.checks import EVIDENCE, NO_SOURCE
from routines.library.document import LibraryError
from routines.library.loader import LANGUAGES, STEPS, Library, load_library

__all__ = ["EVIDENCE", "LANGUAGES", "NO_SOURCE", "STEPS", "Library", "LibraryError", "load_library"]
