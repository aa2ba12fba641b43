"""A push service on loopback: Firefox subscribes to it, the app pushes to it, tests read what arrived."""

import asyncio
import secrets
import threading
import time
from typing import Self

from aiohttp import web

from tests.push.capture import Capture, Recipient, Subscription
from tests.push.mailbox import Channel, Mailbox
from tests.push.mozilla import Browsers
from tests.push.record import PATIENCE_S, Record
from tests.push.rules import refusal
from tests.push.script import Answer, Script, answers

LARGEST_REQUEST = 1 << 20


class PushService(Record):
    """`clock_offset_s` moves the service's wall clock, for TTLs and for the life of VAPID tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.clock_offset_s = 0.0
        self._port = 0
        self._mailbox = Mailbox()
        self._browsers = Browsers(
            self._mailbox,
            endpoint=self._endpoint,
            on_ack=self._acknowledged,
            on_end=self._ends,
            now=self._now,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Again after stop(): the same address, and everything that waited still waits."""
        started = threading.Event()
        trouble: list[BaseException] = []
        self._thread = threading.Thread(
            target=self._run, args=(started, trouble), name="push service", daemon=True
        )
        self._thread.start()
        if not started.wait(PATIENCE_S):
            raise TimeoutError("the push service did not start")
        if trouble:
            raise trouble[0]

    def stop(self) -> None:
        if self._loop and self._stopping and self._thread:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(PATIENCE_S)
        self._loop = self._stopping = self._thread = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def websocket_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/"

    @property
    def takes_subscriptions(self) -> bool:
        """Whether a browser that asks for a new one gets it."""
        return self._mailbox.takes_new

    @takes_subscriptions.setter
    def takes_subscriptions(self, takes: bool) -> None:
        self._mailbox.takes_new = takes

    def is_live(self, endpoint: str) -> bool:
        channel = self._mailbox.channels.get(endpoint.rsplit("/", 1)[-1])
        return channel is not None and not channel.gone

    def end(self, endpoint: str) -> None:
        """As for a browser that is gone: 410 from now on."""
        self._mailbox.channels[endpoint.rsplit("/", 1)[-1]].gone = True

    def endpoint(self, script: Script = (), *, key: str | None = None) -> str:
        return self.subscription(script, key=key)["endpoint"]

    def subscription(self, script: Script = (), *, key: str | None = None) -> Subscription:
        """`key`: the applicationServerKey that this subscription insists on."""
        recipient = Recipient()
        token = secrets.token_urlsafe(32)
        self._mailbox.add(Channel(token, key, answers=answers(script), recipient=recipient))
        return {"endpoint": self._endpoint(token), "keys": recipient.keys}

    def forget_browsers(self) -> None:
        """Those that are away then lose their subscriptions when they come back."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._mailbox.forget)

    def _endpoint(self, token: str) -> str:
        return f"{self.url}/wpush/{token}"

    def _now(self) -> float:
        return time.time() + self.clock_offset_s

    def _run(self, started: threading.Event, trouble: list[BaseException]) -> None:
        try:
            asyncio.run(self._serve(started))
        except Exception as error:  # told to the thread that called start()
            trouble.append(error)
            started.set()

    async def _serve(self, started: threading.Event) -> None:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_get("/", self._browsers.serve)
        app.router.add_post("/wpush/{token}", self._receive)
        app.router.add_route("*", "/elsewhere/{token}", self._follow)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", self._port)
            await site.start()
            self._port = runner.addresses[0][1]
            self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
            started.set()
            await self._stopping.wait()
        finally:
            await self._browsers.disconnect()
            await runner.cleanup()

    async def _follow(self, request: web.Request) -> web.Response:
        self._follows(f"{request.method} {request.path}")
        return web.Response(status=201)

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        push = Capture(
            token=request.match_info["token"],
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.read(),
            at=time.monotonic(),
            version=secrets.token_urlsafe(16),
        )
        self._arrives(push)
        channel = self._mailbox.channels.get(push.token)
        if channel is None:
            return self._refuse(push, 404, "no such subscription")
        if channel.gone:
            return self._refuse(push, 410, "the subscription has ended")
        push.recipient = channel.recipient
        refused = refusal(push, self.url, channel.key, self._now())
        if refused:
            return self._refuse(push, refused.status, refused.reason)
        answer = channel.next_answer()
        if answer:
            return await self._act(request, push, answer)
        # Recorded first: whoever waits for the browser's ack finds the capture too.
        accepted = self._accept(push, 201)
        await self._browsers.deliver(self._mailbox.put(channel, push, self._now()))
        return accepted

    async def _act(self, request: web.Request, push: Capture, answer: Answer) -> web.StreamResponse:
        await asyncio.sleep(answer.after_s)
        if answer.drops:
            self._settle(push, None, "the connection was dropped", accepted=answer.accepts)
            if request.transport:
                request.transport.abort()
            return web.Response()
        if answer.status in {200, 201, 202}:
            return self._accept(push, answer.status)
        headers = dict(answer.headers)
        if answer.redirects:
            headers["Location"] = f"{self.url}/elsewhere/{push.token}"
        return self._refuse(push, answer.status, "scripted", headers)

    def _accept(self, push: Capture, status: int) -> web.Response:
        self._settle(push, status, "accepted", accepted=True)
        headers = {"Location": f"{self.url}/m/{push.version}", "TTL": push.headers["ttl"]}
        return web.Response(status=status, headers=headers)

    def _refuse(
        self, push: Capture, status: int, reason: str, headers: dict[str, str] | None = None
    ) -> web.Response:
        self._settle(push, status, reason, accepted=False)
        return web.json_response({"code": status, "message": reason}, status=status, headers=headers)
