"""What is taken home and brought back into a fresh account is the same; what is deleted is gone."""

from collections.abc import Callable

import pytest

from tests.features.facts import done, ended, sync
from tests.features.visitor import Visitor
from tests.features.yours.home import alike, bring, erase, export


@pytest.mark.promise(15)
def test_an_evening_comes_home_after_everything_was_deleted(
    visit: Callable[..., Visitor], ana: Visitor
) -> None:
    sync(ana, done(), ended())
    before = export(ana)
    assert erase(ana).headers["Location"] == "/goodbye"
    assert ana.read("/api/v1/session").get_json()["type"] == "/problems/session-removed"
    again = visit()
    again.sign_up("Bea", "bea@example.org")
    assert bring(again, before).headers["Location"] == "/you/data/brought"
    assert alike(export(again)) == alike(before)
