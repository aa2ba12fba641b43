"""Nights, steps and cramps as tables for a spreadsheet, in the person's own language."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from routines.core.event import Legs, Outcome
from routines.yours.nights import Night

Table = list[list[Any]]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet would work it out, and could be told so to send what stands beside it to somebody."""
_DATE = (1980, 1, 1, 0, 0, 0)


def packed(nights: Sequence[Night], titles: Mapping[str, str]) -> bytes:
    """A zip of three tables. `titles`: what steps and triggers are called, by id; others go by their id."""
    tables = {
        _("nights"): _nights(nights, titles),
        _("steps"): _steps(nights, titles),
        _("cramps"): _cramps(nights),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, table in tables.items():
            # Without a time of making, so that the same nights make the same file.
            entry = zipfile.ZipInfo(f"{name}.csv", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, _csv(table))
    return out.getvalue()


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in table)
    # By its first letters a spreadsheet knows that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: Any) -> Any:
    """What somebody wrote must not be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def _nights(nights: Iterable[Night], titles: Mapping[str, str]) -> Table:
    head = [
        _("Night"), _("How it ended"), _("Legs"), _("Pain, evening"), _("Stiffness, evening"), _("Fatigue, evening"),
        _("Triggers"), _("Steps done"), _("Cramps"), _("To bed"), _("Lights out"), _("Woke for good"), _("Got up"),
        _("Minutes until asleep"), _("Minutes awake at night"), _("Minutes trying to sleep on"), _("Minutes asleep"),
        _("Percent asleep"), _("How the night was, 1 to 5"), _("Pain, morning"), _("Stiffness, morning"), _("Spasms"),
        _("Times awake"), _("Note"),
    ]  # fmt: skip
    return [head, *(_night(one, titles) for one in nights)]


def _night(one: Night, titles: Mapping[str, str]) -> list[Any]:
    evening, morning, sleep = one.journal.evening, one.journal.morning, one.journal.morning.sleep
    efficiency = sleep.efficiency if sleep else None
    return [
        one.night.isoformat(), _outcome(one), _legs(one), evening.pain, evening.stiffness, evening.fatigue,
        _list(titles.get(id, id) for id in evening.triggers), len(one.state.done), len(one.journal.cramps),
        _clock(morning.in_bed), _clock(morning.lights_out), _clock(morning.woke), _clock(morning.up),
        morning.fell_asleep_minutes, morning.awake_minutes, morning.trying_minutes,
        round(sleep.asleep.total_seconds() / 60) if sleep else None,
        round(efficiency) if efficiency is not None else None,
        morning.quality, morning.pain, morning.stiffness, morning.spasms, morning.wakings, morning.note,
    ]  # fmt: skip


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


def _outcome(one: Night) -> str:
    words = {
        Outcome.DONE: _("Done"),
        Outcome.TOO_TIRED: _("Too tired"),
        Outcome.FELL_ASLEEP: _("Fell asleep"),
        Outcome.NOT_TONIGHT: _("Not tonight"),
    }
    return words[one.state.outcome] if one.state.outcome else ""


def _legs(one: Night) -> str:
    words = {Legs.QUIET: _("Quiet"), Legs.SOME: _("Some"), Legs.ROUGH: _("Rough")}
    return words[one.state.legs] if one.state.legs else ""


def _clock(at: datetime | None) -> str:
    """What the clock on the wall showed."""
    return at.strftime("%Y-%m-%d %H:%M") if at else ""


def _steps(nights: Iterable[Night], titles: Mapping[str, str]) -> Table:
    head = [_("Night"), _("Time"), _("Step")]
    return [
        head,
        *(
            [one.night.isoformat(), _clock(done.at), titles.get(done.step, done.step)]
            for one in nights
            for done in one.done
        ),
    ]


def _cramps(nights: Iterable[Night]) -> Table:
    head = [_("Night"), _("Time"), _("Seconds"), _("Place")]
    return [
        head,
        *(
            [one.night.isoformat(), _clock(cramp.began), cramp.seconds, _place(cramp.place)]
            for one in nights
            for cramp in one.journal.cramps
        ),
    ]


def _place(code: str) -> str:
    words = {
        "calf": _("Calf"),
        "foot": _("Foot"),
        "thigh_front": _("Front of the thigh"),
        "thigh_back": _("Back of the thigh"),
        "inner_thigh": _("Inner thigh"),
        "spasm": _("A spasm"),
    }
    return words.get(code, code)
