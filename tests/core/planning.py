"""Random changes of somebody's routines, and a second reading of what they add up to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from routines.core.event import Event, EventKind

NIGHT = date(2026, 11, 20)
START = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
IDS = tuple(f"019aa000-0000-7000-8000-0000000000{n:02d}" for n in range(12))
SLOTS, STEPS, OWN = ("slot-a", "slot-b"), ("ankle_pumps", "heel_slides"), ("own_aaaaaaaa", "own_bbbbbbbb")
ITEM = {"step": "ankle_pumps", "seconds": 60, "hold": 3, "reps": 5}
BODY: dict[str, Any] = {
    "title": "Lift the foot", "how": ["Lift."], "kind": "stretch", "position": "chair", "regions": ["foot"],
    "sides": "each", "helper": "no", "traits": ["toes_up"], "seconds": None, "hold": 5, "reps": 4,
    "figure": "ankle_pumps", "photo": "photo-1", "by": "Noor", "removed": False,
}  # fmt: skip


def saved(name: str = "Weekend", **changes: Any) -> dict[str, Any]:
    return {"name": name, "nights": [5, 6], "minutes": 30, "gentle": False, "removed": False, **changes}


def event(kind: EventKind, n: int = 0, at: int = 0, **fields: Any) -> Event:
    return Event(
        id=IDS[n], kind=kind, night=NIGHT, at=START + timedelta(seconds=at), offset=0, **fields
    )  # fmt: skip


def slot(n: int, at: int = 0, which: str = "slot-a", **changes: Any) -> Event:
    return event(EventKind.SLOT_SAVED, n, at, slot=which, told=saved(**changes))


def edited(n: int, at: int = 0, items: list[dict[str, Any]] | None = None, which: str = "slot-a") -> Event:
    return event(EventKind.ROUTINE_EDITED, n, at, slot=which, told={"items": items})


def marked(n: int, mark: str, at: int = 0, until: str | None = None, step: str = "ankle_pumps") -> Event:
    return event(EventKind.STEP_MARKED, n, at, step=step, told={"mark": mark, "until": until})


def own(n: int, at: int = 0, which: str = OWN[0], **changes: Any) -> Event:
    return event(EventKind.OWN_STEP_SAVED, n, at, step=which, told={**BODY, **changes})


def undone(n: int, undoes: int, at: int = 0) -> Event:
    return event(EventKind.UNDONE, n, at, undoes=IDS[undoes])


@st.composite
def tellings(draw: st.DrawFn) -> list[Event]:
    """Changes with few moments, so that some tie; each id once, as the server lets them in."""
    told = []
    for n in range(draw(st.integers(0, 10))):
        at = draw(st.integers(0, 3))
        told.append(
            draw(
                st.one_of(
                    st.builds(
                        slot, st.just(n), st.just(at), st.sampled_from(SLOTS),
                        name=st.sampled_from(("A", "B")), removed=st.booleans(),
                    ),
                    st.builds(
                        edited, st.just(n), st.just(at), st.sampled_from((None, [ITEM])),
                        st.sampled_from(SLOTS),
                    ),
                    st.builds(
                        marked, st.just(n), st.sampled_from(("plain", "favourite", "off")), st.just(at),
                        st.sampled_from((None, "2026-12-01")), st.sampled_from(STEPS),
                    ),
                    st.builds(
                        own, st.just(n), st.just(at), st.sampled_from(OWN),
                        title=st.sampled_from(("One", "Two")), removed=st.booleans(),
                    ),
                    st.builds(undone, st.just(n), st.integers(0, 9), st.just(at)),
                    st.builds(event, st.just(EventKind.STEP_DONE), st.just(n), st.just(at), step=st.just("x")),
                )
            )
        )  # fmt: skip
    return told


def read_by_hand(told: Sequence[Event]) -> dict[str, Any]:
    """The same again, slowly: the standing changes one after the other, each in the place of the one before."""
    undoing = {one.undoes for one in told if one.kind == "undone"}
    slots: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    marks: dict[str, Any] = {}
    steps: dict[str, Any] = {}
    for one in sorted(told, key=lambda one: (one.at, one.id)):
        if one.id in undoing or one.told is None:
            continue
        if one.kind == "slot_saved":
            slots[str(one.slot)] = None if one.told["removed"] else one.told["name"]
        elif one.kind == "routine_edited":
            lists[str(one.slot)] = (one.id, one.told["items"])
        elif one.kind == "step_marked":
            marks[str(one.step)] = (one.told["mark"], one.told["until"])
        elif one.kind == "own_step_saved":
            steps[str(one.step)] = None if one.told["removed"] else one.told["title"]
    return {"slots": slots, "lists": lists, "marks": marks, "own": steps}
