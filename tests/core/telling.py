"""Random tellings of one night, and a second reading of what they mean, written from the words alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from routines.core.event import Event, EventKind, Legs, Outcome, Variant
from routines.core.flags import TONIGHT
from routines.core.progress import NightState
from routines.core.tonight import CheckIn

NIGHT = date(2026, 11, 20)
_START = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
# Few ids and few moments, so that undoes find their event, ids come twice and moments tie.
IDS = tuple(f"019aa000-0000-7000-8000-00000000000{digit}" for digit in "123456789")
_NEW = ((), ("dizzy_tonight",), ("dvt_signs", "fever_or_infection"))
_REMINDERS = ("one", "another")
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
        hurt=draw(st.sampled_from((None, True))) if kind is EventKind.STEP_SKIPPED else None,
        reminder=draw(st.sampled_from(_REMINDERS)) if kind is EventKind.REMINDER_SNOOZED else None,
        until=_START + timedelta(minutes=draw(st.integers(1, 3)))
        if kind is EventKind.REMINDER_SNOOZED
        else None,
        **(draw(_answers()) if kind is EventKind.CHECK_IN else {}),
    )


def _answers() -> st.SearchStrategy[dict[str, Any]]:
    """Each question of the check-in may have been left out."""
    return st.fixed_dictionaries(
        {
            "legs": st.none() | st.sampled_from(Legs),
            "tired": st.none() | st.booleans(),
            "hot": st.none() | st.booleans(),
            "new": st.none() | st.sampled_from(_NEW),
        }
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
    check_in = CheckIn()
    hurt: set[str] = set()
    snoozed: dict[str, datetime] = {}
    for event in sorted(told, key=lambda event: (event.at, event.id)):
        if event.id in undone:
            continue
        if event.kind == "run_started":
            begun = True
        elif event.kind == "step_done":
            done.add(str(event.step))
        elif event.kind == "step_skipped":
            skipped.add(str(event.step))
            if event.hurt:
                hurt.add(str(event.step))
        elif event.kind == "run_ended":
            outcome = event.outcome
        elif event.kind == "check_in":
            told_new = {} if event.new is None else {flag: str(flag) in event.new for flag in TONIGHT}
            check_in = CheckIn(event.legs, event.tired is True, event.hot is True, told_new)
        elif event.kind == "reminder_snoozed" and event.reminder and event.until:
            snoozed[event.reminder] = event.until
    left = frozenset(skipped - done)
    return NightState(
        begun, frozenset(done), left, outcome, check_in.legs, check_in, frozenset(hurt), snoozed
    )
