"""What is said of nights with something and nights without it. Nothing here may say or hint what comes from what:
people do a thing because the evening is bad, so how the evenings were always stands beside it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from routines.core.insight import say
from routines.core.insight.compare import Comparison, Evening
from routines.core.insight.measure import Measure
from routines.insight import wording

_EVENINGS: dict[say.Evenings, Any] = {
    say.Evenings.WORSE: _l(
        "It was on worse evenings: evening %(what)s about %(with_it)s against %(without)s."
    ),
    say.Evenings.BETTER: _l(
        "It was on better evenings: evening %(what)s about %(with_it)s against %(without)s."
    ),
    say.Evenings.ALIKE: _l(
        "The evenings were alike: evening %(what)s about %(with_it)s against %(without)s."
    ),
    say.Evenings.UNKNOWN: _l("How the evenings were was not told, and it may have been very different."),
}


def name(outcome: Measure) -> str:
    return str(wording.NAMES[outcome])


def too_few(pairs: Sequence[Evening]) -> str:
    did = sum(one.did for one in pairs)
    counted = _("Nights with it: %(did)s. Nights without it: %(other)s.", did=did, other=len(pairs) - did)
    return f"{counted} {_('That is too few to compare.')}"


def sentences(outcome: Measure, found: Comparison) -> list[str]:
    return [_means(outcome, found), _gap(outcome, found), evenings(outcome, found), no_cause()]


def no_cause() -> str:
    return _("These numbers cannot show what comes from what.")


def _means(outcome: Measure, found: Comparison) -> str:
    return _(
        "Nights with it: about %(with_it)s (%(did)s nights). Nights without it: about %(without)s (%(other)s nights).",
        with_it=wording.value(outcome, say.shown(found.mean_with)),
        did=found.nights_with,
        without=wording.value(outcome, say.shown(found.mean_without)),
        other=found.nights_without,
    )


def _gap(outcome: Measure, found: Comparison) -> str:
    reach = say.reach(found)
    if reach is None:
        room = _("How far it may be off, these nights do not say.")
    else:
        lowest, highest = (_signed(outcome, end) for end in reach)
        room = _(
            "With so few nights it may as well be anything from %(low)s to %(high)s.",
            low=lowest,
            high=highest,
        )
    between = say.gap(found)
    if between is say.Gap.NONE:
        gap = _("So there is no gap between them.")
    else:
        gap = _("So with it: %(gap)s.", gap=_signed(outcome, say.difference(found)))
    chance = [_("A gap this small often comes by chance.")] if between is say.Gap.CHANCE else []
    return " ".join([gap, room, *chance])


def _signed(outcome: Measure, number: float) -> str:
    """2.1 less; 40 min more; no gap. Neither is called good."""
    if number == 0:
        return _("no gap")
    size = wording.value(outcome, abs(number))
    return _("%(size)s more", size=size) if number > 0 else _("%(size)s less", size=size)


def evenings(outcome: Measure, found: Comparison) -> str:
    what = _("stiffness") if outcome is Measure.STIFFNESS else _("pain")
    sentence = str(_EVENINGS[say.evenings(found)])
    if found.before_with is None or found.before_without is None:
        return sentence
    return sentence % {
        "what": what,
        "with_it": wording.decimal(say.shown(found.before_with)),
        "without": wording.decimal(say.shown(found.before_without)),
    }
