"""The form that is only a button."""

from flask_wtf import FlaskForm


class PlainForm(FlaskForm):
    """A button that changes something: nothing but the token that says it was pressed here."""
