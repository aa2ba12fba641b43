"""No number without somebody who says so: what the loader demands of a step's sources."""

from pathlib import Path

import pytest

from routines.library import NO_SOURCE, STEPS, LibraryError, load_library


def without_sources(step: str) -> tuple[str, str]:
    text = (STEPS / f"{step}.toml").read_text(encoding="utf-8")
    return text[: text.index("[[sources]]")], text[text.index("[[sources]]") :]


def load_alone(folder: Path, step: str, text: str) -> None:
    (folder / f"{step}.toml").write_text(text, encoding="utf-8")
    load_library(folder)


def test_a_step_without_a_source_must_say_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"needs \[\[sources\]\], or no_source"):
        load_alone(tmp_path, "loose_covers", without_sources("loose_covers")[0])


def test_sources_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    text = without_sources("loose_covers")[0].replace("\nread =", '\nsources = ["Mayo Clinic"]\nread =', 1)
    with pytest.raises(LibraryError, match=r"sources must be written as \[\[sources\]\]"):
        load_alone(tmp_path, "loose_covers", text)


def judged(text: str) -> str:
    return text.replace("\nread =", f'\nno_source = "{NO_SOURCE}"\nread =', 1)


def test_a_step_without_a_source_that_says_so_loads(tmp_path: Path) -> None:
    load_alone(tmp_path, "loose_covers", judged(without_sources("loose_covers")[0]))


def test_a_step_without_a_source_may_give_no_amount(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="gives an amount, but it has no source") as caught:
        load_alone(tmp_path, "ankle_pumps", judged(without_sources("ankle_pumps")[0]))
    assert caught.value.line is not None


@pytest.mark.parametrize(("language", "old"), [("en", "Tight covers"), ("es", "Las sábanas")])
def test_a_step_without_a_source_may_give_no_number_in_its_words(
    tmp_path: Path, language: str, old: str
) -> None:
    text = judged(without_sources("loose_covers")[0]).replace(old, f"3 of 4. {old}")
    with pytest.raises(LibraryError, match=rf"\[{language}\] why gives a number, but it has no source"):
        load_alone(tmp_path, "loose_covers", text)


@pytest.mark.parametrize("step", ["calf_towel_bed", "heat_pack_protocol", "paced_6", "body_scan", "screens"])
def test_tier_c_alone_carries_no_number(tmp_path: Path, step: str) -> None:
    text = (STEPS / f"{step}.toml").read_text(encoding="utf-8")
    for tier in "AB":
        text = text.replace(f'tier = "{tier}"', 'tier = "C"')
    with pytest.raises(LibraryError, match="but all its sources are tier C"):
        load_alone(tmp_path, step, text)


def test_tier_c_alone_may_describe_a_position(tmp_path: Path) -> None:
    text = (STEPS / "side_pillow.toml").read_text(encoding="utf-8")
    assert 'tier = "A"' not in text
    assert 'tier = "B"' not in text
    load_alone(tmp_path, "side_pillow", text)
