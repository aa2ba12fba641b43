"""The third screen: what must be kept away from this person."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SelectMultipleField, StringField, TelField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import Length, Optional, Regexp

from routines import clock
from routines.builder.forms import asked
from routines.core.flags import Flag
from routines.core.profile import Clearance, Profile
from routines.core.safety import CLEARABLE

_EFFECTS = (
    Choice("worse", _l("It makes them worse")),
    Choice("eases", _l("It eases them")),
    Choice("no_change", _l("No change")),
    Choice("unknown", _l("I do not know")),
)


def _stripped(said: str | None) -> str:
    return (said or "").strip()


class SafetyForm(FlaskForm):
    now_flags = SelectMultipleField(
        _l("Is any of this new, today or since yesterday?"), choices=asked.now_choices()
    )
    lasting_flags = SelectMultipleField(_l("Does any of this apply to you?"), choices=asked.lasting_choices())
    none_of_these = BooleanField(_l("None of these"))
    clearance_by = StringField(
        _l("Who said so?"),
        filters=[_stripped],
        validators=[Optional(), Length(max=80, message=_l("Please use at most 80 letters."))],
    )
    clearance_on = DateField(_l("On which day?"), validators=[Optional()])
    heat = RadioField(_l("What does heat do to your legs?"), choices=_EFFECTS, default="unknown")
    cold = RadioField(_l("And cold?"), choices=_EFFECTS, default="unknown")
    contact_name = StringField(
        _l("Who should you call in an emergency? Their name"),
        validators=[Optional(), Length(max=80, message=_l("Please use at most 80 letters."))],
    )
    contact_phone = TelField(
        _l("Their phone number"),
        validators=[
            Optional(),
            Regexp(r"^[+\d][\d ()/.\-]{2,38}$", message=_l("Please use digits, like +34 600 000 000.")),
        ],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        return all((fine, self._says_something(), self._clearance_is_whole()))

    def _ticked(self) -> set[str]:
        return {*(self.now_flags.data or ()), *(self.lasting_flags.data or ())}

    def _says_something(self) -> bool:
        """Ticking nothing is not an answer: say "none of these", or skip the screen."""
        ticked = self._ticked()
        if not ticked and not self.none_of_these.data:
            self.none_of_these.errors = [
                _l("Please tick what fits, or tap None of these. You can also skip.")
            ]
            return False
        if ticked and self.none_of_these.data:
            self.none_of_these.errors = [
                _l("You ticked something above and also None of these. Which is it?")
            ]
            return False
        return True

    def _is_about_clearance(self) -> bool:
        """Only then is it asked, so only then is an answer meant."""
        return not CLEARABLE.isdisjoint(self._ticked())

    def _clearance_is_whole(self) -> bool:
        if not self._is_about_clearance() or self.clearance_by.errors or self.clearance_on.errors:
            return True
        by, on = self.clearance_by.data, self.clearance_on.data
        if by and not on:
            self.clearance_on.errors = [_l("Please add the day too, or leave both empty.")]
        elif on and not by:
            self.clearance_by.errors = [_l("Please add who it was too, or leave both empty.")]
        # Somewhere it is tomorrow already.
        elif on and on > clock.now().date() + timedelta(days=1):
            self.clearance_on.errors = [_l("That day is still to come.")]
        return not self.clearance_by.errors and not self.clearance_on.errors

    def answers(self) -> dict[Flag, bool]:
        ticked = self._ticked()
        return {flag: flag.value in ticked for flag in asked.ALL_FLAGS}

    def clearance(self) -> Clearance | None:
        if not self._is_about_clearance() or not self.clearance_by.data or not self.clearance_on.data:
            return None
        return Clearance(self.clearance_by.data, self.clearance_on.data)

    def show(self, profile: Profile) -> None:
        """Fill in what was answered before. "None of these" was said of the lists as they were then."""
        present = {flag for flag, yes in profile.answers.items() if yes}
        self.now_flags.data = [flag.value for flag, _ in asked.NOW_FLAGS if flag in present]
        self.lasting_flags.data = [flag.value for flag, _ in asked.LASTING_FLAGS if flag in present]
        complete = bool(profile.answers) and not asked.not_yet_asked(profile)
        self.none_of_these.data = complete and not present
        self.heat.data, self.cold.data = profile.heat.value, profile.cold.value
        if profile.clearance:
            self.clearance_by.data = profile.clearance.by
            self.clearance_on.data = profile.clearance.on
