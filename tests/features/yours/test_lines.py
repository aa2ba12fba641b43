"""On which line something stands, in files that were written by us and by anybody."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.yours import text

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(st.text(max_size=4), PLAIN | st.lists(PLAIN, max_size=5), min_size=1, max_size=5)


@given(DOCUMENTS)
@settings(deadline=None)
def test_what_is_written_says_what_it_was_given(document: dict[str, Any]) -> None:
    written, read = text.read(text.written(document).encode())
    assert read == document
    for part, value in document.items():
        line = text.line_of(written, part)
        assert line_at(written, line).startswith(json.dumps(part, ensure_ascii=False))
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            assert line_at(written, text.line_of(written, part, number)).rstrip(",") == json.dumps(
                entry, ensure_ascii=False, separators=(",", ":")
            )


def line_at(written: str, number: int) -> str:
    """By our own line ends alone: a person's words may hold what others take for one."""
    return written.split("\n")[number - 1]


@given(DOCUMENTS, st.sampled_from((None, 1, 4)))
@settings(deadline=None)
def test_the_line_is_right_however_somebody_laid_the_file_out(document: dict[str, Any], indent: Any) -> None:
    """The nth entry begins on the line on which a reader that counts by itself finds it."""
    laid = json.dumps(document, indent=indent, ensure_ascii=True)
    for part, value in document.items():
        for number, entry in enumerate(value if isinstance(value, list) else ()):
            line = text.line_of(laid, part, number)
            rest = "\n".join(laid.split("\n")[line - 1 :])
            assert json.dumps(entry, indent=indent, ensure_ascii=True).split("\n")[0].strip() in rest


@pytest.mark.parametrize(("part", "number"), [("nowhere", None), ("events", 9), ("nowhere", 3)])
def test_what_is_not_there_is_named_by_where_the_search_ended(part: str, number: int | None) -> None:
    assert text.line_of('{\n"a": 1,\n"events": [\n1,\n2\n]\n}\n', part, number) in (6, 7)
