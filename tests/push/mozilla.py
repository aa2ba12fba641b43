"""The WebSocket side: Mozilla's push protocol, as Firefox speaks it."""

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from tests.push.capture import Ack
from tests.push.mailbox import Channel, Mailbox, Message


class Browsers:
    """The browsers that are connected now. `on_ack` hears every ack, `on_end` every token that ended."""

    def __init__(
        self,
        mailbox: Mailbox,
        *,
        endpoint: Callable[[str], str],
        on_ack: Callable[[Ack], None],
        on_end: Callable[[str], None],
        now: Callable[[], float],
    ) -> None:
        self._mailbox = mailbox
        self._endpoint = endpoint
        self._on_ack = on_ack
        self._on_end = on_end
        self._now = now
        self._connected: dict[str, web.WebSocketResponse] = {}

    async def deliver(self, message: Message) -> None:
        """What does not arrive stays in the mailbox."""
        socket = self._connected.get(message.channel.uaid)
        if socket is None or socket.closed:
            return
        with suppress(ConnectionError):
            await socket.send_json(message.frame())

    async def disconnect(self) -> None:
        for socket in list(self._connected.values()):
            await socket.close()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        uaid = ""
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    uaid = await self._hear(socket, uaid, message.json())
        finally:
            if self._connected.get(uaid) is socket:
                del self._connected[uaid]
        return socket

    async def _hear(self, socket: web.WebSocketResponse, uaid: str, said: dict[str, Any]) -> str:
        match said.get("messageType", "ping"):
            case "hello":
                return await self._hello(socket, said)
            case "register":
                await socket.send_json(self._register(uaid, said))
            case "unregister":
                await socket.send_json(self._unregister(uaid, said))
            case "ack":
                for update in said["updates"]:
                    self._acknowledged(uaid, update["version"], update.get("code", 100))
            case "nack":
                self._acknowledged(uaid, said["version"], said.get("code", 0))
            case "ping":
                await socket.send_json({})
        return uaid

    async def _hello(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> str:
        uaid = self._mailbox.greet(said.get("uaid"))
        answer = {"messageType": "hello", "status": 200, "uaid": uaid, "use_webpush": True, "broadcasts": {}}
        await socket.send_json(answer)
        self._connected[uaid] = socket
        for message in self._mailbox.waiting(uaid, self._now()):
            await self.deliver(message)
        return uaid

    def _register(self, uaid: str, said: dict[str, Any]) -> dict[str, Any]:
        channel_id = said["channelID"]
        if not self._mailbox.takes_new:
            return {"messageType": "register", "status": 500, "channelID": channel_id}
        channel = self._mailbox.subscription(uaid, channel_id) or self._mailbox.add(
            Channel(secrets.token_urlsafe(32), said.get("key"), uaid, channel_id)
        )
        return {
            "messageType": "register",
            "status": 200,
            "channelID": channel_id,
            "pushEndpoint": self._endpoint(channel.token),
        }

    def _unregister(self, uaid: str, said: dict[str, Any]) -> dict[str, Any]:
        channel = self._mailbox.subscription(uaid, said["channelID"])
        if channel:
            self._mailbox.close(channel)
            self._on_end(channel.token)
        return {"messageType": "unregister", "status": 200, "channelID": said["channelID"]}

    def _acknowledged(self, uaid: str, version: str, code: int) -> None:
        message = self._mailbox.take(uaid, version)
        if message:
            self._on_ack(Ack(message.channel.token, version, code, time.monotonic()))
