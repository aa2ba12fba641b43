"""Who may be told what, for how long, and what three kinds of silence have in common."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Outcome
from routines.core.progress import NightState
from routines.core.sharing import (
    ASKED_BEFORE,
    LASTS,
    Grant,
    Heard,
    Night,
    Scope,
    Standing,
    asks,
    heard,
    may,
    shows,
    standing,
    until,
    widened,
    without,
)

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
NIGHT = date(2026, 11, 20)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
MOMENTS = st.none() | st.integers(-3, 3).map(lambda by: NOW + by * MOMENT)
ALL = frozenset(Scope)
GIVEN = Grant(ALL, NOW - DAY, None, NOW + LASTS)
SCOPES = st.frozensets(st.sampled_from(Scope))
STATES = st.builds(
    NightState,
    begun=st.booleans(),
    done=st.frozensets(st.sampled_from(["a", "b"])),
    skipped=st.frozensets(st.sampled_from(["c"])),
    outcome=st.none() | st.sampled_from(Outcome),
    heard_at=st.none() | st.just(NOW),
)
NIGHTS = st.builds(Night, st.just(NIGHT), STATES, st.booleans(), st.booleans())


def test_an_accepted_grant_allows_its_scope() -> None:
    assert may(Grant(ALL, NOW - DAY, None), Scope.REMINDERS, NOW)


def test_an_invitation_allows_nothing() -> None:
    assert not may(Grant(ALL, None, None), Scope.REMINDERS, NOW)


def test_a_scope_that_was_not_given_is_not_allowed() -> None:
    assert not may(Grant(frozenset(), NOW - DAY, None), Scope.REMINDERS, NOW)


def test_from_the_instant_of_acceptance_until_just_before_the_end() -> None:
    grant = Grant(ALL, NOW, NOW + timedelta(hours=1))
    assert not may(grant, Scope.REMINDERS, NOW - MOMENT)
    assert may(grant, Scope.REMINDERS, NOW)
    assert may(grant, Scope.REMINDERS, NOW + timedelta(hours=1) - MOMENT)
    assert not may(grant, Scope.REMINDERS, NOW + timedelta(hours=1)), "an end works at once"


@given(MOMENTS, MOMENTS, MOMENTS, st.booleans())
def test_what_is_over_never_revives(
    accepted: datetime | None, ended: datetime | None, lapses: datetime | None, quiet: bool
) -> None:
    grant = Grant(ALL, accepted, ended, lapses, quiet=quiet)
    over = False
    for by in range(-5, 6):
        now = NOW + by * MOMENT
        allowed = may(grant, Scope.REMINDERS, now)
        over = over or any(end is not None and end <= now for end in (ended, lapses))
        assert allowed == (accepted is not None and accepted <= now and not over)


def test_who_may_act_sees_how_tonight_goes_and_nothing_else() -> None:
    grant = replace(GIVEN, scopes=frozenset({Scope.ACT}))
    assert {scope for scope in Scope if may(grant, scope, NOW, NIGHT)} == {Scope.ACT, Scope.PROGRESS}


@given(SCOPES, st.sampled_from(Scope))
def test_taking_one_back_takes_what_needs_it_and_gives_nothing(
    scopes: frozenset[Scope], taken: Scope
) -> None:
    left = without(scopes, taken)
    assert left <= scopes
    assert taken not in widened(left)
    assert scopes - left <= {taken, *(one for one in Scope if taken in widened(frozenset({one})))}


@given(SCOPES, st.sampled_from(Scope))
def test_a_pause_is_of_its_night_alone(scopes: frozenset[Scope], scope: Scope) -> None:
    grant = replace(GIVEN, scopes=scopes, paused=NIGHT)
    assert not may(grant, scope, NOW, NIGHT)
    assert may(grant, scope, NOW, NIGHT + DAY) == (scope in widened(scopes))


@given(SCOPES, NIGHTS)
def test_paused_quietly_ended_and_nothing_heard_are_one_answer(
    scopes: frozenset[Scope], night: Night
) -> None:
    nothing = Night(NIGHT, NightState())
    silent = [
        (replace(GIVEN, scopes=scopes, paused=NIGHT), night),
        (replace(GIVEN, scopes=scopes, ended_at=NOW, quiet=True), night),
        (replace(GIVEN, scopes=scopes), nothing),
    ]
    for grant, known in silent:
        assert heard(grant, known, NOW) is Heard.NO_UPDATE
        assert not any(shows(grant, scope, known, NOW) for scope in Scope)


@given(SCOPES, NIGHTS)
def test_nothing_is_shown_that_was_not_given(scopes: frozenset[Scope], night: Night) -> None:
    grant = replace(GIVEN, scopes=scopes)
    for scope in Scope:
        assert not shows(grant, scope, night, NOW) or scope in widened(scopes)
    said = heard(grant, night, NOW)
    if Scope.PROGRESS not in widened(scopes):
        assert said in (Heard.NO_UPDATE, Heard.REMINDED, Heard.TOLD, Heard.SUMMARY)
    if said in (Heard.REMINDED, Heard.NOTHING_YET):
        assert night.reminded
    if said is Heard.SUMMARY:
        assert night.summed
    if said is Heard.NOTHING_YET:
        assert not night.told, "something was heard"


def test_after_a_quiet_end_it_goes_on_without_news_until_it_lapses_as_any_other() -> None:
    quiet, told = (replace(GIVEN, ended_at=NOW, quiet=quiet) for quiet in (True, False))
    assert standing(quiet, NOW) is Standing.ENDED_QUIETLY
    assert standing(told, NOW) is Standing.ENDED
    for grant in (quiet, GIVEN):
        assert standing(grant, NOW + LASTS) is Standing.LAPSED
    assert standing(told, NOW + LASTS) is Standing.ENDED, "what was said stays said"


def test_it_lasts_ninety_days_or_as_long_as_the_patient_said_and_is_asked_about_before() -> None:
    assert until(NOW, None) == NOW + timedelta(days=90)
    assert until(NOW, NOW + DAY) == NOW + DAY
    assert until(NOW, NOW + timedelta(days=400)) == NOW + timedelta(days=90)
    ends = NOW + LASTS
    assert not asks(GIVEN, ends - ASKED_BEFORE - MOMENT)
    assert asks(GIVEN, ends - ASKED_BEFORE)
    assert not asks(GIVEN, ends)
    assert not asks(replace(GIVEN, ended_at=NOW), ends - DAY)
