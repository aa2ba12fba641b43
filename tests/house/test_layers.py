"""Each rule of bin/checks/layers.py catches a planted break."""

import pytest

from bin.checks import layers
from tests.house.tree import SHEET, Tree


def test_a_sound_tree_has_no_faults(tree: Tree) -> None:
    assert layers.faults(tree.root) == []


@pytest.mark.parametrize(
    ("path", "text", "line", "reason"),
    [
        ("static/js/core/a.js", 'import { q } from "../offline/queue.js";', 1, "core may not import offline"),
        (
            "static/js/core/a.js",
            '\nexport { q } from "../offline/queue.js";',
            2,
            "core may not import offline",
        ),
        (
            "static/js/core/a.js",
            'import {\n  q,\n} from "../offline/queue.js";',
            3,
            "core may not import offline",
        ),
        ("static/js/core/a.js", 'await import("../offline/queue.js");', 1, "core may not import offline"),
        ("static/js/offline/a.js", 'import "../elements/line.js";', 1, "offline may not import elements"),
        ("static/js/push/a.js", 'import "../offline/queue.js";', 1, "push may not import offline"),
        ("static/js/elements/a.js", 'import "./line.js";', 1, "imports another element"),
        ("static/js/elements/a.js", 'import "./player/words.js";', 1, "imports another element"),
        ("static/js/elements/a.js", 'import "../app.js";', 1, "elements may not import app.js"),
        ("static/js/sw.js", 'import "./core/night.js";', 1, "sw.js may not import core"),
        ("static/js/core/a.js", 'import { openDB } from "idb";', 1, "only relative files"),
        ("static/js/core/a.js", 'import "https://example.org/a.js";', 1, "only relative files"),
        ("static/js/core/a.js", 'import "./gone.js";', 1, "does not exist"),
        ("static/js/elements/a.js", "import(where);", 1, "nobody can check"),
        ("static/js/pages/a.js", 'import "../core/night.js";', 1, "is in no room"),
        ("static/js/core/a.js", "node.innerHTML = text;", 1, "sets HTML"),
        ("static/js/core/a.js", "node.insertAdjacentHTML('beforeend', text);", 1, "sets HTML"),
        ("static/js/core/a.js", "eval(text);", 1, "runs text as code"),
        ("static/js/core/a.js", 'setTimeout("go()", 5);', 1, "runs text as code"),
    ],
)
def test_a_script_that_breaks_a_rule_is_found(
    tree: Tree, path: str, text: str, line: int, reason: str
) -> None:
    tree.write(path, text + "\n")
    [fault] = layers.faults(tree.root)
    assert (fault.path, fault.line) == (path, line)
    assert reason in fault.reason


def test_what_a_comment_says_is_not_code(tree: Tree) -> None:
    tree.write(
        "static/js/core/a.js", '/** import "../offline/queue.js" */\n// eval(text)\nexport const a = "//";\n'
    )
    assert layers.faults(tree.root) == []


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (".ring { color: red; }", 1, "must be one @layer"),
        (SHEET + ".ring { color: red; }", 4, "must be one @layer"),
        (SHEET + "@layer base { a { color: red; } }", 4, "must be one @layer"),
        ("@layer screens { a { color: red; } }", 1, "is not declared"),
        ("", 1, "must be one @layer"),
        ('@layer base { a { background: url("https://example.org/a.png"); } }', 1, "loads from another site"),
        ("@layer base { a { background: url(//example.org/a.png); } }", 1, "loads from another site"),
    ],
)
def test_a_sheet_that_breaks_a_rule_is_found(tree: Tree, text: str, line: int, reason: str) -> None:
    tree.write("static/css/a.css", text + "\n")
    [fault] = layers.faults(tree.root)
    assert (fault.path, fault.line) == ("static/css/a.css", line)
    assert reason in fault.reason


def test_sheets_need_a_declared_order(tree: Tree) -> None:
    tree.write("static/css/00_layers.css", "@layer base;\n@layer components { a { color: red; } }\n")
    assert [fault.path for fault in layers.faults(tree.root)] == ["static/css/00_layers.css"]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p { color: red }</style>", "inline <style>"),
        ("<script>go()</script>", "inline <script>"),
        ('<script type="module">go()</script>', "inline <script>"),
        ('<button class="a"\n  onclick="go()">', "inline event handler"),
        ('<img src="https://example.org/a.png" alt="">', "loads from another site"),
        ('<script src="//example.org/a.js"></script>', "loads from another site"),
        ('<link rel="stylesheet" href="https://example.org/a.css">', "loads from another site"),
        ('<form action="http://example.org/">', "loads from another site"),
    ],
)
def test_a_page_that_the_policy_would_break_is_found(tree: Tree, markup: str, reason: str) -> None:
    tree.write("templates/a.html", f"<p>Rest.</p>\n{markup}\n")
    [fault] = layers.faults(tree.root)
    assert (fault.path, fault.line >= 2) == ("templates/a.html", True)
    assert reason in fault.reason


def test_a_link_to_another_site_is_no_load(tree: Tree) -> None:
    tree.write("templates/a.html", '<a href="https://example.org/">The source</a>\n{# <style> #}\n')
    assert layers.faults(tree.root) == []
