"""What one scope shows says nothing of another; and where nothing is shared any more, nothing can be set either."""

from typing import Any

import pytest

from tests.features import facts
from tests.features.sharing import words
from tests.features.sharing.rows import changes, hers
from tests.features.sharing.silence import forget_tonight, seen
from tests.features.sharing.story import ONE_ENGINE, SetClock, World, evening
from tests.features.sharing.told import DAY, NIGHT

PAGE = "/api/v1/caring"


@ONE_ENGINE
def test_who_has_reminders_alone_cannot_tell_whether_she_began(world: World, set_clock: SetClock) -> None:
    """Their copy came in both evenings."""
    begun = world.askers["reminders"].read(PAGE).get_json()
    world = evening(world.app, set_clock)
    forget_tonight(world)
    assert world.askers["reminders"].read(PAGE).get_json() == begun


@pytest.mark.promise(9)
@ONE_ENGINE
def test_who_has_progress_alone_sees_nothing_of_what_she_wrote(world: World) -> None:
    before = seen(world.askers["progress"].read(PAGE))
    facts.sync(
        world.ana,
        facts.event("evening_told", told={"pain": 1, "stiffness": 9, "triggers": ["stress"]}),
        facts.event("cramp_logged", told={"began": f"{NIGHT}T21:20+01:00", "place": "foot"}),
        facts.event("morning_told", told={"note": words.SHARED_NOTE, "only_me": False}),
    )
    assert seen(world.askers["progress"].read(PAGE)) == before


def notes(world: World) -> dict[str, Any]:
    [one] = world.askers["journal"].read(PAGE).get_json()["people"]
    return {night["night"]: night["note"] for night in one["nights"]}


@pytest.mark.promise(9)
@ONE_ENGINE
def test_of_all_her_notes_that_one_is_shown_which_is_not_for_her_alone(world: World) -> None:
    assert notes(world) == {
        str(NIGHT): None,
        str(NIGHT - DAY): None,
        str(NIGHT - 2 * DAY): words.SHARED_NOTE,
        str(NIGHT - 3 * DAY): None,
    }


@ONE_ENGINE
def test_a_note_of_a_phone_that_does_not_ask_for_whom_it_is_stays_hers(world: World) -> None:
    """A former release, which was not updated yet, tells the note alone."""
    facts.sync(world.ana, facts.event("morning_told", night=NIGHT - 2 * DAY, told={"note": words.ONLY_HERS}))
    assert words.ONLY_HERS not in notes(world).values()


@ONE_ENGINE
@pytest.mark.parametrize("over", ["told", "lapsed"])
def test_whose_sharing_is_over_sets_nothing_any_more(world: World, over: str) -> None:
    public_id, before = world.known["grants"][over][1], hers(world.app)
    wish = {"own_minutes": 20, "mode": "daily"}
    assert world.askers[over].send("POST", f"{PAGE}/{public_id}/own", wish).status_code == 404
    assert changes(before, hers(world.app)) == set()
