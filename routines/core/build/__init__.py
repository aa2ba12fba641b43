"""Composes an evening for one person: full, short and in bed.

The same inputs give the same evening. Nothing that safety rules out gets in, the minutes are never exceeded,
and the order only ever goes down: room, warm or cool, standing, chair, bed, settle, breathe, lights.
"""

from routines.core.build.evening import Evening, Item, LeftOut, build, evening_times
from routines.core.build.plan import order_of, whole_seconds

__all__ = ["Evening", "Item", "LeftOut", "build", "evening_times", "order_of", "whole_seconds"]
