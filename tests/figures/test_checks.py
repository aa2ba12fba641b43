"""The checks notice what they are there for."""

import pytest

from routines.figures.body import Body
from routines.figures.checks import faults
from routines.figures.drawing import samples, written
from routines.figures.plane import mix, reach, xy
from routines.figures.poses.bases import lying
from routines.figures.props import bed
from routines.figures.scene import Figure, Hold, Scene, scene
from routines.figures.shapes import Pen, bone


def drawn(me: Body, *holds: Hold) -> list[str]:
    return faults(Figure("tried", lambda t: scene(bed(), me.parts(), bodies=[me], holds=holds)))


def test_a_person_who_just_lies_there_has_no_faults() -> None:
    assert drawn(lying()) == []


def test_a_hand_that_cannot_reach() -> None:
    me = lying()
    me.arm("near", to=xy(300, 40))
    assert any("near hand misses" in fault for fault in drawn(me))


def test_a_knee_that_bends_forward() -> None:
    me = lying()
    me.leg("near", thigh=-10, shank=-40)
    assert any("near knee" in fault for fault in drawn(me))


def test_a_foot_in_the_mattress_and_one_outside_the_picture() -> None:
    me = lying(x=200)
    me.leg("near", thigh=12, shank=4)
    assert {fault.split(" by ")[0] for fault in drawn(me)} >= {
        "me near leg sinks",
        "me far leg leaves the picture right",
    }


def test_a_hand_beside_the_leg_that_it_holds() -> None:
    me = lying()
    leg = me.legs["near"]
    hand = me.arms["near"].wrist
    assert drawn(me, Hold(hand, hand, hand + 1, 1)) == []
    assert any(
        "off what it holds" in fault for fault in drawn(me, Hold(leg.ankle - 40j, leg.knee, leg.ankle, 8))
    )


def test_a_drawing_that_changes_its_letters() -> None:
    def pose(t: float) -> Scene:
        me = lying()
        return scene(bed(), me.parts("trunk") if t < 0.5 else me.parts(), bodies=[me])

    assert faults(Figure("tried", pose)) == ["draws other shapes at t=0.50"]


def test_what_jumps_needs_too_many_samples() -> None:
    def pose(t: float) -> Scene:
        me = lying()
        me.leg("near", thigh=-10 if t < 0.5 else -60, shank=20)
        return scene(bed(), me.parts(), bodies=[me])

    assert any("something jumps" in fault for fault in faults(Figure("tried", pose, samples=3)))


def test_an_even_travel_needs_only_its_ends_and_packs_to_nothing() -> None:
    def pose(t: float) -> Scene:
        return scene(lying(x=mix(140.0, 160.3, t)).parts("head"))

    assert samples(Figure("tried", pose)) == (0.0, 1.0)
    here, there = (written(pose(t).shapes[1].path) for t in (0.0, 1.0))
    assert here.split("c")[1:] == there.split("c")[1:]


def test_bones_keep_their_length_and_bend_to_the_side_asked_for() -> None:
    for bend in (1, -1):
        middle, end = reach(0j, xy(60, 0), 40, 35, bend)
        assert abs(middle) == pytest.approx(40)
        assert abs(end - middle) == pytest.approx(35)
        assert end == pytest.approx(60)
        assert middle.imag * bend > 0


def test_outlines_run_the_same_way_round_also_in_a_mirror() -> None:
    def area(*corners: float) -> float:
        pen = (
            Pen()
            .move(corners[0], corners[1])
            .line(corners[2], corners[3])
            .line(corners[4], corners[5])
            .close()
        )
        points = pen.path.points
        return sum((a.conjugate() * b).imag for a, b in zip(points, points[1:] + points[:1], strict=True))

    assert area(0, 0, 10, 0, 10, 10) > 0
    assert area(0, 0, -10, 0, -10, 10) > 0


def test_a_path_is_written_in_whole_relative_numbers_at_twice_the_size() -> None:
    path = written(bone(xy(10, 10), xy(20, 10), 2, 2))
    assert path.startswith("M20 16c")
    assert "." not in path
