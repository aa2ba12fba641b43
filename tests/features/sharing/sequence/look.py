"""What a caregiver's page shows, held against a plain reading of what it may show."""

from routines.caring import looking
from routines.caring.wire import PersonOut
from tests.features.sharing.sequence.model import JOURNAL_NIGHTS, widened
from tests.features.sharing.sequence.world import World

ORDER = ("reminders", "progress", "journal", "act")


def look(world: World, who: int) -> None:
    """All that one caregiver sees now: everybody who lets them in, or did without a word since, and nobody else."""
    model = world.model
    world.note(f"{who} looks")
    page = looking.caring(who, world.of.library, "en")
    world.must(page.night == model.page_of(who), f"is of {page.night}")
    mine = {row: grant for row, grant in model.grants.items() if grant["who"] == who}
    over = {grant["public_id"]: model.over(grant) for grant in mine.values()}
    people = [one.id for one in page.people]
    shown = [id for id, how in over.items() if how in (None, "quiet end")]
    world.must(people == shown, f"shows {people} instead of {shown}")
    for gone in page.over:
        how = {"told end": "ended", "lapse": "lapsed"}.get(over.get(gone.id) or "")
        world.must(gone.how == how, f"says that {gone.id} {gone.how}, and it is {how}")
    rows = {grant["public_id"]: row for row, grant in mine.items()}
    for person in page.people:
        _person(world, rows[person.id], person)


def _person(world: World, row: int, person: PersonOut) -> None:
    model, grant, night = world.model, world.model.grants[row], world.model.tonight
    heard, scopes = model.heard(row, night), widened(grant["scopes"])
    world.must(person.heard == heard, f"says {person.heard}, and it is {heard}")
    world.must(person.scopes == [one for one in ORDER if one in grant["scopes"]], f"scopes {person.scopes}")
    world.must((person.own_minutes, person.mode) == (grant["own"], grant["mode"]), "how they are told")
    if heard == "no_update":
        nothing = (person.steps, person.nights, person.can, person.taken)
        world.must(nothing == ([], [], [], None), f"there is no update, and it shows {nothing}")
        why = model.over(grant) or ("pause" if grant["paused"] == night else "nothing heard")
        world.seen[f"no update: {why}"] += 1
        return
    world.seen[f"shows {heard}"] += 1
    world.must(not person.steps or "progress" in scopes, "steps without progress")
    world.must(not person.nights or "journal" in scopes, "nights without the journal")
    states = {one.step: one.state for one in person.steps}
    done, skipped = model.steps(night, "step_done"), model.steps(night, "step_skipped")
    for step, state in states.items():
        wanted = "done" if step in done else "skipped" if step in skipped else "open"
        world.must(state == wanted, f"{step} is {wanted} and shown as {state}")
    told = {one["night"] for one in model.events if night - JOURNAL_NIGHTS < one["night"] <= night}
    nights = {one.night: one.outcome for one in person.nights}
    if "journal" in scopes:
        wanted_nights = {one.isoformat(): model.outcome(one) for one in told}
        world.must(nights == wanted_nights, f"shows the nights {nights} and not {wanted_nights}")
    _what_they_can(world, row, person, scopes)


def _what_they_can(world: World, row: int, person: PersonOut, scopes: set[str]) -> None:
    model, grant, night = world.model, world.model.grants[row], world.model.tonight
    holder, may = model.holder(night), "reminders" in scopes
    taken = None if holder is None or not may else "you" if holder == row else "somebody"
    loose = night in model.loose and may
    world.must(loose or person.taken == taken, f"taken: {person.taken}, and it is {taken}")
    can = set(person.can)
    world.must(not can & {"mark", "later"} or "act" in scopes, f"can {can} with {sorted(scopes)}")
    world.must(not can & {"got_it", "give_back"} or may, f"can {can} with {sorted(scopes)}")
    if grant["scopes"] == {"reminders"}:
        # Whether the evening was begun is not theirs to know, so nothing may hang on it.
        always = {"got_it"} if holder is None else {"give_back"} if holder == row else set()
        world.must(
            loose or can == always, f"with reminders alone can {sorted(can)}, and not {sorted(always)}"
        )
