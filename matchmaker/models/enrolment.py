"""Registration by an open form: what the form of an event asks, and who has sent it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, checked


class RequestDigest(StrEnum):
    """How often organisers are told by mail of requests that wait for them."""

    NEVER = "never"
    HOURLY = "hourly"
    DAILY = "daily"


class RegistrationForm(SQLModel, table=True):
    """The open form of an event; without a row nobody registers by themselves."""

    __tablename__ = "registration_form"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    is_open: bool = Field(default=False)
    closes_at: datetime | None = Field(default=None, sa_type=Instant)
    capacity: int | None = None
    """Most people who take part in the event, however they were registered; none for no limit."""
    by_link_only: bool = Field(default=False)
    """Only who has a `RegistrationLink`, or is invited by a colleague, can send the form."""
    needs_approval: bool = Field(default=False)
    digest: RequestDigest = Field(default=RequestDigest.DAILY, sa_type=checked(RequestDigest))
    has_waiting_list: bool = Field(default=True)
    fields: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """By `AskedField`: `FieldUse`; what is not here is not asked."""
    introductions: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Text above the form, by language code."""


class RegistrationLink(SQLModel, table=True):
    """An address of the form for some people: it says in which category they take part, and whose members they are."""

    __tablename__ = "registration_link"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    key: str = Field(max_length=26, unique=True)
    """Names the link in its address, which is signed."""
    name: str = Field(max_length=120)
    """For the organisers."""
    category_id: int | None = Field(default=None, foreign_key="category.id", ondelete="SET NULL")
    """None: people choose among the categories of the form."""
    partner_id: int | None = Field(default=None, foreign_key="event_staff.id", ondelete="SET NULL")
    """The partner who brings the organisations that are new at the event by it."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class OfferedCategory(SQLModel, table=True):
    """A category that people may choose on the open form."""

    __tablename__ = "offered_category"

    category_id: int = Field(foreign_key="category.id", primary_key=True, ondelete="CASCADE")
    event_id: int = Field(foreign_key="event.id", index=True)
    capacity: int | None = None
    """Most people who take part in this category; none for no limit of its own."""


class QuestionKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    TICK = "tick"


class AnswerAudience(StrEnum):
    """Who sees the answers to a question beside the organisers, from nobody to everybody."""

    ORGANISERS = "organisers"
    """Nobody else: for example a diet."""
    MET = "met"
    """Those whom the person meets, once the meeting is confirmed, like their contact."""
    PARTICIPANTS = "participants"


class RegistrationQuestion(SQLModel, table=True):
    """A question of the organiser's own; retired, it is asked no longer and its answers stay."""

    __tablename__ = "registration_question"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    position: int = Field(default=0)
    kind: QuestionKind = Field(sa_type=checked(QuestionKind))
    labels: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The question, by language code."""
    options: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    """Of a choice, by language code: the same number in each language."""
    is_required: bool = Field(default=False)
    seen_by: AnswerAudience = Field(default=AnswerAudience.ORGANISERS, sa_type=checked(AnswerAudience))
    retired_at: datetime | None = Field(default=None, sa_type=Instant)

    def label(self, language: str) -> str:
        return self.labels.get(language) or next(iter(self.labels.values()), "")

    def choices(self, language: str) -> list[str]:
        return self.options.get(language) or next(iter(self.options.values()), [])


class RequestState(StrEnum):
    """How far a request to be registered has come."""

    SENT = "sent"
    """The form was sent; the link in the mail has not been used, so that nothing counts yet."""
    PENDING = "pending"
    """Waits for the approval of an organiser."""
    WAITING = "waiting"
    """On the waiting list."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    """Taken back by the person before it was decided."""


class RegistrationRequest(SQLModel, table=True):
    """What somebody has typed on the open form; organisation, person and registration are made when it is accepted."""

    __tablename__ = "registration_request"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    key: str = Field(max_length=26, unique=True)
    """Names the request in links, which are signed."""
    state: RequestState = Field(default=RequestState.SENT, sa_type=checked(RequestState))
    first_name: str = Field(max_length=100)
    last_name: str = Field(max_length=100)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, index=True)
    phone: str = Field(default="", max_length=40)
    job_title: str = Field(default="", max_length=120)
    language: str = Field(max_length=2)
    organisation: str = Field(max_length=200)
    country: str = Field(max_length=2)
    vat: str | None = Field(default=None, max_length=20)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", ondelete="SET NULL")
    """That of the colleague who has invited them; none: the one that was typed."""
    category_id: int | None = Field(default=None, foreign_key="category.id", ondelete="SET NULL")
    link_id: int | None = Field(default=None, foreign_key="registration_link.id", ondelete="SET NULL", index=True)
    """The link by which they came; None: the address for everybody."""
    terms: str = Field(max_length=40)
    """Version of the terms that were accepted."""
    colleagues: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """Who is to be invited once this one is registered, as `email` and `language`; then empty."""
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    """Until when the link in the mail confirms it."""
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    """On the waiting list: when an organiser approved it."""
    told_at: datetime | None = Field(default=None, sa_type=Instant)
    """When a mail told the organisers that it waits for them."""
    registration_id: int | None = Field(default=None, foreign_key="registration.id", ondelete="SET NULL", index=True)
    """Of an accepted one: the registration that its answers are about; none if it came from a former address."""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_approved(self) -> bool:
        """Whether an organiser has approved what waits for a place."""
        return self.state is RequestState.WAITING and self.decided_at is not None


class RegistrationAnswer(SQLModel, table=True):
    """The answer to one question."""

    __tablename__ = "registration_answer"
    __table_args__ = (UniqueConstraint("request_id", "question_id"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="registration_request.id", ondelete="CASCADE")
    question_id: int = Field(foreign_key="registration_question.id", index=True)
    value: str = Field(max_length=1000)
    """A text; the number of a choice, from 0; "yes" for a tick."""


class ColleagueInvitation(SQLModel, table=True):
    """A colleague whom somebody that takes part has invited by mail; the link leads to the form."""

    __tablename__ = "colleague_invitation"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    invited_by_id: int = Field(foreign_key="registration.id", ondelete="CASCADE", index=True)
    key: str = Field(max_length=26, unique=True)
    """Names the invitation in its link, which is signed."""
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, index=True)
    language: str = Field(max_length=2)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
