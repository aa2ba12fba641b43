"""A fair try from its events: which nights count as which side, and which pairs are whole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Event, EventKind
from routines.core.insight.trial import PAIRS, Pair
from routines.core.insight.trying import NIGHTS, Outcome, last_night, may_be_tried, pairs_of, tryings_of
from routines.core.journal import Journal, Morning
from routines.core.step import Helper, Kind, Pattern, Position, When
from tests.core.make import step

FIRST = date(2026, 3, 2)
AT = datetime(2026, 3, 1, 20, tzinfo=UTC)


def fact(number: int, kind: EventKind, night: date, **told: Any) -> Event:
    return Event(f"{number:04}", kind, night, AT, 60, told=told)


def begun(coins: list[bool], trial: str = "a", outcome: str = "pain") -> list[Event]:
    """As a phone tosses: all sides before the first night."""
    told = [fact(0, EventKind.TRIAL_BEGUN, FIRST, trial=trial, step="heel_slides", outcome=outcome)]
    for pair, coin in enumerate(coins):
        for second, side in enumerate(("with", "without") if coin else ("without", "with")):
            night = FIRST + timedelta(days=2 * pair + second)
            number = 1 + 2 * pair + second
            told.append(
                fact(
                    number,
                    EventKind.SIDE_TOSSED,
                    night,
                    trial=trial,
                    step="heel_slides",
                    pair=pair,
                    side=side,
                )
            )
    return told


def undone(event: Event, number: int) -> Event:
    return Event(f"{number:04}", EventKind.UNDONE, event.night, AT, 60, undoes=event.id)


COINS = st.lists(st.booleans(), min_size=PAIRS, max_size=PAIRS)


@given(COINS, st.randoms(use_true_random=False))
def test_whatever_the_order_of_the_events_each_pair_has_one_night_of_each_side(
    coins: list[bool], chance: Any
) -> None:
    events = begun(coins)
    chance.shuffle(events)
    [trying] = tryings_of(events + events)
    assert (trying.step, trying.outcome, trying.began, trying.ended) == (
        "heel_slides",
        Outcome.PAIN,
        FIRST,
        False,
    )
    assert [side.night for side in trying.sides] == [FIRST + timedelta(days=n) for n in range(NIGHTS)]
    assert trying.sides[-1].night == last_night(FIRST)
    for pair, coin in enumerate(coins):
        assert [side.with_it for side in trying.sides if side.pair == pair] == [coin, not coin]
    assert not trying.over(last_night(FIRST))
    assert trying.over(last_night(FIRST) + timedelta(days=1))


@given(COINS, st.sets(st.integers(0, NIGHTS - 1)))
def test_a_night_of_which_nothing_was_told_takes_its_pair_out_and_nothing_else(
    coins: list[bool], missing: set[int]
) -> None:
    [trying] = tryings_of(begun(coins))
    nights = {
        side.night: Journal(morning=Morning(pain=2 if side.with_it else 7))
        for number, side in enumerate(trying.sides)
        if number not in missing
    }
    whole = [pair for pair in range(PAIRS) if not {2 * pair, 2 * pair + 1} & missing]
    assert pairs_of(trying, nights) == (Pair(2, 7),) * len(whole)


def test_only_the_answer_that_was_fixed_before_is_looked_at() -> None:
    [trying] = tryings_of(begun([True] * PAIRS, outcome="stiffness"))
    nights = {side.night: Journal(morning=Morning(pain=9)) for side in trying.sides}
    assert pairs_of(trying, nights) == ()


def test_ended_before_its_time_it_keeps_the_nights_that_were() -> None:
    events = begun([True, False, True])
    ended = fact(50, EventKind.TRIAL_ENDED, FIRST + timedelta(days=2), trial="a")
    [trying] = tryings_of([*events, *(undone(event, 60 + n) for n, event in enumerate(events[4:])), ended])
    assert trying.ended
    assert trying.over(FIRST)
    assert len(trying.sides) == 3


def test_two_tries_do_not_mix() -> None:
    later = AT + timedelta(days=40)
    other = [
        Event(f"9{event.id}", event.kind, event.night, later, 60, told=dict(event.told or {}, trial="b"))
        for event in begun([False] * PAIRS)
    ]
    one, two = tryings_of([*other, *begun([True] * PAIRS)])
    assert (one.id, two.id) == ("a", "b")
    assert one.sides[0].with_it
    assert not two.sides[0].with_it


def test_only_a_safe_step_that_somebody_does_alone_is_tried() -> None:
    assert may_be_tried(step(kind=Kind.STRETCH, position=Position.BED))
    assert may_be_tried(step(kind=Kind.BREATHING, position=Position.ANYWHERE))
    for refused in (
        step(kind=Kind.HEAT),
        step(kind=Kind.COLD),
        step(kind=Kind.HYGIENE),
        step(kind=Kind.MASSAGE),
        step(kind=Kind.STRETCH, position=Position.STANDING),
        step(kind=Kind.STRETCH, position=Position.BED, helper=Helper.NEEDED),
        step(kind=Kind.BREATHING, pattern=Pattern(4, 4, 4, 0)),
        step(kind=Kind.STRETCH, when=When.CRAMP),
    ):
        assert not may_be_tried(refused), refused
