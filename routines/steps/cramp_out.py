"""The steps for a cramp that is there now, as its page carries them: for everybody, and without a network."""

from dataclasses import dataclass

from flask_babel import get_locale

from routines.core.cramp import sequence
from routines.core.step import Region, Step, When
from routines.library import LANGUAGES, Library


@dataclass(frozen=True)
class CrampStep:
    """`anyone`: it may be done by somebody of whom nothing is known. `seconds`: how long at least."""

    id: str
    order: int
    kind: str
    regions: str
    seconds: int
    anyone: bool
    figure: str
    title: str
    line: str
    picture: str
    how: tuple[str, ...]


def cramp_steps(library: Library) -> list[CrampStep]:
    """In their order: the last but one is how to settle again, the last when to call."""
    language = str(get_locale())
    steps = [step for step in library.steps.values() if step.when is When.CRAMP]
    anyone = {step.id for step in sequence(steps, None, frozenset(Region))}
    found = [
        _told(step, step.id in anyone, language if language in LANGUAGES else LANGUAGES[0]) for step in steps
    ]
    return sorted(found, key=lambda one: (one.order, one.id))


def _told(step: Step, anyone: bool, language: str) -> CrampStep:
    said = step.words[language]
    return CrampStep(
        id=step.id,
        order=step.order,
        kind=step.kind.value,
        regions=" ".join(sorted(step.regions)),
        seconds=step.seconds.low if step.seconds else 0,
        anyone=anyone,
        figure=step.figure or "",
        title=said.title,
        line=said.line,
        picture=said.picture,
        how=tuple(said.how),
    )
