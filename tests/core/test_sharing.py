"""Who may be told what, and for how long."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.core.sharing import Grant, Scope, may

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
MOMENTS = st.none() | st.integers(-3, 3).map(lambda by: NOW + timedelta(microseconds=by))
ALL = frozenset(Scope)


def test_an_accepted_grant_allows_its_scope() -> None:
    assert may(Grant(ALL, NOW - timedelta(days=1), None), Scope.REMINDERS, NOW)


def test_an_invitation_allows_nothing() -> None:
    assert not may(Grant(ALL, None, None), Scope.REMINDERS, NOW)


def test_a_scope_that_was_not_given_is_not_allowed() -> None:
    assert not may(Grant(frozenset(), NOW - timedelta(days=1), None), Scope.REMINDERS, NOW)


def test_from_the_instant_of_acceptance_until_just_before_the_end() -> None:
    moment = timedelta(microseconds=1)
    grant = Grant(ALL, NOW, NOW + timedelta(hours=1))
    assert not may(grant, Scope.REMINDERS, NOW - moment)
    assert may(grant, Scope.REMINDERS, NOW)
    assert may(grant, Scope.REMINDERS, NOW + timedelta(hours=1) - moment)
    assert not may(grant, Scope.REMINDERS, NOW + timedelta(hours=1)), "an end works at once"


@given(MOMENTS, MOMENTS)
def test_an_ended_grant_never_revives(accepted: datetime | None, ended: datetime | None) -> None:
    grant = Grant(ALL, accepted, ended)
    over = False
    for by in range(-5, 6):
        now = NOW + timedelta(microseconds=by)
        allowed = may(grant, Scope.REMINDERS, now)
        over = over or (ended is not None and ended <= now)
        assert not (over and allowed)
        assert allowed == (accepted is not None and accepted <= now and not over)
