"""No page without a decision on what it does without a network, and a way back that leans on nothing."""

import re
from collections.abc import Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models import db
from routines.pwa.pages import NEEDS_SERVER, NOT_PAGES, ON_THE_PHONE, OUTSIDE


def pages(app: Flask) -> set[str]:
    """Every address that a person can open, by its rule."""
    return {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(NOT_PAGES)
    }


def undecided(rules: Iterable[str]) -> set[str]:
    return set(rules) - ON_THE_PHONE - set(NEEDS_SERVER) - OUTSIDE


@pytest.mark.promise(13)
def test_each_page_is_on_the_phone_or_says_that_it_needs_the_server(app: Flask) -> None:
    found = pages(app)
    assert undecided(found) == set()
    assert ON_THE_PHONE | set(NEEDS_SERVER) | OUTSIDE == found
    assert not ON_THE_PHONE & set(NEEDS_SERVER)


def test_a_new_page_without_a_decision_is_seen(new_app: Flask) -> None:
    new_app.add_url_rule("/new-page", view_func=lambda: "")
    assert undecided(pages(new_app)) == {"/new-page"}


def test_the_way_back_stands_without_database_modules_or_anything_that_a_worker_keeps(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(db.session, "execute", broken)
    monkeypatch.setattr(app.extensions["pwa"], "prepare", broken)
    page = client.get("/recover", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert "Repair Evenfall on this phone" in text
    assert "/static/" not in text
    assert "module" not in text
    for part in ("/recover.js", "/recover.theme.js", "/recover.css"):
        assert part in text
        assert client.get(part).status_code == 200
    assert client.get("/recover.sw.js").status_code == 404


def test_a_page_asks_at_once_for_the_scripts_that_it_would_find_one_behind_the_other(
    app: Flask, client: FlaskClient
) -> None:
    assets = app.extensions["pwa"].assets
    text = client.get("/tonight").get_data(as_text=True)
    asked = re.findall(r'<link rel="modulepreload" href="([^"]+)">', text)
    assert len(asked) == len(set(asked))
    for path in (
        "app.js",
        "offline/store.js",
        "vendor/idb.js",
        "elements/tonight/index.js",
        "core/tonight.js",
    ):
        assert assets.url(f"js/{path}") in asked
    # What is only wanted later is not hurried.
    assert assets.url("js/elements/tonight/slots.js") not in asked
    assert all(client.get(address).status_code == 200 for address in asked)
