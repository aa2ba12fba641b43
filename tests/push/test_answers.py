"""What push services may answer, and what is no answer."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.push.answers import LONGEST_WAIT, Answer, wait
from tests.push.peer import CREATED, Behave, Call, Peer, answer
from tests.push.sending import message, sender, statuses

MOMENT = datetime(2026, 11, 20, 20, 45, tzinfo=UTC)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nRetry-After: 7\r\n\r\n"
CHUNKED = b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwhat\r\n0\r\nX-Late: 1\r\n\r\n"
BODY = b'HTTP/1.1 403 Forbidden\r\nContent-Length: 13\r\nContent-Type: x/y\r\n\r\n{"errno": 1}\n'


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (CREATED, 201),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204),
        (b"HTTP/1.1 201\r\ncontent-length:0\r\n\r\n", 201),
        (CHUNKED, 400),
        (BODY, 403),
        (CONTINUE + CREATED, 201),
        (HINTS + HINTS + BODY, 403),
    ],
)
@pytest.mark.parametrize("in_pieces", [False, True])
def test_every_whole_answer_is_understood_and_its_connection_kept(
    tmp_path: Path, said: bytes, status: int, in_pieces: bool
) -> None:
    parts = [said[at : at + 1] for at in range(len(said))] if in_pieces else [said]
    with Peer(answer(*parts)) as peer, sender(tmp_path) as ours:
        for number in (1, 2, 3):
            assert statuses(ours, f"{peer.url}/x") == [status]
            peer.wait(lambda: peer.said == number * len(parts), "the rest of the answer")  # noqa: B023
            time.sleep(0.05)  # it is read, too
        assert (peer.calls, len(peer.requests)) == (1, 3)


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 201 Created\r\n\r\n",  # its body ends with the connection
        b"HTTP/1.0 201 Created\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        CREATED + b"and more",
        CREATED + b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 300_000,
    ],
)
def test_after_an_answer_that_does_not_end_where_it_should_the_connection_is_left(
    tmp_path: Path, said: bytes
) -> None:
    """Otherwise what is left of it would be taken for the answer to the next message."""
    with Peer(answer(said)) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [201]
        assert statuses(ours, f"{peer.url}/2") == [201]
        assert peer.calls == 2


async def _talks_unasked(call: Call) -> None:
    await call.request()
    await call.say(CREATED, b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", pause_s=0.2)
    await call.is_left()


def test_what_a_service_says_unasked_is_no_answer_to_the_next_message(tmp_path: Path) -> None:
    with Peer(_talks_unasked) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/1") == [201]
        peer.wait(lambda: peer.said == 2, "the second answer")
        assert statuses(ours, f"{peer.url}/2") == [201]


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\x00\x05hello",
        b"HTTP/1.1 twohundred\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
        CONTINUE,
        CONTINUE * 5000,
        b"HTTP/1.1 201 Created\r\n" + b"X: y\r\n" * 20_000,
        b"HTTP/1.1 201 Created\r\nX: " + b"y" * 100_000,
        b"HTTP/1.1 201 Cre",
        b"",
    ],
)
def test_what_is_no_answer_is_none_and_is_not_waited_for(tmp_path: Path, said: bytes) -> None:
    async def behave(call: Call) -> None:
        await call.request()
        await call.say(said)

    with Peer(behave) as peer, sender(tmp_path, timeout_s=60) as ours:
        assert statuses(ours, f"{peer.url}/x") == [None]
        assert len(peer.requests) == 1


@pytest.mark.parametrize(("first", "then"), [(b"HTTP/1.1 201 Created\r\n", b"X: y\r\n"), (b"", CONTINUE)])
def test_an_answer_that_never_ends_is_not_listened_to_for_long(
    tmp_path: Path, first: bytes, then: bytes
) -> None:
    async def behave(call: Call) -> None:
        await call.request()
        await call.say(first)
        while True:
            await call.say(then * 500)

    with Peer(behave) as peer, sender(tmp_path, timeout_s=100) as ours:
        began = time.monotonic()
        assert statuses(ours, f"{peer.url}/x") == [None]
        assert time.monotonic() - began < 50
        peer.wait(lambda: peer.open == 0, "the end of the connection")


def _early(last: bytes) -> Behave:
    async def behave(call: Call) -> None:
        await call.reader.readuntil(b"\r\n\r\n")
        await call.say(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n" + last + b"\r\n", pause_s=0.1)

    return behave


@pytest.mark.parametrize("last", [b"", b"Connection: close\r\n"])
def test_an_answer_before_the_whole_message_was_read_counts(tmp_path: Path, last: bytes) -> None:
    with Peer(_early(last)) as peer, sender(tmp_path) as ours:
        assert statuses(ours, f"{peer.url}/x") == [413]


def test_where_an_answer_came_before_the_message_was_written_the_connection_is_left(tmp_path: Path) -> None:
    """Otherwise the rest of the one and the beginning of the next would be one request."""

    async def reads_no_body(call: Call) -> None:
        head = await call.reader.readuntil(b"\r\n\r\n")
        await call.say(
            b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n" if b"/large" in head else CREATED
        )
        await asyncio.sleep(60)

    with Peer(reads_no_body) as peer, sender(tmp_path) as ours:
        large = replace(message(f"{peer.url}/large"), payload=b"x" * 8_000_000)
        assert ours.send([large]) == [Answer(413)]
        assert statuses(ours, f"{peer.url}/x") == [201]
        assert peer.calls == 2


def test_the_wish_to_wait_is_passed_on_and_stays_with_its_answer(tmp_path: Path) -> None:
    busy = b"HTTP/1.1 429 Too Many\r\nretry-AFTER:  120 \r\nContent-Length: 0\r\n\r\n"

    async def behave(call: Call) -> None:
        for said in (busy, CREATED, HINTS + CREATED):
            await call.request()
            await call.say(said)
        await call.is_left()

    with Peer(behave) as peer, sender(tmp_path) as ours:
        answers = [ours.send([message(f"{peer.url}/x")])[0] for _ in range(3)]
        assert peer.calls == 1
    assert answers == [Answer(429, "120"), Answer(201), Answer(201)]


@given(st.text(st.characters(codec="latin-1")), st.integers(1, 50))
def test_whatever_a_service_asks_for_we_wait_a_second_to_half_an_hour(header: str, attempts: int) -> None:
    assert timedelta(seconds=1) <= wait(Answer(429, header), attempts, MOMENT) <= LONGEST_WAIT


@pytest.mark.parametrize(
    "header",
    ["²", "9" * 5000, "Fri, 20 Nov 99999999999999999999 21:45:00 GMT", "Fri, 20 Nov 2026 21:45:00 +99999999"],
)
def test_numbers_that_are_none_ask_for_nothing_odd(header: str) -> None:
    assert timedelta(seconds=1) <= wait(Answer(429, header), 1, MOMENT) <= LONGEST_WAIT
