"""What is taken home and brought back into a fresh account is the same."""

import base64
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageStat

from routines.core.event import EventKind
from tests.features import facts
from tests.features.visitor import Visitor
from tests.features.yours import rich
from tests.features.yours.home import alike, bring, erase, export, export_text, fresh
from tests.people import settled_in

Visit = Callable[..., Visitor]


@pytest.mark.promise(15)
def test_all_that_somebody_told_comes_home_after_it_was_deleted(
    visit: Visit, ana: Visitor, marc: Visitor
) -> None:
    told = rich.live(ana)
    assert {body["kind"] for body in told} == set(EventKind), "every kind, or what is lost is not seen"
    rich.share(ana, marc)
    before, tonight = export(ana), ana.bundle()
    assert [line["event"] for line in before["events"]] == [*told]
    erase(ana)
    home = fresh(visit)
    assert bring(home, json.dumps(before)).headers["Location"] == "/you/data/brought"
    after = export(home)
    assert alike(after) == alike(before)
    assert (after["account"]["email"], after["people"], after["devices"]) == ("somebody@example.org", [], [])
    # And it means the same: routines, marks, own steps and what rings when follow from it as they did.
    again = home.bundle()
    for part in ("routine", "slots", "marks", "own_steps", "nights", "ringing", "reminder", "emergency"):
        assert again[part] == tonight[part], part


@pytest.mark.promise(15)
def test_it_comes_home_to_who_has_answered_the_questions_already(visit: Visit, ana: Visitor) -> None:
    rich.live(ana)
    before = export(ana)
    other = settled_in(visit(), "Bea", "bea@example.org")
    other.submit(f"/reminders/add/{rich.WIND_DOWN_NUMBER}", {"weekdays": ["1"], "time": "21:00", "on": "y"})
    assert bring(other, before).status_code == 302
    assert alike(export(other)) == alike(before)


@pytest.mark.promise(15)
def test_the_same_file_in_two_accounts_of_one_server_stays_two_peoples(visit: Visit, ana: Visitor) -> None:
    """Its ids of events, reminders and photos are there twice then, and each account has its own."""
    rich.live(ana)
    before, mine = export(ana), ana.bundle()
    home = fresh(visit)
    assert bring(home, before).status_code == 302
    facts.sync(home, facts.ended("too_tired"))
    home.submit("/reminders", {"time": "19:00", "on": "y"})
    assert alike(export(ana)) == alike(before)
    assert ana.bundle()["ringing"] == mine["ringing"]


def test_a_reminder_that_was_asked_to_ring_later_rings_then_in_the_account_it_came_home_to(
    visit: Visit, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2026, 11, 20, 16, tzinfo=UTC))
    ana = settled_in(visit())
    later = "2026-11-20T22:05:00.000Z"
    facts.sync(ana, facts.event("reminder_snoozed", reminder=rich.reminder_of(ana), until=later))
    assert ana.bundle()["reminder"]["next_due"] == later
    home = fresh(visit)
    bring(home, export(ana))
    assert home.bundle()["ringing"] == ana.bundle()["ringing"]
    assert home.bundle()["reminder"]["next_due"] == later


def test_a_photo_comes_home_made_anew_and_looks_the_same(visit: Visit, ana: Visitor) -> None:
    rich.live(ana)
    before = export(ana)
    home = fresh(visit)
    bring(home, before)
    [was], [now] = before["photos"], export(home)["photos"]
    shown = home.read(f"/photos/{now['id']}").data
    assert base64.b64decode(now["content"]) == shown
    pictures = [Image.open(io.BytesIO(base64.b64decode(one["content"]))).convert("RGB") for one in (was, now)]
    difference = ImageStat.Stat(ImageChops.difference(*pictures))
    assert max(difference.mean) < 2
    assert pictures[0].size == pictures[1].size == (was["width"], was["height"])


def test_what_a_camera_wrote_into_a_photo_of_a_forged_file_does_not_come_in(
    visit: Visit, ana: Visitor
) -> None:
    from tests.features.steps.test_photos import COMMENT, PLACE, from_a_camera

    rich.live(ana)
    forged = export(ana)
    forged["photos"][0]["content"] = base64.b64encode(from_a_camera()).decode()
    home = fresh(visit)
    assert bring(home, forged).status_code == 302
    kept = home.read(f"/photos/{forged['photos'][0]['id']}").data
    assert kept
    assert PLACE not in kept
    assert COMMENT not in kept


def test_whoever_is_nobodys_patient_takes_settings_home(visit: Visit, marc: Visitor) -> None:
    marc.submit("/you", {"language": "es", "theme": "dusk", "zone": "Europe/Lisbon"})
    before = export(marc)
    assert (before["patient"], before["events"]) == (None, [])
    home = fresh(visit)
    assert bring(home, before).status_code == 302
    assert alike(export(home)) == alike(before)


def test_the_answer_says_what_came_and_what_did_not(visit: Visit, ana: Visitor) -> None:
    rich.live(ana)
    home = fresh(visit, language="en")
    page = home.read(bring(home, export(ana)).headers["Location"]).text
    assert "2 nights" in page
    assert "4 reminders" in page
    assert "1 photo" in page
    assert "The people whom you let in. If they shall be told again, invite them again." in page
    assert "Turn reminders on again" in page


def test_every_event_and_every_part_has_a_line_of_its_own(ana: Visitor) -> None:
    told = rich.live(ana)
    lines = export_text(ana).splitlines()
    assert [sum(f'"id":"{body["id"]}"' in line for line in lines) for body in told] == [1] * len(told)
    assert len(lines) > len(told) + 12


def test_no_secret_is_in_the_file(ana: Visitor, marc: Visitor, app: Flask) -> None:
    """Neither what opens something, nor what belongs to the account of somebody who helps."""
    rich.live(ana)
    rich.share(ana, marc)
    text = export_text(ana)
    secrets = [value for row in secret_values(app) for value in row if value]
    assert len(secrets) > 8
    assert [one for one in (*secrets, "marc@example.org", marc.account) if one in text] == []
    assert json.loads(text)["people"][0]["who"] == "Vondrella"


def secret_values(app: Flask) -> list[tuple[str, ...]]:
    from sqlalchemy import text

    from models import db

    with app.app_context():
        return [
            tuple(row)
            for query in (
                "select password_hash from account",
                "select token_hash from sign_in",
                "select endpoint, endpoint_hash, p256dh, auth from device",
                "select token_hash from invite",
            )
            for row in db.session.execute(text(query))
        ]
