"""What may become of an occurrence, whatever happens to it and in whatever order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.core import occurrence as moment
from routines.core.occurrence import Occurrence, State
from routines.core.schedule import USEFUL

DUE = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def rung(nags: int = 3) -> Occurrence:
    return moment.fall_due(moment.planned(DUE, settled=False), DUE, nags=nags, hushed=False)


def ring_again(was: Occurrence, nags: int = 3) -> Occurrence:
    assert was.next_at is not None
    return moment.fall_due(was, was.next_at, nags=nags, hushed=False)


def test_it_waits_rings_and_rings_again_later_and_later() -> None:
    now = rung()
    times = [now.due_at]
    while now.next_at is not None:
        before, now = now, ring_again(now)
        assert moment.rings(before, now)
        times.append(now.due_at)
    assert [(at - DUE) // MINUTE for at in times] == [0, 10, 25, 45]
    assert (now.round, now.nagged, now.state) == (4, 3, State.HANDED_OUT)


def test_without_repetitions_it_rings_once() -> None:
    assert rung(nags=0).next_at is None


def test_a_minute_too_late_is_late_and_never_rings() -> None:
    late = moment.fall_due(moment.planned(DUE, settled=False), DUE + USEFUL, nags=3, hushed=False)
    assert (late.state, late.next_at) == (State.LATE, None)


def test_of_repetitions_that_passed_without_a_worker_only_the_last_rings() -> None:
    now = moment.fall_due(rung(), DUE + 26 * MINUTE, nags=3, hushed=False)
    assert (now.due_at, now.round, now.nagged, now.next_at) == (DUE + 25 * MINUTE, 2, 2, DUE + 45 * MINUTE)


def test_repetitions_that_nobody_was_there_for_end_in_silence() -> None:
    was = rung()
    now = moment.fall_due(was, DUE + timedelta(hours=3), nags=3, hushed=False)
    assert now == moment.settle(was)
    assert not moment.rings(was, now)


def test_a_hushed_one_is_taken_back_and_a_hushed_repetition_ends_them() -> None:
    assert (
        moment.fall_due(moment.planned(DUE, settled=False), DUE, nags=3, hushed=True).state == State.CANCELLED
    )
    again = moment.fall_due(rung(), DUE + 10 * MINUTE, nags=3, hushed=True)
    assert (again.state, again.next_at, again.round) == (State.HANDED_OUT, None, 1)


def test_a_snooze_moves_what_waits_and_raises_the_round_of_what_rang() -> None:
    until = DUE + 20 * MINUTE
    before = moment.snooze(moment.planned(DUE, settled=False), until, DUE - MINUTE, nags=0)
    assert (before.state, before.due_at, before.next_at, before.round) == (State.WAITING, until, until, 1)
    after = moment.snooze(rung(), until, DUE + MINUTE, nags=3)
    assert (after.state, after.due_at, after.round, after.planned_at) == (State.WAITING, until, 2, DUE)


def test_the_same_snooze_told_again_changes_nothing_even_after_it_rang() -> None:
    until = DUE + 20 * MINUTE
    once = moment.snooze(rung(), until, DUE + MINUTE, nags=3)
    assert moment.snooze(once, until, DUE + 2 * MINUTE, nags=3) == once
    twice = moment.fall_due(once, until, nags=3, hushed=False)
    assert moment.snooze(twice, until, until + MINUTE, nags=3) == twice


def test_another_snooze_may_be_earlier_than_the_one_before_but_not_than_the_rule() -> None:
    long = moment.snooze(rung(), DUE + 60 * MINUTE, DUE + MINUTE, nags=0)
    short = moment.snooze(long, DUE + 10 * MINUTE, DUE + 2 * MINUTE, nags=0)
    assert (short.due_at, short.round) == (DUE + 10 * MINUTE, 2)
    assert moment.snooze(short, DUE - MINUTE, DUE + 3 * MINUTE, nags=0) == short


def test_what_is_settled_or_taken_back_is_not_snoozed() -> None:
    planned = moment.planned(DUE, settled=False)
    for over in (moment.settle(planned), moment.cancel(planned)):
        assert moment.snooze(over, DUE + 20 * MINUTE, DUE - MINUTE, nags=3) == over


def test_a_snooze_that_was_taken_back_goes_by_the_rule_again() -> None:
    planned = moment.planned(DUE, settled=False)
    before = moment.snooze(planned, DUE + 20 * MINUTE, DUE - MINUTE, nags=3)
    assert moment.snooze(before, None, DUE - MINUTE, nags=3) == planned
    after = moment.snooze(rung(), DUE + 20 * MINUTE, DUE + MINUTE, nags=3)
    back = moment.snooze(after, None, DUE + 2 * MINUTE, nags=3)
    assert (back.state, back.due_at, back.next_at) == (State.HANDED_OUT, DUE, DUE + 10 * MINUTE)


def test_undoing_the_end_of_the_evening_brings_back_only_what_is_still_to_come() -> None:
    planned = moment.planned(DUE, settled=False)
    settled = moment.settle(planned)
    assert moment.wake(settled, DUE - MINUTE, nags=3) == planned
    assert moment.wake(settled, DUE, nags=3) == settled
    quiet = moment.settle(rung())
    assert moment.wake(quiet, DUE + 9 * MINUTE, nags=3) == rung()
    assert moment.wake(quiet, DUE + 10 * MINUTE, nags=3) == quiet


def test_a_rule_that_was_changed_rings_again_only_later() -> None:
    assert moment.move(rung(), DUE - MINUTE, settled=False) == rung()
    later = moment.move(rung(), DUE + 30 * MINUTE, settled=False)
    assert (later.state, later.round, later.planned_at, later.nagged) == (
        State.WAITING,
        2,
        DUE + 30 * MINUTE,
        0,
    )
    assert moment.move(moment.planned(DUE, settled=False), DUE - MINUTE, settled=True).state == State.SETTLED


ACTS = st.sampled_from(("beat", "hushed beat", "settle", "wake", "snooze", "unsnooze", "move", "cancel"))


@given(st.lists(st.tuples(ACTS, st.integers(0, 90)), max_size=12), st.integers(0, 3))
def test_whatever_happens_it_rings_at_most_as_often_as_there_are_reasons(
    acts: list[tuple[str, int]], nags: int
) -> None:
    """Time only passes. A ring needs a worker, comes within the useful time, and a settled evening has none."""
    now, at, rings, reasons = moment.planned(DUE, settled=False), DUE - 30 * MINUTE, 0, 1 + nags
    for act, minutes in acts:
        at += minutes * MINUTE
        was = now
        if act.endswith("beat"):
            if now.next_at is None or now.next_at > at:
                continue
            now = moment.fall_due(now, at, nags=nags, hushed=act == "hushed beat")
            if moment.rings(was, now):
                rings += 1
                assert act == "beat"
                assert now.due_at <= at < now.expires_at
                assert rings == now.round, "each ring has a round of its own"
        elif act == "settle":
            now = moment.settle(now)
            assert now.next_at is None
        elif act == "wake":
            now = moment.wake(now, at, nags=nags)
        elif act == "snooze":
            now, reasons = moment.snooze(now, at + 20 * MINUTE, at, nags=nags), reasons + 1 + nags
        elif act == "unsnooze":
            now = moment.snooze(now, None, at, nags=nags)
        elif act == "move":
            now, reasons = moment.move(now, at + 15 * MINUTE, settled=False), reasons + 1 + nags
        else:
            now = moment.cancel(now)
        assert now.round >= was.round
        assert (now.next_at is None) or now.state in (State.WAITING, State.HANDED_OUT)
        assert now.state is not State.WAITING or now.next_at == now.due_at
    assert rings <= reasons


def test_useful_is_what_promise_5_says() -> None:
    assert timedelta(minutes=45) == USEFUL
