"""Codes of the core -> sentences, in the language of the request."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from routines.core.flags import Flag
from routines.core.reason import Reason

# Lazy: a bundle gives a reason for each of many steps, and each needs one sentence only.
_SYMPTOM: dict[str, Any] = {
    "spasm": _l("spasms"),
    "cramp": _l("cramps"),
    "stiffness": _l("stiff legs"),
    "burning": _l("burning or tingling"),
    "restless": _l("restless, aching legs"),
}
_REGION: dict[str, Any] = {
    "calf": _l("the calf"),
    "foot": _l("the foot"),
    "thigh_front": _l("the front of the thigh"),
    "thigh_back": _l("the back of the thigh"),
    "inner_thigh": _l("the inner thigh"),
    "hip": _l("the hip"),
    "whole_leg": _l("the whole leg"),
}
_EQUIPMENT: dict[str, Any] = {
    "towel_or_strap": _l("a towel or strap"),
    "firm_chair": _l("a firm chair"),
    "wall": _l("a wall to lean on"),
    "sturdy_surface": _l("a worktop or rail to hold"),
    "soft_ball": _l("a soft ball"),
    "pillows": _l("spare pillows"),
    "warm_pack": _l("a warm pack"),
    "cold_pack": _l("a cold pack"),
    "fan": _l("a fan"),
    "bed_cradle": _l("a frame that keeps the covers off"),
    "adjustable_bed": _l("a bed that lifts its head or foot end"),
}
_BECAUSE: dict[Flag, Any] = {
    Flag.DVT_SIGNS: _l("You said that one leg is newly swollen, warm or red."),
    Flag.CHEST_PAIN_OR_BREATHLESS: _l("You said that you have chest pain or are short of breath."),
    Flag.FEVER_OR_INFECTION: _l("You said that you may have a fever or an infection."),
    Flag.NEW_UNEXPLAINED_WEAKNESS: _l("You said that a weakness is new."),
    Flag.DIZZY_TONIGHT: _l("You said that you are dizzy or close to fainting."),
    Flag.SPASM_MEDICINE_MISSED: _l("Something is different with your spasm medicine or your pump."),
    Flag.SUDDEN_WORSENING: _l("You said that your legs are suddenly much worse."),
    Flag.REDUCED_SENSATION: _l("You feel heat, cold or touch less there."),
    Flag.POOR_CIRCULATION: _l("The blood flow in your legs is poor."),
    Flag.PRESSURE_SORE: _l("You have a sore or broken skin."),
    Flag.TRANSDERMAL_PATCH: _l("You wear a medicine patch."),
    Flag.STRONG_EXTENSOR_SPASMS: _l("Your legs shoot out straight when you stretch or lie flat."),
    Flag.STRONG_FLEXOR_SPASMS: _l("Your legs suddenly pull up."),
    Flag.STRONG_ANKLE_CLONUS: _l("Your foot bounces when it is pushed up."),
    Flag.HIGH_FALL_RISK: _l("You fell lately, or standing at night is not safe for you."),
    Flag.CANNOT_LIE_FLAT: _l("Lying flat on your back does not suit you."),
    Flag.CANNOT_LIE_PRONE: _l("Lying on your front does not suit you."),
    Flag.RECENT_FRACTURE_OR_SURGERY: _l("A break or an operation is not long ago, or a joint must not move."),
    Flag.HIP_REPLACEMENT_PRECAUTIONS: _l("Your new hip must not bend or turn far."),
    Flag.KNEE_PROBLEM: _l("Your knee is new, or hurts when it bends fully."),
    Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE: _l("Your bones are thin, or one in your spine once broke."),
    Flag.ACUTE_BACK_PAIN_OR_SCIATICA: _l("You have strong or new back pain."),
    Flag.FIXED_CONTRACTURE: _l("A joint of yours no longer moves fully, or hurts at the end."),
    Flag.HEART_LUNG_CONDITION: _l("You named a heart or lung condition, fainting or pregnancy."),
    Flag.LATE_PREGNANCY: _l("You are in the last months of pregnancy."),
    Flag.ABDOMINAL_DEVICE: _l("You have a pump, tube, stoma or catheter in your belly."),
    Flag.PTSD_OR_PANIC: _l("Closing your eyes or watching your breath is hard for you."),
    Flag.NO_HELPER: _l("It needs a helper, and nobody is with you."),
    Flag.HEAT_SENSITIVE: _l("Heat makes your legs worse."),
    Flag.COLD_WORSENS: _l("Cold makes your legs worse."),
    Flag.SPASMS_LOGGED: _l("You named spasms, and tensing muscles may start one."),
}
_LEFT_OUT: dict[str, Any] = {
    "unanswered": _l("A safety question is still open."),
    "not_asked": _l("There is a new safety question to answer first."),
    "mobility_unanswered": _l("We do not know yet how you move."),
    "mobility": _l("It does not suit the way you move."),
    "hurt": _l("It hurt lately. It rests for some nights."),
    "off": _l("You switched it off."),
    "tired": _l("You are tired tonight. This one can wait."),
    "hot": _l("It is a hot evening, so nothing warm."),
    "gentle": _l("This is a gentle evening. This one can wait."),
    "no_time": _l("There is no time for it tonight."),
    "otherwise": _l("Other steps suit your answers better now."),
}


def symptom(code: str) -> str:
    return str(_SYMPTOM[code])


def region(code: str) -> str:
    return str(_REGION[code])


def equipment(code: str) -> str:
    return str(_EQUIPMENT[code])


def because(flag: Flag) -> str:
    """Why a flag rules a step out, said to the person whom it is true of."""
    return str(_BECAUSE[flag])


def left_out(reason: Reason) -> str:
    """Why a step is not in tonight's routine. A stored reason may be older than this code."""
    params = dict(reason.params)
    if reason.code == "flag" and params["flag"] in set(Flag):
        return because(Flag(params["flag"]))
    if reason.code == "equipment":
        return _("It needs %(thing)s.", thing=equipment(params["thing"]))
    return str(_LEFT_OUT.get(reason.code, _("One of your answers speaks against it.")))


