"""The nights as a Bundle of FHIR R4 (4.0.1), from plain dicts.

codes.py     systems, codes and units: nowhere else    plan.py      what somebody means to do
diary.py     the morning's questions and answers       observed.py  what was told of nights
bundle.py    all of it together

Nothing here names anybody: no identifier, no name, no helper, no note.
"""

from routines.yours.fhir.bundle import bundle
from routines.yours.fhir.plan import Planned, Step

__all__ = ["Planned", "Step", "bundle"]
