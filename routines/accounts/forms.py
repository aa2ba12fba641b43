"""Where the forms of accounts are read."""

import re
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice as Choice
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from routines.accounts import passwords

LANGUAGES = ("en", "es")
THEMES = ("auto", "day", "dusk", "night", "contrast")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
_ZONES = available_timezones()


_LENGTH = (
    Length(
        min=passwords.SHORTEST,
        message=_l("Please use 8 letters or more. A short sentence is easy to remember."),
    ),
    Length(max=passwords.LONGEST, message=_l("Please use at most 256 letters.")),
)


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value


class SignUpForm(FlaskForm):
    name = StringField(
        _l("What shall we call you?"),
        filters=[_strip],
        validators=[
            DataRequired(_l("Please write a name, any name you like.")),
            Length(max=80, message=_l("Please use at most 80 letters.")),
        ],
    )
    email = StringField(
        _l("E-mail"),
        filters=[_strip],
        validators=[
            DataRequired(_l("Please write your e-mail.")),
            Regexp(_EMAIL, message=_l("This does not look like an e-mail. It needs an @ and a dot.")),
            Length(max=254, message=_l("This e-mail is too long.")),
        ],
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Please choose a password.")),
            *_LENGTH,
        ],
    )
    zone = HiddenField()
    country = HiddenField()
    language = HiddenField()
    next = HiddenField()

    def clean_zone(self) -> str:
        return self.zone.data if self.zone.data in _ZONES else "UTC"

    def clean_country(self) -> str:
        given = (self.country.data or "").upper()
        return given if re.fullmatch("[A-Z]{2}", given) else ""

    def clean_language(self, fallback: str) -> str:
        return self.language.data if self.language.data in LANGUAGES else fallback


class SignInForm(FlaskForm):
    email = StringField(
        _l("E-mail"), filters=[_strip], validators=[InputRequired(_l("Please write your e-mail."))]
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Please write your password.")), Length(max=passwords.LONGEST)],
    )
    next = HiddenField()


class ConfirmForm(FlaskForm):
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Please write your password.")), Length(max=passwords.LONGEST)],
    )
    next = HiddenField()


class ResetForm(FlaskForm):
    password = PasswordField(
        _l("New password"),
        validators=[
            InputRequired(_l("Please choose a password.")),
            *_LENGTH,
        ],
    )


class YouForm(FlaskForm):
    language = RadioField(_l("Language"), choices=[Choice("en", "English"), Choice("es", "Español")])
    theme = RadioField(
        _l("Light"),
        choices=[
            Choice("auto", _l("By the clock")),
            Choice("day", _l("Day")),
            Choice("dusk", _l("Dusk")),
            Choice("night", _l("Night, red on black")),
            Choice("contrast", _l("Strong contrast")),
        ],
    )
    zone = StringField(_l("Time zone"), filters=[_strip])

    def validate_zone(self, field: StringField) -> None:
        if field.data not in _ZONES:
            raise ValidationError(_l("We do not know this time zone. It looks like Europe/Madrid."))
