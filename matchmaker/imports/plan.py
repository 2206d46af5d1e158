"""The plan of an import: drafts of rows in layers, computed before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from matchmaker.base.i18n import N_
from matchmaker.imports.preview import LineOutcome, PreviewLine, RowChange, RowMessage
from matchmaker.imports.rows import Row, Rows
from matchmaker.imports.shown import shown
from matchmaker.models import Numbered

Table = TypeVar("Table", bound=Numbered)
HIDDEN = "•••"
"""Stands in a preview for a private value that the file does not hold."""


@dataclass(slots=True, eq=False)
class Draft(Generic[Table]):
    """A row of a table as it will be: the present one, if any, and the values that the file gives it."""

    table: type[Table]
    present: Table | None
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, "Draft[Any]"] = field(default_factory=dict)
    """Foreign keys of a new row to rows that may be new as well."""
    only_new: dict[str, Any] = field(default_factory=dict)
    """Values that a new row begins with and a present one keeps its own of."""
    made: Table | None = None
    """The new row, where it is made before it is written."""
    finish: Callable[[Table], None] | None = None
    """Completes what follows from the values (keys, search texts) once they are written."""

    def get(self, name: str) -> Any:
        """Return the value that the row will have, None if neither the file nor the present row says."""
        if name in self.values:
            return self.values[name]
        return self.only_new.get(name) if self.present is None else getattr(self.present, name)

    @property
    def id(self) -> int | None:
        return None if self.present is None else self.present.id

    @property
    def changed(self) -> dict[str, Any]:
        """The values that differ from those of the present row."""
        if self.present is None:
            return {}
        return {name: value for name, value in self.values.items() if getattr(self.present, name) != value}

    def make(self) -> None:
        """Make a new row that links to no other draft, for `put` to write: the longer half of the work."""
        if self.present is None and not self.links:
            self.made = self.table(**self.only_new, **self.values)

    def put(self, session: Session) -> None:
        """Write the row; what it links to must be written before."""
        if self.present is None:
            links = {name: draft.id for name, draft in self.links.items()}
            row = self.present = self.made or self.table(**self.only_new, **self.values, **links)
            session.add(row)
        elif self.changed:
            row = self.present
            for name, value in self.changed.items():
                setattr(row, name, value)
        else:
            return
        if self.finish is not None:
            self.finish(row)


@dataclass(slots=True)
class Plan:
    """The lines of a preview, and the drafts that applying would write, layer by layer."""

    lines: list[PreviewLine]
    layers: Sequence[Iterable[Draft[Any]]]
    notices: tuple[RowMessage, ...] = ()
    corrected: Sequence[tuple[Draft[Any], str]] = ()
    """Registrations (drafts) of people whose address is corrected, with the new one."""
    handed_over: Sequence[tuple[Any, Any]] = ()
    """Registrations, each with the person who has the right address."""
    left: Sequence[Any] = ()
    """Registrations of people who now come for another organisation."""
    vetoes: Sequence[tuple[int, int]] = ()
    """Who does not want to meet whom, by ids of delegations."""
    refusals: Sequence[tuple[int, int]] = ()
    """Who answers "no" to whom, or takes it back, by ids of delegations."""

    @property
    def errors(self) -> list[PreviewLine]:
        return [line for line in self.lines if line.outcome is LineOutcome.ERROR]

    def prepare(self) -> None:
        """Do what can be done before others have to wait for what is written."""
        for layer in self.layers:
            for draft in layer:
                draft.make()

    def write(self, session: Session) -> None:
        """Write all drafts; the caller sees to it that no line is in error, and commits."""
        for layer in self.layers:
            for draft in layer:
                draft.put(session)
            session.flush()


@dataclass(slots=True)
class Judgement:
    """A row and the drafts that it makes or changes; the first one decides whether the line is new."""

    row: Row
    name: str
    drafts: list[Draft[Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """Which header stands for which field, where they differ; empty for what follows from other fields."""
    words: dict[str, Mapping[Any, str]] = field(default_factory=dict)
    """How the values of a field are written in the file, where they are ids of rows."""
    private: frozenset[str] = frozenset()
    """Fields whose present value the preview does not show: another event may have brought it."""
    notices: list[RowMessage] = field(default_factory=list)
    entailed: list[RowChange] = field(default_factory=list)
    """Changes that commands make beside the drafts."""

    left_out: bool = False
    """Nothing is written: the drafts are those of a line above, or the line has no effect (decision 50)."""

    def line(self) -> PreviewLine:
        """Return the line of the preview, once all rows of the file have been read."""
        if self.row.messages or not self.drafts:
            row, messages = self.row, tuple(self.row.messages)
            return PreviewLine(
                row.number, self.name, LineOutcome.ERROR, (), messages, row.question, row.choices, cells=row.to_mend
            )
        changes = tuple(
            RowChange(column, self._before(name, draft.present), self._written(name, value))
            for draft in self.drafts
            for name, value in draft.changed.items()
            if (column := self.columns.get(name, name))
        ) + tuple(self.entailed)
        added = any(draft.present is None for draft in self.drafts[1:])
        if self.left_out:
            outcome, changes = LineOutcome.SAME, ()
        elif self.drafts[0].present is None:
            outcome = LineOutcome.NEW
        elif changes or added:
            outcome = LineOutcome.CHANGED
        else:
            outcome = LineOutcome.SAME
        row = self.row
        return PreviewLine(
            row.number,
            self.name,
            outcome,
            changes,
            tuple(self.notices),
            row.question,
            row.choices,
            row.answer,
            row.to_mend,
        )

    def _before(self, name: str, present: Any) -> str | date:
        old = self._written(name, getattr(present, name))
        return HIDDEN if old and name in self.private else old

    def _written(self, name: str, value: Any) -> str | date:
        return self.words[name].get(value, "") if name in self.words else shown(value, name)


def once(judgements: list[Judgement], rows: Rows) -> Plan:
    """Refuse a second line of the same name, and return the plan."""
    seen: dict[str, Judgement] = {}
    for judgement in judgements:
        first = seen.setdefault(judgement.name, judgement)
        if judgement.name and first is not judgement:
            judgement.row.refuse(
                N_("“%(name)s” is already on line %(line)d. Remove one of the two lines."),
                name=judgement.name,
                line=first.row.number,
            )
    drafts = [judgement.drafts for judgement in judgements]
    return Plan(
        [judgement.line() for judgement in judgements],
        ([own[0] for own in drafts if own], [draft for own in drafts for draft in own[1:]]),
        rows.notices,
    )
