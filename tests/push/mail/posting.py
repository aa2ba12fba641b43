"""An evening with mail: reminders fall due and the letters go out."""

from flask import Flask
from sqlalchemy import update

import models
from models import writing
from routines.worker import Worker
from tests.push.evening import Evening

ANA, MARC = "ana@example.org", "marc@example.org"
OF_THE_PATIENT = ("Ana", "cramp", "spasm", "sclerosis", "medicine", "leg", "calf", "stretch")


def fall_due(evening: Evening) -> Worker:
    worker = evening.fall_due()
    worker.post()
    return worker


def go_on(evening: Evening, worker: Worker, seconds: float) -> None:
    evening.wait(seconds)
    worker.beat()
    worker.post()


def set_device(app: Flask, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(models.Device).values(**values))
