"""Where the forms of reminders are read."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectMultipleField,
    StringField,
    TimeField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from routines.core.reminder import IN_OWN_WORDS, MOST_NAGS, NAGGING, Kind
from routines.reminders.actions import Wish

LONGEST_PAUSE = timedelta(days=366)
WEEKDAYS = tuple(str(day) for day in range(7))
DAYS = [
    Choice("0", _l("Mon")),
    Choice("1", _l("Tue")),
    Choice("2", _l("Wed")),
    Choice("3", _l("Thu")),
    Choice("4", _l("Fri")),
    Choice("5", _l("Sat")),
    Choice("6", _l("Sun")),
]


class ReminderForm(FlaskForm):
    """The main one, for most people the only one."""

    time = TimeField(_l("When shall we remind you?"), validators=[InputRequired(_l("Please choose a time."))])
    on = BooleanField(_l("Remind me in the evening"))


class RuleForm(FlaskForm):
    """One reminder of any kind; what its kind does not have is taken out."""

    words = StringField(
        _l("Your words for it"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Please write a word or two.")),
            Length(max=60, message=_l("Please use at most 60 letters.")),
        ],
    )
    time = TimeField(_l("When?"), validators=[InputRequired(_l("Please choose a time."))])
    weekdays = SelectMultipleField(
        _l("On which evenings?"),
        choices=DAYS,
        validators=[InputRequired(_l("Please choose at least one day."))],
    )
    nags = RadioField(
        _l("If you have not begun, ring again?"),
        choices=[
            Choice("0", _l("No, once is enough")),
            Choice("1", _l("Once more, after 10 minutes")),
            Choice("2", _l("Twice more, after 10 and 25 minutes")),
            Choice("3", _l("Three times more, after 10, 25 and 45 minutes")),
        ],
        default="0",
    )
    on = BooleanField(_l("Switched on"), default=True)

    def __init__(self, kind: Kind, **values: Any) -> None:
        super().__init__(**values)
        self.kind = kind
        if kind not in IN_OWN_WORDS:
            del self.words
        if kind not in NAGGING:
            del self.nags

    def wish(self) -> Wish:
        return Wish(
            self.kind,
            self.time.data,
            frozenset(int(day) for day in self.weekdays.data),
            on=bool(self.on.data),
            nags=min(int(self.nags.data), MOST_NAGS) if "nags" in self else 0,
            words=self.words.data if "words" in self else None,
        )


class QuietForm(FlaskForm):
    on = BooleanField(_l("Have quiet hours"))
    start = TimeField(_l("From"), validators=[Optional()])
    end = TimeField(_l("Until"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Off, the times are as they may be; on, both are wanted and are not the same."""
        well = bool(super().validate(extra_validators))
        if not self.on.data or not well:
            return well
        for field in (self.start, self.end):
            if field.data is None:
                field.errors = [_("Please choose a time.")]
                return False
        if self.start.data == self.end.data:
            self.end.errors = [_("That would be no time at all. Please choose another end.")]
            return False
        return True


class PauseForm(FlaskForm):
    """`first` is the first silent night; the length decides which one rings again."""

    first = DateField(_l("From the evening of"), validators=[InputRequired(_l("Please choose a day."))])
    length = RadioField(
        _l("How long?"),
        choices=[
            Choice("1", _l("One evening")),
            Choice("7", _l("One week")),
            Choice("14", _l("Two weeks")),
            Choice("date", _l("Until a day that I choose")),
        ],
        validators=[InputRequired(_l("Please choose one."))],
    )
    until = DateField(_l("It rings again on the evening of"), validators=[Optional()])

    def __init__(self, tonight: date, **values: Any) -> None:
        super().__init__(**values)
        self._tonight = tonight

    def validate_first(self, field: DateField) -> None:
        if field.data and not self._tonight <= field.data < self._tonight + LONGEST_PAUSE:
            raise ValidationError(_("Please choose tonight or a later day, within a year."))

    def validate(self, extra_validators: Any = None) -> bool:
        well = bool(super().validate(extra_validators))
        if not well or self.length.data != "date":
            return well
        if self.until.data is None:
            self.until.errors = [_("Please choose a day.")]
            return False
        if not self.first.data < self.until.data <= self.first.data + LONGEST_PAUSE:
            self.until.errors = [_("Please choose a later day, within a year.")]
            return False
        return True

    def span(self) -> tuple[date, date]:
        first: date = self.first.data
        if self.length.data == "date":
            return first, self.until.data
        return first, first + timedelta(days=int(self.length.data))
