"""One request on its way, from the queue to its answer."""

from collections.abc import Callable

from routines.push.answers import Answer

Make = Callable[[], bytes | None]
"""Asked for the request when there is a connection for it; None where none can be made."""
Then = Callable[[Answer], None]


class Job:
    """`then` is told the answer, once. `until`: the loop's time at which it is given up."""

    __slots__ = ("_made", "_make", "_then", "again", "give_up", "over", "until")

    def __init__(self, make: Make, then: Then, until: float) -> None:
        self._make: Make | None = make
        self._made: bytes | None = None
        self._then = then
        self.until = until
        self.again = False
        self.over = False
        self.give_up: Callable[[], None] | None = None
        """Ends the connection that it is on."""

    def request(self) -> bytes | None:
        """The same bytes each time it is asked."""
        if self._made is None and self._make is not None:
            self._made = self._make()
        return self._made

    def end(self, answer: Answer) -> None:
        if self.over:
            return
        self.over = True
        self._make = self._made = None
        self._then(answer)

    def expire(self) -> None:
        if self.over:
            return
        self.end(Answer(None))
        if self.give_up is not None:
            self.give_up()
