"""A small project to plant a fault in."""

from pathlib import Path

ORDER = "@layer base, components;\n"
SHEET = "@layer components {\n  .ring { color: var(--ink); }\n}\n"
PAGE = '<link rel="stylesheet" href="/a.css">\n<script type="module" src="/app.js"></script>\n<p>Rest.</p>\n'


class Tree:
    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def sound(root: Path) -> Tree:
    """A tree in which no check finds a fault."""
    tree = Tree(root)
    tree.write("static/css/00_layers.css", ORDER)
    tree.write("static/css/ring.css", SHEET)
    tree.write("static/js/core/night.js", "export const nightOf = () => 1;\n")
    tree.write(
        "static/js/offline/queue.js",
        'import { nightOf } from "../core/night.js";\nexport const q = nightOf;\n',
    )
    tree.write("static/js/elements/line.js", 'import { q } from "../offline/queue.js";\nq();\n')
    tree.write("static/js/elements/player/index.js", 'import { say } from "./words.js";\nsay();\n')
    tree.write("static/js/elements/player/words.js", "export const say = () => {};\n")
    tree.write("static/js/app.js", 'const E = { "ev-line": "./elements/line.js" };\nimport(E["ev-line"]);\n')
    tree.write("static/js/sw.js", 'import { q } from "./offline/queue.js";\nq();\n')
    tree.write("templates/layout.html", PAGE)
    return tree
