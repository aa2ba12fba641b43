"""Which safety flags the third screen asks about, and in which words."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice as Choice

from routines.core.flags import Flag
from routines.core.profile import Profile

Asked = tuple[Flag, Any]

NOW_FLAGS: Sequence[Asked] = (
    (Flag.DVT_SIGNS, _l("One leg newly swollen, warm, red, darker or throbbing")),
    (Flag.CHEST_PAIN_OR_BREATHLESS, _l("Chest pain, or short of breath")),
    (Flag.FEVER_OR_INFECTION, _l("A fever, feeling ill, or maybe an infection")),
    (Flag.NEW_UNEXPLAINED_WEAKNESS, _l("New weakness since yesterday")),
    (Flag.DIZZY_TONIGHT, _l("Dizzy, or close to fainting")),
    (
        Flag.SPASM_MEDICINE_MISSED,
        _l("I took my spasm medicine late, left it out or stopped it, or my pump beeps"),
    ),
    (Flag.SUDDEN_WORSENING, _l("My legs are suddenly much worse, and I do not know why")),
)

# All lists stand open: what is folded away would be answered with no and never read.
GROUPS: Sequence[tuple[Any, Sequence[Asked]]] = (
    (
        _l("Feeling, skin and blood flow"),
        (
            (Flag.REDUCED_SENSATION, _l("I feel heat, cold or touch less in my legs or feet")),
            (Flag.POOR_CIRCULATION, _l("Poor blood flow, Raynaud's, or cold blue or white feet")),
            (Flag.PRESSURE_SORE, _l("A pressure sore or broken skin")),
            (
                Flag.TRANSDERMAL_PATCH,
                _l("A patch on my skin: for pain, hormones, nicotine or another medicine"),
            ),
        ),
    ),
    (
        _l("How your legs jump"),
        (
            (Flag.STRONG_EXTENSOR_SPASMS, _l("My legs shoot out straight when I stretch or lie flat")),
            (Flag.STRONG_FLEXOR_SPASMS, _l("My legs suddenly pull up")),
            (Flag.STRONG_ANKLE_CLONUS, _l("My foot bounces when it is pushed up")),
        ),
    ),
    (
        _l("Standing and lying"),
        (
            (
                Flag.HIGH_FALL_RISK,
                _l("A fall in the last 3 months, dizzy when I stand up, or standing at night feels unsafe"),
            ),
            (
                Flag.CANNOT_LIE_FLAT,
                _l("I cannot lie flat on my back, or it brings heartburn or takes my breath"),
            ),
            (
                Flag.CANNOT_LIE_PRONE,
                _l("A neck or breathing problem, or I cannot turn onto my front and back again alone"),
            ),
        ),
    ),
    (
        _l("Bones, joints and back"),
        (
            (
                Flag.RECENT_FRACTURE_OR_SURGERY,
                _l(
                    "Leg, hip or back: broken, operated on or injected in the last 12 weeks, "
                    "or a doctor said not to move it"
                ),
            ),
            (
                Flag.HIP_REPLACEMENT_PRECAUTIONS,
                _l("A new hip that must not bend or turn far, or I am not sure"),
            ),
            (Flag.KNEE_PROBLEM, _l("A new knee, or a knee that hurts when it bends fully")),
            (
                Flag.OSTEOPOROSIS_OR_VERTEBRAL_FRACTURE,
                _l("Thin bones (osteoporosis, or from steroids), or a bone in my spine that once broke"),
            ),
            (
                Flag.ACUTE_BACK_PAIN_OR_SCIATICA,
                _l("New or strong back pain, or pain that shoots down the leg"),
            ),
            (
                Flag.FIXED_CONTRACTURE,
                _l("A joint that no longer moves fully, or hurts at the end of its movement"),
            ),
        ),
    ),
    (
        _l("Heart, breath and belly"),
        (
            (Flag.HEART_LUNG_CONDITION, _l("A heart or lung condition, fainting, or pregnancy")),
            (Flag.LATE_PREGNANCY, _l("The last three months of pregnancy")),
            (Flag.ABDOMINAL_DEVICE, _l("A pump, feeding tube, stoma or catheter in my belly")),
            (Flag.PTSD_OR_PANIC, _l("Closing my eyes or watching my breath is hard for me")),
        ),
    ),
)
LASTING_FLAGS: Sequence[Asked] = tuple(asked for _heading, group in GROUPS for asked in group)
ALL_FLAGS: Sequence[Flag] = tuple(flag for flag, _label in (*NOW_FLAGS, *LASTING_FLAGS))


def now_choices() -> list[Choice]:
    return _choices(NOW_FLAGS)


def lasting_choices() -> list[Choice]:
    return [choice for heading, group in GROUPS for choice in _choices(group, heading)]


def _choices(asked: Iterable[Asked], heading: Any = None) -> list[Choice]:
    return [Choice(flag.value, label, optgroup=heading) for flag, label in asked]


def not_yet_asked(profile: Profile) -> frozenset[Flag]:
    """What came after this person's answers. Nothing where the screen was never answered: then all is new."""
    return frozenset(ALL_FLAGS) - frozenset(profile.answers) if profile.answers else frozenset()
