"""How long the server takes to look back over ten years of nights, and to put all of them on one page for a visit.

The slowest of three counts: the look, the page for a visit, and that page as a file. Run with
`python -m benchmarks.trends [--years N] [--rounds N] [--quick]`. The real app on SQLite, asked in this process; the
middle of the rounds after a first one, which reads what a process reads once.
"""

import argparse
import hashlib
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import process_time

from flask import Flask
from sqlalchemy import func, insert, select

import app as wiring
import models
from config import Settings
from models import db, writing
from routines import clock
from routines.core.event import spelled
from tests.features.facts import tonight
from tests.features.insight.story import story
from tests.features.visitor import Visitor

LOOK = "/nights/look?range=all"
PAPER = "/nights/paper{kind}?first={first}&last={last}"


def fill(app: Flask, years: int) -> int:
    """Nights as phones told them, straight into the table; answers how many events they are."""
    now = clock.now()
    rows = [
        {
            "event_id": body["id"],
            "body_hash": hashlib.sha256(spelled(body).encode()).hexdigest(),
            "kind": body["kind"],
            "night": tonight() - timedelta(days=back),
            "step": body.get("step"),
            "body": body,
            "received_at": now,
            "age_ms": 5,
        }
        for back in range(round(years * 365.25), 0, -1)
        for body in story(tonight() - timedelta(days=back), 1, seed=back, share=1)
    ]
    with app.app_context(), writing() as session:
        patient = session.scalars(select(models.Patient)).one()
        start = patient.cursor
        numbered = [row | {"patient_id": patient.id, "cursor": start + n} for n, row in enumerate(rows, 1)]
        session.execute(insert(models.Event), numbered)
        patient.cursor = start + len(rows)
    with app.app_context():
        return int(db.session.scalar(select(func.count()).select_from(models.Event)) or 0)


def ms(visitor: Visitor, address: str, rounds: int) -> tuple[float, float]:
    """By the clock, and of the processor alone: on a busy machine the first says more of its neighbours."""
    taken, worked = [], []
    for _ in range(rounds + 1):
        start, at_work = clock.ticks(), process_time()
        answer = visitor.read(address)
        taken.append((clock.ticks() - start) * 1000)
        worked.append((process_time() - at_work) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return median(taken[1:]), median(worked[1:])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="one year and one round: shows that it runs")
    wish = parser.parse_args(arguments)
    if wish.quick:
        wish.years, wish.rounds = 1, 1
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env({"EVENFALL_DATA": str(Path(folder) / "data")})
        wiring.migrate(settings)
        app = wiring.create_app(settings)
        ana = Visitor(app, "Firefox")
        ana.sign_up()
        ana.answer_everything()
        print(f"events: {fill(app, wish.years)}", flush=True)
        wiring.keep_what_is_made()
        last = tonight() - timedelta(days=1)
        of = {"first": last - timedelta(days=round(wish.years * 365.25) - 1), "last": last}
        pages = {"look": LOOK, "paper": PAPER.format(kind="", **of), "file": PAPER.format(kind=".pdf", **of)}
        found = {name: ms(ana, address, wish.rounds) for name, address in pages.items()}
        for name, (taken, worked) in found.items():
            print(f"{name}_ms: {taken:.0f}")
            print(f"{name}_cpu_ms: {worked:.0f}")
        print(f"trends_{wish.years}y_ms: {max(taken for taken, _ in found.values()):.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
