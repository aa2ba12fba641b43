"""What every entry carries, step or topic: its sources, its dates, and how sure anybody can be."""

from typing import Any

from routines.core.step import Source
from routines.library.document import Table

LANGUAGES = ("en", "es")

NO_SOURCE = "clinical judgement, unreviewed"
"""Said in full on the entry. Alone: nobody was found who says so. Beside sources: part of it, mostly the
amount, rests on our own judgement."""

EVIDENCE = ("fair", "weak", "very weak", "none")
"""fair: a controlled trial in people with MS, or a good one on sleep. weak: small trials, other people, or
guidance. very weak: single cases, or experts' experience. none: no trial was found."""

GRADES = ("high", "moderate", "low", "very_low", "none")
"""How certain the evidence is, in the words of GRADE. none: there is nothing to grade."""

TIERS = ("A", "B", "C")
"""A: guideline, hospital, charity, trial or review. B: second-hand but reputable. C: blog, mirror, forum:
may describe a movement, never carry a number alone."""

META = frozenset(
    {
        "id", "evidence", "grade", "no_source", "read", "review_by", "clinical_review", "sources", *LANGUAGES,
    }
)  # fmt: skip

_SOURCE = frozenset({"title", "url", "tier"})
_REVIEWED = 3


def meta_of(root: Table) -> dict[str, Any]:
    """The fields that a Step and a Topic share, checked."""
    found = {
        "sources": tuple(_source(table) for table in root.tables("sources")),
        "no_source": root.text("no_source") if root.has("no_source") else None,
        "evidence": root.text("evidence"),
        "grade": root.text("grade"),
        "read": root.day("read"),
        "review_by": root.day("review_by"),
        "clinical_review": root.text("clinical_review"),
    }
    _check(found, root)
    return found


def _check(found: dict[str, Any], root: Table) -> None:
    if root.text("id") != root.document.stem:
        root.refuse("id", f"id is {root.text('id')!r}, but the file is called {root.document.name}")
    if found["review_by"] <= found["read"]:
        root.refuse("review_by", f"review_by must be after read ({found['read'].isoformat()})")
    if found["no_source"] not in (None, NO_SOURCE):
        root.refuse("no_source", f'no_source must say "{NO_SOURCE}"')
    if not found["sources"] and found["no_source"] is None:
        root.refuse(None, f'needs [[sources]], or no_source = "{NO_SOURCE}"')
    for key, known in (("evidence", EVIDENCE), ("grade", GRADES)):
        if found[key] not in known:
            root.refuse(key, f"{key} must be one of {', '.join(known)}")
    _check_review(found["clinical_review"], root)


def _check_review(review: str, root: Table) -> None:
    """Either nobody has reviewed it yet, or a name and a date say who did."""
    if review == "pending":
        return
    name, _, day = review.rpartition(",")
    parts = day.strip().split("-")
    if not name.strip() or len(parts) != _REVIEWED or not all(part.isdigit() for part in parts):
        root.refuse("clinical_review", 'clinical_review must be "pending" or "a name, 2026-11-21"')


def _source(table: Table) -> Source:
    table.only(_SOURCE)
    url = table.text("url") if table.has("url") else None
    if url is not None and not url.startswith(("https://", "http://")):
        table.refuse("url", "url must start with https:// or http://")
    tier = table.text("tier")
    if tier not in TIERS:
        table.refuse("tier", f"tier must be one of {', '.join(TIERS)}")
    return Source(title=table.text("title"), url=url, tier=tier)


def only_third_hand(sources: tuple[Source, ...]) -> str | None:
    """Why no number may stand here, or None where a source of tier A or B carries it."""
    if any(source.tier != "C" for source in sources):
        return None
    return "all its sources are tier C" if sources else "it has no source"


def refuse_numbers(root: Table, texts: dict[str, dict[str, str]], because: str) -> None:
    """`texts`: for each language what stands under each key."""
    for language, by_key in texts.items():
        for key, text in by_key.items():
            if any(char.isdigit() for char in text):
                root.table(language).refuse(key, f"{key} gives a number, but {because}")


def refuse_uneven(root: Table, lengths: dict[str, dict[str, int]]) -> None:
    """`lengths`: for each list its number of lines in each language; a translation drops none."""
    for key, by_language in lengths.items():
        if len(set(by_language.values())) > 1:
            told = ", ".join(f"{language} has {length}" for language, length in by_language.items())
            last = root.table(list(by_language)[-1])
            last.refuse(key, f"{key} must have as many lines in each language: {told}")
