"""Whether the words about the reminder are true, under any combination of five faults, in Chromium and in Firefox."""

import sys
import time
from collections.abc import Collection, Iterable
from itertools import combinations
from random import Random
from typing import Any

from tests.browser.handset import Handset
from tests.browser.ring_faults import FAULTS, VARIANTS, Faults
from tests.browser.ring_truth import LOOK, Witness
from tests.browser.server import Server
from tests.browser.truth import LOOK_S, READY, WITHIN_S, Liar, Tally
from tests.browser.visitor import Visitor, evening_zone
from tests.push.service import PushService

COMBINATIONS = tuple(
    frozenset(some) for number in range(len(FAULTS) + 1) for some in combinations(FAULTS, number)
)
PAGES = ("/tonight", "/reminders")
SEEN = frozenset({"set", "can ring", "not planned", "paused", "lacks denied", "lacks off", "lacks lost"})
"""What every long run must have shown, and rightly."""
GLANCED_S, PATIENCE_S = 5.0, 60.0
LET_RING = "ev-push-setup [data-act=on]"
MEND = {"/tonight": "ev-tonight [data-part=mend]", "/reminders": LET_RING}
IS_SET = "return document.querySelector('ev-push-setup')?.dataset.state === 'set'"
# In one go: what is offered may be mended by itself before a finger is there.
TAP = """
const button = document.querySelector(arguments[0]);
if (!button?.checkVisibility()) return false;
button.click();
return true;
"""
# As when somebody takes the phone up again: then nobody waits for the next look by itself.
GLANCE = "document.dispatchEvent(new Event('visibilitychange'))"


def unseen(reached: Collection[str]) -> frozenset[str]:
    """What of SEEN was not reached. A pause counts with whatever else is missing: chance has them meet."""
    return SEEN - frozenset(one for said in reached for one in (said, said.split(" ")[0]))


class RingTruth:
    """One person's phone. Each combination begins and ends with a reminder that is set.

    `glances`: after each change somebody looks, and the words must be true in half the time.
    """

    def __init__(
        self,
        phone: Handset,
        server: Server,
        service: PushService,
        chance: Random,
        tally: Tally,
        *,
        glances: bool = False,
    ) -> None:
        self.phone, self.server, self.chance, self.tally, self.glances = phone, server, chance, tally, glances
        zone = evening_zone()
        self.person = Visitor(server.url)
        self.person.sign_up(zone=zone)
        self.person.answer_everything()
        self.witness = Witness(server, service, self.person.email, zone)
        self.faults = Faults(phone, server, service, self.person, self.witness, chance)
        self.page = PAGES[1]
        self._sign_in()
        self.load()
        self.until(TAP, LET_RING)
        self.look("at first", "set")

    def _sign_in(self) -> None:
        self.phone.sign_in(self.person)
        self.phone.permit("granted")

    def run(self, some: Iterable[frozenset[str]], page: str) -> None:
        for combination in some:
            self.page = page
            variants = {
                fault: self.chance.choice(VARIANTS[fault]) for fault in FAULTS if fault in combination
            }
            self.one(variants)

    def one(self, variants: dict[str, str]) -> None:
        told = " + ".join(f"{fault} {how}" for fault, how in variants.items()) or "nothing"
        try:
            self._combination(variants)
            self.tally.combinations += 1
        except Liar as lie:
            self.tally.untrue.append(f"{self.page}, {told}: {lie}")
            print(self.tally.untrue[-1], file=sys.stderr, flush=True)
            self.start_anew()

    def _combination(self, variants: dict[str, str]) -> None:
        self.load()
        self.look("at the start", "set")
        # All at once as one by one. Subscribing anew needs all that the others take away.
        slowly = len(variants) < 2 or self.chance.random() < 0.5
        for fault in sorted(self.chance.sample(list(variants), len(variants)), key=lambda one: one != "key"):
            self.faults.begin(fault, variants[fault])
            if slowly:
                self.look(f"{fault} began")
        if not slowly:
            self.look("all began")
        if self.chance.random() < 0.5:
            self.load()
            self.look("opened again")
        for fault in self.chance.sample(list(variants), len(variants)):
            self.faults.end(fault)
            if variants[fault] == "settled":
                self.load()  # the evening itself, and its line, come back with the next look at the server
            self.look(f"{fault} ended")
        self.mend()
        self.look("at the end", "set")

    def mend(self) -> None:
        """The one tap that the screen offers, if something is missing; if need be, on a page that is opened again."""
        if self.phone.script(TAP, MEND[self.page]) or self.holds():
            return
        self.load()
        end = time.monotonic() + WITHIN_S
        while not self.phone.script(TAP, MEND[self.page]) and not self.holds() and time.monotonic() < end:
            time.sleep(LOOK_S)

    def holds(self) -> bool:
        return self.witness.facts(self.phone.script(LOOK)).holds

    def start_anew(self) -> None:
        """After a lie: everything mended, so that the next combination says something of its own."""
        for fault in list(self.faults.variant):
            self.faults.end(fault)
        self.page = PAGES[1]
        self.load()
        end = time.monotonic() + 3 * WITHIN_S
        while not self.phone.script(IS_SET) and time.monotonic() < end:
            self.mend()
            time.sleep(2)

    def load(self) -> None:
        self.phone.open(f"{self.server.url}{self.page}")
        if self.page == "/tonight" and not self.silent():
            self.until(READY)

    def until(self, js: str, *given: str) -> None:
        """What no promise is about has all the time of a busy machine."""
        end = time.monotonic() + PATIENCE_S
        while not self.phone.script(js, *given):
            if time.monotonic() > end:
                raise TimeoutError(f"{js} {given}")
            time.sleep(LOOK_S)

    def look(self, when: str, expected: str = "") -> None:
        """Until the words are true, and the expected ones if some are; and still are a moment later."""
        self.tally.changes += 1
        within = GLANCED_S if self.glances else WITHIN_S
        start, good, facts = time.monotonic(), 0, None
        while good < 3:
            browser: dict[str, Any] = self.phone.script(LOOK)
            before, facts = facts, self.witness.facts(browser)
            # Browser and worker mend some things themselves, and that is a change like any other.
            if facts != before and time.monotonic() - start < 2 * WITHIN_S:
                began = time.monotonic()
                if self.glances:
                    self.phone.script(GLANCE)
            kind, wrong = self.witness.judge(browser, facts, silent=self.silent())
            if not wrong and expected and kind != expected:
                wrong = f"{kind} where it is {expected}"
            good = 0 if wrong else good + 1
            if good == 1:
                self.tally.slowest_s = max(self.tally.slowest_s, time.monotonic() - began)
            if wrong and time.monotonic() - began > within:
                raise Liar(f"{when}: {wrong}")
            time.sleep(LOOK_S)
        self.tally.reached.add(kind)

    def silent(self) -> bool:
        """A settled evening has no line about its reminder."""
        return self.faults.variant.get("next") == "settled"
