"""Slips of the pen in the newer keys of a step, and in a topic, are refused where they stand."""

from pathlib import Path

import pytest

from routines.library import LANGUAGES, STEPS, LibraryError, faults, load_library

TOPICS = STEPS.parent / "topics"


def tell_step(folder: Path, step: str, old: str, new: str) -> LibraryError:
    text = (STEPS / f"{step}.toml").read_text(encoding="utf-8")
    assert old in text, f"{step} no longer holds {old!r}: this test breaks nothing"
    (folder / f"{step}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    return caught.value


def library_with(folder: Path, topic: str, text: str, category: str = "red_flag") -> Path:
    """A library of one sound step, and this topic."""
    (folder / "steps").mkdir(exist_ok=True)
    sound = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    (folder / "steps" / "ankle_pumps.toml").write_text(sound, encoding="utf-8")
    (folder / "topics" / category).mkdir(parents=True, exist_ok=True)
    (folder / "topics" / category / f"{topic}.toml").write_text(text, encoding="utf-8")
    return folder


def tell_topic(
    folder: Path, old: str, new: str, name: str = "dvt", category: str = "red_flag"
) -> LibraryError:
    text = (TOPICS / "red_flag" / "dvt.toml").read_text(encoding="utf-8")
    assert old in text, f"dvt no longer holds {old!r}: this test breaks nothing"
    library = library_with(folder, name, text.replace(old, new, 1), category)
    with pytest.raises(LibraryError) as caught:
        load_library(library)
    assert str(caught.value).startswith(f"{name}.toml")
    assert "\n" not in str(caught.value)
    assert [str(fault) for fault in faults(library)] == [str(caught.value)]
    return caught.value


@pytest.mark.parametrize(
    ("step", "old", "new", "reason"),
    [
        ("ankle_pumps", 'traits = ["toes_up"]', 'traits = ["toes"]', "traits does not know 'toes'"),
        ("ankle_pumps", 'traits = ["toes_up"]', 'traits = "toes_up"', "traits must be a list"),
        ("ankle_pumps", 'traits = ["toes_up"]', "", "traits is missing"),
        ("ankle_pumps", 'traits = ["toes_up"]', 'traits = ["toes_up", "toes_up"]', "names something twice"),
        ("calf_chair_strap", '"toes_up"]', '"toes_up", "bed_edge"]', "bed_edge is of the bed"),
        ("ankle_pumps", "\ngrade = ", "\ngrading = ", "grading is not a known key"),
        ("ankle_pumps", 'figure = "ankle_pumps"', 'figure = ""', "figure is empty"),
        (
            "ankle_pumps",
            'when = "move"',
            'when = "move"\norder = 3',
            "order belongs to every step for a cramp",
        ),
        ("cramp_calf", "order = 3", "", "order belongs to every step for a cramp"),
        ("cramp_calf", "order = 3", "order = 0", "order must be a whole number, 1 or more"),
        ("ankle_pumps", 'clinical_review = "pending"', 'clinical_review = "Ana"', "clinical_review must be"),
        ("ankle_pumps", 'clinical_review = "pending"', 'clinical_review = ", 2026-11-21"', "clinical_review"),
    ],
)
def test_a_broken_newer_key_of_a_step_is_refused(
    tmp_path: Path, step: str, old: str, new: str, reason: str
) -> None:
    error = tell_step(tmp_path, step, old, new)
    assert reason in str(error)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["what", "start", "end"])
def test_a_language_that_lacks_one_of_the_newer_texts_is_refused(
    tmp_path: Path, language: str, key: str
) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    before, heading, after = text.partition(f"[{language}]")
    kept = [line for line in after.split("\n") if not line.startswith(f"{key} =")]
    (tmp_path / "ankle_pumps.toml").write_text(before + heading + "\n".join(kept), encoding="utf-8")
    with pytest.raises(LibraryError, match=rf"\[{language}\] {key} is missing"):
        load_library(tmp_path)


