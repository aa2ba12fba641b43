"""Where the forms of looking back are read."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired

from routines.core.insight.side import OUTCOMES
from routines.insight import wording
from routines.insight.comparing import Thing

NEEDED = [InputRequired(_l("Please choose one."))]


class CompareForm(FlaskForm):
    """One thing and one outcome: never a list of them, which would find something by chance alone."""

    thing = RadioField(_l("What was on some nights and not on others?"), validators=NEEDED)
    outcome = RadioField(
        _l("What shall stand beside it?"),
        validators=NEEDED,
        choices=[Choice(one.value, wording.NAMES[one]) for one in OUTCOMES],
    )

    def __init__(self, things: Sequence[Thing]) -> None:
        super().__init__()
        self.thing.choices = [Choice(one.code, one.name) for one in things]
