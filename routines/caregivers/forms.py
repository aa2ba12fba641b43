"""Where the forms about people are read."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from routines.caregivers import wording
from routines.caregivers.actions import Wish
from routines.core.copies import AFTER
from routines.core.sharing import Scope
from routines.reminders.forms import DAYS, WEEKDAYS


class _Scopes(FlaskForm):
    scopes = SelectMultipleField(
        _l("What may they have?"),
        choices=[Choice(scope.value, wording.SCOPES[scope]) for scope in Scope],
        default=[Scope.REMINDERS.value],
        validators=[InputRequired(_l("Please choose at least one."))],
    )
    last_night = DateField(_l("Until which night?"), validators=[Optional()])

    def __init__(self, tonight: date, **values: Any) -> None:
        super().__init__(**values)
        self._tonight = tonight

    def validate_last_night(self, field: DateField) -> None:
        if field.data is not None and field.data < self._tonight:
            raise ValidationError(_("That night is over. Please choose tonight or later."))

    def chosen(self) -> frozenset[Scope]:
        return frozenset(Scope(value) for value in self.scopes.data or ())


class InviteForm(_Scopes):
    who = StringField(
        _l("Who is it?"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Please write who it is, so that you know later.")),
            Length(max=80, message=_l("Please use at most 80 letters.")),
        ],
    )


class PersonForm(_Scopes):
    after = RadioField(
        _l("When are they reminded?"),
        choices=[Choice(str(minutes), wording.after(minutes)) for minutes in AFTER],
        default="0",
    )
    weekdays = SelectMultipleField(
        _l("On which evenings?"),
        choices=DAYS,
        default=list(WEEKDAYS),
        validators=[InputRequired(_l("Please choose at least one day."))],
    )

    def wish(self) -> Wish:
        return Wish(
            self.chosen(),
            self.last_night.data,
            int(self.after.data),
            frozenset(int(day) for day in self.weekdays.data or ()),
        )
