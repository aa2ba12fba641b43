"""Ids that sort by the time at which they were made (RFC 9562, section 5.7)."""

import uuid
from datetime import datetime


def uuid7(at: datetime, chance: int) -> str:
    """Of an instant, and 74 bits of chance. Raises ValueError for more of them."""
    if not 0 <= chance < 1 << 74:
        raise ValueError("more than 74 bits")
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    first, second = chance >> 62, chance & (1 << 62) - 1
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | first << 64 | 0b10 << 62 | second))
