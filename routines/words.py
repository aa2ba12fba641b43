"""Codes of the core -> sentences, in the language of the request."""

from flask_babel import gettext as _

from routines.core.flags import Flag
from routines.core.reason import Reason


def symptom(code: str) -> str:
    return {
        "spasm": _("spasms"),
        "cramp": _("cramps"),
        "stiffness": _("stiff legs"),
        "burning": _("burning or tingling"),
        "restless": _("restless, aching legs"),
    }[code]


def region(code: str) -> str:
    return {
        "calf": _("the calf"),
        "foot": _("the foot"),
        "thigh_front": _("the front of the thigh"),
        "thigh_back": _("the back of the thigh"),
        "inner_thigh": _("the inner thigh"),
        "hip": _("the hip"),
        "whole_leg": _("the whole leg"),
    }[code]


def equipment(code: str) -> str:
    return {
        "towel_or_strap": _("a towel or strap"),
        "firm_chair": _("a firm chair"),
        "wall": _("a wall or worktop"),
        "soft_ball": _("a soft ball"),
        "pillows": _("spare pillows"),
        "warm_pack": _("a warm pack"),
        "cold_pack": _("a cold pack"),
        "fan": _("a fan"),
    }[code]


def because(flag: Flag) -> str:
    """Why a flag rules a step out, said to the person who ticked it."""
    return {
        Flag.DVT_SIGNS: _("You said that one leg is newly swollen, warm or red."),
        Flag.CHEST_PAIN_OR_BREATHLESS: _("You said that you have chest pain or are short of breath."),
        Flag.FEVER_OR_INFECTION: _("You said that you may have a fever or an infection."),
        Flag.NEW_UNEXPLAINED_WEAKNESS: _("You said that a weakness is new."),
        Flag.REDUCED_SENSATION: _("You feel heat, cold or touch less there."),
        Flag.POOR_CIRCULATION: _("The blood flow in your legs is poor."),
        Flag.PRESSURE_SORE: _("You have a sore or broken skin."),
        Flag.HEART_LUNG_CONDITION: _("You have a heart or lung condition."),
        Flag.TRANSDERMAL_PATCH: _("You wear a medicine patch."),
        Flag.HIGH_FALL_RISK: _("You fell lately, or standing at night is not safe for you."),
        Flag.RECENT_FRACTURE_OR_SURGERY: _("You had a break or an operation in the last 12 weeks."),
        Flag.HIP_REPLACEMENT_PRECAUTIONS: _("Your new hip must not bend or turn far."),
        Flag.ACUTE_BACK_PAIN_OR_SCIATICA: _("You have strong or new back pain."),
        Flag.CANNOT_LIE_FLAT: _("You cannot lie flat on your back."),
        Flag.PTSD_OR_PANIC: _("Closing your eyes or watching your breath is hard for you."),
        Flag.LATE_PREGNANCY: _("You are in the last months of pregnancy."),
        Flag.NO_HELPER: _("It needs a helper, and nobody is with you."),
        Flag.HEAT_SENSITIVE: _("Heat makes your legs worse."),
        Flag.COLD_WORSENS: _("Cold makes your legs worse."),
    }.get(flag, _("One of your answers speaks against it."))


def left_out(reason: Reason) -> str:
    params = dict(reason.params)
    if reason.code == "flag":
        return because(Flag(params["flag"]))
    if reason.code == "equipment":
        return _("It needs %(thing)s.", thing=equipment(params["thing"]))
    if reason.code == "unanswered":
        return _("A safety question is still open.")
    if reason.code == "mobility_unanswered":
        return _("We do not know yet how you move.")
    if reason.code == "mobility":
        return _("It does not suit the way you move.")
    return _("We do not ask yet what could speak against it.")


def why(reason: Reason) -> str:
    """Why a step is in tonight's routine."""
    params = dict(reason.params)
    if reason.code == "suits":
        return _suits(params)
    simple = {
        "calm": _("Slow and easy, it may help you settle."),
        "habit": _("A calm evening may make falling asleep easier."),
        "warm": _("Warmth may loosen the legs a little."),
        "warm_eases": _("You said that warmth eases your legs."),
        "cool": _("Cool may quiet the legs a little."),
        "cool_eases": _("You said that cool eases your legs."),
        "cool_room": _("Heat makes your legs worse. A cool room may help."),
        "cool_instead": _("Heat makes your legs worse, so this one is cool."),
    }
    if reason.code in simple:
        return simple[reason.code]
    if "symptom" in params:
        return _("You named %(symptom)s. Lying well may help.", symptom=symptom(params["symptom"]))
    return _("Lying well may help you rest.")


def _suits(params: dict[str, str]) -> str:
    gentle = params["kind"] == "range_of_motion"
    if "symptom" not in params:
        return _("Moving gently may loosen the legs.")
    named = symptom(params["symptom"])
    if "region" not in params:
        return _("You named %(symptom)s. Moving gently may help.", symptom=named)
    place = region(params["region"])
    if gentle:
        return _("You named %(symptom)s. Moving gently may help %(region)s.", symptom=named, region=place)
    return _("You named %(symptom)s. A slow stretch may help %(region)s.", symptom=named, region=place)


def emergency_number() -> str:
    """What stands where no number is known for certain."""
    return _("your local emergency number")
