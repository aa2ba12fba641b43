"""Headers that every answer carries, and hosts and sizes that are refused."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.features.visitor import SAME_ORIGIN, Visitor

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types evenfall-worker"
)
# A worker's own policy: it loads nothing but what it fetches.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"
EXAMPLES = {"token": "x", "path": "js/app.js", "hash": "x", "language": "en", "page": "tonight", "step": 1}


def addresses(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every address of the app, with something in the place of its variables."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: EXAMPLES.get(name, 1) for name in rule.arguments}
        yield adapter.build(rule.endpoint, values, method=next(iter(rule.methods or ()))), rule


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_address_answers_with_the_headers(
    app: Flask, visit: Callable[..., Visitor], ana: Visitor, signed_in: bool
) -> None:
    visitor = ana if signed_in else visit()
    seen = 0
    for address, rule in addresses(app):
        for method in sorted(rule.methods or ()):
            answer = visitor.client.open(address, method=method, headers=SAME_ORIGIN)
            where = f"{method} {address} {answer.status_code}"
            assert answer.status_code < 500 or address == "/healthz", where
            expected = WORKER_POLICY if address == "/sw.js" and answer.status_code == 200 else POLICY
            if not (address == "/sw.js" and method == "OPTIONS"):
                assert answer.headers["Content-Security-Policy"] == expected, where
            assert answer.headers["X-Content-Type-Options"] == "nosniff", where
            assert answer.headers["Referrer-Policy"] == "same-origin", where
            assert answer.headers["Cache-Control"], where
            seen += 1
            if address == "/sign-out" and method == "POST":
                visitor.sign_in()
    assert seen > 60


def test_no_policy_lets_anything_unsafe_in(app: Flask, ana: Visitor) -> None:
    for address in ("/you", "/tonight", "/sw.js", "/nowhere", "/api/v1/nowhere"):
        policy = ana.read(address).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "nonce" not in policy
        assert "http" not in policy
        assert "*" not in policy


def test_no_page_holds_a_script_or_a_style_of_its_own(app: Flask, ana: Visitor) -> None:
    import re

    for address, rule in addresses(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = ana.read(address)
        if answer.mimetype != "text/html":
            continue
        assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", answer.text) == [], address
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", answer.text) == [], address
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', answer.text) == [], address


def test_a_page_that_is_not_there_says_so_kindly(ana: Visitor) -> None:
    answer = ana.read("/nowhere")
    assert answer.status_code == 404
    assert "This page is not here." in answer.text
    assert "<html" in answer.text


def test_an_api_address_that_is_not_there_answers_with_a_problem(ana: Visitor) -> None:
    answer = ana.read("/api/v1/nowhere")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    told = answer.get_json()
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == 404
    assert told["detail"].endswith(".")


def test_a_wrong_method_is_refused_without_a_trace(ana: Visitor) -> None:
    for method, path in (("DELETE", "/you"), ("PUT", "/api/v1/sync"), ("GET", "/sign-out")):
        answer = ana.client.open(path, method=method, headers=SAME_ORIGIN)
        assert answer.status_code == 405
        assert "Werkzeug" not in answer.text


def test_a_host_that_is_not_ours_is_refused(visit: Callable[..., Visitor]) -> None:
    for path in ("/", "/sign-in", "/api/v1/session", "/tonight"):
        for host in ("evil.example", "localhost.evil.example", "evil.example:80"):
            answer = visit().client.get(path, base_url=f"http://{host}")
            assert answer.status_code == 400, (path, host)
            assert "evil" not in answer.text, (path, host)
    assert visit().client.get("/", base_url="http://localhost:8000").status_code == 200


def test_too_large_a_request_is_refused_before_it_is_read(ana: Visitor) -> None:
    large = {"name": "x" * (300 * 1024)}
    answer = ana.client.post("/sign-up", data=large, headers=SAME_ORIGIN)
    assert answer.status_code == 413
    assert "That is too much at once." in answer.text
    answer = ana.send("POST", "/api/v1/sync", large)
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


def test_a_body_that_is_not_json_is_refused(ana: Visitor) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        headers = SAME_ORIGIN | {"Content-Type": kind}
        answer = ana.client.post("/api/v1/sync", data="{}", headers=headers)
        assert (answer.status_code, answer.get_json()["type"]) == (415, "/problems/not-json"), kind
