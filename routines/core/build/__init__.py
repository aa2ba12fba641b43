"""Composes an evening for one person: full, short and in bed.

The same inputs give the same evening. Nothing that safety rules out gets in, the minutes are never exceeded,
and the order only ever goes down: room, warm or cool, standing, chair, bed, settle, breathe, lights.
"""

from routines.core.build.evening import (
    Evening,
    Item,
    LeftOut,
    budgets_of,
    build,
    evening_times,
    sort_out,
    why_not,
)
from routines.core.build.plan import ENOUGH, MOVES, order_of, rank_of, whole_seconds

__all__ = [
    "ENOUGH",
    "MOVES",
    "Evening",
    "Item",
    "LeftOut",
    "budgets_of",
    "build",
    "evening_times",
    "order_of",
    "rank_of",
    "sort_out",
    "whole_seconds",
    "why_not",
]
