"""What "Your evening is ready" shows."""

from dataclasses import dataclass

from routines import emergency, words
from routines.builder import actions, cards, sentences
from routines.core.event import Variant


@dataclass(frozen=True)
class StepView:
    title: str
    why: str
    minutes: int
    icon: str


@dataclass(frozen=True)
class LeftOutView:
    title: str
    reason: str


@dataclass(frozen=True)
class ContactView:
    name: str
    phone: str


@dataclass(frozen=True)
class RoutineView:
    minutes: int
    steps: list[StepView]
    left_out: list[LeftOutView]
    changed: list[str]
    thin: str | None
    blocked: cards.Card | None
    advice: cards.Card | None
    contact: ContactView | None
    emergency_number: str | None


def view_of(built: actions.Built, language: str) -> RoutineView:
    """The full variant of tonight's routine, step by step with its reason, in one language."""
    evening, known = built.tonights.evening, built.steps
    steps = [
        StepView(
            title=known[item.step].words[language].title,
            why=words.why(item.reason),
            minutes=max(1, round(item.dose.seconds / 60)),
            icon=known[item.step].kind.value,
        )
        for item in evening.variants[Variant.FULL]
    ]
    left_out = [
        LeftOutView(known[out.step].words[language].title, words.left_out(out.reason))
        for out in evening.left_out
    ]
    patient, country = built.patient, built.patient.account.country
    contact = (
        ContactView(patient.contact_name or "", patient.contact_phone) if patient.contact_phone else None
    )
    return RoutineView(
        minutes=-(-evening.seconds(Variant.FULL) // 60),
        steps=steps,
        left_out=left_out,
        changed=sentences.changed_lines(built, language),
        thin=sentences.thin(built),
        blocked=cards.blocked(built.cards, country),
        advice=next(iter(cards.advice(built.cards, country)), None),
        contact=contact,
        emergency_number=emergency.number(country),
    )
