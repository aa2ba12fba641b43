"""What the shipped steps say: whole in both languages, honest, and ruled out for the right people.

The tables are written by hand from the clinical facts, so that a slip of the pen in a file is seen here.
"""

import re

import pytest

from routines.core.flags import ASKED, FlagState
from routines.core.safety import ruled_out
from routines.core.step import Kind, Mobility, Position, Step
from routines.library import LANGUAGES, load_library

STEPS = load_library().steps
EVERY_STEP = pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))

DVT, FRACTURE = "dvt_signs", "recent_fracture_or_surgery"
NEVER_THERMAL = {
    "reduced_sensation",
    "poor_circulation",
    "pressure_sore",
    "fever_or_infection",
    "heart_lung_condition",
}
SKIP_IF: dict[str, set[str]] = {
    "calf_towel_bed": {DVT, FRACTURE, "pressure_sore"},
    "calf_wall_standing": {DVT, FRACTURE, "high_fall_risk", "new_unexplained_weakness"},
    "soleus_wall_standing": {DVT, FRACTURE, "high_fall_risk", "new_unexplained_weakness"},
    "calf_chair_strap": {DVT, FRACTURE, "acute_back_pain_or_sciatica"},
    "heel_back_slide_chair": {DVT, FRACTURE},
    "ankle_pumps": {DVT, FRACTURE},
    "ankle_circles": {DVT, FRACTURE},
    "heel_slides": {DVT, FRACTURE, "pressure_sore"},
    "hamstring_strap_supine": {
        DVT,
        FRACTURE,
        "acute_back_pain_or_sciatica",
        "hip_replacement_precautions",
        "cannot_lie_flat",
    },
    "foot_ball_roll": {DVT, FRACTURE, "pressure_sore"},
    "toe_pull_towel": {DVT, FRACTURE, "pressure_sore"},
    "pelvic_tilt": {FRACTURE, "acute_back_pain_or_sciatica"},
    "supported_standing": {DVT, FRACTURE, "high_fall_risk", "new_unexplained_weakness"},
    "butterfly_supine": {FRACTURE, "hip_replacement_precautions", "fixed_contracture"},
    "knee_rolls": {
        FRACTURE,
        "osteoporosis_or_vertebral_fracture",
        "hip_replacement_precautions",
        "acute_back_pain_or_sciatica",
        "late_pregnancy",
    },
    "cg_ankle_dorsiflexion": {DVT, FRACTURE, "no_helper", "fixed_contracture", "pressure_sore"},
    "prone_lying": {
        FRACTURE,
        "cannot_lie_prone",
        "abdominal_device",
        "late_pregnancy",
        "pressure_sore",
        "hip_replacement_precautions",
        "fixed_contracture",
        "acute_back_pain_or_sciatica",
    },
    "heat_pack_protocol": NEVER_THERMAL | {"transdermal_patch", "heat_sensitive"},
    "cold_pack_protocol": NEVER_THERMAL | {"cold_worsens"},
    "paced_6": {"ptsd_or_panic"},
}
CAUTION_IF: dict[str, set[str]] = {
    "calf_towel_bed": {"strong_ankle_clonus", "reduced_sensation"},
    "calf_wall_standing": {"strong_ankle_clonus", "reduced_sensation"},
    "soleus_wall_standing": {"strong_ankle_clonus"},
    "calf_chair_strap": {"strong_ankle_clonus", "reduced_sensation"},
    "heel_back_slide_chair": {"strong_ankle_clonus", "reduced_sensation"},
    "ankle_pumps": {"strong_ankle_clonus"},
    "ankle_circles": {"strong_ankle_clonus"},
    "heel_slides": {"strong_extensor_spasms"},
    "hamstring_strap_supine": {"strong_extensor_spasms", "strong_flexor_spasms"},
    "foot_ball_roll": {"reduced_sensation", "strong_ankle_clonus", "high_fall_risk"},
    "toe_pull_towel": {"strong_ankle_clonus", "reduced_sensation"},
    "pelvic_tilt": {"strong_extensor_spasms"},
    "supported_standing": {"heat_sensitive", "reduced_sensation"},
    "butterfly_supine": {"strong_flexor_spasms"},
    "knee_rolls": {"strong_extensor_spasms"},
    "cg_ankle_dorsiflexion": {"strong_ankle_clonus", "reduced_sensation"},
    "prone_lying": {"strong_extensor_spasms", "reduced_sensation"},
    "paced_6": {"heart_lung_condition"},
    "pmr_release": {"ptsd_or_panic"},
    "body_scan": {"ptsd_or_panic"},
}
HELD_BACK = {"butterfly_supine", "knee_rolls", "cg_ankle_dorsiflexion", "prone_lying"}

