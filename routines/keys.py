"""The session key and the push key: made once, readable by the owner only, never silently replaced.

Losing the session key signs everybody out; losing the push key silences every phone. So a start with a
missing or unreadable key stops with one line that says what to do.
"""

import base64
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

SESSION = "session.key"
PUSH = "push.pem"


class KeyFileError(Exception):
    """A key that the app cannot start with. The message is one line for the person who runs it."""


@dataclass(frozen=True)
class PushKey:
    """Signs push messages. `key_id` names it in rows; `public` is what browsers subscribe with."""

    vapid: Vapid02
    public: str
    key_id: str


def make(folder: Path, *, in_use: bool) -> None:
    """Make the keys that are missing. `in_use` says that people already rely on the old ones."""
    missing = [name for name in (SESSION, PUSH) if not (folder / name).exists()]
    if missing and in_use:
        raise KeyFileError(
            f"{folder / missing[0]} is missing, but this database already has accounts. "
            "Put the file back from your backup, or run bin/admin new-keys to start with new keys."
        )
    make_missing(folder)


def make_missing(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / SESSION).exists():
        _write(folder / SESSION, secrets.token_hex(32).encode())
    if not (folder / PUSH).exists():
        vapid = Vapid02()
        vapid.generate_keys()
        _write(folder / PUSH, vapid.private_pem())


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over an existing key."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def session_key(folder: Path) -> str:
    text = _read(folder / SESSION).decode("ascii", "replace").strip()
    if len(text) < 64:
        raise KeyFileError(f"{folder / SESSION} is damaged. Put it back from your backup.")
    return text


def push_key(folder: Path) -> PushKey:
    content = _read(folder / PUSH)
    try:
        vapid = Vapid02.from_pem(content)
        point = vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    except Exception:
        raise KeyFileError(f"{folder / PUSH} is damaged. Put it back from your backup.") from None
    public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()
    return PushKey(vapid, public, hashlib.sha256(point).hexdigest()[:16])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyFileError(f"{path} is missing. Run bin/serve, or python app.py setup, to make it.") from None
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}.") from None
