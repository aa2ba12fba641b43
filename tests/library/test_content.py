"""What the shipped steps say: whole in both languages, honest, and ruled out for the right people."""

import re

import pytest

from bin.checks import claims
from bin.checks.report import ROOT
from routines.core.flags import Flag
from routines.core.profile import Profile
from routines.core.safety import never_with, person, ruled_out
from routines.core.step import Kind, Mobility, Position, Sides, Step, Trait, When
from routines.library import LANGUAGES, STEPS, load_library
from tests.core import rules
from tests.core.make import answering
from tests.library import facts

LIBRARY = load_library()
EVERY_STEP = pytest.mark.parametrize("step", LIBRARY.steps.values(), ids=list(LIBRARY.steps))
EXERCISES = pytest.mark.parametrize("id", facts.IDS["exercises"])


@EVERY_STEP
def test_a_step_is_skipped_for_exactly_the_flags_of_the_facts_and_of_judgement(step: Step) -> None:
    assert set(step.skip_if) == facts.flags(step.id, "skip_if")
    assert set(step.caution_if) == facts.flags(step.id, "caution_if")


def test_the_table_of_flags_names_shipped_steps_and_known_flags_only() -> None:
    assert set(facts.STEPS) | set(facts.JUDGED) <= set(LIBRARY.steps)
    for told in (*facts.STEPS.values(), *facts.JUDGED.values()):
        assert {*told["skip_if"], *told["caution_if"]} <= {flag.value for flag in Flag}


