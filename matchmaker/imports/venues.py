"""Venue of a line: the one it names, else its present one, else the only one of the event."""

from sqlmodel import Session, select

from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.imports.closest import closest
from matchmaker.imports.rows import Row
from matchmaker.models import Event, Venue


class Venues:
    """The venues of an event by their folded names."""

    def __init__(self, session: Session, event: Event) -> None:
        rows = session.exec(select(Venue).where(Venue.event_id == event.id)).all()
        self._by_name = {fold(row.name): row for row in rows}
        self._by_id = {row.id: row for row in rows}

    @property
    def names(self) -> dict[int | None, str]:
        return {venue_id: venue.name for venue_id, venue in self._by_id.items()}

    @property
    def _spelled(self) -> list[str]:
        return [venue.name for venue in self._by_name.values()]

    def find(self, row: Row, present: int | None = None) -> Venue | None:
        """Return the venue of a line, whose present one may be known by its id; refuses the line if there is none."""
        if "venue" in row.values:
            return self.named(row, "venue")
        if present is not None:
            return self._by_id[present]
        if len(self._by_name) == 1:
            return next(iter(self._by_name.values()))
        if not row.refused("venue"):
            row.refuse_cell(
                "venue",
                N_("This line names no venue, and the event has several or none. Fill in the column “venue”."),
                closest("", self._spelled),
            )
        return None

    def spelled(self, row: Row, column: str) -> Venue | None:
        """Return the venue that a column names; None where there is none of that name."""
        return self._by_name.get(fold(row.values.get(column, "")))

    def named(self, row: Row, column: str) -> Venue | None:
        """Return the venue that a column names; refuses the line where there is none of that name."""
        if column not in row.values:
            return None
        found = self._by_name.get(fold(row.values[column]))
        if found is None:
            row.refuse_cell(
                column,
                N_("Column “%(column)s”: the venue “%(value)s” is unknown at this event. Write one of: %(accepted)s."),
                closest(row.values[column], self._spelled),
                accepted=", ".join(self._spelled) or "–",
            )
        return found
