"""What is sent in one go, and the answers at their places."""

import asyncio
from collections import Counter, deque
from functools import partial

from routines.push.answers import Answer
from routines.push.transport.client import Client

Request = tuple[str, int, bytes]
"""The origin that it goes to, the place of its answer, and what is written there."""


class Batch:
    """At most `at_once` of it wait for a service or its answer: their time runs. For the loop's thread alone."""

    def __init__(self, client: Client, number: int, at_once: int) -> None:
        self._client = client
        self._at_once = at_once
        self._answers = [Answer(None)] * number
        self._waiting: dict[str, deque[tuple[int, bytes]]] = {}
        self._under_way: Counter[str] = Counter()
        self._done: asyncio.Future[None] | None = None

    def add(self, requests: list[Request]) -> None:
        """They go while more of it is made."""
        for origin, place, request in requests:
            self._waiting.setdefault(origin, deque()).append((place, request))
        for origin in {origin for origin, _, _ in requests}:
            self._go_on(origin)

    def answer(self, place: int, answer: Answer) -> None:
        """For what need not be sent. From any thread."""
        self._answers[place] = answer

    async def sent(self) -> list[Answer]:
        """All of the answers. Nothing is added any more."""
        if self._under_way:
            self._done = asyncio.get_running_loop().create_future()
            await self._done
        return self._answers

    def _go_on(self, origin: str) -> None:
        waiting = self._waiting[origin]
        while waiting and self._under_way[origin] < self._at_once:
            place, request = waiting.popleft()
            self._client.post(origin, request, partial(self._answered, origin, place))
            self._under_way[origin] += 1

    def _answered(self, origin: str, place: int, answer: Answer) -> None:
        self._answers[place] = answer
        self._under_way[origin] -= 1
        self._go_on(origin)
        if not self._under_way[origin]:
            del self._under_way[origin]
        if self._done is not None and not self._under_way and not self._done.done():
            self._done.set_result(None)
