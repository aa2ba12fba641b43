"""The tests that really run: a skipped one, or one that is expected to break, proves nothing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bin.checks.report import files

NOT_RUN = frozenset({"skip", "skipif", "xfail"})


@dataclass(frozen=True)
class Living:
    """One test by its path and name, with its marks: pytest.mark.promise(7) is ("promise", 7)."""

    path: str
    line: int
    name: str
    marks: frozenset[tuple[str, int | None]]

    @property
    def id(self) -> str:
        return f"{self.path}::{self.name}"


def living(root: Path) -> Iterator[Living]:
    for path, text in files(root, "tests/**/test_*.py"):
        module = ast.parse(text)
        inherited = _marks(_assigned_marks(module.body))
        for test, marks in _tests(module.body, inherited, ""):
            if not NOT_RUN & {name for name, _ in marks} and not _gives_up(test[1]):
                yield Living(path, test[1].lineno, test[0], frozenset(marks))


_Test = tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]
_Marks = set[tuple[str, int | None]]


def _tests(body: list[ast.stmt], marks: _Marks, prefix: str) -> Iterator[tuple[_Test, _Marks]]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            own = _marks(node.decorator_list) | _marks(_assigned_marks(node.body))
            yield from _tests(node.body, marks | own, f"{prefix}{node.name}::")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield (prefix + node.name, node), marks | _marks(node.decorator_list)


def _assigned_marks(body: list[ast.stmt]) -> list[ast.expr]:
    for node in body:
        if isinstance(node, ast.Assign) and any(ast.unparse(name) == "pytestmark" for name in node.targets):
            return node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
    return []


def _marks(decorators: list[ast.expr]) -> _Marks:
    """Name of each mark, with its number when it has one: pytest.mark.promise(7) is ("promise", 7)."""
    found: _Marks = set()
    for each in decorators:
        call = each if isinstance(each, ast.Call) else None
        name = re.fullmatch(r"pytest\.mark\.(\w+)", ast.unparse(call.func if call else each))
        if name:
            numbers = [arg.value for arg in call.args if isinstance(arg, ast.Constant)] if call else []
            found |= {(name[1], number if isinstance(number, int) else None) for number in numbers or [None]}
    return found


def _gives_up(test: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = (node for node in ast.walk(test) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func) in {"pytest.skip", "pytest.xfail"} for call in calls)
