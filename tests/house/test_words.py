"""The repository speaks of itself alone, and long files are remarked upon."""

import pytest

from bin.checks import sizes, words
from tests.house.tree import Tree


@pytest.mark.parametrize(
    "text",
    [
        "see /ro" + "ot/notes.md",
        "cd /wo" + "rk/main",
        "/ho" + "me/ana/evenfall",
        "from py" + "pi.org",
        "# TO" + "DO: later",
    ],
)
def test_a_word_from_outside_is_found(tree: Tree, text: str) -> None:
    tree.write("docs/a.md", f"# A\n\n{text}\n")
    [fault] = words.faults(tree.root)
    assert (fault.path, fault.line) == ("docs/a.md", 3)


def test_long_files_and_functions_are_remarked_upon(tree: Tree) -> None:
    tree.write("static/css/long.css", "a {}\n" * 121)
    tree.write("routines/long.py", "def long() -> None:\n" + "    print()\n" * 40)
    remarks = [(fault.path, fault.line) for fault in sizes.remarks(tree.root)]
    assert remarks == [("routines/long.py", 1), ("static/css/long.css", 121)]
