"""How the sender treats connections: how many, how long, and what happens when a service goes away or stands still."""

import asyncio
import time
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from benchmarks.loopback import make_certificate
from routines.push.sender import TO_ONE_SERVICE, Sender
from routines.push.transport import client, origin
from routines.push.transport.connection import Connection
from routines.push.transport.origin import Origin
from tests.push.peer import CREATED, Call, Peer, take_all
from tests.push.sending import message, sender, statuses


async def _hang(call: Call) -> None:
    await call.request()
    await call.is_left()


def test_connections_are_kept_and_never_more_than_agreed(tmp_path: Path) -> None:
    asked = count(1)
    all_at_work = asyncio.Event()

    async def slowly(call: Call) -> None:
        while True:
            await call.request()
            if next(asked) == TO_ONE_SERVICE:
                all_at_work.set()
            # However long the messages take to make: nobody is answered while a connection may still be opened.
            await all_at_work.wait()
            await asyncio.sleep(0.05)
            await call.say(CREATED)

    with Peer(slowly) as peer, sender(tmp_path, timeout_s=60) as ours:
        for _ in range(2):
            assert statuses(ours, *[f"{peer.url}/{one}" for one in range(700)]) == [201] * 700
        assert peer.calls == peer.most_open == TO_ONE_SERVICE
        targets = [request.split(b" ")[1] for request in peer.requests]
        assert sorted(targets) == sorted(2 * [b"/%d" % one for one in range(700)])


def test_answers_come_in_the_order_of_the_messages(tmp_path: Path) -> None:
    async def by_target(call: Call) -> None:
        while True:
            status = int((await call.request()).split(b" ")[1][1:])
            await asyncio.sleep((status % 7) / 100)
            await call.say(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status)

    with Peer(by_target) as peer, sender(tmp_path) as ours:
        wanted = [200 + one for one in range(200)]
        assert statuses(ours, *[f"{peer.url}/{status}" for status in wanted]) == wanted


def test_a_service_that_hung_up_while_nothing_was_sent_is_called_again(tmp_path: Path) -> None:
    async def once(call: Call) -> None:
        await call.request()
        await call.say(CREATED)

    with Peer(once) as peer, sender(tmp_path) as ours:
        for number in (1, 2, 3):
            assert statuses(ours, f"{peer.url}/x") == [201]
            peer.wait(lambda: peer.open == 0, "the end of the connection")
            assert (peer.calls, len(peer.requests)) == (number, number)


@pytest.mark.parametrize("whole", [True, False])
def test_a_kept_connection_that_ends_without_a_byte_costs_one_more_try_and_no_third(
    tmp_path: Path, whole: bool
) -> None:
    """The service hangs up just as the second message comes: once, or whenever it is asked again."""

    async def behave(call: Call) -> None:
        await call.request()
        if call.number == 1 or whole:
            await call.say(CREATED)
            await call.request()

    with Peer(behave) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [201]
        assert statuses(ours, f"{peer.url}/2") == [201 if whole else None]
        assert [request.split(b" ")[1] for request in peer.requests] == [b"/1", b"/2", b"/2"]
        assert peer.requests[1] == peer.requests[2]


def test_nothing_is_sent_a_third_time_whatever_hangs_up(tmp_path: Path) -> None:
    """Each connection takes one message, and hangs up on its second: also on one that was sent again."""

    async def behave(call: Call) -> None:
        await call.request()
        await call.say(CREATED)
        await call.request()

    with Peer(behave) as peer, sender(tmp_path, timeout_s=100) as ours:
        statuses(ours, *[f"{peer.url}/{one}" for one in range(500)])
        times = Counter(request.split(b" ")[1] for request in peer.requests)
        assert (len(times), max(times.values())) == (500, 2)


def test_where_some_of_an_answer_came_it_is_not_sent_again(tmp_path: Path) -> None:
    async def behave(call: Call) -> None:
        await call.request()
        await call.say(CREATED)
        await call.request()
        await call.say(b"HTTP/1.1 2")

    with Peer(behave) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [201]
        assert statuses(ours, f"{peer.url}/2") == [None]
        assert len(peer.requests) == 2


