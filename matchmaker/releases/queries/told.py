"""What publishing a schedule would tell people, against the last release: by meeting and by person."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from matchmaker.base.names import fold
from matchmaker.models import EntryKind, PairKey, ReleaseEntry, pair_of
from matchmaker.releases.queries.ground import Ground
from matchmaker.releases.queries.spots import Spot, by_line, side_of, spot_of, title_of, who_goes
from matchmaker.releases.rules.succession import Entry, Past, ProposedEntry, change_kind, copy_of
from matchmaker.scheduling.planning.facts import Facts

LineKind = Literal["new", "back", "moved", "place", "people", "cancelled"]
ORDER: tuple[LineKind, ...] = ("cancelled", "moved", "place", "people", "back", "new")


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A meeting (or a programme item) that differs."""

    kind: LineKind
    uid: str
    entry_kind: EntryKind
    """An `EntryKind` value."""
    title: str
    """Both organisations, or the item's title."""
    before: Spot | None
    after: Spot | None
    """`people` are those of both sides."""
    people: int
    """How many people's agendas it touches."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of a person's agenda before and after."""

    kind: LineKind
    title: str
    before: Spot | None
    after: Spot | None
    instead: str = ""
    """Who goes in the person's place to a meeting that takes place without them."""


@dataclass(frozen=True, slots=True)
class PersonDifference:
    """A person whose agenda changes."""

    registration_id: int
    name: str
    organisation: str
    language: str
    lines: tuple[PersonLine, ...]
    meetings_before: int
    meetings_after: int
    disturbed: bool
    """They lose, gain or move a meeting beyond what a change of the event forces."""
    unplaced: tuple[str, ...]
    """Of somebody who had no agenda before: the organisations that agree to meet theirs, and do not."""
    newcomer: bool = False
    """They had no agenda before."""
    kept_apart: bool = False
    """All that changes is that they lose meetings that a rule for particular people forbids."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A schedule that could be published."""

    lines: Sequence[ProposedEntry]
    """Of all agendas."""
    pairs: Collection[PairKey]
    """Those that it places."""
    disturbed: Collection[str]
    """Who is disturbed by it beside the schedule of the last release, as agents of the solver."""


@dataclass(frozen=True, slots=True)
class Told:
    """What publishing a schedule would tell people."""

    lines: tuple[DifferenceLine, ...]
    """Meetings first, then programme items; by kind and time."""
    people: tuple[PersonDifference, ...]
    """Those disturbed first, then by organisation and name."""
    disturbed: int | None
    """People who lose, gain or move a meeting beyond what a change of the event forces; None before any release."""

    def count(self, kind: LineKind, entry_kind: EntryKind = EntryKind.MEETING) -> int:
        """Return how many lines of a kind there are."""
        return sum(line.kind == kind and line.entry_kind == entry_kind for line in self.lines)

    @property
    def meetings_changed(self) -> int:
        """How many meetings are not as published."""
        return sum(line.entry_kind is EntryKind.MEETING for line in self.lines)

    @property
    def kept_apart(self) -> int:
        """How many people are not disturbed, and only lose meetings that a rule forbids."""
        return sum(person.kept_apart and not person.disturbed for person in self.people)

    @property
    def with_others(self) -> int:
        """How many meetings other people go to, whether they move as well or not."""
        return sum(
            line.before is not None and line.after is not None and set(line.before.people) != set(line.after.people)
            for line in self.lines
            if line.entry_kind is EntryKind.MEETING
        )


@dataclass(frozen=True, slots=True)
class _Step:
    """One person's copy of a line that differs."""

    kind: LineKind
    before: ReleaseEntry | None
    after: ProposedEntry | None

    @property
    def entry(self) -> Entry:
        found = self.after or self.before
        if found is None:
            raise ValueError("a step has a before or an after")
        return found


def told_by(ground: Ground, planned: Planned, language: str) -> Told:
    """Return what publishing a schedule would tell people."""
    facts, past = ground.facts, ground.past
    steps = _steps(planned.lines, past)
    known = {entry.registration_id for entry in past.entries.values() if entry.stands}
    disturbed, newcomers = None, {}
    if ground.release is not None:
        disturbed = planned.disturbed
        newcomers = _newcomers(facts, known, ground.found.eligible.keys() - planned.pairs)
    return Told(
        _lines(steps, planned.lines, past, language),
        _people(facts, steps, planned.lines, past, language, disturbed=disturbed or (), newcomers=newcomers),
        None if disturbed is None else len(disturbed),
    )


