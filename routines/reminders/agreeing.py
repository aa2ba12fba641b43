"""One reminder's occurrences, made to agree with its rule, its silences and what its person told. No Flask here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import models
from routines import rows
from routines.core import occurrence as moment
from routines.core.occurrence import Occurrence, State
from routines.core.progress import NightState
from routines.core.reminder import OF_THE_EVENING, Kind
from routines.core.schedule import Due


@dataclass(frozen=True)
class Facts:
    """`settled`: the nights whose outcome silences this reminder; `wishes`: the later time wished for last."""

    now: datetime
    settled: frozenset[date]
    wishes: Mapping[date, datetime]


def facts(reminder: models.Reminder, told: Mapping[date, NightState], now: datetime) -> Facts:
    """`told`: what is known of its patient's nights."""
    public_id, evening = reminder.public_id, Kind(reminder.kind) in OF_THE_EVENING
    wishes = {night: one.snoozed[public_id] for night, one in told.items() if public_id in one.snoozed}
    return Facts(now, frozenset(night for night, one in told.items() if evening and one.settled), wishes)


def agree(session: Any, row: models.Occurrence, due: Due | None, facts: Facts) -> None:
    """`due` is what the rule says of this night, if anything."""
    was, now, settled = rows.occurrence_of(row), facts.now, row.night in facts.settled
    wish = facts.wishes.get(row.night)
    if due is not None and wish is not None and not settled:
        again = moment.snooze_without(was, due.due_at, wish, now)
        if again is not None:
            rows.keep_occurrence(row, again)
            return
    if due is not None and due.due_at == was.planned_at and was.state is not State.CANCELLED:
        return
    if due is not None and due.due_at > now:
        rows.keep_occurrence(row, moment.move(was, due.due_at, settled=settled))
    elif was.state in (State.WAITING, State.SETTLED) and was.due_at > now:
        if was.round == 1:
            session.delete(row)
        else:  # its first round was sent: the night keeps its one occurrence
            rows.keep_occurrence(row, moment.cancel(was))
    elif due is None and was.next_at is not None:
        rows.keep_occurrence(row, moment.settle(was))


def rows_of(
    reminder: models.Reminder, dues: Iterable[Due], facts: Facts, written_to: datetime
) -> list[dict[str, Any]]:
    """What is written down for nights that have nothing yet. What was due before `written_to` is accounted for."""
    made = ((due.night, _made(reminder, due, facts, written_to)) for due in dues)
    return [
        {"reminder_id": reminder.id, "night": night, "kind": reminder.kind, **rows.occurrence_values(one)}
        for night, one in made
        if one is not None
    ]


def _made(reminder: models.Reminder, due: Due, facts: Facts, written_to: datetime) -> Occurrence | None:
    wish, settled = facts.wishes.get(due.night), due.night in facts.settled
    if due.due_at > written_to:
        fresh = moment.planned(due.due_at, settled=settled)
        return fresh if wish is None else moment.snooze(fresh, wish, facts.now, nags=reminder.nags)
    if wish is None or settled:
        return None
    return moment.snooze_without(None, due.due_at, wish, facts.now)
