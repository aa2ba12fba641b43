"""What waits for a browser that is away: until its TTL, one for each Topic, until it acknowledges."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.push.capture import Recipient, Subscription, from_base64url
from tests.push.plain_sender import PlainSender
from tests.push.service import PushService

PATIENCE_S = 5.0
CHANNEL = "0b1f0d2e-6f0c-4a56-9d5a-3c1d3c1f7a10"


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as running:
        yield running


class Browser:
    """A browser's side of the protocol, far enough to be away and to come back."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def say(self, message_type: str, **fields: Any) -> None:
        await self._socket.send_json({"messageType": message_type, **fields})

    async def hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = await self._socket.receive_json(timeout=PATIENCE_S)
        return heard

    async def next_messages(self) -> list[dict[str, Any]]:
        """What was sent before the answer to a ping."""
        await self._socket.send_str("{}")
        heard = []
        while said := await self.hear():
            heard.append(said)
        return heard


@asynccontextmanager
async def browser(service: PushService, uaid: str | None = None) -> AsyncIterator[tuple[Browser, str]]:
    async with aiohttp.ClientSession() as session, session.ws_connect(service.websocket_url) as socket:
        visitor = Browser(socket)
        await visitor.say("hello", use_webpush=True, broadcasts={}, **({"uaid": uaid} if uaid else {}))
        yield visitor, (await visitor.hear())["uaid"]


async def subscribed(service: PushService, recipient: Recipient) -> tuple[str, Subscription]:
    async with browser(service) as (visitor, uaid):
        await visitor.say("register", channelID=CHANNEL)
        endpoint = (await visitor.hear())["pushEndpoint"]
    return uaid, {"endpoint": endpoint, "keys": recipient.keys}


def opened(recipient: Recipient, messages: list[dict[str, Any]]) -> list[bytes]:
    return [recipient.decrypt(from_base64url(message["data"])) for message in messages]


Story = Callable[[PushService, Recipient, PlainSender], Coroutine[Any, Any, None]]


def told(story: Story, service: PushService) -> None:
    asyncio.run(story(service, Recipient(), PlainSender()))


def test_a_browser_that_comes_back_gets_what_is_still_good(service: PushService) -> None:
    async def story(service: PushService, recipient: Recipient, sender: PlainSender) -> None:
        uaid, subscription = await subscribed(service, recipient)
        for data, ttl in ((b"now or never", "0"), (b"soon", "60"), (b"later", "600")):
            assert sender.push(subscription, data, {"TTL": ttl}).status_code == 201
        service.clock_offset_s = 120
        async with browser(service, uaid) as (visitor, same):
            assert same == uaid
            assert opened(recipient, await visitor.next_messages()) == [b"later"]

    told(story, service)


def test_a_topic_replaces_the_message_that_waits(service: PushService) -> None:
    async def story(service: PushService, recipient: Recipient, sender: PlainSender) -> None:
        uaid, subscription = await subscribed(service, recipient)
        for data, topic in ((b"first", "tonight"), (b"other", "people"), (b"second", "tonight")):
            sender.push(subscription, data, {"Topic": topic})
        async with browser(service, uaid) as (visitor, _):
            assert opened(recipient, await visitor.next_messages()) == [b"other", b"second"]

    told(story, service)


def test_a_message_comes_again_until_it_is_acknowledged(service: PushService) -> None:
    async def story(service: PushService, recipient: Recipient, sender: PlainSender) -> None:
        uaid, subscription = await subscribed(service, recipient)
        sender.push(subscription, b"good evening")
        for _ in range(2):
            async with browser(service, uaid) as (visitor, _name):
                [message] = await visitor.next_messages()
        async with browser(service, uaid) as (visitor, _name):
            await visitor.hear()
            await visitor.say("ack", updates=[{**message, "code": 100}])
            assert await visitor.next_messages() == []
        assert [ack.code for ack in service.wait_for_acks(1)] == [100]
        async with browser(service, uaid) as (visitor, _name):
            assert await visitor.next_messages() == []

    told(story, service)


def test_an_ended_subscription_answers_410(service: PushService) -> None:
    async def story(service: PushService, recipient: Recipient, sender: PlainSender) -> None:
        uaid, subscription = await subscribed(service, recipient)
        async with browser(service, uaid) as (visitor, _):
            await visitor.say("unregister", channelID=CHANNEL, code=200)
            assert (await visitor.hear())["status"] == 200
        assert sender.push(subscription, b"anyone?").status_code == 410

    told(story, service)


def test_a_browser_that_the_service_does_not_know_gets_a_new_name(service: PushService) -> None:
    async def story(service: PushService, _recipient: Recipient, _sender: PlainSender) -> None:
        async with browser(service, "f" * 32) as (_, uaid):
            assert uaid != "f" * 32

    told(story, service)
