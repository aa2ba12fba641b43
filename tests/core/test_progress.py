"""What a set of events says about a night."""

import itertools
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Event, EventKind, Legs, Outcome
from routines.core.progress import NightState, night_state
from tests.core.telling import NIGHT, honest_tellings, read_by_hand, tellings

START = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)


def told(
    key: str,
    kind: EventKind,
    *,
    minute: int = 0,
    step: str | None = None,
    outcome: Outcome | None = None,
    undoes: str | None = None,
    legs: Legs | None = None,
) -> Event:
    at = START + timedelta(minutes=minute)
    return Event(key, kind, NIGHT, at, 0, run="r", step=step, outcome=outcome, undoes=undoes, legs=legs)


def done(key: str, step: str = "ankle_pumps", minute: int = 0) -> Event:
    return told(key, EventKind.STEP_DONE, step=step, minute=minute)


def undone(key: str, undoes: str, minute: int = 0) -> Event:
    return told(key, EventKind.UNDONE, undoes=undoes, minute=minute)


def ended(key: str, outcome: Outcome, minute: int = 0) -> Event:
    return told(key, EventKind.RUN_ENDED, outcome=outcome, minute=minute)


@pytest.mark.promise(3)
@given(tellings(), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_change_the_night(events: Sequence[Event], chance: random.Random) -> None:
    again = [*events, *chance.choices(events, k=4)] if events else []
    chance.shuffle(again)
    assert night_state(again) == night_state(events)


@pytest.mark.promise(3)
@given(honest_tellings())
def test_agrees_with_a_slow_reading(events: Sequence[Event]) -> None:
    assert night_state(events) == read_by_hand(events)


@pytest.mark.promise(3)
def test_every_order_of_a_whole_small_evening() -> None:
    events = [
        told("a", EventKind.RUN_STARTED),
        done("b"),
        undone("c", "b"),
        told("d", EventKind.STEP_SKIPPED, step="ankle_pumps"),
        ended("e", Outcome.TOO_TIRED, minute=1),
        ended("f", Outcome.DONE, minute=2),
    ]
    states = [night_state(order) for order in itertools.permutations(events)]
    expected = NightState(True, frozenset(), frozenset({"ankle_pumps"}), Outcome.DONE)
    assert all(state == expected for state in states)


@given(honest_tellings())
def test_what_is_done_is_not_also_skipped(events: Sequence[Event]) -> None:
    state = night_state(events)
    assert not state.done & state.skipped
    assert state.settled == (state.outcome is not None)


def test_nothing_told() -> None:
    state = night_state([])
    assert state == NightState()
    assert not state.settled
    assert not state.begun


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_settles_the_night(outcome: Outcome) -> None:
    assert night_state([ended("a", outcome)]).settled


def test_a_run_that_has_begun_settles_nothing() -> None:
    state = night_state([told("a", EventKind.RUN_STARTED)])
    assert state.begun
    assert not state.settled


def test_an_undone_outcome_opens_the_night_again_or_uncovers_the_one_before() -> None:
    tired, finished = ended("a", Outcome.TOO_TIRED), ended("b", Outcome.DONE, minute=5)
    assert night_state([tired, finished]).outcome is Outcome.DONE
    assert night_state([tired, finished, undone("c", "b")]).outcome is Outcome.TOO_TIRED
    assert not night_state([tired, undone("c", "a")]).settled


def test_an_undo_names_an_event_and_not_a_step() -> None:
    assert night_state([done("a"), done("b"), undone("c", "a")]).done == {"ankle_pumps"}
    assert night_state([done("a"), done("b"), undone("c", "a"), undone("d", "b")]).done == frozenset()


def test_no_clock_decides_whether_an_undo_counts() -> None:
    assert night_state([done("a", minute=9), undone("b", "a", minute=-9)]).done == frozenset()


def test_an_undo_cannot_be_undone_but_the_step_can_be_marked_again() -> None:
    events = [done("a"), undone("b", "a"), undone("c", "b")]
    assert night_state(events).done == frozenset()
    assert night_state([*events, done("d")]).done == {"ankle_pumps"}


def test_an_undo_of_something_never_heard_of_is_harmless() -> None:
    assert night_state([done("a"), undone("b", "z")]).done == {"ankle_pumps"}


def test_a_step_skipped_and_then_done_is_done_until_that_is_undone() -> None:
    skipped = told("a", EventKind.STEP_SKIPPED, step="ankle_pumps")
    assert night_state([skipped, done("b")]) == NightState(done=frozenset({"ankle_pumps"}))
    assert night_state([skipped, done("b"), undone("c", "b")]).skipped == {"ankle_pumps"}


def test_marks_of_several_runs_of_a_night_add_up() -> None:
    other = Event("b", EventKind.STEP_DONE, NIGHT, START, 0, run="another", step="heel_slides")
    assert night_state([done("a"), other]).done == {"ankle_pumps", "heel_slides"}


def test_the_newest_answer_counts_and_the_id_breaks_a_tie() -> None:
    def answer(key: str, legs: Legs, minute: int) -> Event:
        return told(key, EventKind.CHECK_IN, legs=legs, minute=minute)

    assert night_state([answer("b", Legs.ROUGH, 1), answer("a", Legs.QUIET, 2)]).legs is Legs.QUIET
    assert night_state([answer("b", Legs.ROUGH, 1), answer("a", Legs.QUIET, 1)]).legs is Legs.ROUGH
    assert night_state([answer("b", Legs.ROUGH, 1), undone("c", "b")]).legs is None


def test_a_fact_has_one_spelling_wherever_it_was_written_down() -> None:
    tokyo = timezone(timedelta(hours=9))
    one = Event("a", EventKind.CHECK_IN, date(2026, 11, 20), START, 0, legs=Legs.SOME)
    other = Event("a", EventKind.CHECK_IN, date(2026, 11, 20), START.astimezone(tokyo), 0, legs=Legs.SOME)
    assert one.canonical() == other.canonical()
    assert one.canonical() == (
        '{"at":"2026-11-20T21:30:00.000Z","id":"a","kind":"check_in","legs":"some",'
        '"night":"2026-11-20","offset":0}'
    )


def test_an_ending_outside_a_run_says_so() -> None:
    ending = Event("a", EventKind.RUN_ENDED, NIGHT, START, 0, outcome=Outcome.NOT_TONIGHT)
    assert ending.wire()["run"] is None
    assert "run" not in Event("a", EventKind.CHECK_IN, NIGHT, START, 0, legs=Legs.SOME).wire()
