"""People with nights behind them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.features.facts import sync, tonight
from tests.features.insight.story import story
from tests.features.visitor import Visitor

Tell = Callable[..., date]


@pytest.fixture
def tell(ana: Visitor) -> Tell:
    """Ana tells a number of nights, which end with the one before tonight; answers that one."""

    def told(nights: int, **more: Any) -> date:
        last = tonight() - timedelta(days=1)
        bodies = list(story(last, nights, **more))
        for start in range(0, len(bodies), 100):
            sync(ana, *bodies[start : start + 100])
        return last

    return told
