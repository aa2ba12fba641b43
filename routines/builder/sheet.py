"""The evening as a sheet for the bedside: pictures, how much, and how; of tonight's rules, and it says of which day."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from routines.builder import actions
from routines.core.build import Item
from routines.core.event import Variant
from routines.core.step import Sides, Step
from routines.figures import FIGURES
from routines.figures.still import Still, stills


@dataclass(frozen=True)
class StepOnPaper:
    title: str
    amount: str
    how: Sequence[str]
    stop: Sequence[str]
    picture: str
    stills: Sequence[Still]
    photo: str | None


@dataclass(frozen=True)
class Sheet:
    """None of these steps is there by another day's rules: `made` says of which day they are."""

    minutes: int
    steps: Sequence[StepOnPaper]
    made: str


def sheet_of(built: actions.Built, variant: Variant, language: str) -> Sheet:
    evening = built.tonights.evening
    return Sheet(
        minutes=max(1, round(evening.seconds(variant) / 60)),
        steps=[_step(built, item, language) for item in evening.variants[variant]],
        made=str(format_date(built.night, "long")),
    )


def _step(built: actions.Built, item: Item, language: str) -> StepOnPaper:
    step = built.steps[item.step]
    said, photo = step.words[language], built.plans.photos.get(step.id)
    figure = FIGURES.get(step.figure) if step.figure else None
    return StepOnPaper(
        title=said.title,
        amount=_amount(item, step),
        how=said.how,
        stop=said.stop,
        picture=said.picture,
        stills=stills(figure) if figure else (),
        photo=f"/photos/{photo}" if photo in built.photos else None,
    )


def _amount(item: Item, step: Step) -> str:
    dose = item.dose
    parts = []
    if dose.reps and dose.reps > 1:
        parts.append(ngettext("%(num)s time", "%(num)s times", dose.reps))
    if dose.hold:
        parts.append(ngettext("hold for %(num)s second", "hold for %(num)s seconds", dose.hold))
    if step.sides is Sides.EACH:
        parts.append(_("on each side"))
    minutes = max(1, round(dose.seconds / 60))
    parts.append(ngettext("about %(num)s minute", "about %(num)s minutes", minutes))
    return ", ".join(parts)
