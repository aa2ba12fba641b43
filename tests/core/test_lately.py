"""What the facts say about tonight and the nights before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from routines.core.event import Event, EventKind, Legs
from routines.core.flags import TONIGHT, Flag
from routines.core.lately import NIGHTS, check_in_of, recent_of
from routines.core.tonight import CheckIn, Recent
from tests.core.make import NIGHT

START = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)


def event(n: int, kind: EventKind, night: date = NIGHT, at: int = 0, **fields: Any) -> Event:
    id = f"019aa000-0000-7000-8000-0000000000{n:02d}"
    return Event(id=id, kind=kind, night=night, at=START + timedelta(seconds=at), offset=0, **fields)


def answered(n: int, at: int = 0, night: date = NIGHT, **fields: Any) -> Event:
    return event(n, EventKind.CHECK_IN, night, at, **fields)


def test_to_each_question_the_newest_answer_counts() -> None:
    told = [
        answered(1, at=1, legs=Legs.ROUGH, tired=True, new=("dizzy_tonight",)),
        answered(2, at=2, legs=Legs.QUIET),
        answered(3, at=0, hot=True, tired=False),
        answered(4, at=9, legs=Legs.SOME, night=NIGHT - timedelta(days=1)),
    ]
    found = check_in_of(told, NIGHT)
    assert (found.legs, found.tired, found.hot) == (Legs.QUIET, True, True)
    assert found.answers == {flag: flag is Flag.DIZZY_TONIGHT for flag in TONIGHT}
    assert check_in_of(reversed(told), NIGHT) == found


def test_nothing_new_is_an_answer_and_silence_is_none() -> None:
    assert check_in_of([answered(1, new=())], NIGHT).answers == dict.fromkeys(TONIGHT, False)
    assert check_in_of([answered(1, legs=Legs.SOME)], NIGHT).answers == {}
    assert check_in_of([], NIGHT) == CheckIn()


def test_an_answer_that_was_taken_back_does_not_count() -> None:
    told = [answered(1, tired=True), event(2, EventKind.UNDONE, undoes=answered(1).id)]
    assert check_in_of(told, NIGHT) == CheckIn()


def test_what_was_done_lately_night_by_night_and_what_hurt() -> None:
    def ago(days: int) -> date:
        return NIGHT - timedelta(days=days)

    told = [
        event(1, EventKind.STEP_DONE, ago(1), step="a"),
        event(2, EventKind.STEP_DONE, ago(3), step="b"),
        event(3, EventKind.STEP_DONE, ago(3), step="c"),
        event(4, EventKind.STEP_DONE, NIGHT, step="tonight"),
        event(5, EventKind.STEP_DONE, ago(NIGHTS), step="d"),
        event(6, EventKind.STEP_DONE, ago(NIGHTS + 1), step="too_long_ago"),
        event(7, EventKind.STEP_SKIPPED, NIGHT, step="hurt_tonight", hurt=True),
        event(8, EventKind.STEP_SKIPPED, ago(NIGHTS), step="hurt_then", hurt=True),
        event(9, EventKind.STEP_SKIPPED, ago(NIGHTS + 1), step="hurt_long_ago", hurt=True),
        event(10, EventKind.STEP_SKIPPED, ago(1), step="skipped"),
        event(11, EventKind.STEP_DONE, NIGHT + timedelta(days=1), step="tomorrow"),
        event(12, EventKind.STEP_DONE, ago(1), step="taken_back"),
        event(13, EventKind.UNDONE, undoes=event(12, EventKind.STEP_DONE).id),
    ]
    found = recent_of(told, NIGHT)
    assert found.done == (frozenset({"a"}), frozenset({"b", "c"}), frozenset({"d"}))
    assert found.hurt == {"hurt_tonight", "hurt_then"}
    assert recent_of(reversed(told), NIGHT) == found
    assert recent_of([], NIGHT) == Recent()