def test_a_new_connection_that_ends_without_a_byte_is_not_tried_again(tmp_path: Path) -> None:
    async def behave(call: Call) -> None:
        await call.request()

    with Peer(behave) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [None]
        assert len(peer.requests) == 1


def test_a_connection_that_was_quiet_for_long_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Peer() as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [201]
        monkeypatch.setattr(origin, "KEPT_S", 0.1)
        time.sleep(0.2)
        assert statuses(ours, f"{peer.url}/2") == [201]
        assert peer.calls == 2


def timed(ours: Sender, *endpoints: str) -> tuple[list[int | None], float]:
    began = time.monotonic()
    return statuses(ours, *endpoints), time.monotonic() - began


async def _drip(call: Call) -> None:
    await call.request()
    await call.say(b"HTTP/1.1 201 Created\r\n", *[b"X: y\r\n"] * 100, pause_s=0.1)


async def _silent(call: Call) -> None:
    await call.is_left()


@pytest.mark.parametrize(
    ("behave", "scheme"), [(_hang, "http"), (_drip, "http"), (_silent, "https")], ids=["hang", "drip", "tls"]
)
def test_a_service_that_stands_still_is_given_up(
    tmp_path: Path, behave: object, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any answer, between its headers, and in the middle of the talk about certificates."""
    monkeypatch.setattr(origin, "TO_THE_LAST_S", 3.0)
    with Peer(behave) as peer, sender(tmp_path, timeout_s=1.0) as ours:  # type: ignore[arg-type]
        found, took = timed(ours, *[f"{scheme}://127.0.0.1:{peer.port}/{one}" for one in range(100)])
        assert found == [None] * 100
        assert 0.9 < took < 15
        peer.wait(lambda: peer.open == 0, "the end of the connections")


@pytest.mark.parametrize("endless", [True, False])
def test_a_body_without_end_or_without_a_beginning_holds_up_nothing(
    tmp_path: Path, endless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("routines.push.transport.connection.REST_S", 0.5)
    sent = 0

    async def behave(call: Call) -> None:
        nonlocal sent
        await call.request()
        await call.say(b"HTTP/1.1 201 Created\r\nContent-Length: 10000000000\r\n\r\n")
        while endless:
            await call.say(b"x" * 4096)
            sent += 4096
        await call.is_left()

    with Peer(behave) as peer, sender(tmp_path, timeout_s=60) as ours:
        for one in range(3):
            found, took = timed(ours, f"{peer.url}/{one}")
            assert (found, took < 5) == ([201], True)
        with Peer() as other:
            for _ in range(20):
                time.sleep(0.05)
                assert statuses(ours, f"{other.url}/x") == [201]  # meanwhile the loop runs
        peer.wait(lambda: peer.open == 0, "the end of the connections")
    assert sent < 20_000_000


def test_a_service_that_hangs_holds_up_its_own_messages_only(tmp_path: Path) -> None:
    arrived: list[float] = []

    async def take(call: Call) -> None:
        await call.request()
        arrived.append(time.monotonic())
        await asyncio.sleep(4)
        arrived.append(slow.calls)
        await call.say(CREATED)

    with Peer(_hang) as slow, Peer(take) as quick, sender(tmp_path, timeout_s=12.0) as ours:
        began = time.monotonic()
        found = statuses(ours, *[f"{slow.url}/{one}" for one in range(250)], f"{quick.url}/x")
        assert found == [None] * 250 + [201]
        at, calls = arrived
        assert (at - began < 6.0, calls) == (True, TO_ONE_SERVICE)


def test_the_wait_for_a_connection_counts_towards_the_time_out(tmp_path: Path) -> None:
    """As many as a worker claims at once end within one time-out, so that no lease runs out before."""
    with Peer(_hang) as slow, sender(tmp_path, timeout_s=4.0) as ours:
        _, took = timed(ours, *[f"{slow.url}/{one}" for one in range(2 * TO_ONE_SERVICE)])
        assert took < 7.5


@pytest.mark.parametrize(
    "said",
    [
        CREATED,
        CREATED + CREATED,
        b"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n",
        b"nothing that is HTTP",
    ],
)
@pytest.mark.parametrize("politely", [True, False])
def test_a_connection_over_tls_ends_without_a_word_in_the_log(
    tmp_path: Path,
    said: bytes,
    politely: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each of the ways in which one ends, also while the service hangs up by itself."""

    async def behave(call: Call) -> None:
        await call.request()
        await call.say(said, pause_s=0.1)
        if politely:
            call.writer.close()
            await call.is_left()

    monkeypatch.setenv("SSL_CERT_FILE", str(make_certificate(tmp_path)))
    with Peer(behave, certificate=tmp_path / "loopback.pem") as peer, sender(tmp_path) as ours:
        for one in range(3):
            statuses(ours, f"{peer.url}/{one}")
            peer.wait(lambda: peer.open == 0, "the end of the connection")
        time.sleep(0.2)
    assert caplog.messages == []


class _Wire(asyncio.Transport):
    aborted = False

    def abort(self) -> None:
        self.aborted = True


def test_a_connection_is_not_torn_down_under_what_is_just_reading_from_it() -> None:
    """uvloop's TLS writes when its reader returns, and logs a fatal error where the connection is gone by then."""

    async def story() -> None:
        wire, ended = _Wire(), Connection(Origin("https://127.0.0.1", 1, None, lambda _: None))
        ended.connection_made(wire)
        ended.data_received(b"unasked")
        assert (ended.open, wire.aborted) == (False, False)
        await asyncio.sleep(0)
        assert wire.aborted

    asyncio.run(story())


def test_a_port_where_nobody_listens_and_a_name_that_nobody_has_are_no_answer(tmp_path: Path) -> None:
    with Peer() as peer:
        port = peer.port
    with sender(tmp_path, timeout_s=100) as ours:
        found, took = timed(ours, *[f"http://127.0.0.1:{port}/x"] * 200, "http://nowhere.invalid:1/x")
        assert (found, took < 50) == ([None] * 201, True)


def test_another_address_of_the_same_name_is_tried_and_then_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def two(self: object, *arguments: object, **options: object) -> list[Any]:
        return [(None, None, None, "", (address, 0)) for address in ("::1", "127.0.0.1")]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", two)
    monkeypatch.setattr("routines.push.sender.new_event_loop", asyncio.new_event_loop)
    monkeypatch.setattr(origin, "TO_ONE_ADDRESS_S", 0.5)
    monkeypatch.setenv("SSL_CERT_FILE", str(make_certificate(tmp_path)))
    good, silent = Peer(certificate=tmp_path / "loopback.pem"), Peer(_silent, host="::1")
    with good, sender(tmp_path) as ours:
        silent.port = good.port
        with silent:
            endpoint = f"https://127.0.0.1:{good.port}/x"
            assert statuses(ours, endpoint) == [201]
            monkeypatch.setattr(origin, "KEPT_S", 0.1)
            time.sleep(0.2)
            assert statuses(ours, endpoint) == [201]
            assert (good.calls, silent.calls) == (2, 1)


def test_names_that_strangers_made_up_are_forgotten_and_what_is_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "MANY", 3)
    with sender(tmp_path) as ours, Peer() as good:
        assert statuses(ours, f"{good.url}/1") == [201]
        for port in range(1, 8):
            assert statuses(ours, f"http://127.0.0.1:{port}/x") == [None]
        assert statuses(ours, f"{good.url}/2") == [201]
        assert good.calls == 1
        assert len(ours._client._origins) <= 4


def test_one_phones_broken_keys_take_no_connection_away(tmp_path: Path) -> None:
    with Peer(take_all) as peer, sender(tmp_path) as ours:
        broken = [message(f"{peer.url}/x", p256dh="AAAA")] * 300
        answers = ours.send([*broken, message(f"{peer.url}/x")])
        assert [one.status for one in answers] == [None] * 300 + [201]
        assert len(peer.requests) == 1
