"""Reads the step files into a Library, or says which file is wrong and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from routines.core.flags import Flag
from routines.core.step import (
    Bounds,
    Equipment,
    Helper,
    Kind,
    Mobility,
    Pattern,
    Position,
    Region,
    Sides,
    Source,
    Step,
    When,
    Words,
)
from routines.library import checks
from routines.library.document import Document, LibraryError, Table

STEPS = Path(__file__).parent / "steps"
LANGUAGES = ("en", "es")

_WORDS = frozenset({"title", "line", "how", "why", "picture", "stop", "mistakes"})
_SOURCE = frozenset({"title", "url", "tier"})
_BREATH = frozenset({"in", "hold", "out", "rest"})
_KEYS = frozenset(
    {
        "id", "kind", "when", "position", "regions", "mobility", "helper", "equipment", "sides",
        "seconds", "hold_s", "reps", "rep_s", "breath_s", "exertion", "skip_if", "caution_if",
        "evidence", "no_source", "read", "review_by", "clinical_review", "sources", *LANGUAGES,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """Every step by its id, in the order of the ids."""

    steps: Mapping[str, Step]


def load_library(folder: Path | None = None) -> Library:
    """Read every `*.toml` of the folder, the shipped one by default. The first fault raises LibraryError."""
    folder = folder or STEPS
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise LibraryError(str(folder), None, "holds no step files")
    steps = (_read_step(Document(file)) for file in files)
    return Library(MappingProxyType({step.id: step for step in steps}))


def _read_step(document: Document) -> Step:
    root = document.root
    root.only(_KEYS)
    seconds, hold, reps = _amounts(root)
    step = Step(
        id=root.text("id"),
        kind=root.choice("kind", Kind),
        when=root.choice("when", When),
        position=root.choice("position", Position),
        regions=root.choices("regions", Region),
        mobility=root.choices("mobility", Mobility, least=1),
        helper=root.choice("helper", Helper),
        equipment=root.choices("equipment", Equipment),
        sides=root.choice("sides", Sides),
        seconds=seconds,
        hold=hold,
        reps=reps,
        rep_seconds=root.whole("rep_s", least=1) if root.has("rep_s") else 0,
        pattern=_pattern(root),
        exertion=_exertion(root),
        skip_if=root.choices("skip_if", Flag),
        caution_if=root.choices("caution_if", Flag),
        words=MappingProxyType({language: _words(root.table(language)) for language in LANGUAGES}),
        sources=tuple(_source(table) for table in root.tables("sources")),
        no_source=root.text("no_source") if root.has("no_source") else None,
        evidence=root.text("evidence"),
        read=root.day("read"),
        review_by=root.day("review_by"),
        clinical_review=root.text("clinical_review"),
    )
    checks.check(step, root)
    return step


def _amounts(root: Table) -> tuple[Bounds | None, Bounds | None, Bounds | None]:
    """Seconds, hold and repetitions: a step has the first, or the other two."""
    timed = root.has("seconds")
    moved = root.has("hold_s"), root.has("reps")
    if timed and any(moved):
        root.refuse("seconds", "give either seconds, or hold_s and reps, not both")
    if not timed and not all(moved):
        root.refuse("hold_s" if moved[0] else "reps", "give either seconds, or hold_s and reps together")
    if timed:
        return root.bounds("seconds", least=1), None, None
    return None, root.bounds("hold_s", least=0), root.bounds("reps", least=1)


def _pattern(root: Table) -> Pattern | None:
    if not root.has("breath_s"):
        return None
    breath = root.table("breath_s")
    breath.only(_BREATH)
    return Pattern(
        inhale=breath.whole("in", least=1),
        hold=breath.whole("hold", least=0),
        exhale=breath.whole("out", least=1),
        rest=breath.whole("rest", least=0),
    )


def _exertion(root: Table) -> bool:
    return root.flag("exertion") if root.has("exertion") else False


def _words(table: Table) -> Words:
    table.only(_WORDS)
    return Words(
        title=table.text("title"),
        line=table.text("line"),
        how=table.texts("how", least=1),
        why=table.text("why"),
        picture=table.text("picture"),
        stop=table.texts("stop"),
        mistakes=table.texts("mistakes"),
    )


def _source(table: Table) -> Source:
    table.only(_SOURCE)
    url = table.text("url") if table.has("url") else None
    if url is not None and not url.startswith(("https://", "http://")):
        table.refuse("url", "url must start with https:// or http://")
    tier = table.text("tier")
    if tier not in checks.TIERS:
        table.refuse("tier", f"tier must be one of {', '.join(checks.TIERS)}")
    return Source(title=table.text("title"), url=url, tier=tier)
