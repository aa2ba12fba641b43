"""The modules of the worker become one classic script, or the start fails with a reason."""

import pytest

from routines.pwa.worker_script import JoinError, worker_script

ENTRY = "js/sw.js"


def joined(**files: str) -> str:
    named = {path.replace("__", "/") + ".js": text.encode() for path, text in files.items()}
    return worker_script(named, {"version": "1"})


def test_a_module_stands_once_and_after_what_it_imports() -> None:
    script = joined(
        js__sw='import { a } from "./a.js";\nimport { b } from "./b.js";\na(b);\n',
        js__a='import { b } from "./b.js";\nexport function a() {\n  return b;\n}\n',
        js__b="export const b = 1;\n",
    )
    assert script.startswith('"use strict";\nconst BUILD = {"version": "1"};')
    assert script.count("const b = 1;") == 1
    assert script.index("const b = 1;") < script.index("function a()") < script.index("a(b);")
    assert "import" not in script
    assert "export" not in script


def test_types_in_comments_may_name_an_import() -> None:
    assert "IDBPDatabase" in joined(js__sw='/** @type {import("idb").IDBPDatabase} */\nlet db;\n')


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"js__sw": 'import { a } from "./a.js";\n'}, "does not exist"),
        ({"js__sw": 'import { a } from "idb";\n'}, "relative path"),
        ({"js__sw": 'import { a as b } from "./a.js";\n', "js__a": "export const a = 1;\n"}, "renames"),
        ({"js__sw": 'import * as a from "./a.js";\n', "js__a": "export const a = 1;\n"}, "cannot join"),
        ({"js__sw": 'const a = await import("./a.js");\n'}, "cannot join"),
        ({"js__sw": "const a = import.meta.url;\n"}, "cannot join"),
        ({"js__sw": "export default 1;\n"}, "cannot join"),
        ({"js__sw": "const a = 1;\nexport { a as b };\n"}, "renames"),
        ({"js__sw": "const BUILD = 1;\n"}, "'BUILD' is declared"),
        (
            {
                "js__sw": 'import { a } from "./a.js";\nfunction b() {}\n',
                "js__a": "export const a = 1;\nlet b;\n",
            },
            "'b' is declared in js/a.js and again in js/sw.js",
        ),
        (
            {"js__sw": 'import { a } from "./a.js";\n', "js__a": 'import "./sw.js";\nexport const a = 1;\n'},
            "circle",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(files: dict[str, str], reason: str) -> None:
    with pytest.raises(JoinError, match=reason):
        joined(**files)
