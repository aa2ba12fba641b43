"""Where the forms of looking back are read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import InputRequired

from routines.core.insight.side import OUTCOMES
from routines.core.insight.span import Span
from routines.insight import wording
from routines.insight.actions import LONGEST
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


class PaperForm(FlaskForm):
    """Read from the address: it asks for something and changes nothing, and says dates alone."""

    first = DateField(_l("From the night of"), validators=[InputRequired(_l("Please choose a day."))])
    last = DateField(_l("To the night of"), validators=[InputRequired(_l("Please choose a day."))])
    name = BooleanField(_l("Put my name on it"))

    def __init__(self, asked: Any, usual: Span, tonight: date) -> None:
        given = asked if "first" in asked else None
        super().__init__(formdata=given, meta={"csrf": False}, first=usual.first, last=usual.last)
        self.asked, self._tonight = given is not None, tonight

    def validate_last(self, field: DateField) -> None:
        if not (self.first.data and field.data):
            return
        if field.data > self._tonight:
            raise ValidationError(_l("This night is still to come."))
        if field.data < self.first.data:
            raise ValidationError(_l("This is before the first night."))
        if field.data - self.first.data > LONGEST:
            raise ValidationError(_l("That is too long. Twenty years are the most."))

    @property
    def span(self) -> Span:
        return Span(self.first.data, self.last.data)
