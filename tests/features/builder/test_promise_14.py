"""Promise 14: no answer, list, mark, own step, check-in or undo, forged or not, brings up what is ruled out."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from routines.builder import forms
from routines.core.flags import TONIGHT
from routines.core.profile import Clearance, Effect, Symptom
from routines.core.safety import CLEARABLE
from routines.core.step import Equipment, Mobility, Region, Trait
from routines.library import load_library
from tests.features import facts
from tests.features.builder.untrusting import Person, look
from tests.features.visitor import Visitor

EXAMPLES = int(os.environ.get("EVENFALL_EXAMPLES", "8"))
"""More by hand: EVENFALL_EXAMPLES=500. The same examples at every run, so that a red test is never luck."""
STEPS = 14

LIBRARY = load_library().steps
OWN = ("own_aaaaaaaa", "own_bbbbbbbb")
EXTRA = tuple(f"{n}1111111-2222-4333-8444-555555555555" for n in range(3))
FORGED = ("no_such_step", "own_ofsomebodyelse", *OWN)
SEED = st.integers(0, 2**32)


def some(chance: random.Random, of: Any, most: int = 99) -> list[Any]:
    codes = sorted(of)
    return chance.sample(codes, chance.randint(0, min(most, len(codes))))


class Evenings(RuleBasedStateMachine):
    """`new`: a fresh browser, set by the test, so that each example is another person on the same server."""

    new: Callable[[], Visitor]
    number = 0

    @initialize(seed=SEED, skipped=st.sets(st.sampled_from((1, 2, 3))))
    def arrives(self, seed: int, skipped: set[int]) -> None:
        Evenings.number += 1
        self.visitor = type(self).new()
        # So many people cannot sign up from one address.
        address = f"127.1.{Evenings.number // 200}.{Evenings.number % 200 + 1}"
        self.visitor.client.environ_base["REMOTE_ADDR"] = address
        self.visitor.sign_up("Ana", f"ana{Evenings.number}@example.org")
        self.person = Person(LIBRARY, facts.tonight())
        self.at = datetime.now(UTC) - timedelta(minutes=10)
        for screen in (1, 2, 3, 4):
            if screen in skipped:
                self.visitor.skip(screen)
            else:
                self.answer(screen, random.Random(seed + screen))
        self.main = self.visitor.bundle()["routine"]["id"]

    @rule(screen=st.sampled_from((1, 2, 3, 3, 3, 4)), seed=SEED)
    def answers(self, screen: int, seed: int) -> None:
        self.answer(screen, random.Random(seed))

    def answer(self, screen: int, chance: random.Random) -> None:
        sent, changes = getattr(self, f"_screen_{screen}")(chance)
        assert self.visitor.answer(screen, sent).status_code == 302, sent
        self.person.profile = replace(self.person.profile, **changes)

    def _screen_1(self, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
        symptoms, regions = some(chance, Symptom), some(chance, Region)
        sent = {"symptoms": symptoms, "regions": regions}
        return sent, {name: frozenset(codes) for name, codes in sent.items()}

    def _screen_2(self, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
        mobility, helped, things = (
            chance.choice(list(Mobility)),
            chance.random() < 0.5,
            some(chance, Equipment),
        )
        sent = {"mobility": mobility.value, "helper": "yes" if helped else "no", "equipment": things}
        return sent, {"mobility": mobility, "has_helper": helped, "equipment": frozenset(things)}

    def _screen_3(self, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
        now = some(chance, (flag for flag, _ in forms.NOW_FLAGS), 1) if chance.random() < 0.3 else []
        lasting = some(chance, (flag for flag, _ in forms.LASTING_FLAGS), chance.choice((0, 1, 2, 6)))
        heat, cold = chance.choice(list(Effect)), chance.choice(list(Effect))
        sent = {"now_flags": now, "lasting_flags": lasting, "heat": heat.value, "cold": cold.value}
        if not now and not lasting:
            sent["none_of_these"] = "y"
        cleared = None
        if CLEARABLE & set(lasting) and chance.random() < 0.5:
            cleared = Clearance("Dr Vega", date(2026, 10, 1))
            sent |= {"clearance_by": cleared.by, "clearance_on": cleared.on.isoformat()}
        answers = {flag: flag in {*now, *lasting} for flag in forms.ALL_FLAGS}
        return sent, {"answers": answers, "heat": heat, "cold": cold, "clearance": cleared}

    def _screen_4(self, chance: random.Random) -> tuple[dict[str, Any], dict[str, Any]]:
        minutes, short = chance.choice((10, 15, 20, 30, 45)), chance.choice((3, 5, 8, 10))
        sent = {"lights_out": "22:30", "minutes": str(minutes), "short_minutes": str(short)}
        return sent, {"minutes": minutes, "short_minutes": short}

    def tell(self, body: dict[str, Any]) -> None:
        """Each a second after the one before, so that the newest is the last."""
        self.at += timedelta(seconds=1)
        body = body | {"at": facts.instant(self.at)}
        assert facts.statuses(facts.sync(self.visitor, body)) == ["stored"], body
        self.person.told.append(body)

    @rule(seed=SEED)
    def puts_a_list_together(self, seed: int) -> None:
        chance = random.Random(seed)
        ids = some(chance, (*LIBRARY, *FORGED), 40) or [chance.choice(FORGED)]
        items = [
            facts.asked(
                step,
                chance.choice((0, 60, 7200)),
                chance.choice((None, 0, 600)),
                chance.choice((None, 0, 1000)),
            )
            for step in (ids * 2)[:40]
        ]
        slot = chance.choice((self.main, *EXTRA))
        self.tell(facts.edited(slot, None if chance.random() < 0.15 else items))

    @rule(seed=SEED)
    def saves_a_slot(self, seed: int) -> None:
        chance = random.Random(seed)
        minutes = chance.choice((None, 5, 13, 60))
        slot, nights = chance.choice((self.main, *EXTRA)), some(chance, range(7))
        gentle, removed = chance.random() < 0.5, chance.random() < 0.2
        name = f"Slot {chance.randint(1, 9)}"
        self.tell(
            facts.slot_saved(slot, name, nights=nights, minutes=minutes, gentle=gentle, removed=removed)
        )

    @rule(step=st.sampled_from((*LIBRARY, *FORGED)), mark=st.sampled_from(("plain", "favourite", "off")),
          days=st.sampled_from((None, 0, 3)))  # fmt: skip
    def marks_a_step(self, step: str, mark: str, days: int | None) -> None:
        until = None if days is None else self.person.night + timedelta(days=days)
        self.tell(facts.marked(step, mark, until))

    @rule(seed=SEED)
    def adds_an_own_step(self, seed: int) -> None:
        chance = random.Random(seed)
        position = chance.choice(("standing", "chair", "bed"))
        traits = [trait for trait in some(chance, Trait, 3) if trait != "bed_edge" or position == "bed"]
        timed = chance.random() < 0.3
        self.tell(
            facts.own_saved(
                chance.choice(OWN),
                kind=chance.choice(("stretch", "range_of_motion", "activation", "massage", "positioning")),
                position=position,
                regions=some(chance, Region) or ["calf"],
                sides=chance.choice(("one", "both", "each")),
                helper=chance.choice(("no", "can", "needed")),
                traits=traits,
                seconds=chance.choice((1, 90, 600)) if timed else None,
                hold=None if timed else chance.choice((None, 0, 2, 60)),
                reps=None if timed else chance.choice((1, 20)),
                removed=chance.random() < 0.1,
            )
        )

    @rule(seed=SEED, days=st.sampled_from((0, 0, 0, -1, 1)))
    def checks_in(self, seed: int, days: int) -> None:
        chance = random.Random(seed)
        said: dict[str, Any] = {"legs": chance.choice(("quiet", "some", "rough"))}
        if chance.random() < 0.5:
            said |= {"tired": chance.random() < 0.5, "hot": chance.random() < 0.5}
        if chance.random() < 0.6:
            said["new"] = sorted(some(chance, TONIGHT, chance.choice((0, 0, 1, 2))))
        self.tell(facts.checked_in(night=self.person.night + timedelta(days=days), **said))

    @rule(step=st.sampled_from((*LIBRARY, *OWN)), hurt=st.booleans())
    def skips_a_step(self, step: str, hurt: bool) -> None:
        self.tell(facts.event("step_skipped", run=facts.uuid7(), step=step, hurt=hurt))

    @rule(step=st.sampled_from(tuple(LIBRARY)), back=st.integers(0, 3))
    def did_a_step(self, step: str, back: int) -> None:
        self.tell(facts.done(step, night=self.person.night - timedelta(days=back)))

    @rule(seed=SEED)
    def takes_something_back(self, seed: int) -> None:
        if self.person.told:
            self.tell(facts.undone(random.Random(seed).choice(self.person.told)))

    @invariant()
    def nothing_that_is_ruled_out_is_before_them(self) -> None:
        if hasattr(self, "main"):
            look(self.person, self.visitor.bundle(), self.visitor.read("/routine").text)


@pytest.mark.promise(14)
@pytest.mark.timeout(0 if EXAMPLES > 100 else 180)
def test_nothing_puts_a_ruled_out_step_before_the_patient(
    app: Flask, visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Evenings, "new", visit, raising=False)
    run_state_machine_as_test(
        Evenings,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            # To make a failure small takes minutes: only where somebody waits for it.
            phases=[Phase.generate, Phase.shrink] if EXAMPLES > 100 else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