def _newcomers(facts: Facts, known: Collection[int], unplaced: Collection[PairKey]) -> dict[int, tuple[str, ...]]:
    """Return the registrations without an agenda so far, each with those whom they agree to meet and do not."""
    others: dict[int, list[str]] = {}
    for pair in unplaced:
        for side, other in (pair, pair[::-1]):
            others.setdefault(side, []).append(facts.name(other))
    return {
        number: tuple(sorted(others.get(registration.delegation_id, ())))
        for number, registration in facts.registrations.items()
        if number not in known
    }


def _steps(proposed: Sequence[ProposedEntry], past: Past) -> list[_Step]:
    after = {copy_of(entry): entry for entry in proposed}
    steps = []
    for copy in sorted(after.keys() | past.entries.keys()):
        before, new = past.entries.get(copy), after.get(copy)
        kind = change_kind(before, new, known=copy in past.created)
        if kind is not None:
            steps.append(_Step(kind, before, new))
    return steps


def _lines(
    steps: list[_Step], proposed: Sequence[ProposedEntry], past: Past, language: str
) -> tuple[DifferenceLine, ...]:
    """Return the steps by line: where only one of its people changes, a line has changed people and is not new."""
    touched = Counter(step.entry.uid for step in steps)
    before = by_line(entry for entry in past.entries.values() if _stands(entry))
    after = by_line(proposed)
    known = {uid for _, uid in past.created}
    lines = []
    for uid, people in touched.items():
        old, new = before.get(uid), after.get(uid)
        shown = new or old
        if shown is None:
            raise ValueError("a line that differs has a before or an after")
        lines.append(
            DifferenceLine(
                kind=change_kind(old, new, known=uid in known) or "people",
                uid=uid,
                entry_kind=shown.kind,
                title=_both(shown, language),
                before=spot_of(old, both_sides=True) if old else None,
                after=spot_of(new, both_sides=True) if new else None,
                people=people,
            )
        )
    return tuple(sorted(lines, key=_in_order))


def _stands(entry: Entry | None) -> bool:
    return entry is not None and entry.stands


def _in_order(line: DifferenceLine) -> tuple[Any, ...]:
    when = line.after or line.before
    moment = (when.day, when.starts) if when else ()
    return line.entry_kind != EntryKind.MEETING, ORDER.index(line.kind), moment, line.title


def _both(entry: Entry, language: str) -> str:
    if entry.kind is not EntryKind.MEETING:
        return title_of(entry, language)
    names = sorted([entry.details["own"]["organisation"], entry.details["other"]["organisation"]])
    return " – ".join(names)


def _people(
    facts: Facts,
    steps: list[_Step],
    proposed: Sequence[ProposedEntry],
    past: Past,
    language: str,
    *,
    disturbed: Collection[str],
    newcomers: Mapping[int, tuple[str, ...]],
) -> tuple[PersonDifference, ...]:
    by_person: dict[int, list[_Step]] = {}
    for step in steps:
        by_person.setdefault(step.entry.registration_id, []).append(step)
    before = _meetings_by_person(past.entries.values())
    after = _meetings_by_person(proposed)
    goes = who_goes(proposed)
    found = [
        PersonDifference(
            registration_id=registration_id,
            name=facts.persons[registration_id].name,
            organisation=facts.name(facts.registrations[registration_id].delegation_id),
            language=facts.persons[registration_id].language,
            lines=tuple(
                PersonLine(
                    kind=step.kind,
                    title=title_of(step.entry, language),
                    before=spot_of(step.before) if step.before else None,
                    after=spot_of(step.after) if step.after else None,
                    instead="" if step.after or step.before is None else goes.get(side_of(step.before), ""),
                )
                for step in sorted(own, key=lambda step: step.entry.starts_at)
            ),
            meetings_before=before[registration_id],
            meetings_after=after[registration_id],
            disturbed=facts.humans.agent(registration_id) in disturbed,
            unplaced=newcomers.get(registration_id, ()),
            newcomer=registration_id in newcomers,
            kept_apart=all(step.after is None and _sides(step.entry) in facts.rules.forbidden for step in own),
        )
        for registration_id, own in by_person.items()
    ]
    return tuple(sorted(found, key=lambda person: (not person.disturbed, fold(person.organisation), fold(person.name))))


def _sides(entry: Entry) -> PairKey | None:
    """Return the pair that meets; None for what is no meeting."""
    if entry.kind is not EntryKind.MEETING:
        return None
    return pair_of(*(entry.details[side]["delegation_id"] for side in ("own", "other")))


def _meetings_by_person(entries: Iterable[Entry]) -> Counter[int]:
    return Counter(entry.registration_id for entry in entries if entry.kind is EntryKind.MEETING and _stands(entry))
