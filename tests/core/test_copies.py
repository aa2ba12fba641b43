"""When a caregiver is told, and when not: the patient's rule, the caregiver's own, the bedtime limit, summaries."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from routines.core.copies import (
    AFTER,
    LAPSES_AFTER,
    PAST_LIGHTS_OUT,
    SUMMARY_AT,
    Copying,
    Mode,
    ask_again_at,
    copy_of,
    limit_of,
    modes_of,
    next_summary,
    within,
)
from routines.core.schedule import USEFUL
from routines.core.sharing import Scope

MADRID = ZoneInfo("Europe/Madrid")
NIGHT = date(2026, 11, 20)  # a Friday
DUE = datetime(2026, 11, 20, 20, 45, tzinfo=UTC)
LIMIT = limit_of(NIGHT, time(22, 30), MADRID, DUE)
MINUTES = st.sampled_from(AFTER).map(lambda minutes: timedelta(minutes=minutes))
INSTANTS = st.integers(0, 6 * 365 * 1440).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(
    ["Europe/Madrid", "America/Santiago", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"]
)


def test_the_limit_is_an_hour_after_lights_out_or_as_long_as_a_late_reminder_is_of_use() -> None:
    assert limit_of(NIGHT, time(22, 30), MADRID, DUE) == datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    late = DUE + timedelta(hours=4)
    assert limit_of(NIGHT, time(22, 30), MADRID, late) == late + USEFUL
    after_midnight = datetime(2026, 11, 20, 23, 15, tzinfo=UTC)
    assert limit_of(NIGHT, time(0, 15), MADRID, DUE) == after_midnight + PAST_LIGHTS_OUT


@given(MINUTES, MINUTES, st.frozensets(st.integers(0, 6)), st.sampled_from(Mode), st.integers(0, 6))
def test_never_earlier_than_either_wants_never_past_the_limit_never_on_another_weekday(
    after: timedelta, own: timedelta, weekdays: frozenset[int], mode: Mode, by: int
) -> None:
    night = NIGHT + timedelta(days=by)
    due_at, limit = DUE + timedelta(days=by), LIMIT + timedelta(days=by)
    found = copy_of(Copying(after, own, weekdays, mode), night, due_at, limit)
    if mode is not Mode.EACH or night.weekday() not in weekdays:
        assert found is None
        return
    if found is None:
        assert due_at + max(after, own) >= limit
        return
    assert found.at == due_at + max(after, own)
    assert found.at < found.expires_at <= max(limit, due_at + USEFUL)
    assert found.expires_at - found.at <= USEFUL


def test_who_is_told_at_once_is_told_with_the_patient_however_late() -> None:
    late = DUE + timedelta(hours=5)
    found = copy_of(Copying(), NIGHT, late, limit_of(NIGHT, time(22, 30), MADRID, late))
    assert found is not None
    assert (found.at, found.expires_at) == (late, late + USEFUL)


def test_whoever_has_it_is_asked_once_more_unless_the_evening_is_over_by_then() -> None:
    assert ask_again_at(DUE, LIMIT) == DUE + LAPSES_AFTER
    assert ask_again_at(LIMIT - LAPSES_AFTER, LIMIT) is None


@given(INSTANTS, ZONES, st.sampled_from([Mode.DAILY, Mode.WEEKLY]))
def test_a_summary_comes_in_the_morning_of_the_caregiver_s_clock_the_next_one_always_later(
    now: datetime, zone: str, mode: Mode
) -> None:
    where = ZoneInfo(zone)
    found = next_summary(mode, now, where)
    assert found is not None
    assert now < found <= now + timedelta(days=8 if mode is Mode.WEEKLY else 2)
    local = found.astimezone(where)
    assert local.time() >= SUMMARY_AT, "a gap moves it on"
    assert mode is Mode.DAILY or local.weekday() == 0
    assert next_summary(Mode.EACH, now, where) is None


def test_a_summary_is_of_what_may_be_seen_and_becomes_less_when_less_is_given() -> None:
    journal, act = frozenset({Scope.REMINDERS, Scope.JOURNAL}), frozenset({Scope.ACT})
    assert modes_of(journal) == [Mode.EACH, Mode.DAILY, Mode.WEEKLY]
    assert modes_of(act) == [Mode.EACH, Mode.DAILY], "who may act sees tonight"
    assert modes_of(frozenset({Scope.REMINDERS})) == [Mode.EACH]
    assert within(Mode.WEEKLY, journal) is Mode.WEEKLY
    assert within(Mode.WEEKLY, act) is Mode.DAILY
    assert within(Mode.WEEKLY, frozenset({Scope.REMINDERS})) is Mode.EACH
    assert within(Mode.EACH, journal) is Mode.EACH
