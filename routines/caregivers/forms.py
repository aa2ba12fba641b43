"""Where an invite is read."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length


class InviteForm(FlaskForm):
    who = StringField(
        _l("Who is it?"),
        validators=[
            DataRequired(_l("Please write who it is, so that you know later.")),
            Length(max=80, message=_l("Please use at most 80 letters.")),
        ],
    )