_WHY: dict[str, Any] = {
    "calm": _l("Slow and easy, it may help you settle."),
    "habit": _l("A calm evening may make falling asleep easier."),
    "check": _l("A quick look now may spare you getting up later."),
    "toilet": _l("A full bladder can set spasms off, so this comes first."),
    "warm": _l("Warmth may loosen the legs a little."),
    "warm_eases": _l("You said that warmth eases your legs."),
    "cool": _l("Cool may quiet the legs a little."),
    "cool_eases": _l("You said that cool eases your legs."),
    "cool_room": _l("Heat makes your legs worse. A cool room may help."),
    "cool_instead": _l("Heat makes your legs worse, so this one is cool."),
    "hot_evening": _l("It is a hot evening. A cool room may help."),
    "rough": _l("Your legs are rough tonight. This one is gentle."),
    "own": _l("It is your own step."),
    "favourite": _l("You marked it as one that you like."),
    "chosen": _l("You chose it."),
}


def why(reason: Reason) -> str:
    """Why a step is in tonight's routine."""
    params = dict(reason.params)
    if reason.code == "suits":
        return _suits(params)
    if reason.code == "near":
        return _("It moves what is beside %(region)s.", region=region(params["region"]))
    if reason.code == "settle":
        if "symptom" in params:
            return _("You named %(symptom)s. Lying well may help.", symptom=symptom(params["symptom"]))
        return _("Lying well may help you rest.")
    return str(_WHY.get(reason.code, _("It suits your answers.")))


def _suits(params: dict[str, str]) -> str:
    stretch = params["kind"] == "stretch"
    if "symptom" not in params:
        return (
            _("A slow stretch may loosen the legs.") if stretch else _("Moving gently may loosen the legs.")
        )
    named = symptom(params["symptom"])
    if params["kind"] == "weight_bearing":
        return _("You named %(symptom)s. Standing with support may help.", symptom=named)
    if "region" not in params and stretch:
        return _("You named %(symptom)s. A slow stretch may help.", symptom=named)
    if "region" not in params:
        return _("You named %(symptom)s. Moving gently may help.", symptom=named)
    place = region(params["region"])
    if stretch:
        return _("You named %(symptom)s. A slow stretch may help %(region)s.", symptom=named, region=place)
    return _("You named %(symptom)s. Moving gently may help %(region)s.", symptom=named, region=place)


def emergency_number() -> str:
    """What stands where no number is known for certain."""
    return _("your local emergency number")