def test_a_reviewed_step_names_who_and_when(tmp_path: Path) -> None:
    text = (STEPS / "ankle_pumps.toml").read_text(encoding="utf-8")
    named = text.replace('clinical_review = "pending"', 'clinical_review = "Noor Haddad, 2026-11-21"')
    (tmp_path / "ankle_pumps.toml").write_text(named, encoding="utf-8")
    assert load_library(tmp_path).steps["ankle_pumps"].clinical_review == "Noor Haddad, 2026-11-21"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('urgency = "same_day"', "", "urgency belongs to every red_flag"),
        ('urgency = "same_day"', 'urgency = "today"', "urgency does not know 'today'"),
        ('category = "red_flag"', 'category = "danger"', "category does not know 'danger'"),
        ('category = "red_flag"', 'category = "trigger"', "but the folder is red_flag"),
        ("order = 8", "order = 0", "order must be a whole number, 1 or more"),
        ('flags = ["dvt_signs"]', 'flags = ["dvt"]', "flags does not know 'dvt'"),
        ('flags = ["dvt_signs"]', "", "flags is missing"),
        ('regions = ["calf"', 'regions = ["shin"', "regions does not know 'shin'"),
        ('evidence = "weak"', 'evidence = "sure"', "evidence must be one of"),
        ('grade = "none"', 'grade = "best"', "grade must be one of"),
        ('grade = "none"', 'kind = "stretch"', "kind is not a known key"),
        ('id = "dvt"', 'id = "dvd"', "but the file is called dvt.toml"),
        ("review_by = 2027-11-21", "review_by = 2026-11-21", "review_by must be after read"),
        ('line = "This', 'linie = "This', "[en] linie is not a known key"),
        ('line = "Tiene', '# line = "Tiene', "[es] line is missing"),
        ("[es]", "[fr]", "fr is not a known key"),
        ('careful = [\n  "Do not wait', 'careful = [\n  "More.",\n  "Do not wait', "as many lines"),
        ('tier = "A"', 'tier = "X"', "tier must be one of A, B, C"),
    ],
)
def test_a_broken_topic_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert reason in str(tell_topic(tmp_path, old, new))


def test_only_a_red_flag_is_pressing(tmp_path: Path) -> None:
    error = tell_topic(tmp_path, 'category = "red_flag"', 'category = "trigger"', category="trigger")
    assert "urgency belongs to every red_flag, and to no other category" in str(error)


def test_a_topic_may_not_take_the_name_of_a_step(tmp_path: Path) -> None:
    text = (TOPICS / "red_flag" / "dvt.toml").read_text(encoding="utf-8")
    library = library_with(tmp_path, "ankle_pumps", text.replace('id = "dvt"', 'id = "ankle_pumps"'))
    with pytest.raises(LibraryError, match="there is another entry called ankle_pumps") as caught:
        load_library(library)
    assert caught.value.line


def test_a_topic_without_a_source_of_weight_gives_no_number(tmp_path: Path) -> None:
    text = (TOPICS / "red_flag" / "dvt.toml").read_text(encoding="utf-8")
    bare = text[: text.index("[[sources]]")].replace("This needs a doctor today.", "Call within 4 hours.")
    with pytest.raises(LibraryError, match=r"\[en\] line gives a number, but it has no source"):
        load_library(library_with(tmp_path, "dvt", bare))


def test_a_sound_topic_loads(tmp_path: Path) -> None:
    text = (TOPICS / "red_flag" / "dvt.toml").read_text(encoding="utf-8")
    library = load_library(library_with(tmp_path, "dvt", text))
    assert list(library.topics) == ["dvt"]
    assert list(library.steps) == ["ankle_pumps"]
    with pytest.raises(TypeError):
        library.topics["mine"] = library.topics["dvt"]  # type: ignore[index]


def test_every_shipped_topic_stands_in_the_folder_of_its_category() -> None:
    shipped = {file.stem: file.parent.name for file in TOPICS.glob("*/*.toml")}
    assert {id: topic.category.value for id, topic in load_library().topics.items()} == shipped
