"""What a message carries for the buttons that the phone shows under it."""

import json
from datetime import date

import pytest
from flask import Flask

from routines.push import message
from routines.push.claimed import Claimed
from tests.features.visitor import Visitor
from tests.push.evening import Evening

LARGEST = 3993
"""Plaintext bytes that make 4096 encrypted ones."""


def claimed(**more: object) -> Claimed:
    values: dict[str, object] = {
        "delivery_id": 1, "device_id": 1, "occurrence_id": 1, "channel": "push", "endpoint": "", "p256dh": "",
        "auth": "", "key_id": "", "origin": "https://" + "a" * 250 + ".example", "language": "es", "copy": False,
        "shrunk": False, "attempts": 1, "expires_at": None, "lease_until": None, "kind": "routine",
        "night": date(2026, 11, 20),
        "reminder": "0193d1c0-0000-4000-8000-000000000000", "words": "ñ" * 60, "name": "ñ" * 80, "detail": True,
    }  # fmt: skip
    return Claimed(**(values | more))  # type: ignore[arg-type]


def shown(app: Flask, **more: object) -> dict[str, object]:
    with app.test_request_context():
        return dict(json.loads(message.payload(claimed(**more), "t" * 32))["notification"])


def test_the_evenings_own_reminder_carries_the_buttons_words_and_the_night(
    evening: Evening, ana: Visitor
) -> None:
    evening.phone(ana)
    evening.fall_due()
    data = evening.service.captures[0].json()["notification"]["data"]
    assert (data["evening"], data["night"]) == (True, "2026-11-20")
    assert data["reminder"] == ana.bundle()["ringing"]["rules"][0]["id"]
    assert data["words"] == {"snooze": "In 10 minutes", "not_tonight": "Not tonight", "begin": "Begin"}


def test_they_are_in_the_language_of_whoever_reads_them(app: Flask) -> None:
    data = shown(app)["data"]
    assert isinstance(data, dict)
    assert data["words"] == {"snooze": "En 10 minutos", "not_tonight": "Esta noche no", "begin": "Empezar"}


@pytest.mark.parametrize("kind", ["wind_down", "caffeine", "medicine", "diary"])
def test_no_other_kind_has_buttons(app: Flask, kind: str) -> None:
    data = shown(app, kind=kind)["data"]
    assert isinstance(data, dict)
    assert data["evening"] is False
    assert "words" not in data


@pytest.mark.parametrize(
    ("kind", "page"), [("diary", "/morning"), ("routine", "/tonight"), ("medicine", "/tonight")]
)
def test_each_kind_leads_to_where_it_is_answered(app: Flask, kind: str, page: str) -> None:
    assert str(shown(app, kind=kind)["navigate"]).endswith(f"{page}?from=reminder")


@pytest.mark.parametrize("more", [{"copy": True}, {"occurrence_id": None}, {"shrunk": True}], ids=str)
def test_nor_has_a_copy_or_a_test_or_what_had_to_be_made_smaller(app: Flask, more: dict[str, object]) -> None:
    assert "words" not in json.dumps(shown(app, **more))


def test_the_longest_message_still_fits(app: Flask) -> None:
    with app.test_request_context():
        assert len(message.payload(claimed(), "t" * 32)) <= LARGEST
