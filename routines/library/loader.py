"""Reads the step files into a Library, or says which file is wrong and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from routines.core.flags import Flag
from routines.core.step import (
    Bounds,
    Equipment,
    Helper,
    Kind,
    Lying,
    Mobility,
    Pattern,
    Position,
    Region,
    Sides,
    Step,
    Trait,
    When,
    Words,
)
from routines.core.topic import Topic
from routines.library import checks
from routines.library.document import Document, LibraryError, Table
from routines.library.meta import LANGUAGES, META, meta_of
from routines.library.topic import read_topic

SHIPPED = Path(__file__).parent
STEPS = SHIPPED / "steps"

_WORDS = frozenset({"title", "line", "how", "why", "picture", "stop", "mistakes", "what", "start", "end"})
_BREATH = frozenset({"in", "hold", "out", "rest"})
_KEYS = META | frozenset(
    {
        "kind", "when", "position", "regions", "mobility", "helper", "equipment", "sides",
        "seconds", "hold_s", "reps", "rep_s", "breath_s", "exertion", "skip_if", "caution_if",
        "traits", "figure", "lying", "order",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """Every step and every topic by its id, in the order of the ids."""

    steps: Mapping[str, Step]
    topics: Mapping[str, Topic] = field(default_factory=dict)


def load_library(folder: Path | None = None) -> Library:
    """Read `steps/*.toml` and `topics/*/*.toml` of the folder, the shipped one by default.

    A folder without `steps` holds the step files itself. The first fault raises LibraryError.
    """
    step_files, topic_files = _files(folder or SHIPPED)
    steps = {file.stem: _read_step(Document(file)) for file in step_files}
    topics: dict[str, Topic] = {}
    for file in topic_files:
        document = Document(file)
        if file.stem in steps or file.stem in topics:
            document.root.refuse("id", f"there is another entry called {file.stem}")
        topics[file.stem] = read_topic(document)
    return Library(MappingProxyType(steps), MappingProxyType(topics))


def faults(folder: Path | None = None) -> list[LibraryError]:
    """The first fault of every file that has one, for somebody who mends several at once."""
    found = []
    step_files, topic_files = _files(folder or SHIPPED)
    for read, files in ((_read_step, step_files), (read_topic, topic_files)):
        for file in files:
            try:
                read(Document(file))
            except LibraryError as error:
                found.append(error)
    return found


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    nested = folder / "steps"
    steps = sorted((nested if nested.is_dir() else folder).glob("*.toml"))
    if not steps:
        raise LibraryError(str(folder), None, "holds no step files")
    return steps, sorted((folder / "topics").glob("*/*.toml"), key=lambda file: file.stem)


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
        traits=root.choices("traits", Trait),
        figure=root.text("figure") if root.has("figure") else None,
        lying=root.choice("lying", Lying) if root.has("lying") else Lying.BACK,
        order=root.whole("order", least=1) if root.has("order") else 0,
        **meta_of(root),
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
        what=table.text("what"),
        start=table.text("start"),
        end=table.text("end"),
    )
