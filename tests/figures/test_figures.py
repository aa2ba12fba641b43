"""Every figure: what can be checked without looking, and what the phone gets."""

import json

import pytest

from routines.figures import FIGURES, all_json, as_json, drawing
from routines.figures.checks import faults


@pytest.mark.parametrize("id", FIGURES)
def test_a_figure_has_no_faults(id: str) -> None:
    assert faults(FIGURES[id]) == []


@pytest.mark.parametrize("id", FIGURES)
def test_what_moves_has_a_path_for_each_sample(id: str) -> None:
    drawn = drawing(id)
    assert drawn.at[0] == 0
    assert all(len(paths) in (1, len(drawn.at)) for _, paths in drawn.shapes)


def test_the_json_says_the_same_each_time_it_is_made() -> None:
    assert all_json() == {id: as_json(id) for id in FIGURES}
    drawn = json.loads(as_json("calf_towel_bed"))
    assert drawn["box"] == [0, 0, 640, 480]
    assert set(drawn) == {"box", "at", "shapes"}
