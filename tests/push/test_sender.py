"""The sender alone: whom it believes, what it writes, and that it keeps to the second."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks.loopback import make_certificate
from routines import clock
from routines.push.answers import Answer
from routines.push.transport.request import lines_of, origin_of, post
from routines.worker import add_beat
from tests.push.peer import Peer, answer
from tests.push.sending import message, sender, statuses


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return make_certificate(tmp_path)


def test_a_service_whose_certificate_nobody_vouches_for_is_told_nothing(
    tmp_path: Path, certificate: Path
) -> None:
    with Peer(certificate=certificate) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/x", f"{peer.url}/x") == [None, None]
        assert peer.requests == []


def test_the_certificates_that_openssl_is_told_to_trust_are_trusted(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Peer(certificate=certificate) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/x") == [201]


def test_a_certificate_for_another_name_is_none(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Peer(certificate=certificate) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"https://localhost:{peer.port}/x") == [None]
        assert peer.requests == []


def test_a_certificate_that_has_run_out_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path, timedelta(minutes=-1))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Peer(certificate=certificate) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/x") == [None]
        assert peer.requests == []


def test_a_session_is_taken_up_again_and_nothing_but_http_1_is_spoken(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Peer(certificate=certificate) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/x") == [201]
        monkeypatch.setattr("routines.push.transport.origin.KEPT_S", 0.1)
        time.sleep(0.2)
        assert statuses(ours, f"{peer.url}/x") == [201]
        assert [spoken.session_reused for spoken in peer.spoken] == [False, True]
        assert {spoken.selected_alpn_protocol() for spoken in peer.spoken} == {"http/1.1"}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/w/?token=BQ%3d%2F..%2f&x=%00~'", "/w/?token=BQ%3d%2F..%2f&x=%00~'"),
        ("/a//b/../c;d=e", "/a//b/../c;d=e"),
        ("?token=x", "/?token=x"),
        ("", "/"),
    ],
)
def test_an_address_goes_out_as_it_was_given(tmp_path: Path, path: str, target: str) -> None:
    with Peer() as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"HTTP://LocalHost:{peer.port}{path}") == [201]
        first, host = peer.requests[0].decode("latin-1").split("\r\n")[:2]
        assert first == f"POST {target} HTTP/1.1"
        assert host == f"Host: localhost:{peer.port}"


@pytest.mark.parametrize(
    "path", ["/x HTTP/1.1", "/x\r\nX: y", "/x\ny", "/x\ty", "/\x00", "/é", "/x#y", "\\x"]
)
def test_an_address_that_could_end_a_line_is_gone_and_nothing_is_sent(tmp_path: Path, path: str) -> None:
    with Peer() as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}{path}") == [404]
        assert peer.calls == 0


@pytest.mark.parametrize("target", ["/x y", "/x\r\nX: y", "/x\n", "/é", "/x#y"])
def test_no_request_is_made_of_what_could_end_a_line(target: str) -> None:
    with pytest.raises(ValueError):
        post(target, "", b"")


@pytest.mark.parametrize("value", ["x\r\nX: y", "x\n", "é", "\x7f"])
def test_no_header_is_made_of_what_could_end_a_line(value: str) -> None:
    with pytest.raises(ValueError):
        lines_of({"Topic": value})
    with pytest.raises(ValueError):
        lines_of({value: "x"})


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://FCM.googleapis.com:443/x?y", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com/x", "https://fcm.googleapis.com"),
        ("http://127.0.0.1:443/x", "http://127.0.0.1:443"),
        ("http://[::1]:8080/x", "http://[::1]:8080"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(endpoint: str, origin: str) -> None:
    assert origin_of(endpoint) == origin


def test_a_cookie_of_a_service_stays_with_it(tmp_path: Path) -> None:
    baked = b"HTTP/1.1 201 Created\r\nSet-Cookie: who=you; Path=/\r\nContent-Length: 0\r\n\r\n"
    with Peer(answer(baked)) as peer, sender(tmp_path) as ours:
        for _ in range(2):
            assert ours.send([message(f"{peer.url}/x")]) == [Answer(201)]
        assert not any(b"cookie" in request.lower() for request in peer.requests)


@pytest.mark.parametrize("shifted_s", [0, 7200, -7200])
def test_the_heart_beats_as_each_second_begins_whatever_a_test_says_the_time_is(shifted_s: int) -> None:
    clock.shift(shifted_s)
    scheduler = BackgroundScheduler(timezone="UTC")
    add_beat(scheduler, lambda: None)
    scheduler.start(paused=True)
    try:
        [job] = scheduler.get_jobs()
        assert job.next_run_time.microsecond == 0
        assert timedelta(seconds=-1) < job.next_run_time - clock.by_this_machine() <= timedelta(seconds=1)
    finally:
        scheduler.shutdown()
        clock.shift(0)
