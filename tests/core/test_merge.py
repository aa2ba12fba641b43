"""Putting together what phones tell: any order, any grouping, any number of times."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routines.core.event import Event
from routines.core.merge import merge
from tests.core.telling import tellings


@pytest.mark.promise(3)
@given(tellings(), tellings())
def test_commutative(one: Sequence[Event], other: Sequence[Event]) -> None:
    assert merge(one, other) == merge(other, one)


@pytest.mark.promise(3)
@given(tellings(), tellings(), tellings())
def test_associative(one: Sequence[Event], two: Sequence[Event], three: Sequence[Event]) -> None:
    left = merge(merge(one, two).values(), three)
    right = merge(one, merge(two, three).values())
    assert left == right == merge(one, two, three)


@pytest.mark.promise(3)
@given(tellings())
def test_idempotent(one: Sequence[Event]) -> None:
    assert merge(one, one) == merge(merge(one).values()) == merge(one)


@pytest.mark.promise(3)
@given(tellings(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_any_order_in_any_batches(one: Sequence[Event], chance: random.Random, parts: int) -> None:
    again = [*one, *chance.choices(one, k=3)] if one else []
    chance.shuffle(again)
    batches = [again[start::parts] for start in range(parts)]
    assert merge(*batches) == merge(one)


@given(tellings())
def test_every_id_is_kept_and_none_is_made_up(one: Sequence[Event]) -> None:
    merged = merge(one)
    assert set(merged) == {event.id for event in one}
    assert all(event in one and event.id == key for key, event in merged.items())


@given(tellings())
def test_of_two_bodies_the_first_in_canonical_order_wins(one: Sequence[Event]) -> None:
    for key, kept in merge(one).items():
        assert kept.canonical() == min(event.canonical() for event in one if event.id == key)


def test_nothing_told() -> None:
    assert merge() == merge([]) == {}
