"""Every slip of the pen in a step file is refused, in one line that says where and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from routines.library import LANGUAGES, STEPS, LibraryError, load_library

Break = Callable[..., LibraryError]


@pytest.fixture
def broken(tmp_path: Path) -> Break:
    """Copies one shipped step, replaces a piece of it, and answers with what the loader says."""

    def break_it(step: str, old: str, new: str, name: str | None = None) -> LibraryError:
        text = (STEPS / f"{step}.toml").read_text(encoding="utf-8")
        assert old in text, f"{step} no longer holds {old!r}: this test breaks nothing"
        (tmp_path / (name or f"{step}.toml")).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(LibraryError) as caught:
            load_library(tmp_path)
        assert "\n" not in str(caught.value)
        assert str(caught.value).startswith(name or f"{step}.toml")
        return caught.value

    return break_it


def line_with(step: str, text: str) -> int:
    lines = (STEPS / f"{step}.toml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_a_file_that_is_no_toml_is_refused_with_its_line(broken: Break) -> None:
    error = broken("ankle_pumps", 'kind = "range_of_motion"', 'kind = "range_of_motion')
    assert error.line == line_with("ankle_pumps", "kind =")
    assert "cannot be read" in error.reason


@pytest.mark.parametrize(
    ("step", "old", "new", "reason"),
    [
        ("ankle_pumps", 'sides = "both"', 'sidez = "both"', "sidez is not a known key"),
        ("ankle_pumps", "\nwhy = ", "\nwhyy = ", "[en] whyy is not a known key"),
        ("ankle_pumps", 'tier = "B"', 'tear = "B"', "[sources] tear is not a known key"),
        ("paced_6", "rest = 0", "pause = 0", "[breath_s] pause is not a known key"),
        ("ankle_pumps", 'kind = "range_of_motion"', 'kind = "motion"', "kind does not know 'motion'"),
        ("ankle_pumps", 'when = "move"', 'when = "later"', "when does not know 'later'"),
        ("ankle_pumps", 'position = "bed"', 'position = "sofa"', "position does not know 'sofa'"),
        ("ankle_pumps", 'regions = ["calf"', 'regions = ["shin"', "regions does not know 'shin'"),
        ("ankle_pumps", '"walks_unaided"', '"walks"', "mobility does not know 'walks'"),
        ("ankle_pumps", 'helper = "can"', 'helper = "maybe"', "helper does not know 'maybe'"),
        ("ankle_pumps", "equipment = []", 'equipment = ["rope"]', "equipment does not know 'rope'"),
        ("ankle_pumps", 'sides = "both"', 'sides = "left"', "sides does not know 'left'"),
        ("ankle_pumps", 'skip_if = ["dvt_signs"', 'skip_if = ["dvt"', "skip_if does not know 'dvt'"),
        ("ankle_pumps", '["strong_ankle_clonus"]', '["clonus"]', "caution_if does not know 'clonus'"),
        ("ankle_pumps", '["strong_ankle_clonus"]', '["dvt_signs"]', "stands in skip_if and in caution_if"),
        ("ankle_pumps", '"walks_unaided", "walks_with_aid"', '"wheelchair"', "names something twice"),
        ("ankle_pumps", 'evidence = "weak"', 'evidence = "splendid"', "evidence must be one of"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [10, 5]", "reps goes from 10 down to 5"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [0, 10]", "reps must be 1 or more"),
        ("ankle_pumps", "reps = [5, 10]", "reps = 5", "reps must be two whole numbers"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [5, 7, 10]", "reps must be two whole numbers"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [5, 7.5]", "reps must be two whole numbers"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [true, 10]", "reps must be two whole numbers"),
        ("ankle_pumps", "hold_s = [3, 5]", "hold_s = [-3, 5]", "hold_s must be 0 or more"),
        ("ankle_pumps", "hold_s = [3, 5]", "hold_s = [0, 5]", "a hold of 0 needs rep_s"),
        ("ankle_pumps", "reps = [5, 10]", "reps = [5, 10]\nrep_s = 4", "only for a movement without a hold"),
        ("ankle_circles", "rep_s = 10", "rep_s = 0", "rep_s must be a whole number, 1 or more"),
        ("screens", "seconds = [30, 60]", "seconds = [0, 60]", "seconds must be 1 or more"),
        ("screens", "seconds = [30, 60]", "seconds = [30, 60]\nrep_s = 4", "only for a movement with hold_s"),
        ("heat_pack_protocol", "seconds = [600, 900]", "seconds = [600, 901]", "900 at most"),
        ("cold_pack_protocol", "seconds = [600, 900]", "seconds = [600, 1200]", "900 at most"),
        ("paced_6", "in = 5", "in = 0", "in must be a whole number, 1 or more"),
        ("paced_6", "seconds = [180, 300]", "seconds = [8, 300]", "lasts at least one breath, 10 seconds"),
        ("body_scan", 'kind = "relaxation"', 'kind = "breathing"', "belongs to every breathing step"),
        ("paced_6", 'kind = "breathing"', 'kind = "relaxation"', "belongs to every breathing step"),
        ("ankle_pumps", "review_by = 2027-11-20", "review_by = 2026-11-20", "review_by must be after read"),
        ("ankle_pumps", "read = 2026-11-20", 'read = "2026-11-20"', "read must be a date"),
        ("ankle_pumps", "read = 2026-11-20", "read = 2026-11-20T10:00:00", "read must be a date"),
        ("ankle_pumps", 'tier = "B"', 'tier = "D"', "tier must be one of A, B, C"),
        ("ankle_pumps", 'url = "https://', 'url = "javascript://', "url must start with https://"),
        ("heel_slides", 'no_source = "clinical', 'no_source = "our', "no_source must say"),
        ("ankle_pumps", 'title = "Ankle pumps"', 'title = " "', "[en] title is empty"),
        ("ankle_pumps", 'title = "Ankle pumps"', "title = 7", "[en] title must be text"),
        ("ankle_pumps", '  "Rushing.",', '  "",', "mistakes must be a list of texts"),
        ("ankle_pumps", '  "Ir con prisa.",\n', "", "mistakes must have as many lines in each language"),
        ("supported_standing", "exertion = true", 'exertion = "yes"', "exertion must be true or false"),
        ("ankle_pumps", "[es]", "[fr]", "fr is not a known key"),
    ],
)
def test_a_broken_value_is_refused_with_its_reason_and_line(
    broken: Break, step: str, old: str, new: str, reason: str
) -> None:
    error = broken(step, old, new)
    assert reason in str(error)
    assert error.line


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("reps = [5, 10]", "reps = [10, 5]", "reps ="),
        ('line = "Aleja', 'linea = "Aleja', 'line = "Aleja'),
        ('title = "Subir', 'title = 7 # "Subir', 'title = "Subir'),
        ('tier = "A"', 'tier = "D"', 'tier = "A"'),
        ("[es]", "[fr]", "[es]"),
    ],
)
def test_a_refusal_names_the_very_line(broken: Break, old: str, new: str, at: str) -> None:
    assert broken("ankle_pumps", old, new).line == line_with("ankle_pumps", at)


def test_a_key_that_a_later_source_lacks_is_refused_at_that_source(broken: Break) -> None:
    error = broken("ankle_pumps", 'title = "KNEEguru', '# title = "KNEEguru')
    assert error.line == line_with("ankle_pumps", 'title = "KNEEguru') - 1
    assert "[sources] title is missing" in str(error)


def test_a_refusal_inside_an_inline_table_names_its_line(broken: Break) -> None:
    assert broken("paced_6", "in = 5", "in = 0").line == line_with("paced_6", "breath_s =")


@pytest.mark.parametrize(
    ("step", "old", "new", "reason"),
    [
        ("paced_6", "breath_s = {", "breath_s = 5 # {", "breath_s must be a table"),
        ("ankle_pumps", "sides =", "sources = []\nsides =", "cannot be read"),
        ("ankle_pumps", 'mobility = ["', 'mobility = [] # ["', "mobility must not be empty"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(
    broken: Break, step: str, old: str, new: str, reason: str
) -> None:
    assert reason in str(broken(step, old, new))


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "kind",
        "when",
        "position",
        "regions",
        "mobility",
        "helper",
        "equipment",
        "sides",
        "skip_if",
        "caution_if",
        "evidence",
        "grade",
        "traits",
        "read",
        "review_by",
        "clinical_review",
    ],
)
def test_a_missing_key_is_refused(broken: Break, key: str) -> None:
    line = next(
        line
        for line in (STEPS / "ankle_pumps.toml").read_text("utf-8").splitlines()
        if line.startswith(f"{key} =")
    )
    assert f"{key} is missing" in str(broken("ankle_pumps", line, ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["title", "line", "why", "picture"])
def test_a_language_that_lacks_a_text_is_refused_at_its_heading(
    tmp_path: Path, language: str, key: str
) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    before, heading, after = text.partition(f"[{language}]")
    kept = [line for line in after.split("\n") if not line.startswith(f"{key} =")]
    (tmp_path / "ankle_pumps.toml").write_text(before + heading + "\n".join(kept), encoding="utf-8")
    with pytest.raises(LibraryError, match=rf"\[{language}\] {key} is missing") as caught:
        load_library(tmp_path)
    assert caught.value.line == line_with("ankle_pumps", f"[{language}]")


def test_a_missing_language_is_refused(tmp_path: Path) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    spanish = text[text.index("[es]") : text.index("[[sources]]")]
    (tmp_path / "ankle_pumps.toml").write_text(text.replace(spanish, ""), encoding="utf-8")
    with pytest.raises(LibraryError, match="es is missing"):
        load_library(tmp_path)


def test_a_file_under_another_name_than_its_id_is_refused(broken: Break) -> None:
    error = broken("ankle_pumps", "read =", "read =", name="ankle_pump.toml")
    assert "id is 'ankle_pumps', but the file is called ankle_pump.toml" in str(error)


def test_a_step_with_seconds_and_repetitions_is_refused(broken: Break) -> None:
    error = broken("ankle_pumps", "reps = [5, 10]", "reps = [5, 10]\nseconds = [60, 60]")
    assert "not both" in str(error)


def test_a_step_with_neither_seconds_nor_repetitions_is_refused(broken: Break) -> None:
    assert "give either seconds" in str(broken("screens", "seconds = [30, 60]", ""))


def test_a_movement_without_repetitions_is_refused(broken: Break) -> None:
    assert "hold_s and reps together" in str(broken("ankle_pumps", "reps = [5, 10]", ""))


def test_a_movement_without_a_hold_is_refused(broken: Break) -> None:
    assert "hold_s and reps together" in str(broken("ankle_pumps", "hold_s = [3, 5]", ""))
