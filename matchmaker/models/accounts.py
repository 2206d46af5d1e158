"""Accounts: staff with passwords, participants with single-use links."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked, first_epoch


class Staff(SQLModel, table=True):
    """A person of the organising team, logging in with a password."""

    __tablename__ = "staff"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=120)
    language: str = Field(default="fr", max_length=2)
    password_hash: str = Field(max_length=200)
    totp_secret: str = Field(default="", max_length=300)
    """Of the second factor, encrypted; empty without one."""
    totp_step: int = Field(default=0)
    """The time step of the last code that was used: none is accepted twice."""
    active: bool = Field(default=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class StaffRole(StrEnum):
    ORGANISER = "organiser"
    HELPER = "helper"
    ATTACHE = "attache"
    PARTNER_ALL = "partner_all"
    PARTNER_OWN = "partner_own"
    PARTNER_FIGURES = "partner_figures"
    COMMITTEE = "committee"
    """Reads and marks proposed presentations, and sees nothing else."""


PARTNERS = frozenset({StaffRole.PARTNER_ALL, StaffRole.PARTNER_OWN, StaffRole.PARTNER_FIGURES})
"""The roles of a body that co-organises, by what it may read; it may bring organisations with each of them."""
SEEING_PARTNERS = PARTNERS - {StaffRole.PARTNER_FIGURES}
"""Those that read names: which organisations they bring is asked when they are invited."""


class EventStaff(SQLModel, table=True):
    """What a staff member may do at one event.

    The row is deleted when the role ends; its id is in feed addresses, so no other row may ever get it again.
    """

    __tablename__ = "event_staff"
    __table_args__ = (UniqueConstraint("event_id", "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    role: StaffRole = Field(default=StaffRole.ORGANISER, sa_type=checked(StaffRole))
    feed_epoch: int = Field(default_factory=first_epoch)
    """Raised to revoke the address of this person's feed of the event."""


class RecoveryCode(SQLModel, table=True):
    """A single-use code instead of one of the authenticator app; its label is kept, the rest as a hash."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("staff_id", "label"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    label: str = Field(max_length=4)
    code_hash: str = Field(max_length=200)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class LoginLink(SQLModel, table=True):
    """A single-use log-in link for an address; only the hash of its secret is kept."""

    __tablename__ = "login_link"

    id: int | None = Field(default=None, primary_key=True)
    email_key: str = Field(max_length=254, index=True)
    event_id: int | None = Field(default=None, foreign_key="event.id")
    secret_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class LinkKind(StrEnum):
    LOG_IN = "log_in"
    """Of a participant."""
    PASSWORD = "password"  # noqa: S105 -- for a new one
    """Of the staff."""


class LinkRequest(SQLModel, table=True):
    """A link that was asked for with an address, whether anybody is known by it or not, until it is mailed."""

    __tablename__ = "link_request"

    id: int | None = Field(default=None, primary_key=True)
    kind: LinkKind = Field(sa_type=checked(LinkKind))
    email_key: str
    event_id: int | None = Field(default=None, foreign_key="event.id")
    """The event at which a log-in link was asked for."""
    next_path: str = Field(default="")
    """Where a log-in link leads."""
    client: str = Field(default="", max_length=64)
    """What the audit trail keeps of the address of who asked."""
    at: datetime = Field(default_factory=clock.now, sa_type=Instant)


class LoginTry(SQLModel, table=True):
    """One try to log in or to get a link, counted by address and by client over all processes."""

    __tablename__ = "login_try"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=300, index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Instant, index=True)


class LoginMethod(StrEnum):
    """How somebody logged in."""

    LINK = "link"
    """A link in a mail."""
    PASSWORD = "password"  # noqa: S105 -- a way to log in
    CODE = "code"
    """The password, then a code of the authenticator app."""
    RECOVERY_CODE = "recovery_code"
    """The password, then a recovery code."""
    OLDER = "older"
    """Not known: all log-ins of a person from before there was this table are one row."""


class LoginSession(SQLModel, table=True):
    """A log-in on one device, of a person or of a member of the staff; only the hash of its key is kept.

    A row of nobody is a log-in that had ended before there was this table.
    """

    __tablename__ = "login_session"
    __table_args__ = (CheckConstraint("person_id IS NULL OR staff_id IS NULL", name="one_account"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", ondelete="CASCADE", index=True)
    key_hash: str = Field(max_length=64, unique=True)
    method: LoginMethod = Field(sa_type=checked(LoginMethod))
    browser: str = Field(default="", max_length=30)
    system: str = Field(default="", max_length=30)
    """Name of the browser and of the operating system, as the browser said; empty for unknown ones."""
    client: str = Field(default="", max_length=50)
    """The network that the log-in came from, shortened."""
    began_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    used_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    """The last request, to some minutes (`matchmaker/people/rules/sessions.py`)."""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
