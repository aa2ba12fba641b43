"""One request on its way, from the queue to its answer."""

from collections.abc import Callable

from routines.push.answers import Answer

Then = Callable[[Answer], None]


class Job:
    """`then` is told the answer, once. `until`: the loop's time at which it is given up."""

    __slots__ = ("_then", "again", "give_up", "over", "request", "until")

    def __init__(self, request: bytes, then: Then, until: float) -> None:
        self.request = request
        self._then = then
        self.until = until
        self.again = False
        self.over = False
        self.give_up: Callable[[], None] | None = None
        """Ends the connection that it is on."""

    def end(self, answer: Answer) -> None:
        if self.over:
            return
        self.over = True
        self.request = b""
        self._then(answer)

    def expire(self) -> None:
        if self.over:
            return
        self.end(Answer(None))
        if self.give_up is not None:
            self.give_up()
