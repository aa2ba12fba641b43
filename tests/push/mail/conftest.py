"""A post office, an app that knows it, and a patient who said yes to e-mail."""

from collections.abc import Iterator

import pytest

from tests.features.visitor import Visitor
from tests.push.evening import Evening
from tests.push.mailing import SENDER, say_yes
from tests.push.post_office import PostOffice, open_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as running:
        yield running


@pytest.fixture
def environ(office: PostOffice) -> dict[str, str]:
    return {"SMTP_URL": f"smtp://evenfall:canary-password@127.0.0.1:{office.port}", "MAIL_FROM": SENDER}


@pytest.fixture
def lena(evening: Evening, ana: Visitor, office: PostOffice) -> Visitor:
    """Ana, who said yes to e-mail and has no phone."""
    say_yes(ana, office)
    return ana
