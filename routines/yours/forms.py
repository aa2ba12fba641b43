"""Where a file that comes home is read."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class TakeInForm(FlaskForm):
    file = FileField(_l("The file"), validators=[FileRequired(_l("Please choose the file first."))])
