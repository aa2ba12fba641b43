"""Where the four profile screens are read."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TelField, TimeField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from routines.core.flags import Flag
from routines.core.profile import Profile

MINUTES = (10, 15, 20, 30, 45)

NOW_FLAGS = (
    (Flag.DVT_SIGNS, _l("One leg newly swollen, warm, red or throbbing")),
    (Flag.CHEST_PAIN_OR_BREATHLESS, _l("Chest pain, or short of breath")),
    (Flag.FEVER_OR_INFECTION, _l("A fever, feeling ill, or maybe an infection")),
    (Flag.NEW_UNEXPLAINED_WEAKNESS, _l("New weakness since yesterday")),
)
LASTING_FLAGS = (
    (Flag.HIGH_FALL_RISK, _l("A fall in the last 3 months, or standing at night feels unsafe")),
    (Flag.REDUCED_SENSATION, _l("I feel heat, cold or touch less in my legs or feet")),
    (Flag.POOR_CIRCULATION, _l("Poor blood flow, or cold blue or white feet")),
    (Flag.PRESSURE_SORE, _l("A pressure sore or broken skin")),
    (Flag.TRANSDERMAL_PATCH, _l("I wear a medicine patch")),
    (Flag.HEART_LUNG_CONDITION, _l("A heart or lung condition, fainting, or pregnancy")),
    (Flag.LATE_PREGNANCY, _l("The last three months of pregnancy")),
    (Flag.RECENT_FRACTURE_OR_SURGERY, _l("A broken bone or an operation in the last 12 weeks")),
    (Flag.HIP_REPLACEMENT_PRECAUTIONS, _l("A new hip that must not bend or turn far")),
    (Flag.ACUTE_BACK_PAIN_OR_SCIATICA, _l("New or strong back pain, or pain that shoots down the leg")),
    (Flag.CANNOT_LIE_FLAT, _l("I cannot lie flat on my back")),
    (Flag.PTSD_OR_PANIC, _l("Closing my eyes or watching my breath is hard for me")),
)


def _choices(pairs: Sequence[tuple[Flag, Any]]) -> list[Choice]:
    return [Choice(flag.value, label) for flag, label in pairs]


class SymptomsForm(FlaskForm):
    symptoms = SelectMultipleField(
        _l("What do your legs do at night?"),
        choices=[
            Choice("spasm", _l("Spasms: they jump or jerk")),
            Choice("cramp", _l("Cramps: a hard, painful knot")),
            Choice("stiffness", _l("Stiff and tight")),
            Choice("burning", _l("Burning or tingling")),
            Choice("restless", _l("Restless and aching")),
        ],
    )
    regions = SelectMultipleField(
        _l("Where?"),
        choices=[
            Choice("calf", _l("Calf")),
            Choice("foot", _l("Foot")),
            Choice("thigh_front", _l("Front of the thigh")),
            Choice("thigh_back", _l("Back of the thigh")),
            Choice("inner_thigh", _l("Inner thigh")),
            Choice("hip", _l("Hip or buttock")),
            Choice("whole_leg", _l("The whole leg")),
        ],
    )


class MovingForm(FlaskForm):
    mobility = RadioField(
        _l("How do you move?"),
        choices=[
            Choice("walks_unaided", _l("I walk without help")),
            Choice("walks_with_aid", _l("I walk with a stick or frame")),
            Choice("wheelchair", _l("I use a wheelchair")),
            Choice("mostly_in_bed", _l("I am mostly in bed")),
        ],
        validators=[InputRequired(_l("Please tap the one that fits best, or skip."))],
    )
    helper = RadioField(
        _l("Can somebody help you in the evening?"),
        choices=[Choice("yes", _l("Yes")), Choice("no", _l("No, I am on my own"))],
        validators=[InputRequired(_l("Please tap yes or no, or skip."))],
    )
    equipment = SelectMultipleField(
        _l("What do you have at hand?"),
        choices=[
            Choice("towel_or_strap", _l("A towel or strap")),
            Choice("firm_chair", _l("A firm chair")),
            Choice("wall", _l("A wall or worktop to hold")),
            Choice("soft_ball", _l("A soft ball")),
            Choice("pillows", _l("Spare pillows")),
            Choice("warm_pack", _l("A warm pack")),
            Choice("cold_pack", _l("A cold pack")),
            Choice("fan", _l("A fan")),
        ],
    )


_EFFECTS = (Choice("eases", _l("It eases them")), Choice("no_change", _l("No change")))


class SafetyForm(FlaskForm):
    now_flags = SelectMultipleField(_l("Is any of this new?"), choices=_choices(NOW_FLAGS))
    lasting_flags = SelectMultipleField(_l("Does any of this apply to you?"), choices=_choices(LASTING_FLAGS))
    none_of_these = BooleanField(_l("None of these"))
    heat = RadioField(
        _l("What does heat do to your legs?"),
        choices=[
            Choice("worse", _l("It makes them worse")),
            *_EFFECTS,
            Choice("unknown", _l("I do not know")),
        ],
        default="unknown",
    )
    cold = RadioField(
        _l("And cold?"),
        choices=[
            Choice("worse", _l("It makes them worse")),
            *_EFFECTS,
            Choice("unknown", _l("I do not know")),
        ],
        default="unknown",
    )
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
        """Ticking nothing is not an answer: say "none of these", or skip the screen."""
        fine = super().validate(extra_validators)
        ticked = [*(self.now_flags.data or ()), *(self.lasting_flags.data or ())]
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
        return bool(fine)

    def answers(self) -> dict[Flag, bool]:
        ticked = {*(self.now_flags.data or ()), *(self.lasting_flags.data or ())}
        return {flag: flag.value in ticked for flag, _ in (*NOW_FLAGS, *LASTING_FLAGS)}

    def show(self, profile: Profile) -> None:
        """Fill in what was answered before."""
        present = [flag.value for flag, yes in profile.answers.items() if yes]
        self.now_flags.data = [flag.value for flag, _ in NOW_FLAGS if flag.value in present]
        self.lasting_flags.data = [flag.value for flag, _ in LASTING_FLAGS if flag.value in present]
        self.none_of_these.data = bool(profile.answers) and not present
        self.heat.data, self.cold.data = profile.heat.value, profile.cold.value


class TimesForm(FlaskForm):
    lights_out = TimeField(
        _l("When do you want the lights out?"),
        default=time(22, 30),
        validators=[InputRequired(_l("Please choose a time, or skip."))],
    )
    minutes = RadioField(
        _l("How long may the routine take?"),
        choices=[Choice(str(m), _l("%(n)s minutes", n=m)) for m in MINUTES],
        default="20",
        validators=[InputRequired(_l("Please choose how long, or skip."))],
    )
    reminder_time = TimeField(_l("When shall we remind you?"), validators=[Optional()])
