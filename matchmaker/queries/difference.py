"""What publishing a scenario would change, against the last release: by meeting and by person."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from matchmaker.models import Event, Scenario
from matchmaker.queries.agenda import Spot

LineKind = Literal["new", "back", "moved", "place", "people", "cancelled"]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A meeting (or a programme item) that differs."""

    kind: LineKind
    uid: str
    entry_kind: str
    """An `EntryKind` value."""
    title: str
    """Both organisations, or the item's title."""
    before: Spot | None
    after: Spot | None
    """`people` are those of both sides."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of a person's agenda before and after."""

    kind: LineKind
    title: str
    before: Spot | None
    after: Spot | None


@dataclass(frozen=True, slots=True)
class PersonDifference:
    """A person whose agenda changes, and who will be told."""

    registration_id: int
    name: str
    organisation: str
    language: str
    lines: tuple[PersonLine, ...]
    meetings_before: int
    meetings_after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What publishing would do."""

    scenario_id: int
    release: int
    """Number of the last release (0: nothing published); hand it to `publish` as `expected_release`."""
    release_kind: str | None
    """`ReleaseKind` of the last release."""
    lines: tuple[DifferenceLine, ...]
    """Meetings first, then programme items; by kind and time."""
    unchanged: int
    """Meetings that stay exactly as they are."""
    people: tuple[PersonDifference, ...]
    people_unchanged: int
    problems: tuple[str, ...]
    """Sentences saying why it cannot be published now; empty if it can."""

    def count(self, kind: LineKind, entry_kind: str = "meeting") -> int:
        return sum(line.kind == kind and line.entry_kind == entry_kind for line in self.lines)


def difference(session: Session, event: Event, scenario: Scenario, *, language: str) -> Difference:
    """Return what publishing `scenario` now would change, and whom it concerns."""
    raise NotImplementedError
