"""What each column that holds words, documents or bytes may say to others. A column without a decision fails a test.

ITSELF: what stands there is unlike anything else, so it is the canary. Otherwise the words which were put there.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, LargeBinary, String

from models import Base
from tests.features.sharing import words
from tests.features.sharing.people import CAREGIVERS
from tests.features.sharing.rows import Rows
from tests.features.yours import rich

ITSELF: tuple[str, ...] = ()
_WHO = tuple(asker.who for asker in CAREGIVERS)

PRIVATE: dict[str, tuple[str, ...]] = {
    "account.public_id": ITSELF,
    "account.name": (words.NAME,),
    "account.email": (words.EMAIL,),
    "account.password_hash": ITSELF,
    "account.zone": (words.ZONE,),
    "account.kept_zone": (words.ELSEWHERE,),
    "sign_in.token_hash": ITSELF,
    "sign_in.device_name": (words.LAPTOP,),
    "reset_link.token_hash": ITSELF,
    "patient.profile": (words.CLEARED_BY,),
    "patient.contact_name": (rich.CONTACT,),
    "patient.contact_phone": (rich.PHONE_NUMBER,),
    "patient.changed": (words.LEFT_OUT,),
    "patient.main_slot": ITSELF,
    "event.event_id": ITSELF,
    "event.body_hash": ITSELF,
    "event.step": (words.OWN_STEP, words.HIDDEN_STEP),
    "event.body": (
        *(words.OWN_STEP, words.OWN_TITLE, words.OWN_HOW, words.OWN_BY),
        *(words.HIDDEN_STEP, words.HIDDEN_TITLE, words.HIDDEN_HOW, words.HIDDEN_BY),
        *(words.SLOT_NAME, words.ELSEWHERE, words.OLD_NOTE, words.OLD_QUESTION),
        *(words.ONLY_HERS, words.HER_QUESTION, words.SHARED_NOTE, words.SHARED_QUESTION),
    ),
    "photo.public_id": ITSELF,
    "photo.content": ITSELF,
    "reminder.public_id": ITSELF,
    "reminder.zone": (words.ZONE,),
    "reminder.words": (words.MEDICINE,),
    "calendar_feed.token_hash": ITSELF,
    "device.name": (words.PHONE,),
    "device.endpoint": (rich.ENDPOINT, words.EMAIL),
    "device.endpoint_hash": ITSELF,
    "device.p256dh": ITSELF,
    "device.auth": ITSELF,
    "invite.who": (*_WHO, words.STILL_OPEN, words.TAKEN_BACK),
    "invite.token_hash": ITSELF,
    "caregiver_grant.public_id": ITSELF,
    "caregiver_grant.who": _WHO,
    "consent.who": _WHO,
}

_CODE = (
    "one of a few codes of ours, the same for everybody; what it says of her is asked for answer by answer"
)
NOTHING_PRIVATE: dict[str, str] = {
    "account.country": "two letters, which stand in many words; it is in no answer but one's own session",
    "account.language": _CODE,
    "account.theme": _CODE,
    "departed.token_hash": "of somebody who is no more, and says of nobody whose it was",
    "throttle.key": "a hash of what was tried, of nobody's rows",
    "event.kind": _CODE,
    "photo.kind": "the same for every photo",
    "reminder.kind": _CODE,
    "reminder.tzdata": "the edition of the zones on this server",
    "occurrence.kind": _CODE,
    "occurrence.state": _CODE,
    "heartbeat.worker": "of a process of the server",
    "device.key_id": "of the server's own key",
    "device.origin": "this server's own address",
    "device.state": _CODE,
    "device.channel": _CODE,
    "invite.scopes": _CODE,
    "caregiver_grant.scopes": _CODE,
    "caregiver_grant.ended_by": _CODE,
    "caregiver_grant.mode": _CODE,
    "consent.scopes": _CODE,
    "viewing.scopes": _CODE,
    "notice.kind": _CODE,
    "notice.state": _CODE,
    "delivery.state": _CODE,
    "delivery.owner": "of a process of the server",
}


def wordy() -> set[str]:
    """Every column that may hold words, as the models have it."""
    kinds = (String, JSON, LargeBinary)
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, kinds)
    }


def values(found: Rows, column: str) -> list[Any]:
    """What stands there of Ana, without what was left empty."""
    table, _, name = column.partition(".")
    return [row[name] for (of, _), row in found.items() if of == table and row[name]]


def canaries(found: Rows) -> Iterator[str | bytes]:
    for column, planted in PRIVATE.items():
        yield from planted or values(found, column)