@pytest.mark.parametrize("id", sorted(set(facts.JUDGED) & set(facts.STEPS)))
def test_what_was_judged_beyond_the_facts_is_told_in_the_file(id: str) -> None:
    comments = re.findall(r"^# (.*)", (STEPS / f"{id}.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert "Beyond the facts" in " ".join(comments)


@pytest.mark.promise(14)
@pytest.mark.parametrize("id", sorted(facts.STEPS))
def test_nobody_whom_the_facts_name_is_offered_it(id: str) -> None:
    step = LIBRARY.steps[id]
    for flag in facts.STEPS[id]["skip_if"]:
        who = answering(Flag(flag), mobility=min(step.mobility))
        assert ruled_out(step, person(who)) is not None, flag
    assert set(rules.against(step)) == never_with(step)


@EXERCISES
def test_an_exercise_is_as_the_facts_describe_it(id: str) -> None:
    step, told = LIBRARY.steps[id], facts.STEPS[id]
    assert step.position == told["position"]
    assert {each.value for each in step.mobility} <= set(told["mobility"])
    assert step.kind == told["kind"] or (id, step.kind) == ("foot_ball_roll", Kind.MASSAGE)
    assert step.hold is not None
    assert step.reps is not None
    assert told["hold_s"][0] <= step.hold.low <= step.hold.high <= told["hold_s"][1]
    assert told["reps"][0] <= step.reps.low <= step.reps.high <= told["reps"][1]
    assert step.when is When.MOVE


# What the body does in an exercise, read from the facts' instructions and postures.
TRAITS: dict[str, set[Trait]] = {
    "hip_flexor_bed_edge": {Trait.BED_EDGE},
    "knee_to_chest": {Trait.KNEE_TO_CHEST, Trait.HIP_PAST_90, Trait.PRESSES_BELLY, Trait.FLAT},
    "cg_knee_to_chest": {Trait.KNEE_TO_CHEST, Trait.HIP_PAST_90, Trait.PRESSES_BELLY, Trait.FLAT},
    "knee_rolls": {Trait.TWIST, Trait.FLAT},
    "figure4_supine": {Trait.CROSSES_MIDLINE, Trait.HIP_TURN, Trait.HIP_PAST_90, Trait.FLAT},
    "figure4_chair": {Trait.CROSSES_MIDLINE, Trait.HIP_TURN, Trait.FORWARD_BEND},
    "butterfly_supine": {Trait.HIP_TURN},
    "cg_hip_rotation": {Trait.HIP_TURN},
    "adductor_chair": {Trait.FORWARD_BEND, Trait.HIP_TURN},
    "hamstring_chair": {Trait.FORWARD_BEND, Trait.HIP_PAST_90},
    "hamstring_strap_supine": {Trait.FLAT},
    "prone_lying": {Trait.PRONE, Trait.PRESSES_BELLY},
    "quad_prone_towel": {Trait.PRONE, Trait.PRESSES_BELLY, Trait.KNEE_FAR},
    "quad_side_lying": {Trait.KNEE_FAR},
    "bridge_small": {Trait.FLAT, Trait.TENSES},
    "pelvic_tilt": {Trait.FLAT},
    "calf_towel_bed": {Trait.TOES_UP},
    "calf_wall_standing": {Trait.TOES_UP},
    "soleus_wall_standing": {Trait.TOES_UP},
    "calf_chair_strap": {Trait.TOES_UP},
    "heel_back_slide_chair": {Trait.TOES_UP},
    "cg_ankle_dorsiflexion": {Trait.TOES_UP},
    "ankle_pumps": {Trait.TOES_UP},
    "toe_pull_towel": {Trait.TOES_UP},
    "pmr_classic": {Trait.TENSES},
}


@pytest.mark.promise(14)
@pytest.mark.parametrize("id", sorted(TRAITS))
def test_a_step_tells_the_rules_what_the_body_does(id: str) -> None:
    assert LIBRARY.steps[id].traits >= TRAITS[id]


def test_every_fact_is_in_the_library_once() -> None:
    known = [id for section in facts.IDS.values() for id in section]
    assert len(known) == len(set(known))
    assert not set(LIBRARY.steps) & set(LIBRARY.topics)
    assert set(known) <= set(LIBRARY.steps) | set(LIBRARY.topics)
    assert {section: len(ids) for section, ids in facts.IDS.items()} == {
        "exercises": 30, "heat_cold": 19, "breathing": 9, "sleep_hygiene": 20, "positioning": 17,
        "red_flags": 16, "triggers": 18, "hydration": 8, "measures": 8, "mcid": 4, "evidence": 7,
    }  # fmt: skip
    for section in ("exercises", "breathing"):
        assert set(facts.IDS[section]) <= set(LIBRARY.steps), "something to do"


def test_the_steps_for_a_cramp_follow_the_facts() -> None:
    orders = {step.order for step in LIBRARY.steps.values() if step.when is When.CRAMP}
    assert orders == set(range(1, 9))
    last = [step for step in LIBRARY.steps.values() if step.order == 8]
    assert [step.kind for step in last] == [Kind.HYGIENE]


def test_the_default_breath_is_even_and_holds_only_where_the_facts_hold() -> None:
    paced = LIBRARY.steps["paced_6"].pattern
    assert paced is not None
    assert (paced.inhale, paced.hold, paced.exhale, paced.rest) == (5, 0, 5, 0)
    held = {step.id for step in LIBRARY.steps.values() if step.pattern and step.pattern.has_holds}
    assert held == {"b478", "box"}


@EVERY_STEP
def test_only_weight_bearing_and_activation_count_as_exertion(step: Step) -> None:
    if step.when is not When.CRAMP:
        assert step.exertion == (step.kind in (Kind.WEIGHT_BEARING, Kind.ACTIVATION))


@EVERY_STEP
def test_nobody_is_asked_to_stand_who_does_not_walk(step: Step) -> None:
    if step.position is Position.STANDING or Trait.BED_EDGE in step.traits:
        assert step.mobility == {Mobility.WALKS_UNAIDED, Mobility.WALKS_WITH_AID}


@EVERY_STEP
def test_an_evening_never_leads_back_up(step: Step) -> None:
    """After the movements everything is done lying, or where one is."""
    if step.when in (When.SETTLE, When.BREATHE, When.LAST):
        assert step.position in (Position.BED, Position.ANYWHERE)
    if step.when in (When.FIRST, When.WARM_COOL):
        assert step.position in (Position.STANDING, Position.ANYWHERE)


@EVERY_STEP
def test_what_is_shown_has_a_figure(step: Step) -> None:
    if step.kind is not Kind.HYGIENE:
        assert step.figure


@EVERY_STEP
def test_one_sided_places_are_done_on_each_side_or_together(step: Step) -> None:
    if step.hold is not None:
        assert step.sides in (Sides.EACH, Sides.BOTH)


def test_somebody_who_answers_nothing_is_offered_something() -> None:
    nobody = person(Profile())
    assert [step.id for step in LIBRARY.steps.values() if not ruled_out(step, nobody)]


# The words


@EVERY_STEP
def test_both_languages_say_as_much_and_not_the_same(step: Step) -> None:
    english, spanish = (step.words[language] for language in LANGUAGES)
    for key in ("how", "stop", "mistakes"):
        assert len(getattr(english, key)) == len(getattr(spanish, key)), key
    for key in ("title", "line", "why", "picture", "how", "what", "start", "end"):
        assert getattr(english, key) != getattr(spanish, key), key
        assert getattr(english, key)


@EVERY_STEP
def test_both_languages_give_the_same_numbers(step: Step) -> None:
    def numbers(language: str) -> list[str]:
        words = step.words[language]
        texts = (words.title, words.line, words.what, words.start, words.end, words.why)
        return sorted(re.findall(r"\d+", " ".join((*texts, *words.how, *words.stop, *words.mistakes))))

    assert numbers("en") == numbers("es")


@EVERY_STEP
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_short(step: Step, language: str) -> None:
    words = step.words[language]
    texts = (words.title, words.line, words.why, words.what, words.start, words.end)
    for text in (*texts, *words.how, words.picture, *words.stop, *words.mistakes):
        longest = max(len(sentence.split()) for sentence in re.split(r"[.?!:;]\s", text))
        assert longest <= 26, text
    assert len(words.title) <= 60


def test_no_word_of_the_library_claims_or_shames() -> None:
    found = [fault for fault in claims.faults(ROOT) if fault.path.startswith("routines/library")]
    assert found == []


@EVERY_STEP
def test_a_movement_says_when_to_stop(step: Step) -> None:
    if step.kind not in (Kind.HYGIENE, Kind.POSITIONING):
        assert all(step.words[language].stop for language in LANGUAGES)


@EVERY_STEP
def test_it_is_said_who_reviewed_it_and_when_it_is_read_again(step: Step) -> None:
    assert step.review_by > step.read
    assert step.clinical_review
    assert step.sources or step.no_source
