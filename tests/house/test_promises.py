"""The ledger counts only tests that run, and a held promise without one is found."""

from pathlib import Path

import pytest

from bin.checks import promises
from bin.checks.report import ROOT
from tests.house.tree import Tree

TEXTS = 'held = [1]\n[[promise]]\nn = 1\nwords = "Nothing is lost."\n[[promise]]\nn = 2\nwords = "Exactly once."\n'
PROOF = "import pytest\n\n\n@pytest.mark.promise(1)\ndef test_nothing_is_lost():\n    assert saved()\n"


@pytest.fixture
def promising(tree: Tree) -> Tree:
    tree.write(promises.TEXTS, TEXTS)
    tree.write("tests/test_saved.py", PROOF)
    write(tree.root)
    return tree


def write(root: Path) -> None:
    (root / promises.LEDGER).write_text(
        promises.ledger(*promises.promised(root), list(promises.proofs(root)))
    )


def reasons(tree: Tree) -> list[str]:
    return [fault.reason for fault in promises.faults(tree.root)]


def test_a_held_promise_with_a_living_test_is_well(promising: Tree) -> None:
    assert reasons(promising) == []
    ledger = (promising.root / promises.LEDGER).read_text()
    assert "- `tests/test_saved.py` nothing is lost" in ledger
    assert "Not held yet: 2." in ledger


@pytest.mark.parametrize(
    "proof",
    [
        "",
        PROOF.replace("promise(1)", "promise(2)"),
        PROOF.replace("def test_", "def tried_"),
        PROOF.replace("@pytest.mark.promise", '@pytest.mark.skip("later")\n@pytest.mark.promise'),
        PROOF.replace("@pytest.mark.promise", "@pytest.mark.skipif(True, reason='x')\n@pytest.mark.promise"),
        PROOF.replace("@pytest.mark.promise", "@pytest.mark.xfail\n@pytest.mark.promise"),
        PROOF.replace("import pytest\n", 'import pytest\n\npytestmark = [pytest.mark.skip("x")]\n'),
        PROOF.replace("assert saved()", 'pytest.skip("no browser")'),
    ],
)
def test_a_held_promise_without_a_living_test_is_found(promising: Tree, proof: str) -> None:
    promising.write("tests/test_saved.py", proof)
    write(promising.root)
    assert reasons(promising) == ["promise 1 is held, but no living test would break with it"]


@pytest.mark.parametrize(
    "proof",
    [
        "import pytest\n\npytestmark = pytest.mark.promise(1)\n\n\ndef test_it():\n    assert saved()\n",
        "import pytest\n\n\n@pytest.mark.promise(1)\nclass TestIt:\n    def test_it(self):\n        assert saved()\n",
        "import pytest\n\n\n@pytest.mark.promise(2)\n@pytest.mark.promise(1)\nasync def test_it():\n    pass\n",
    ],
)
def test_the_mark_may_stand_on_the_module_the_class_or_the_test(promising: Tree, proof: str) -> None:
    promising.write("tests/test_saved.py", proof)
    write(promising.root)
    assert reasons(promising) == []


def test_a_ledger_that_is_out_of_date_is_found(promising: Tree) -> None:
    promising.write("tests/test_more.py", PROOF.replace("lost", "forgotten"))
    [reason] = reasons(promising)
    assert reason.startswith("is out of date")


def test_a_mark_that_names_no_promise_is_found(promising: Tree) -> None:
    promising.write("tests/test_more.py", PROOF.replace("promise(1)", "promise(16)"))
    write(promising.root)
    assert reasons(promising) == ["test_nothing_is_lost is marked with promise 16, which nobody made"]


def test_the_project_makes_fifteen_promises() -> None:
    made, held = promises.promised(ROOT)
    assert [each.number for each in made] == list(range(1, 16))
    assert {1, 2, 4, 11, 13} <= set(held)
