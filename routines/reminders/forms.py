"""Where the reminder form is read."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TimeField
from wtforms.validators import InputRequired


class ReminderForm(FlaskForm):
    time = TimeField(_l("When shall we remind you?"), validators=[InputRequired(_l("Please choose a time."))])
    on = BooleanField(_l("Remind me every evening"))
