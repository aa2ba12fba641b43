"""What is read fast says what the journal says, and a look says no more than its numbers."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Event, EventKind, Outcome
from routines.core.insight.measure import Measure, values
from routines.core.insight.told import Told, read, told_of
from routines.core.journal import Evening, journal_of
from routines.core.progress import night_state
from routines.rows import event_from_wire

NIGHTS = [date(2026, 11, 1) + timedelta(days=n) for n in range(2)]
AT = st.builds(
    lambda minutes: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=minutes), st.integers(0, 5000)
)
SCORE = st.none() | st.integers(0, 10)
WALL = st.none() | st.builds(
    lambda minute, east: f"2026-11-0{2 + minute // 1440}T{minute // 60 % 24:02}:{minute % 60:02}{east}",
    st.integers(0, 2 * 1440 - 1),
    st.sampled_from(["+01:00", "+02:00"]),
)
MINUTES = st.none() | st.integers(0, 400)


def said(**answers: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=answers).filter(bool)


TOLD = {
    EventKind.EVENING_TOLD: said(
        pain=SCORE, stiffness=SCORE, triggers=st.none() | st.lists(st.sampled_from("abc"), max_size=4)
    ),
    EventKind.MORNING_TOLD: said(
        quality=st.none() | st.integers(1, 5), pain=SCORE, stiffness=SCORE, spasms=SCORE,
        in_bed=WALL, lights_out=WALL, woke=WALL, up=WALL,
        fell_asleep_minutes=MINUTES, awake_minutes=MINUTES, trying_minutes=MINUTES,
    ),
    EventKind.CRAMP_LOGGED: st.just({"began": "2026-11-02T03:00+01:00", "place": "calf"}),
}  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for number in range(draw(st.integers(0, 12))):
        body = {
            "id": f"{draw(st.integers(0, 99)):02}{number:02}", "night": draw(st.sampled_from(NIGHTS)).isoformat(),
            "at": draw(AT).isoformat(), "offset": 60,
        }  # fmt: skip
        kind = draw(st.sampled_from([*TOLD, EventKind.RUN_ENDED, EventKind.UNDONE]))
        if kind is EventKind.UNDONE and not events:
            continue
        if kind is EventKind.UNDONE:
            other = draw(st.sampled_from(events))
            body |= {"undoes": other.id, "night": other.night.isoformat()}
        elif kind is EventKind.RUN_ENDED:
            body |= {"run": None, "outcome": draw(st.sampled_from(list(Outcome))).value}
        else:
            body["told"] = draw(TOLD[kind])
        events.append(event_from_wire(body | {"kind": kind.value}))
    return events


@given(histories())
def test_each_night_is_told_as_the_journal_and_the_state_of_the_night_tell_it(events: list[Event]) -> None:
    fast = told_of(read([event.canonical() for event in events]))
    for night in NIGHTS:
        own = [event for event in events if event.night == night]
        journal, told = journal_of(own), fast.get(night, Told())
        sleep, outcome = journal.morning.sleep, night_state(own).outcome
        morning = (
            journal.morning.quality,
            journal.morning.pain,
            journal.morning.stiffness,
            journal.morning.spasms,
        )
        assert (told.quality, told.pain, told.stiffness, told.spasms) == morning
        evening = Evening(told.evening_pain, told.evening_stiffness, None, told.triggers or ())
        assert evening == journal.evening
        assert told.cramps == len(journal.cramps)
        assert told.outcome == (outcome.value if outcome else None)
        assert (told.asleep is None) == (sleep is None)
        if sleep is not None:
            assert told.asleep == pytest.approx(sleep.asleep.total_seconds() / 3600)
            assert told.efficiency == sleep.efficiency


def test_that_there_was_no_trigger_is_not_the_same_as_that_nobody_said() -> None:
    def evening(night: int, **told: Any) -> str:
        body = {"id": str(night), "kind": "evening_told", "night": f"2026-11-0{night}", "told": told}
        return json.dumps(body)

    found = told_of(read([evening(1, triggers=[]), evening(2, pain=3)]))
    assert [one.triggers for one in found.values()] == [(), None]


def test_a_night_that_says_nothing_of_it_is_left_out_and_the_others_are_in_order() -> None:
    told = {NIGHTS[1]: Told(pain=0), NIGHTS[0]: Told(pain=4, stiffness=1)}
    assert list(values(Measure.PAIN, told).items()) == [(NIGHTS[0], 4.0), (NIGHTS[1], 0.0)]
    assert values(Measure.STIFFNESS, told) == {NIGHTS[0]: 1.0}
