"""One interleaving of bin/prove sync: what people and networks do, drawn from a seed, until all is well again."""

from collections.abc import Callable
from datetime import timedelta

from routines.accounts import sessions
from tests.features.facts import Body
from tests.features.visitor import PASSWORD
from tests.proofs import people
from tests.proofs.sync_facts import facts_about_what_is_gone, some_fact, some_plan
from tests.proofs.sync_phone import Phone
from tests.proofs.sync_sending import ROUNDS, Sending
from tests.proofs.sync_world import ON_THE_WAY


class Interleaving(Sending):
    """`acts` of chance, and then until all is well."""

    def run(self, acts: int) -> None:
        with self.world.between():
            for _ in range(acts):
                # No sum of these is 10, when a session is noted as seen: amid another call nobody may write.
                self.world.passes(self.chance.choice((3, 8, 40, 200)))
                phone = self.chance.choice(self.phones)
                act = self.chance.choices(ACTS, WEIGHTS)[0]
                self.world.trace.append(f"{phone.name} {act.__name__}")
                act(self, phone)
                if self.world.late and self.chance.random() < 0.4:
                    self.world.deliver_late()
            self.heal()

    # What people do.

    def mark(self, phone: Phone) -> None:
        if not phone.owner:
            return self.sign_in(phone)
        self._tell(phone, [some_fact(phone, self.world.now) for _ in range(self.chance.randint(1, 4))])

    def plan(self, phone: Phone) -> None:
        if phone.owner:
            self._tell(phone, [some_plan(phone, self.world.now)])

    def undo(self, phone: Phone) -> None:
        known = (
            [body for body in phone.store.events.values() if body["kind"] != "undone"] if phone.owner else []
        )
        if known:
            other = self.chance.choice(known)
            self._tell(
                phone, [phone.fact(self.world.now, "undone", undoes=other["id"]) | {"night": other["night"]}]
            )
            self.counts["undo"] += 1

    def much(self, phone: Phone) -> None:
        if phone.owner and self.chance.random() < 0.15:
            self._tell(
                phone, [some_fact(phone, self.world.now) for _ in range(self.chance.randint(101, 130))]
            )

    def gone(self, phone: Phone) -> None:
        if not phone.owner:
            return
        bodies = facts_about_what_is_gone(phone, self.world.now)
        self._tell(phone, bodies)
        self.gone_ids |= {body["id"] for body in bodies}

    def forge(self, phone: Phone) -> None:
        """An id that is taken comes once more with another body, as from a phone that was put back from a backup."""
        if not phone.owner:
            return
        known, stored = self.made[phone.owner], self.world.rows(self.who[phone.owner].patient_id)
        taken = [
            row.event_id
            for row in stored
            if row.kind == "step_done" and row.event_id in known and row.event_id not in phone.store.queue
        ]
        if taken:
            id = self.chance.choice(taken)
            phone.store.queue[id] = known[id] | {"step": "another_step"}

    def spoil(self, phone: Phone) -> None:
        if phone.owner:
            body = some_fact(phone, self.world.now) | {"offset": 5000}
            phone.store.queue[body["id"]] = body
            self.forged[phone.owner].add(body["id"])

    # What happens to phones.

    def jump(self, phone: Phone) -> None:
        phone.skew = timedelta(hours=self.chance.choice((0, 25, -25, self.chance.uniform(-25, 25))))
        self.counts["clock_wrong"] += phone.skew != timedelta()

    def expire(self, phone: Phone) -> None:
        if token := self._token(phone):
            self.world.expire(sessions.token_hash(token))

    def remove(self, phone: Phone) -> None:
        """From another phone of the same person, by the button on its page."""
        others = [other for other in self.phones if other is not phone and other.cookie_of == phone.cookie_of]
        token = self._token(phone)
        if not others or not token or phone.removed:
            return
        number = self.world.sign_in_id(sessions.token_hash(token))
        other = others[0]
        if other.visitor.read("/you").status_code == 200:
            other.visitor.submit("/confirm", {"password": PASSWORD})
            other.visitor.submit(f"/you/sessions/{number}/end", on="/you")
            phone.removed = True

    def sign_in(self, phone: Phone) -> None:
        """The person of the phone is back, or had never left."""
        wanted = self.who.get(phone.owner or "", self.ana if phone is not self.phones[2] else self.marc)
        self._sign_in(phone, wanted)
        self._meet(phone)

    def hand_over(self, phone: Phone) -> None:
        """Somebody else signs in on the same phone; sometimes its old page sends before it has noticed."""
        other = self.marc if phone.owner == self.ana.account else self.ana
        self._sign_in(phone, other)
        if self.chance.random() < 0.5:
            self.flush(phone)
        self._meet(phone)
        self.counts["other_user"] += 1

    def send(self, phone: Phone) -> None:
        self.flush(phone, self.chance.choice(("", "", "offline", "shuffled", *ON_THE_WAY)))

    # Until all is well.

    def heal(self) -> None:
        while self.world.late:
            self.world.deliver_late()
        for once_more in (False, True):
            for phone in self.phones:
                for account in [*phone.stores, self._last(phone)]:
                    if not (once_more and phone.cookie_of == account):
                        self._open(phone, self.who[account])
                        self._meet(phone)
                    for _ in range(ROUNDS):
                        if self.flush(phone) and not phone.store.queue:
                            break
                    else:
                        self.world.wrong("a queue that never empties")

    def _last(self, phone: Phone) -> str:
        """At the end each phone is with its own person."""
        return (self.marc if phone is self.phones[2] else self.ana).account

    # Helpers.

    def _tell(self, phone: Phone, bodies: list[Body]) -> None:
        assert phone.owner
        phone.append(bodies)
        self.made[phone.owner] |= {body["id"]: body for body in bodies}

    def _sign_in(self, phone: Phone, person: people.Person) -> None:
        """By the form."""
        answer = phone.visitor.sign_in(person.email)
        if answer.status_code != 302:
            self.world.wrong(f"a sign-in answered {answer.status_code}")
        if phone.cookie_of == person.account:
            self.counts["signed_in_again"] += 1
        phone.cookie_of, phone.removed = person.account, False

    def _meet(self, phone: Phone) -> None:
        assert phone.cookie_of
        phone.adopt(phone.cookie_of)

    def _token(self, phone: Phone) -> str | None:
        with phone.visitor.client.session_transaction() as kept:
            return kept.get("_user_id")


Act = Callable[[Interleaving, Phone], None]
ACTS: tuple[Act, ...] = (
    Interleaving.mark, Interleaving.plan, Interleaving.undo, Interleaving.much, Interleaving.gone, Interleaving.forge,
    Interleaving.spoil, Interleaving.jump, Interleaving.expire, Interleaving.remove, Interleaving.sign_in,
    Interleaving.hand_over, Interleaving.send,
)  # fmt: skip
WEIGHTS = (20, 5, 6, 3, 2, 3, 2, 4, 2, 2, 3, 2, 30)
