from pathlib import Path

import pytest

from tests.house.tree import Tree, sound


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return sound(tmp_path)
