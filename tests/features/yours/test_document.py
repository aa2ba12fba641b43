"""docs/export.md says what stands in the file, and of what may differ; the file and the tests keep to it."""

import re
from pathlib import Path

from routines.yours.actions import LARGEST
from routines.yours.document import FORMAT, VERSION
from routines.yours.fhir import codes
from tests.features.visitor import Visitor
from tests.features.yours import rich
from tests.features.yours.home import NAMES_THE_ACCOUNT, NOT_TAKEN_OVER, Body, export

PAGE = (Path(__file__).parents[3] / "docs" / "export.md").read_text("utf-8")
ROWS = {
    tuple(re.findall(r"`(\w+)`", cells[0])): set(re.findall(r"`(\w+)`", cells[1]))
    for cells in (line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| `"))
}


def names(part: object) -> set[str]:
    entries: list[Body] = part if isinstance(part, list) else [part] if isinstance(part, dict) else []
    return {name for entry in entries for name in entry}


def test_every_part_of_the_file_and_every_name_in_it_is_on_the_page(ana: Visitor, marc: Visitor) -> None:
    rich.live(ana)
    rich.share(ana, marc)
    whole = export(ana)
    told = {part: said for parts, said in ROWS.items() for part in parts}
    assert set(told) == set(whole)
    for part, value in whole.items():
        inner = value["quiet_hours"] if part == "account" else value["pause"] if part == "patient" else {}
        assert names(value) | names(inner) <= told[part], part
        if names(value):
            assert told[part] <= names(value) | names(inner), part


def test_the_page_names_format_version_and_size() -> None:
    assert f'`"{FORMAT}"`, `{VERSION}`' in PAGE
    assert f"At most {LARGEST // 1024 // 1024} MB" in PAGE
    assert " ".join(codes.NOTICE.split()) in " ".join(PAGE.split())


def test_the_list_of_what_may_differ_is_the_one_that_the_tests_leave_out() -> None:
    [listed] = re.findall(r"## What may differ afterwards\n(.*?)\n## ", PAGE, re.S)
    differ = set(re.findall(r"`([\w.]+)`", listed))
    assert differ == {*NOT_TAKEN_OVER, *(f"account.{name}" for name in NAMES_THE_ACCOUNT), "content"}
