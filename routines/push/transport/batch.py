"""What is sent in one go, and the answers at their places."""

import asyncio
from collections import deque
from functools import partial

from routines.push.answers import Answer
from routines.push.transport.client import Client
from routines.push.transport.job import Make


class Batch:
    """At most `at_once` of it wait for a service or its answer: their time runs."""

    def __init__(self, client: Client, number: int, at_once: int) -> None:
        self._client = client
        self._at_once = at_once
        self._answers = [Answer(None)] * number
        self._waiting: dict[str, deque[tuple[int, Make]]] = {}
        self._left = 0
        self._done = asyncio.get_running_loop().create_future()

    def add(self, origin: str, place: int, make: Make) -> None:
        self._waiting.setdefault(origin, deque()).append((place, make))
        self._left += 1

    def answer(self, place: int, answer: Answer) -> None:
        """For what need not be sent."""
        self._answers[place] = answer

    async def sent(self) -> list[Answer]:
        for origin, waiting in self._waiting.items():
            for _ in range(min(self._at_once, len(waiting))):
                self._next_of(origin)
        if self._left:
            await self._done
        return self._answers

    def _next_of(self, origin: str) -> None:
        waiting = self._waiting[origin]
        if waiting:
            place, make = waiting.popleft()
            self._client.post(origin, make, partial(self._answered, origin, place))

    def _answered(self, origin: str, place: int, answer: Answer) -> None:
        self._answers[place] = answer
        self._left -= 1
        self._next_of(origin)
        if not self._left and not self._done.done():
            self._done.set_result(None)
