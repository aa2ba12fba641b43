"""What somebody gets to see, in a form in which two evenings can be held against each other."""

import re
from typing import Any

from sqlalchemy import delete
from werkzeug.test import TestResponse

import models
from models import writing
from tests.features.sharing.hers import patient
from tests.features.sharing.story import World
from tests.features.sharing.told import NIGHT

OF_THE_CLOCK = {"Date", "Evenfall-Time"}
_PASSING = re.compile(rb'(?<=value=")I[\w.-]{60,}|\d{4}-\d\d-\d\dT[\d:.]+Z')
"""The token of a form, and the instant at which something was made."""


def forget_tonight(world: World) -> None:
    """As if Ana had told nothing since noon."""
    with world.app.app_context(), writing() as session:
        tonights = models.Event.night == NIGHT, models.Event.patient_id == patient().id
        session.execute(delete(models.Event).where(*tonights))


def seen(answer: TestResponse) -> tuple[int, Any, bytes]:
    """What a browser gets, without what differs from one second to the next."""
    headers = {(name, value) for name, value in answer.headers if name not in OF_THE_CLOCK | {"Set-Cookie"}}
    return answer.status_code, frozenset(headers), _PASSING.sub(b"", answer.get_data())
