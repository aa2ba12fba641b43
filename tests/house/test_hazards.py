"""The hazard log: a hazard told by halves, or a control whose test does not run, is found."""

from pathlib import Path

import pytest

from bin.checks import hazards
from bin.checks.report import ROOT
from tests.house.tree import Tree

LOG = """note: No clinical safety officer has signed this log.
hazards:
  - id: H01
    hazard: a warm pack burns
    cause: the leg feels less
    effect: the skin stays too hot
    harm: a burn
    before: {severity: 4, likelihood: 3}
    after: {severity: 4, likelihood: 1}
    controls:
      - what: no heat for who feels less
        tests: ["tests/test_heat.py::test_no_heat"]
    left: who does not know that they feel less
"""
PROOF = "import pytest\n\n\ndef test_no_heat():\n    assert cold()\n"


@pytest.fixture
def logged(tree: Tree) -> Tree:
    tree.write(hazards.LOG, LOG)
    tree.write("tests/test_heat.py", PROOF)
    return tree


def reasons(root: Path) -> list[str]:
    return [fault.reason for fault in hazards.faults(root)]


def test_a_whole_log_with_living_tests_is_well(logged: Tree) -> None:
    assert reasons(logged.root) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("test_no_heat", "test_no_warmth", "names a test that does not run"),
        ('["tests/test_heat.py::test_no_heat"]', "[]", "names no test"),
        ("    harm: a burn\n", "", "does not tell harm"),
        ("harm: a burn", 'harm: ""', "says nothing under harm"),
        ("after: {severity: 4, likelihood: 1}", "after: {severity: 5, likelihood: 4}", "worse after"),
        ("likelihood: 1}", "likelihood: 9}", "from 1 to 5"),
        (
            "No clinical safety officer has signed",
            "A clinical safety officer has signed",
            "its note must say",
        ),
        ("hazards:", "dangers:", "holds no hazards"),
    ],
)
def test_what_is_wrong_with_a_log_is_found(logged: Tree, old: str, new: str, reason: str) -> None:
    assert old in LOG
    logged.write(hazards.LOG, LOG.replace(old, new))
    assert [told for told in reasons(logged.root) if reason in told]


@pytest.mark.parametrize("mark", ["@pytest.mark.skip", "@pytest.mark.xfail"])
def test_a_test_that_is_not_run_controls_nothing(logged: Tree, mark: str) -> None:
    logged.write("tests/test_heat.py", PROOF.replace("def test_no_heat", f"{mark}\ndef test_no_heat"))
    assert reasons(logged.root) == ["H01 names a test that does not run: tests/test_heat.py::test_no_heat"]


def test_the_same_hazard_does_not_stand_there_twice(logged: Tree) -> None:
    logged.write(hazards.LOG, LOG + LOG.split("hazards:\n")[1])
    assert "H01 stands there twice" in reasons(logged.root)


def test_our_own_log_holds() -> None:
    assert hazards.faults(ROOT) == []
