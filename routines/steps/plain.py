"""Codes of the library -> plain words, as they stand in lists and on chips."""

from flask_babel import gettext as _

from routines import words
from routines.core.flags import Flag
from routines.core.step import Kind, Step, When
from routines.core.topic import Category, Topic

GROUP_OF_KIND = {
    Kind.STRETCH: "moving",
    Kind.RANGE_OF_MOTION: "moving",
    Kind.ACTIVATION: "moving",
    Kind.WEIGHT_BEARING: "moving",
    Kind.MASSAGE: "moving",
    Kind.HEAT: "warm_cool",
    Kind.COLD: "warm_cool",
    Kind.BREATHING: "rest",
    Kind.RELAXATION: "rest",
    Kind.POSITIONING: "lying",
    Kind.HYGIENE: "habits",
}
GROUP_OF_CATEGORY = {
    Category.RED_FLAG: "red_flag",
    Category.TRIGGER: "trigger",
    Category.HYDRATION: "hydration",
    Category.MEASURE: "measure",
    Category.HEAT_COLD: "warm_cool",
    Category.POSITIONING: "lying",
    Category.SLEEP_HYGIENE: "habits",
    Category.COMFORT: "comfort",
    Category.DAYTIME: "daytime",
    Category.ASK_TEAM: "ask_team",
    Category.EVIDENCE: "evidence",
}


def group(entry: Step | Topic) -> str:
    """Under which heading of the page it stands: what is done and what is known about it stand together."""
    if isinstance(entry, Topic):
        return GROUP_OF_CATEGORY[entry.category]
    return "cramp" if entry.when is When.CRAMP else GROUP_OF_KIND[entry.kind]


def groups() -> list[dict[str, str]]:
    """In the order of the page. `part`: the heading under which a group stands."""
    named = {
        "evening": {
            "moving": _("Moving"),
            "warm_cool": _("Warm and cool"),
            "rest": _("Breathing and rest"),
            "lying": _("Lying well"),
            "habits": _("Evening habits"),
        },
        "trouble": {
            "cramp": _("When a cramp comes"),
            "trigger": _("What can set legs off"),
            "red_flag": _("When to get help"),
        },
        "know": {
            "hydration": _("Drinks and food"),
            "daytime": _("By day"),
            "comfort": _("More comfort"),
            "ask_team": _("Ask your team"),
            "measure": _("Measuring"),
            "evidence": _("What is known"),
        },
    }
    return [
        {"code": code, "word": word, "part": part}
        for part, words_of in named.items()
        for code, word in words_of.items()
    ]


def vocabulary() -> dict[str, dict[str, str]]:
    return {
        "kinds": _kinds(),
        "positions": {
            "bed": _("In bed"),
            "chair": _("On a chair"),
            "standing": _("Standing"),
            "anywhere": _("Anywhere"),
        },
        "regions": {
            "calf": _("Calf"),
            "foot": _("Foot"),
            "thigh_front": _("Front of the thigh"),
            "thigh_back": _("Back of the thigh"),
            "inner_thigh": _("Inner thigh"),
            "hip": _("Hip or buttock"),
            "whole_leg": _("The whole leg"),
        },
        "mobility": {
            "walks_unaided": _("without help"),
            "walks_with_aid": _("with a stick or frame"),
            "wheelchair": _("in a wheelchair"),
            "mostly_in_bed": _("mostly in bed"),
        },
        "helper": {
            "no": _("Nobody is needed."),
            "can": _("Somebody can help you, if you like."),
            "needed": _("Somebody has to help you with this."),
        },
        "urgencies": {
            "emergency": _("What to do now"),
            "same_day": _("What to do today"),
            "soon": _("What to do soon"),
        },
        **_certainty(),
    }


def _kinds() -> dict[str, str]:
    return {
        "hygiene": _("Evening habit"),
        "heat": _("Warmth"),
        "cold": _("Cool"),
        "stretch": _("Stretch"),
        "range_of_motion": _("Gentle movement"),
        "activation": _("Gentle muscle work"),
        "weight_bearing": _("Standing"),
        "massage": _("Touch"),
        "positioning": _("Way to lie"),
        "breathing": _("Breathing"),
        "relaxation": _("Coming to rest"),
    }


def _certainty() -> dict[str, dict[str, str]]:
    return {
        "evidence": {
            "fair": _("Studies with people like you are behind it, not many."),
            "weak": _("Small studies or guidance are behind it."),
            "very weak": _("Single cases or experience are behind it."),
            "none": _("No study was found."),
        },
        "grades": {
            "high": _("High: new studies would hardly change this."),
            "moderate": _("Moderate: new studies may change this."),
            "low": _("Low: new studies may well change this."),
            "very_low": _("Very low: nobody can be sure of it."),
            "none": _("It cannot be graded."),
        },
        "tiers": {
            "A": _("A guideline, hospital, charity, trial or review"),
            "B": _("Second-hand, with a good name"),
            "C": _("A news page, blog or forum: never for a number"),
        },
    }


def of_person(flag: Flag) -> str:
    """A flag as a line under "Not for you if": true of somebody who has not ticked it yet."""
    here = {
        Flag.DVT_SIGNS: _("One leg is newly swollen, warm, red or darker."),
        Flag.CHEST_PAIN_OR_BREATHLESS: _("Your chest hurts, or you are short of breath."),
        Flag.FEVER_OR_INFECTION: _("You have a fever, or maybe an infection."),
        Flag.NEW_UNEXPLAINED_WEAKNESS: _("A weakness is new."),
        Flag.SUDDEN_WORSENING: _("Your legs are suddenly much worse."),
        Flag.DIZZY_TONIGHT: _("You are dizzy, or close to fainting."),
        Flag.REDUCED_SENSATION: _("You feel heat, cold or touch less in your legs or feet."),
        Flag.HEART_LUNG_CONDITION: _("You have a heart or lung condition, you faint, or you are pregnant."),
        Flag.NO_HELPER: _("Nobody is there to help you."),
        Flag.SPASMS_LOGGED: _("Your legs have spasms: tensing muscles may start one."),
    }
    return here.get(flag) or words.because(flag)
