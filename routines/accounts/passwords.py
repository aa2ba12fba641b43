"""Argon2 password hashes. Hash before a write transaction opens: it takes a tenth of a second or more."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 8
LONGEST = 256

_hasher = PasswordHasher()
# Each hash takes 64 MiB for a moment; a flood of sign-ins must not take the machine with it.
_room = threading.BoundedSemaphore(4)
# Of nobody's password. Written down, because every start of every process would take a tenth of a second for it.
_DECOY = "$argon2id$v=19$m=65536,t=3,p=4$DyhlMaAIq4wxGkTSoPbgNQ$VzriGUgvlBJqagxtjzJi3IfCwm2qPmZwUWvoKWiY/74"


def hashed(password: str) -> str:
    with _room:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password fits. Without a stored hash it takes as long, so that time tells nothing."""
    with _room:
        try:
            return _hasher.verify(stored or _DECOY, password) and stored is not None
        except (VerifyMismatchError, InvalidHashError):
            return False
