"""Mistakes to plant in a copy of the app for bin/prove nights: each must be seen, or the proof could not see it."""

from collections.abc import Callable
from pathlib import Path

from tests.browser import tree

Plant = Callable[[Path], Path]
_CALL = 'const answer = await call("POST", "/api/v1/sync"'
_FORGET = 'await settle(account, entries.map(({ id }) => ({ id, status: "stored" })), [], cursor, cursor);'


def early_forgetting(to: Path) -> Path:
    """What is sent leaves the queue before anybody has answered."""
    root = tree.copy(to)
    tree.edit(root / "static/js/offline/sync.js", _CALL, f"{_FORGET}\n  {_CALL}")
    return root


def no_deduplication(to: Path) -> Path:
    """What comes again is stored again, and the database does not refuse it."""
    root = tree.copy(to)
    tree.edit(root / "routines/tonight/actions.py", "if event.id in known:", "if not event.id:")
    unique = 'sa.UniqueConstraint("patient_id", "event_id", name=op.f("uq_event_patient_id_event_id")),'
    tree.edit(root / "migrations/versions/0001_the_first_evening.py", unique, "")
    return root


def ignored_removal(to: Path) -> Path:
    """Removed from afar, the phone keeps what it has."""
    root = tree.copy(to)
    tree.edit(root / "static/js/offline/session.js", "    if (account) await purge(account);\n", "")
    return root


def wrong_account(to: Path) -> Path:
    """The server takes a queue under whoever is signed in."""
    root = tree.copy(to)
    tree.edit(root / "routines/sync/routes.py", "unless_theirs(body.account)", "None")
    return root


BUGS: dict[str, Plant] = {
    "saved before the store has it": tree.hasty,
    "forgotten before the answer": early_forgetting,
    "no de-duplication": no_deduplication,
    "a removal that is ignored": ignored_removal,
    "entries under another account": wrong_account,
}
