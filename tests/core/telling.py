"""Random tellings of one night, and a second reading of what they mean, written from the words alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from routines.core.event import Event, EventKind, Legs, Outcome, Variant
from routines.core.progress import NightState

NIGHT = date(2026, 11, 20)
_START = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
# Few ids and few moments, so that undoes find their event, ids come twice and moments tie.
IDS = tuple(f"019aa000-0000-7000-8000-00000000000{digit}" for digit in "123456789")
_STEPS = ("ankle_pumps", "heel_slides", "paced_6")


@st.composite
def events(draw: st.DrawFn, ids: Sequence[str] = IDS) -> Event:
    kind = draw(st.sampled_from(EventKind))
    return Event(
        id=draw(st.sampled_from(ids)),
        kind=kind,
        night=NIGHT,
        at=_START + timedelta(milliseconds=draw(st.integers(0, 3))),
        offset=draw(st.sampled_from((0, 60))),
        run="r",
        routine="q" if kind is EventKind.RUN_STARTED else None,
        variant=draw(st.sampled_from(Variant)) if kind is EventKind.RUN_STARTED else None,
        step=draw(st.sampled_from(_STEPS)) if kind in (EventKind.STEP_DONE, EventKind.STEP_SKIPPED) else None,
        outcome=draw(st.sampled_from(Outcome)) if kind is EventKind.RUN_ENDED else None,
        undoes=draw(st.sampled_from(IDS)) if kind is EventKind.UNDONE else None,
        legs=draw(st.sampled_from(Legs)) if kind is EventKind.CHECK_IN else None,
    )


def tellings() -> st.SearchStrategy[list[Event]]:
    """Events whose ids may clash with other bodies."""
    return st.lists(events(), max_size=14)


def honest_tellings() -> st.SearchStrategy[list[Event]]:
    """Events as the server lets them in: one id, one body."""
    return st.lists(events(), max_size=9, unique_by=lambda event: event.id)


def read_by_hand(told: Sequence[Event]) -> NightState:
    """The state of a night, step by step and slowly, for events that do not clash."""
    undone = [event.undoes for event in told if event.kind == "undone"]
    done: set[str] = set()
    skipped: set[str] = set()
    begun = False
    outcome: Outcome | None = None
    legs: Legs | None = None
    for event in sorted(told, key=lambda event: (event.at, event.id)):
        if event.id in undone:
            continue
        if event.kind == "run_started":
            begun = True
        elif event.kind == "step_done":
            done.add(str(event.step))
        elif event.kind == "step_skipped":
            skipped.add(str(event.step))
        elif event.kind == "run_ended":
            outcome = event.outcome
        elif event.kind == "check_in":
            legs = event.legs
    return NightState(begun, frozenset(done), frozenset(skipped - done), outcome, legs)
