"""Partners of an event by the words of files: their address, or their name."""

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold
from matchmaker.imports.closest import closest
from matchmaker.imports.rows import Row
from matchmaker.models import PARTNERS, Event, EventStaff, Staff, row_id


class Partners:
    """Who brings organisations to the event."""

    def __init__(self, session: Session, event: Event) -> None:
        rows = session.exec(
            select(EventStaff, Staff)
            .join(Staff, col(Staff.id) == col(EventStaff.staff_id))
            .where(EventStaff.event_id == event.id, col(EventStaff.role).in_(PARTNERS))
            .order_by(col(EventStaff.id).desc())
        ).all()
        self.names: dict[int | None, str] = {row_id(role): staff.name for role, staff in rows}
        self._by_name = {fold(staff.name): row_id(role) for role, staff in rows}
        self._by_address = {email_key(staff.email): row_id(role) for role, staff in rows}

    def find(self, row: Row) -> int | None:
        """Return the partner (`EventStaff.id`) that a line names; None for none, and for one that is refused."""
        said = str(row.values.get("partner") or "")
        if not said:
            return None
        found = self._by_address.get(email_key(said)) or self._by_name.get(fold(said))
        if found is None:
            names = sorted(name or "" for name in self.names.values())
            row.refuse_cell(
                "partner",
                N_(
                    "Column “%(column)s”: “%(value)s” is no partner of this event. Invite them on the page of the team "
                    "first, or write the name or the address of one of these: %(accepted)s."
                ),
                closest(said, names),
                accepted=", ".join(names) or "–",
            )
        return found
