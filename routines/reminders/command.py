"""bin/reminders: when a reminder rings, and what became of one."""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import islice
from typing import NoReturn
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.exc import SQLAlchemyError

from config import Settings, SettingsError
from routines import nights
from routines.core.schedule import Rule, on_nights
from routines.reminders import story

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_NIGHTS = 1000
YEARS = range(1900, 3000)
_ZONES = available_timezones()


class Unclear(Exception):
    """What was asked cannot be understood. The message is one sentence for the person who asked."""


class Parser(argparse.ArgumentParser):
    """Says one sentence about what it cannot read, and not its whole usage."""

    def error(self, message: str) -> NoReturn:
        raise Unclear(f"{message[:1].upper()}{message[1:]}. {self.prog} --help says what there is.")


def main(arguments: list[str] | None = None) -> int:
    try:
        chosen = parsed(arguments)
        for line in coming(chosen) if chosen.command == "next" else _explain(chosen):
            print(line)
        return 0
    except Unclear as unclear:
        print(unclear, file=sys.stderr)
        return 2
    except (SettingsError, story.NothingFound) as reason:
        print(reason, file=sys.stderr)
    except SQLAlchemyError:
        print(
            "The database cannot be used. Has bin/serve been started once with these settings?",
            file=sys.stderr,
        )
    return 1


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """What was asked. Raises Unclear."""
    return _parser().parse_args(arguments)


def _parser() -> Parser:
    parser = Parser(prog="bin/reminders", description=__doc__, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    told = commands.add_parser(
        "next",
        help="when a reminder rings in the nights to come, in UTC",
        description="One line a night: the night and the UTC instant. A night runs from noon to noon, so 00:15 on "
        "Monday's night rings on Tuesday's date. A time that the clocks jump over rings at the first instant after "
        "the jump; a time that comes twice rings the first time.",
        allow_abbrev=False,
    )
    told.add_argument("--zone", required=True, help="an IANA time zone: Europe/Madrid")
    told.add_argument("--at", required=True, metavar="HH:MM", help="the time on the wall: 21:45")
    told.add_argument(
        "--days", default=",".join(DAYS), help="weekdays of the nights: mon,wed,fri (default: all)"
    )
    told.add_argument("--from", dest="first", metavar="DATE", help="the first night (default: tonight there)")
    told.add_argument("--nights", default="7", metavar="N", help="how many nights that ring (default: 7)")
    past = commands.add_parser(
        "explain",
        help="the story of one night's reminder, from its rule to each phone",
        description="Says nothing of push addresses, of what a message said, or of notes.",
        allow_abbrev=False,
    )
    past.add_argument("user", metavar="USER", help="the e-mail or the public id of the patient's account")
    past.add_argument(
        "night", metavar="NIGHT", help="the date of the evening on which the night began: 2026-11-21"
    )
    return parser


def _explain(chosen: argparse.Namespace) -> list[str]:
    from flask import Flask

    from models import db

    night = _night("NIGHT", chosen.night)
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = Settings.from_env(os.environ).database_url
    db.init_app(app)
    with app.app_context():
        return story.explain(chosen.user, night)


def coming(chosen: argparse.Namespace) -> Iterator[str]:
    """One line for each night that rings. Raises Unclear."""
    zone = _zone(chosen.zone)
    rule = Rule(_time(chosen.at), ZoneInfo(zone), _days(chosen.days))
    first = nights.tonight(zone) if chosen.first is None else _night("--from", chosen.first)
    wanted = _number(chosen.nights)
    # Every week has at least one of the chosen weekdays.
    last = first + timedelta(weeks=wanted)
    for due in islice(on_nights(rule, first, last), wanted):
        yield f"{due.night} {story.utc(due.due_at)}"


def _zone(text: str) -> str:
    if text not in _ZONES:
        raise Unclear(f"--zone must be an IANA time zone like Europe/Madrid; it is {text!r}.")
    return text


def _time(text: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Unclear(f"--at must be a time from 00:00 to 23:59; it is {text!r}.")
    return time.fromisoformat(text)


def _days(text: str) -> frozenset[int]:
    said = [day.strip().lower() for day in text.split(",")]
    if not set(said) <= set(DAYS):
        raise Unclear(f"--days must be some of {','.join(DAYS)}; it is {text!r}.")
    return frozenset(DAYS.index(day) for day in said)


def _night(name: str, text: str) -> date:
    wrong = Unclear(f"{name} must be a date like 2026-11-21, from {YEARS[0]} to {YEARS[-1]}; it is {text!r}.")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong
    try:
        night = date.fromisoformat(text)
    except ValueError:
        raise wrong
    if night.year not in YEARS:
        raise wrong
    return night


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_NIGHTS:
        raise Unclear(f"--nights must be a whole number from 1 to {MOST_NIGHTS}; it is {text!r}.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
