"""What each answer may hold, and what each asker may change: the decisions, spelled out."""

from collections.abc import Iterator
from typing import Any

from routines.core.sharing import Scope
from tests.features.sharing import words
from tests.features.sharing.asking import Answer
from tests.features.sharing.decisions import NEEDS, For
from tests.features.sharing.people import OVER, SILENT, Asker, How
from tests.features.sharing.rows import Change, Rows
from tests.features.sharing.search import Canary
from tests.features.sharing.story import World

PAGE = "/api/v1/caring"
NO_SERVER = {"/healthz", "/reminders/elsewhere/mail"}
"""No worker runs here, and no mail server."""
EMPTY: dict[str, Any] = {"heard": "no_update", "can": [], "taken": None, "steps": [], "nights": []}


def may_hold(world: World, asker: Asker, answer: Answer) -> set[Canary]:
    """Of Ana's words."""
    if answer.rule == "/invite/<token>":
        return {words.NAME} if answer.proven else set()
    if answer.rule != PAGE or asker.how is None:
        return set()
    shown: set[Canary] = {words.NAME, (world.own(asker) or (0, ""))[1]}
    shown |= words.OF_THE_EVENING if asker.has(Scope.PROGRESS) else set()
    return shown | (words.OF_THE_JOURNAL if asker.has(Scope.JOURNAL) else set())


def faults(world: World, asker: Asker, answer: Answer, found: frozenset[Canary]) -> Iterator[str]:
    """What is wrong with an answer. What the asker said themselves is no secret from them."""
    said = {one for one in found if isinstance(one, str) and one in answer.sent}
    allowed = may_hold(world, asker, answer)
    if extra := found - said - allowed:
        yield f"{answer} holds {sorted(map(str, extra))}"
    if answer.rule == PAGE and (missing := allowed - found):
        yield f"{answer} lacks {sorted(map(str, missing))}"
    yield from (f"{answer}: {fault}" for fault in _of_status(asker, answer))


def _of_status(asker: Asker, answer: Answer) -> Iterator[str]:
    status = answer.response.status_code
    if (status >= 500 and answer.rule not in NO_SERVER) or status == 400:
        yield "it was not even looked at"
    asked_to_sign_in = status == 401 or answer.response.headers.get("Location", "").startswith("/sign-in")
    if answer.whose in (For.PUBLIC, For.TOKEN):
        if asked_to_sign_in:
            yield f"it is {answer.whose}, and asks to sign in"
        if answer.whose is For.PUBLIC and asker.email.encode() in answer.response.get_data():
            yield "it says who asks"
        if answer.whose is For.TOKEN and not answer.proven and status not in (404, 429):
            yield "it opened with what proves nothing"
    elif asked_to_sign_in is asker.signed_in:
        yield "signed in or not, it answers the same"
    elif asker.signed_in and answer.whose is For.OWN:
        if answer.hers and answer.method == "GET" and status not in (302, 404):
            yield "it opened what is hers"
        yield from _of_phone(answer)
    elif asker.signed_in and answer.whose is For.CARING and answer.method != "GET":
        yield from _of_act(asker, answer)


def _of_phone(answer: Answer) -> Iterator[str]:
    """A phone of Ana's is to everybody else as one that there never was."""
    told = answer.response.get_json(silent=True) or {}
    expected: dict[str, tuple[int, dict[str, Any]]] = {
        "POST /api/v1/push/subscription": (409, {"type": "/problems/other-account"}),
        "POST /api/v1/push/status": (200, {"known": False, "last_accepted_at": None, "removed": False}),
        "POST /api/v1/push/detail": (404, {}),
        "POST /api/v1/push/test": (404, {}),
        "POST /api/v1/push/test/status": (200, {"state": "none", "at": None}),
        "DELETE /api/v1/push/subscription": (204, {}),
    }
    status, says = expected.get(f"{answer.method} {answer.rule}", (answer.response.status_code, {}))
    if answer.response.status_code != status or not told.items() >= says.items():
        yield f"it knows her phone: {told}"


def _of_act(asker: Asker, answer: Answer) -> Iterator[str]:
    """What a caregiver does: by the scope, and where there is nothing to see, by none."""
    needs, status = NEEDS[answer.rule], answer.response.status_code
    kind = (answer.response.get_json(silent=True) or {}).get("type", "")
    nothing = status == 409 and kind == "/problems/no-update"
    if not answer.own or asker.how is None:
        right = status == 404
    elif needs is None:
        right = status == (404 if asker.how in OVER and answer.rule.endswith("/own") else 204)
    elif asker.how in OVER:
        right = status == 404
    elif asker.how in SILENT or not asker.has(needs):
        right = nothing
    else:
        right = status == 204 or (status == 409 and not nothing)
    if not right:
        yield f"{kind or 'it was done'}, for a caregiver who has {[*asker.scopes]}, {asker.how}"


def page_faults(asker: Asker, page: dict[str, Any]) -> Iterator[str]:
    """Which parts of a caregiver's page hold anything at all."""
    people, over = page["people"], page["over"]
    if asker.how is None or asker.how in OVER:
        how = {How.LAPSED: ["lapsed"], How.TOLD: ["ended"]}.get(asker.how, []) if asker.how else []
        if people or [one["how"] for one in over] != how:
            yield f"it shows {people or over}"
        return
    if over or len(people) != 1:
        yield f"it does not show the one whom they help: {page}"
        return
    [one] = people
    if asker.how in SILENT:
        if not one.items() >= EMPTY.items():
            yield f"it says more than nothing: {one}"
        return
    heard = "begun" if asker.has(Scope.PROGRESS) else "told" if asker.has(Scope.JOURNAL) else "reminded"
    shown = one["heard"], bool(one["steps"]), bool(one["nights"])
    if shown != (heard, asker.has(Scope.PROGRESS), asker.has(Scope.JOURNAL)):
        yield f"it shows {shown}"


def may_change(world: World, asker: Asker, change: Change, rows: Rows) -> bool:
    """Of Ana's rows: nothing, but what a caregiver of hers may by their scope, and their own side of the grant."""
    table, key, what = change
    grant, row = (world.own(asker) or (None,))[0], rows.get((table, key), {})
    if asker.how is None:
        return False
    if table == "caregiver_grant":
        return key == grant and what in {"own_minutes", "mode", "summary_at", "ended_at", "ended_by", "quiet"}
    if table == "consent":
        return row.get("grant_id") == grant and what == "withdrawn_at"
    if table == "notice":
        # That it ended needs no telling to who has left; who has it is asked once more.
        return row.get("grant_id") == grant and (what == "state" or asker.has(Scope.REMINDERS))
    if not asker.has(Scope.ACT):
        return False
    if table == "event":
        return what == "added" and row["body"].get("by") == asker.who
    return (table, what) == ("patient", "cursor")