# Part of these words would be a promise, a claim of a medical device, or a reproach.
BANNED = {
    "en": r"treat|cure|reliev|alleviat|prevent|monitor|detect|diagnos|alarm|interpret|clinically proven"
    r"|failed|missed|overdue|streak|compliance|well done|\bhelps\b|\bmg\b|\bdoses?\b",
    "es": r"\btrata|\bcura|alivi|preven|monitor|detect|diagn[oó]s|alarma|interpret|cl[ií]nicamente"
    r"|fallad|\bracha|bien hecho|\bayudan? (a|al|con)\b|\bmg\b|\bdosis\b",
}


@EVERY_STEP
def test_a_step_is_skipped_for_exactly_the_flags_of_the_facts(step: Step) -> None:
    assert set(step.skip_if) == SKIP_IF.get(step.id, set())
    assert set(step.caution_if) == CAUTION_IF.get(step.id, set())


def test_the_tables_of_flags_name_shipped_steps_only() -> None:
    assert set(SKIP_IF) | set(CAUTION_IF) <= set(STEPS)


def test_a_step_whose_danger_no_screen_asks_about_is_held_back_from_everybody() -> None:
    nobody_said_no = FlagState()
    held = {step.id for step in STEPS.values() if step.skip_if - ASKED}
    assert held == HELD_BACK
    for name in held:
        for mobility in Mobility:
            reason = ruled_out(STEPS[name], nobody_said_no, mobility)
            assert reason is not None
            assert reason.code == "not_asked"


def test_no_breath_is_held() -> None:
    assert not any(step.pattern.has_holds for step in STEPS.values() if step.pattern)


@EVERY_STEP
def test_only_weight_bearing_and_activation_count_as_exertion(step: Step) -> None:
    assert step.exertion == (step.kind in (Kind.WEIGHT_BEARING, Kind.ACTIVATION))


@EVERY_STEP
def test_nobody_is_asked_to_stand_who_does_not_walk(step: Step) -> None:
    if step.position is Position.STANDING:
        assert step.mobility == {Mobility.WALKS_UNAIDED, Mobility.WALKS_WITH_AID}


@EVERY_STEP
def test_both_languages_say_as_much_and_not_the_same(step: Step) -> None:
    english, spanish = (step.words[language] for language in LANGUAGES)
    for key in ("how", "stop", "mistakes"):
        assert len(getattr(english, key)) == len(getattr(spanish, key)), key
    for key in ("title", "line", "why", "picture", "how"):
        assert getattr(english, key) != getattr(spanish, key), key


@EVERY_STEP
def test_both_languages_give_the_same_numbers(step: Step) -> None:
    def numbers(language: str) -> list[str]:
        words = step.words[language]
        texts = " ".join((words.title, words.line, *words.how, words.why, *words.stop, *words.mistakes))
        return sorted(re.findall(r"\d+", texts))

    assert numbers("en") == numbers("es")


@EVERY_STEP
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_short_and_promise_nothing(step: Step, language: str) -> None:
    words = step.words[language]
    texts = (words.title, words.line, *words.how, words.why, words.picture, *words.stop, *words.mistakes)
    for text in texts:
        assert not re.search(BANNED[language], text, re.IGNORECASE), text
        longest = max(len(sentence.split()) for sentence in re.split(r"[.?:]\s", text))
        assert longest <= 24, text
    assert len(words.title) <= 40


@EVERY_STEP
def test_a_movement_says_when_to_stop(step: Step) -> None:
    if step.kind not in (Kind.HYGIENE, Kind.POSITIONING):
        assert all(step.words[language].stop for language in LANGUAGES)
