"""What a mutant is, and which tests should notice it."""

from dataclasses import dataclass

CORE = "routines/core"
BUILD = (
    "test_build",
    "test_build_choice",
    "test_care",
    "test_tonight",
    "test_evening",
    "test_evening_nights",
)
TESTS: dict[str, tuple[str, ...]] = {
    "safety.py": ("test_safety",),
    "profile.py": ("test_safety",),
    "tonight.py": ("test_tonight", "test_safety"),
    "cards.py": ("test_cards",),
    "own.py": ("test_own",),
    "edit.py": ("test_edit", "test_edit_rules"),
    "cramp.py": ("test_cramp",),
    "plans.py": ("test_plans",),
    "lately.py": ("test_lately",),
    "fit.py": ("test_fit",),
    "occurrence.py": ("test_occurrence",),
    "reminder.py": ("test_reminder",),
    "build/by_hand.py": ("test_by_hand",),
}


@dataclass(frozen=True)
class Mutant:
    """`old` stands exactly once in the file; `new` takes its place and breaks one rule."""

    name: str
    file: str
    old: str
    new: str

    @property
    def path(self) -> str:
        return f"{CORE}/{self.file}"

    @property
    def tests(self) -> tuple[str, ...]:
        return tuple(f"tests/core/{name}.py" for name in TESTS.get(self.file, BUILD))
