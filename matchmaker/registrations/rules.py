"""How far a registration has come, and the values of people and delegations that organisers edit."""

from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Self

from matchmaker.base.tokens import content_token
from matchmaker.models import Delegation, Person, Registration, Role


class RegistrationState(StrEnum):
    """How far a person has come; each includes those before it."""

    INVITED = "invited"
    AGREED = "agreed"
    READY = "ready"
    WITHDRAWN = "withdrawn"


def registration_state(*, withdrawn: bool, agreed: bool, card_done: bool) -> RegistrationState:
    """Return the state of a registration from the steps that are done."""
    if withdrawn:
        return RegistrationState.WITHDRAWN
    if not agreed:
        return RegistrationState.INVITED
    return RegistrationState.READY if card_done else RegistrationState.AGREED


class NotConcerned(StrEnum):
    """Why somebody who was ticked is not concerned by what is noted for several people."""

    WITHDRAWN = "withdrawn"
    THERE = "there"
    """To be taken back, and takes part."""
    ORGANISATION = "organisation"
    """To be taken back, and only the whole organisation has withdrawn."""


class ListColumn(StrEnum):
    """The columns that a reader chooses; name and organisation are always there."""

    CATEGORY = "category"
    STATE = "state"
    FREE = "free"
    WISHES = "wishes"
    RECEIVED = "received"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"


USUAL_COLUMNS = tuple(ListColumn)[:5]
"""Where none were chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """What organisers correct of a person; the address has a path of its own."""

    first_name: str
    last_name: str
    job_title: str
    phone: str
    language: str
    languages: tuple[str, ...]
    role: Role

    @classmethod
    def of(cls, person: Person, registration: Registration) -> Self:
        """Return the values as they stand."""
        return cls(
            first_name=person.first_name,
            last_name=person.last_name,
            job_title=person.job_title,
            phone=person.phone,
            language=person.language,
            languages=tuple(person.languages),
            role=registration.role,
        )

    @property
    def token(self) -> str:
        """Token of the values, for optimistic locking of their form."""
        return content_token(*astuple(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRecord:
    """The category of a delegation, and limits of its own; None where it has that of the category."""

    category_id: int
    wish_limit: int | None
    guarantee: int | None
    max_meetings: int | None
    max_received: int | None

    @classmethod
    def of(cls, delegation: Delegation) -> Self:
        """Return the values as they stand."""
        return cls(
            category_id=delegation.category_id,
            wish_limit=delegation.wish_limit,
            guarantee=delegation.guarantee,
            max_meetings=delegation.max_meetings,
            max_received=delegation.max_received,
        )

    @property
    def token(self) -> str:
        """Token of the values, for optimistic locking of their form."""
        return content_token(*astuple(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody who is added on screen; texts as they were typed."""

    organisation: str
    first_name: str
    last_name: str
    email: str
    category: str = ""
    """A code; empty for that of the organisation, if it takes part."""
    job_title: str = ""
    phone: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    role: str = ""
    agreed: bool = False
    organisation_id: str = ""
    vat: str = ""
