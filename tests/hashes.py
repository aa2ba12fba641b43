"""Password hashes that cost next to nothing."""

from typing import Any

from argon2 import PasswordHasher


def hashing_cheaply() -> dict[str, Any]:
    """What takes the place of its namesakes in routines.accounts.passwords."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return {"_hasher": cheap, "_DECOY": cheap.hash("nobody has this password")}
