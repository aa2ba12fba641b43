"""The ten safety rules told a second time, from the words of the clinical facts and not from the code."""

from collections.abc import Iterable

from routines.core.flags import Flag
from routines.core.profile import Profile
from routines.core.step import Mobility, Position, Step, Trait
from routines.core.tonight import CheckIn

EXERCISE = {"stretch", "range_of_motion", "activation", "weight_bearing", "massage"}
BENDS_THE_SPINE = {"knee_to_chest", "forward_bend", "twist"}
BENDS_THE_HIP = {"hip_past_90", "knee_to_chest", "crosses_midline", "hip_turn"}
FOLLOWS = {"no_helper", "heat_sensitive", "cold_worsens", "spasms_logged"}
TONIGHT = {
    "dvt_signs", "chest_pain_or_breathless", "fever_or_infection", "new_unexplained_weakness",
    "dizzy_tonight", "spasm_medicine_missed", "sudden_worsening",
}  # fmt: skip


def on_the_feet(step: Step) -> bool:
    return step.position == "standing" or "bed_edge" in step.traits


def holds_the_breath(step: Step) -> bool:
    return step.pattern is not None and (step.pattern.hold > 0 or step.pattern.rest > 0)


def against(step: Step) -> dict[str, set[int]]:
    """Every flag that speaks against this step, with the rules that say so; 0 is the step's own file."""
    found: dict[str, set[int]] = {flag.value: {0} for flag in step.skip_if}

    def rule(number: int, *flags: str) -> None:
        for flag in flags:
            found.setdefault(flag, set()).add(number)

    moves, traits = step.kind in EXERCISE, {trait.value for trait in step.traits}
    rule(1, "dvt_signs", "chest_pain_or_breathless")
    if step.kind in ("heat", "cold"):
        rule(2, "reduced_sensation", "poor_circulation", "pressure_sore", "fever_or_infection")
        rule(2, "heart_lung_condition")
    if step.kind == "heat":
        rule(3, "transdermal_patch")
        rule(4, "heat_sensitive")
        rule(9, "fever_or_infection", "new_unexplained_weakness", "sudden_worsening")
    if step.exertion:
        rule(4, "heat_sensitive")
    if step.kind == "cold":
        rule(4, "cold_worsens")
    if on_the_feet(step):
        rule(5, "high_fall_risk", "dizzy_tonight")
    if traits & BENDS_THE_SPINE:
        rule(6, "osteoporosis_or_vertebral_fracture")
    if traits & BENDS_THE_HIP:
        rule(6, "hip_replacement_precautions")
    if "flat" in traits:
        rule(6, "cannot_lie_flat")
    if "prone" in traits:
        rule(6, "cannot_lie_prone", "abdominal_device")
    if "presses_belly" in traits:
        rule(6, "abdominal_device")
    if step.helper == "needed":
        rule(6, "no_helper")
    if moves:
        rule(6, "recent_fracture_or_surgery")
        rule(9, "fever_or_infection", "new_unexplained_weakness", "sudden_worsening")
    if holds_the_breath(step):
        rule(10, "heart_lung_condition", "late_pregnancy", "dizzy_tonight")
    if "tenses" in traits:
        rule(10, "spasms_logged", "strong_extensor_spasms", "strong_flexor_spasms")
    return found


def must_be_sure(step: Step) -> bool:
    """Heat, cold, standing, the bed's edge, the front and breath holds: an open question counts as a yes."""
    front = "prone" in step.traits
    return step.kind in ("heat", "cold") or on_the_feet(step) or holds_the_breath(step) or front


def said(profile: Profile, check_in: CheckIn | None = None) -> dict[str, str]:
    """Of every flag: yes, no, open, or unasked. The newest answer of the same person counts."""
    answers = {flag.value: yes for flag, yes in profile.answers.items()}
    skipped = not set(answers) - TONIGHT
    answers |= {flag.value: yes for flag, yes in (check_in.answers if check_in else {}).items()}
    found: dict[str, str] = {}
    for flag in (each.value for each in Flag):
        if flag in answers:
            found[flag] = "yes" if answers[flag] else "no"
        else:
            found[flag] = "open" if skipped or flag in FOLLOWS else "unasked"
    for flag, worse, known in (
        ("no_helper", not profile.has_helper, True),
        ("spasms_logged", "spasm" in profile.symptoms, True),
        # Only ever a question of the evening: whoever was not asked it did not say yes.
        ("sudden_worsening", False, True),
        ("heat_sensitive", profile.heat == "worse", profile.heat != "unknown"),
        ("cold_worsens", profile.cold == "worse", profile.cold != "unknown"),
    ):
        if worse:
            found[flag] = "yes"
        elif known and found[flag] != "yes":
            found[flag] = "no"
    return found


def why_not(
    step: Step, profile: Profile, check_in: CheckIn | None = None, hurt: Iterable[str] = ()
) -> set[str]:
    """Everything that keeps this step from this person tonight; empty where it is safe."""
    flags = said(profile, check_in)
    found: set[str] = set()
    for flag, rules in against(step).items():
        lifted = {"reduced_sensation", "poor_circulation", "heart_lung_condition"}
        if profile.clearance and step.kind in ("heat", "cold") and flag in lifted:
            continue
        if flags[flag] == "yes":
            found |= {f"{flag} by rule {number}" for number in rules}
        elif flags[flag] == "unasked":
            found.add("nobody asked")
        elif flags[flag] == "open" and must_be_sure(step):
            found.add("left open")
    if profile.mobility is None:
        if len(step.mobility) < len(Mobility) or on_the_feet(step):
            found.add("nobody knows how this body moves")
    else:
        if profile.mobility not in step.mobility:
            found.add("written for other bodies")
        if profile.mobility in ("wheelchair", "mostly_in_bed") and on_the_feet(step):
            found.add("rule 5: does not stand")
    if "prone" in step.traits and profile.mobility == "mostly_in_bed" and flags["no_helper"] == "yes":
        found.add("nobody there to turn back with")
    if step.id in hurt and step.kind != "range_of_motion":
        found.add("rule 7: it hurt")
    return found


def in_reach(step: Step, profile: Profile) -> bool:
    chair = {"firm_chair"} if profile.mobility == "wheelchair" else set()
    return {thing.value for thing in step.equipment} <= {thing.value for thing in profile.equipment} | chair


def never_back_up(steps: Iterable[Step]) -> bool:
    """Standing, chair, bed: what can be done anywhere is done where one is."""
    downs = [Position.STANDING, Position.CHAIR, Position.BED]
    places = [downs.index(step.position) for step in steps if step.position is not Position.ANYWHERE]
    return places == sorted(places)


def lies(step: Step) -> bool:
    edge = Trait.BED_EDGE in step.traits
    return step.position in (Position.BED, Position.ANYWHERE) and not edge
