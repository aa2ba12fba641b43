"""Where the four profile screens are read."""

from routines.builder.forms.asked import ALL_FLAGS, GROUPS, LASTING_FLAGS, NOW_FLAGS, not_yet_asked
from routines.builder.forms.safety import SafetyForm
from routines.builder.forms.screens import MovingForm, SymptomsForm, TimesForm

__all__ = [
    "ALL_FLAGS",
    "GROUPS",
    "LASTING_FLAGS",
    "NOW_FLAGS",
    "MovingForm",
    "SafetyForm",
    "SymptomsForm",
    "TimesForm",
    "not_yet_asked",
]
