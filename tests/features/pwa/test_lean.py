"""What travels is what was written, without what is for the reader only."""

import re
from pathlib import Path

import pytest

from routines.pwa.lean import LeanError, lean_script, lean_style

ROOT = Path(__file__).parents[3]


def test_a_script_loses_its_notes_and_its_indentation_and_nothing_else() -> None:
    script = (
        "/**\n * Says what.\n */\n\nexport function a() {\n  // why\n    return `x /* no // note */`;\n}\n"
    )
    assert lean_script("a.js", script) == "export function a() {\nreturn `x /* no // note */`;\n}\n"


@pytest.mark.parametrize(
    "script", ["const a = `one\n  two`;\n", "const a = 1; /* begins here\n ends here */\n"]
)
def test_where_a_space_may_mean_something_it_is_refused(script: str) -> None:
    with pytest.raises(LeanError, match=r"a\.js"):
        lean_script("a.js", script)


def test_a_style_keeps_its_texts_as_they_are() -> None:
    style = (
        '/* why */\n@layer base {\n  a::after { content: "a  /* b */"; inline-size: calc(1px + 2px); }\n}\n'
    )
    assert lean_style(style) == (
        '@layer base { a::after { content: "a  /* b */"; inline-size: calc(1px + 2px); } }\n'
    )


def test_every_script_of_ours_keeps_its_code() -> None:
    scripts = sorted((ROOT / "static/js").rglob("*.js"))
    assert len(scripts) > 50
    for path in scripts:
        text = path.read_text("utf-8")
        lean = lean_script(path.name, text)
        for line in lean.splitlines():
            assert line.strip() in text
        # Names that are exported are there as before.
        exports = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.MULTILINE)
        assert exports.findall(lean) == exports.findall(text)
