"""Entity matching of people: who is the human of a line? What a file cannot say, its reader is asked.

The address within an organisation decides. Where it is new but the name is not, or where the human is there for another
organisation, the line has a question with answers to choose from; nothing is merged or doubled without one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key, fold, name_key
from matchmaker.communities.queries import former_addresses, people_of
from matchmaker.imports.identity import Known
from matchmaker.imports.preview import AnswerChoice, RowMessage
from matchmaker.imports.rows import Row
from matchmaker.models import Event, Person, Registration

CORRECT, NAMESAKE = "correct", "namesake"
REPEATED, OTHER = "repeated", "other"
MOVED, BOTH = "moved", "both"
"""Answers; each belongs to one question, so that one that was kept never answers another."""
CORRECTED = (
    AnswerChoice(CORRECT, RowMessage(N_("The same person: the address is corrected"))),
    AnswerChoice(NAMESAKE, RowMessage(N_("Another person of the same name"))),
)
TWICE = (
    AnswerChoice(REPEATED, RowMessage(N_("The same person: this line is left out"))),
    AnswerChoice(OTHER, RowMessage(N_("Another person of the same name"))),
)
ELSEWHERE = (
    AnswerChoice(MOVED, RowMessage(N_("The same person, who now comes for this organisation instead"))),
    AnswerChoice(BOTH, RowMessage(N_("The same person, who comes for both"))),
)


@dataclass(frozen=True, slots=True)
class Human:
    """Who a line is about."""

    present: Person | None = None
    corrected: bool = False
    """The line has another address for `present`."""
    handed_over: Registration | None = None
    """As whom they take part until now, in another row of theirs; `present` is the row with the right address."""
    left: Registration | None = None
    """As whom they took part until now, for another organisation."""
    earlier: Row | None = None
    """The line above that is about the same human, under another address."""


class People:
    """The people of a community, those of the event among them, and those that the file has named so far."""

    def __init__(
        self, session: Session, event: Event, organisations: dict[int | None, Known], rows: Iterable[Row]
    ) -> None:
        self._by_address: dict[tuple[Known, str], Person] = {}
        self._by_name: dict[tuple[Known, str], list[Person]] = {}
        self._elsewhere: dict[tuple[str, str], list[tuple[Known, Person]]] = {}
        for person in session.exec(people_of(event.community_id)):
            organisation = organisations[person.organisation_id]
            self._by_address[organisation, person.email_key] = person
            self._by_name.setdefault((organisation, fold(person.name)), []).append(person)
            self._elsewhere.setdefault((person.email_key, fold(person.name)), []).append((organisation, person))
        self._today = {
            (organisations[kept.organisation_id], former): kept.email
            for kept, former in session.exec(former_addresses(event.community_id))
        }
        self.registrations = {
            row.person_id: row
            for row in session.exec(select(Registration).where(Registration.event_id == event.id)).all()
        }
        self._lines = {
            (name_key(row.values["organisation"]), email_key(row.values["email"]))
            for row in rows
            if "email" in row.values and "organisation" in row.values
        }
        self._named_on: dict[tuple[Known, str], Row] = {}

    def address_of_today(self, organisation: Known, address: str) -> str:
        """Return the address of the person of an organisation whose former one this is; itself for any other."""
        return self._today.get((organisation, email_key(address)), address)

    def find(self, row: Row, organisation: Known, values: dict[str, Any]) -> Human | None:
        """Return who is meant; None while the reader of the preview has not answered the line's question."""
        key, name = email_key(values["email"]), fold(f"{values['first_name']} {values['last_name']}")
        earlier = self._named_on.setdefault((organisation, name), row)
        present = self._by_address.get((organisation, key))
        if present is not None and present.id in self.registrations:
            return Human(present) if self._is_own(row, organisation, name, present) else None
        if earlier is not row and email_key(earlier.values["email"]) != key:
            return self._twice(row, earlier, present)
        if (namesake := self._namesake(organisation, name)) is not None:
            return self._corrected(row, organisation, namesake, present)
        for other, person in self._elsewhere.get((key, name), ()):
            registration = self.registrations.get(person.id or 0)
            if other is not organisation and registration is not None and not registration.withdrawn:
                return self._moved(row, registration, other, present)
        return Human(present)

    def _is_own(self, row: Row, organisation: Known, name: str, present: Person) -> bool:
        """Tell whether the address of a line is that of its person, and refuse the cell of one that is a colleague's.

        Two addresses that a file has exchanged would give two people the log-in, wishes and agenda of each other.
        """
        others = [
            person
            for person in self._by_name.get((organisation, name), ())
            if person.id in self.registrations and person is not present
        ]
        if not others or fold(present.name) == name:
            return True
        row.refuse_cell(
            "email",
            N_(
                "Column “%(column)s”: “%(value)s” is the address of %(other)s, and %(name)s is known with another one. "
                "Take that one, or leave the line out."
            ),
            [person.email for person in others],
            other=present.name,
            name=others[0].name,
        )
        return False

    def _namesake(self, organisation: Known, name: str) -> Person | None:
        """Return whom the organisation has at the event under a name, if it is one whose address the file has not."""
        spelled = name_key(organisation.get("name"))
        found = [
            person
            for person in self._by_name.get((organisation, name), ())
            if person.id in self.registrations and (spelled, person.email_key) not in self._lines
        ]
        return found[0] if len(found) == 1 else None

    def _twice(self, row: Row, earlier: Row, present: Person | None) -> Human | None:
        answer = row.ask(
            N_("Line %(line)d has a person of the same name and organisation, with another address. Who is this?"),
            TWICE,
            line=earlier.number,
        )
        return None if answer is None else Human(present, earlier=earlier if answer == REPEATED else None)

    def _corrected(self, row: Row, organisation: Known, person: Person, present: Person | None) -> Human | None:
        """Ask whether the line is about `person`; `present` has its address, and does not take part yet."""
        answer = row.ask(
            N_("%(name)s of “%(organisation)s” is known with another address. Who is this?"),
            CORRECTED,
            name=person.name,
            organisation=organisation.get("name"),
        )
        if answer != CORRECT:
            return None if answer is None else Human(present)
        if present is None:
            return Human(person, corrected=True)
        return Human(present, handed_over=self.registrations[person.id or 0])

    def _moved(self, row: Row, registration: Registration, other: Known, present: Person | None) -> Human | None:
        answer = row.ask(
            N_("This person takes part for “%(organisation)s” already. For whom do they come?"),
            ELSEWHERE,
            organisation=other.get("name"),
        )
        return None if answer is None else Human(present, left=registration if answer == MOVED else None)
