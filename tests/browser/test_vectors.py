"""The browser's own modules give the answers of tests/vectors, which the Python core gives too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "vectors"
NIGHT = "({ nightOf }, { at, offset }) => nightOf(at, offset)"
PROGRESS = """({ nightState }, { events }) => {
    const { begun, done, skipped, hurt, outcome, settled, checked, checkIn, snoozed } = nightState(events);
    const { tired = false, hot = false } = checkIn ?? {};
    const told = checkIn?.new?.toSorted() ?? null;
    return { begun, done, skipped, hurt, outcome, settled, checked, tired, hot, new: told, snoozed };
}"""
TONIGHT = "({ cardsOf }, { told }) => cardsOf({ checkIn: told && { new: told } })"
EDIT = """(core, { catalogue: c, op, items, index, by, step, dose, budget }) => {
    const ops = {
        move: () => core.move(items, index, by, c),
        remove: () => core.remove(items, index),
        add: () => core.add(items, step, c, budget),
        swap: () => core.swap(items, index, step, c, budget),
        set_dose: () => core.setDose(items, index, dose, c, budget),
        longer_or_shorter: () => core.longerOrShorter(items, index, by, c, budget),
        fitted: () => core.fitted(items, c, budget),
        lawful: () => core.lawful(items, c),
    };
    try {
        return { items: ops[op]() };
    } catch (refused) {
        if (!(refused instanceof core.NotDone)) throw refused;
        return { refused: refused.code, params: refused.params };
    }
}"""
PLANS = """({ plans, slotFor }, { events, main, tonight }) => {
    const { slots, lists, marks, own, edits } = plans(events);
    const standing = (found) => Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
    const marked = (mark) => Object.keys(marks).filter((step) => marks[step].mark === mark);
    const known = Object.entries(standing(slots)).map(([id, slot]) => ({ id, ...slot, main: id === main }));
    const all = known.some((slot) => slot.main) ? known : [...known, { id: main, name: "", nights: [], main: true }];
    return {
        expected: {
            slots: standing(slots),
            lists: standing(lists),
            favourites: marked("favourite").sort(),
            off: Object.fromEntries(marked("off").map((step) => [step, marks[step].until])),
            own: Object.fromEntries(Object.entries(standing(own)).map(([id, { title }]) => [id, title])),
            edits,
        },
        tonight: tonight && Object.fromEntries(Object.keys(tonight).map((night) => [night, slotFor(night, all).id])),
    };
}"""
JOURNAL = "({ journalOf }, { events }) => journalOf(events)"
SLEEP = "({ sleepOf }, { expected }) => sleepOf(expected.morning)"
PLAN = """({ planOf, at }, { item, at: moments }) => {
    const plan = planOf(item);
    return {
        segments: plan.segments,
        total: plan.total,
        at: moments.map(({ ms }) => {
            const { index, remaining, fraction, whole, over } = at(plan, ms);
            return { ms, index, remaining, fraction, whole, over };
        }),
    };
}"""


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["cases"]
    assert found
    return found


def answers(phone: Phone, module: str, ask: str, asked: list[dict[str, Any]]) -> list[Any]:
    """Each case put to a module of static/js/core, as the browser has loaded it."""
    phone.open("/manifest.webmanifest")
    static = phone.page.request.get(f"{phone.url}/about").text().split('data-static="')[1].split('"')[0]
    given: list[Any] = phone.page.evaluate(
        f"""async ([path, cases]) => {{
            const core = await import(path);
            return cases.map((each) => ({ask})(core, each));
        }}""",
        [f"{static}js/core/{module}.js", asked],
    )
    return given


def test_the_night_of_every_moment(launch: Callable[..., Phone]) -> None:
    asked = cases("night")
    given = answers(launch(visited=True), "night", NIGHT, asked)
    assert dict(zip((each["name"] for each in asked), given, strict=True)) == {
        each["name"]: each["night"] for each in asked
    }


@pytest.mark.promise(3)
def test_the_state_of_every_night_whatever_the_order_of_its_events(launch: Callable[..., Phone]) -> None:
    asked = cases("progress")
    phone = launch(visited=True)
    wanted = [(each["name"], each["expected"]) for each in asked]
    names = [each["name"] for each in asked]
    for turned in (asked, [each | {"events": each["events"][::-1] + each["events"]} for each in asked]):
        assert list(zip(names, answers(phone, "progress", PROGRESS, turned), strict=True)) == wanted


def test_what_is_new_tonight_calls_for_the_same_card(launch: Callable[..., Phone]) -> None:
    asked = [each | {"told": each["new"]} for each in cases("tonight")]
    given = answers(launch(visited=True), "tonight", TONIGHT, asked)
    assert given == [each["expected"] for each in asked]


def test_the_timetable_of_every_item(launch: Callable[..., Phone]) -> None:
    asked = cases("plan")
    given = answers(launch(visited=True), "plan", PLAN, asked)
    for each, answer in zip(asked, given, strict=True):
        assert answer["segments"] == each["segments"], each["name"]
        assert answer["total"] == each["total"], each["name"]
        for moment, wanted in zip(answer["at"], each["at"], strict=True):
            assert moment == pytest.approx(wanted), each["name"]


def test_every_change_of_a_list_by_hand(launch: Callable[..., Phone]) -> None:
    written = json.loads((VECTORS / "edit.json").read_text("utf-8"))
    asked = [each | {"catalogue": written["catalogue"]} for each in written["cases"]]
    given = answers(launch(visited=True), "edit", EDIT, asked)
    for each, answer in zip(asked, given, strict=True):
        assert answer == each["expected"], each["name"]


def test_routines_are_the_sum_of_what_phones_told_whatever_the_order(launch: Callable[..., Phone]) -> None:
    asked = cases("plans")
    phone = launch(visited=True)
    for turned in (asked, [each | {"events": each["events"][::-1]} for each in asked]):
        for each, answer in zip(asked, answers(phone, "plans", PLANS, turned), strict=True):
            assert answer["expected"] == each["expected"], each["name"]
            assert answer.get("tonight") == each.get("tonight"), each["name"]


@pytest.mark.promise(3)
def test_the_journal_of_a_night_whatever_the_order_of_its_events(launch: Callable[..., Phone]) -> None:
    asked = cases("journal")
    phone = launch(visited=True)
    wanted = [each["expected"] for each in asked]
    for turned in (asked, [each | {"events": each["events"][::-1] * 2} for each in asked]):
        assert answers(phone, "journal", JOURNAL, turned) == wanted
    assert answers(phone, "diary", SLEEP, asked) == [each["sleep"] for each in asked]
