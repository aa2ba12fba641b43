"""People on the real tables, what a plain reading says of them beside it, and a worker that is held against it."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import select

import models
from models import db, writing
from routines import clock
from routines.push import delivery, outbox
from routines.push.claimed import Claimed
from routines.reminders import planning
from routines.sync import actions as sync
from tests.features import facts
from tests.features.sharing.sequence.model import MADRID, RINGS_AT, Body, Model, in_madrid
from tests.features.sharing.sequence.people import STANDS_AT, People

WORKER = "the worker"
FIRST_REPETITION = timedelta(minutes=10)
OF_A_NIGHT = ("ring", "copy", "ask_again")
"""What is sent because of how a night is; of the others one may come long after."""


class Broken(AssertionError):
    """The app did what a plain reading forbids, or the other way round."""


class World:
    def __init__(self, app: Flask) -> None:
        self.of = People(app)
        self.seen: Counter[str] = Counter()

    def begin(self, at: datetime, nags: int) -> None:
        """A new life: nothing of the one before has happened."""
        self.story: list[str] = []
        self.model = Model(at, self.of.zones)
        # The outbox: the row of a delivery -> what it was when it was written. Those that a worker looked at.
        self.written: dict[int, Body] = {}
        self.judged: set[int] = set()
        self.sent: list[tuple[str, date]] = []
        self.nags = nags
        self.go_to(at)
        self.of.as_at_first(nags)
        self.note(f"a reminder that rings {nags} times more by itself")

    def go_to(self, at: datetime) -> None:
        clock.shift((at - STANDS_AT).total_seconds())
        self.model.now = at

    def wait(self, time: timedelta) -> None:
        self.go_to(self.model.now + time)

    def note(self, words: str) -> None:
        self.story.append(f"{self.model.now.astimezone(MADRID):%a %d %b %Y %H:%M:%S} {words}")

    def must(self, holds: object, words: str) -> None:
        if not holds:
            raise Broken(words)

    def somebody(self, chance: Random) -> tuple[int, Body] | None:
        """Most often one for whom something waits, for there is most to go wrong; else one who is let in."""
        grants, waiting = self.model.grants, self._waiting()
        stands = [row for row, grant in grants.items() if self.model.over(grant) is None]
        rows = stands if stands and chance.random() < 0.9 else list(grants)
        if chance.random() < 0.7:
            rows = [row for row in rows if row in waiting] or rows
        row = chance.choice(rows) if rows else None
        return None if row is None else (row, grants[row])

    def _waiting(self) -> set[int]:
        open_ = [about for id, about in self.written.items() if id not in self.judged]
        return {one["grant"] for one in open_ if one["what"] != "ring" and one["night"] == self.model.tonight}

    def tell(self, kind: str, at: datetime, **more: Any) -> Body:
        """The patient's phone tells something that happened at that instant of this night."""
        offset = at.astimezone(MADRID).utcoffset() or timedelta()
        minutes = int(offset.total_seconds()) // 60
        body = facts.event(kind, night=self.model.tonight, at=at, offset=minutes, **more)
        entry = {"event": body, "age_ms": 5}
        patient = self.of.patient
        answer = sync.sync(patient.patient_id, self.of.sign_ins[patient.account_id], 10**9, [entry])
        assert [result.status for result in answer.results] == ["stored"]
        self.remember(body)
        return body

    def remember(self, body: Body) -> None:
        told = dict.fromkeys(("step", "outcome", "undoes", "until")) | body
        told |= {"night": date.fromisoformat(body["night"]), "at": datetime.fromisoformat(body["at"])}
        if told["until"] is not None:
            told["until"] = datetime.fromisoformat(told["until"])
        self.model.events.append(told)

    def hand_out(self) -> None:
        """As a worker begins its second. What became a delivery is of the ring that there is now."""
        if planning.wants_writing(db.session):
            with writing() as session:
                planning.write_ahead(session)
        outbox.hand_out()
        query = (
            select(models.Delivery.id, models.Delivery.device_id, models.Delivery.grant_id)
            .add_columns(models.Occurrence.night, models.Notice.kind, models.Notice.night.label("noticed"))
            .join(models.Occurrence, models.Occurrence.id == models.Delivery.occurrence_id, isouter=True)
            .join(models.Notice, models.Notice.id == models.Delivery.notice_id, isouter=True)
            .where(models.Delivery.id > max(self.written, default=0))
        )
        for row in db.session.execute(query):
            night, what = row.night or row.noticed, row.kind or ("copy" if row.grant_id else "ring")
            about: Body = {"what": what, "grant": row.grant_id, "phone": row.device_id, "night": night}
            self.written[row.id] = about | {"ring": self.model.ring(night)}
        db.session.rollback()

    def beat(self, between: Callable[[list[Claimed]], None]) -> None:
        """What a worker does in a second; `between`: what happens after it claimed, before it looks once more."""
        self.hand_out()
        claimed = outbox.claim(WORKER)
        if not claimed:
            return
        before = {row: self.model.over(grant) for row, grant in self.model.grants.items()}
        between(claimed)
        wanted = outbox.still_wanted(claimed)
        for one in claimed:
            self._judge(one, wanted=one.delivery_id in wanted, before=before)
        endings = [
            outbox.Settled(one.delivery_id, one.device_id, outbox.ACCEPTED)
            if one.delivery_id in wanted
            else delivery.unsent(one)
            for one in claimed
        ]
        outbox.settle(WORKER, endings)

    def _judge(self, one: Claimed, *, wanted: bool, before: dict[int, str | None]) -> None:
        self.judged.add(one.delivery_id)
        about, model = self.written[one.delivery_id], self.model
        what, whose = about["what"], self.of.phones[about["phone"]]
        against = self._against(about)
        spoken = ", ".join(sorted(against)) or "nothing"
        self.note(
            f"{what} of {about['night']} to {whose}: {'sent' if wanted else 'not sent'}, {spoken} against it"
        )
        theirs = model.grants[about["grant"]]["who"] if about["grant"] else self.of.patient.account_id
        self.must(whose == theirs, f"a {what} for {theirs} goes to the phone of {whose}")
        self.must(not (wanted and against), f"{what} was sent though there was: {spoken}")
        if wanted:
            self._sent(about)
            return
        if what == "copy":
            held_back = against or self._held_back(one, about)
            self.must(held_back, "nothing speaks against a copy, and it was not sent")
        if about["grant"]:
            self._stopped(about, against, before[about["grant"]])

    def _against(self, about: Body) -> set[str]:
        model, night = self.model, about["night"]
        if about["what"] == "ring":
            return {"settled"} if model.outcome(night) else set()
        if about["what"] == "copy":
            return model.against_copy(model.grants[about["grant"]], about["phone"], night, about["ring"])
        return model.against_notice(about["what"], about["grant"], night)

    def _held_back(self, one: Claimed, about: Body) -> bool:
        """It rings later now, who has begun is not rung again, or the worker was too slow and leaves it to another."""
        model, night = self.model, about["night"]
        moved = model.ring(night) != about["ring"]
        slow = not outbox.is_held(one, model.now) or one.expires_at <= model.now
        return moved or slow or model.begun(night) or night in model.loose

    def _sent(self, about: Body) -> None:
        model, what, row, night = self.model, about["what"], about["grant"], about["night"]
        if what == "copy":
            model.sent[about["phone"], night, about["ring"]] += 1
            model.reminded.add((row, night))
            self.seen["copy of a later ring sent"] += about["ring"] != in_madrid(night, RINGS_AT)
        elif what == "ask_again":
            model.asked[model.grants[row]["who"], night] += 1
        elif what == "summary":
            model.summed.add((row, night))
        self.sent.append((what, night))
        self.seen[f"{self._named(about)} sent"] += 1

    def _stopped(self, about: Body, against: set[str], before: str | None) -> None:
        """Counted where nothing else would have stopped it, so that each reason is known to be looked at."""
        if len(against) == 1:
            reason = min(against)
            if reason == "quiet end" and before is None:
                reason = "quiet end after the claim"
            if reason == "heard" and self._rang_again_since(about):
                reason = "heard before a repetition"
            self.seen[f"{self._named(about)} stopped by {reason}"] += 1

    def _rang_again_since(self, about: Body) -> bool:
        last, again = self.model.heard_last(about["night"]), about["ring"] + FIRST_REPETITION
        return last is not None and self.nags > 0 and last < again <= self.model.now

    def _named(self, about: Body) -> str:
        delayed = about["what"] == "copy" and self.model.waits(self.model.grants[about["grant"]])
        return f"delayed {about['what']}" if delayed else str(about["what"])
