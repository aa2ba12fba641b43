"""Phones that never once took a message: no service ever says of some of them that they are gone."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, update

import models
from routines.push.devices import GONE, LIVE

ENOUGH = 5
"""Refusals for good, with not one message taken since the phone was added."""

_OUR_FAULT = (401, 403)
"""A wrong clock or key of ours makes every service refuse, and nobody may lose their phone by it."""


def reap(session: Any, devices: Collection[int], refused: str) -> None:
    """Inside the caller's transaction, for devices whose newest message was refused; `refused` is that state."""
    if not devices:
        return
    never = (
        select(models.Delivery.device_id)
        .join(models.Device, models.Device.id == models.Delivery.device_id)
        .where(
            models.Delivery.device_id.in_(devices),
            models.Delivery.state == refused,
            models.Delivery.last_status.not_in(_OUR_FAULT),
            models.Device.last_accepted_at.is_(None),
        )
        .group_by(models.Delivery.device_id)
        .having(func.count() >= ENOUGH)
    )
    found = sorted(session.scalars(never))
    if found:
        those = update(models.Device).where(models.Device.id.in_(found), models.Device.state == LIVE)
        session.execute(those.values(state=GONE).execution_options(synchronize_session=False))
