"""A worker that stands still after a claim, as on a machine that was asleep, while its lease runs out."""

import pytest

from routines.push import outbox
from tests.features.visitor import Visitor
from tests.push.evening import Evening
from tests.push.test_pipeline_audience import between


@pytest.mark.promise(6)
def test_what_another_worker_took_over_meanwhile_is_not_sent_again(
    evening: Evening, ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening.phone(ana)
    other = evening.worker()

    def stands_still() -> None:
        evening.wait(outbox.LEASE.total_seconds() + 1)
        other.beat()

    between(monkeypatch, stands_still)
    evening.fall_due()
    assert evening.states() == ["accepted"]
    assert len(evening.service.attempts) == 1
