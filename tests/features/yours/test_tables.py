"""Tables for a spreadsheet: what was told, in one's own language, and never a formula."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest

from routines.yours.tables import guarded
from tests.features import facts
from tests.features.visitor import Visitor
from tests.features.yours import rich


def tables(visitor: Visitor) -> dict[str, list[list[str]]]:
    answer = visitor.read("/you/data/tables")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
        assert pack.testzip() is None
        return {
            name: list(csv.reader(io.StringIO(pack.read(name).decode("utf-8-sig"), newline="")))
            for name in pack.namelist()
        }


def test_a_night_is_one_line_with_all_that_was_told_of_it(ana: Visitor) -> None:
    rich.live(ana)
    last = facts.tonight() - timedelta(days=1)
    head, *lines = tables(ana)["nights.csv"]
    told = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert len(told[last.isoformat()].pop("Triggers").split(", ")) == 2
    assert told[last.isoformat()] == {
        "Night": last.isoformat(),
        "How it ended": "Done",
        "Legs": "Rough",
        "Pain, evening": "6",
        "Stiffness, evening": "4",
        "Fatigue, evening": "7",
        "Steps done": "2",
        "Cramps": "2",
        "To bed": f"{last} 22:10",
        "Lights out": f"{last} 22:30",
        "Woke for good": f"{last + timedelta(days=1)} 06:30",
        "Got up": f"{last + timedelta(days=1)} 07:00",
        "Minutes until asleep": "30",
        "Minutes awake at night": "45",
        "Minutes trying to sleep on": "15",
        "Minutes asleep": "405",  # eight hours without 30 and 45 minutes
        "Percent asleep": "82",  # 405 of 495
        "How the night was, 1 to 5": "2",
        "Pain, morning": "4",  # the newer answer
        "Stiffness, morning": "3",
        "Spasms": "4",
        "Times awake": "2",
        "Note": f"'{rich.NOTE}",
    }
    # What was only planned that evening makes no night.
    assert list(told) == [last.isoformat()]


def test_triggers_and_steps_have_their_names_in_ones_own_language(ana: Visitor) -> None:
    rich.live(ana)
    library = ana.app.extensions["library"]
    for language, name in (("en", "nights.csv"), ("es", "noches.csv")):
        ana.submit("/you", {"language": language, "theme": "auto", "zone": "Europe/Madrid"})
        files = tables(ana)
        line = files[name][1]
        wanted = ", ".join(library.topics[one].words[language].title for one in ("cold", "stress"))
        assert wanted in line
        titles = [row[2] for row in files["steps.csv" if language == "en" else "pasos.csv"][1:]]
        assert titles == [library.steps["ankle_pumps"].words[language].title, rich.OWN]


def test_each_cramp_has_a_line_by_the_clock_on_the_wall(ana: Visitor) -> None:
    rich.live(ana)
    night = facts.tonight() - timedelta(days=1)
    day = night + timedelta(days=1)
    assert tables(ana)["cramps.csv"] == [
        ["Night", "Time", "Seconds", "Place"],
        [night.isoformat(), f"{day} 02:10", "", "Calf"],
        [night.isoformat(), f"{day} 03:40", "95", "A spasm"],
    ]


@pytest.mark.parametrize(
    "said", ['=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
)
def test_what_a_spreadsheet_would_work_out_is_words(said: str) -> None:
    assert guarded(said) == f"'{said}"


def test_a_formula_that_somebody_wrote_is_guarded_in_every_cell_of_the_file(ana: Visitor) -> None:
    formula = "=HYPERLINK(1)"
    own = facts.own_saved("own_evilevil1", title=formula)
    night = facts.tonight()
    facts.sync(
        ana,
        own,
        facts.done("own_evilevil1"),
        facts.event("morning_told", night=night, told={"note": formula}),
    )
    files = tables(ana)
    every = [cell for table in files.values() for row in table for cell in row]
    assert every.count(f"'{formula}") == 2
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in every)


@pytest.mark.parametrize("said", ["calm", "1-2", "a=b", "", 5, None, -3])
def test_what_is_no_formula_stays_as_it_is(said: object) -> None:
    assert guarded(said) == said


def test_a_night_that_was_taken_back_is_none(ana: Visitor) -> None:
    ending = facts.ended()
    facts.sync(ana, ending, facts.undone(ending))
    assert len(tables(ana)["nights.csv"]) == 1


def test_the_file_has_a_neutral_name_and_is_kept_nowhere(ana: Visitor) -> None:
    for path, ending in (("tables", "zip"), ("file", "json"), ("exchange", "r4.json")):
        answer = ana.read(f"/you/data/{path}")
        day = facts.tonight()
        names = [f'attachment; filename="evenfall-{day + timedelta(days=n)}.{ending}"' for n in (0, 1)]
        assert answer.headers["Content-Disposition"] in names
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_who_has_no_night_yet_gets_empty_tables(marc: Visitor) -> None:
    assert {name: len(table) for name, table in tables(marc).items()} == {
        "nights.csv": 1,
        "steps.csv": 1,
        "cramps.csv": 1,
    }
