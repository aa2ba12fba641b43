"""The first, second and fourth screen: legs, moving, bedtime."""

from datetime import time

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, TimeField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired, Optional

from routines.core.profile import Profile

MINUTES = (10, 15, 20, 30, 45)
SHORT_MINUTES = (3, 5, 8, 10)


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
            Choice("wall", _l("A wall to lean on")),
            Choice("sturdy_surface", _l("A worktop or rail to hold")),
            Choice("soft_ball", _l("A soft ball")),
            Choice("pillows", _l("Spare pillows")),
            Choice("warm_pack", _l("A warm pack")),
            Choice("cold_pack", _l("A cold pack")),
            Choice("fan", _l("A fan")),
            Choice("bed_cradle", _l("A frame that keeps the covers off my feet")),
            Choice("adjustable_bed", _l("A bed that lifts its head or foot end")),
        ],
    )


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
    short_minutes = RadioField(
        _l("And on a short evening?"),
        choices=[Choice(str(m), _l("%(n)s minutes", n=m)) for m in SHORT_MINUTES],
        default=str(Profile.short_minutes),
    )
    reminder_time = TimeField(_l("When shall we remind you?"), validators=[Optional()])
