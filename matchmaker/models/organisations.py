"""Organisations, their membership tiers over time, their people, and what a community notes of its members."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from matchmaker.base import clock
from matchmaker.models.base import Instant, empty_list


class Organisation(SQLModel, table=True):
    """A company or an institution, with the card that its people share."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("community_id", "external_id"), UniqueConstraint("id", "community_id"))

    id: int | None = Field(default=None, primary_key=True)
    community_id: int = Field(foreign_key="community.id", index=True)
    external_id: str | None = Field(default=None, max_length=80)
    vat: str | None = Field(default=None, max_length=20, index=True)
    name: str = Field(max_length=200)
    name_key: str = Field(max_length=200, index=True)
    """The name folded (accents, case, legal form) for identity on import."""
    country: str = Field(default="BE", max_length=2)
    website: str = Field(default="", max_length=300)
    description: str = Field(default="", max_length=2000)
    offers_text: str = Field(default="", max_length=1000)
    seeks_text: str = Field(default="", max_length=1000)
    sectors: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """Codes of the tag list, as are `offers` and `seeks`."""
    offers: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    seeks: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    has_logo: bool = Field(default=False)
    postcode: str = Field(default="", max_length=20)
    town: str = Field(default="", max_length=100)
    latitude: float | None = Field(default=None)
    """In degrees (WGS 84), as `longitude`: of the postcode, or set by hand; None where nobody knows it."""
    longitude: float | None = Field(default=None)
    placed_by_hand: bool = Field(default=False)
    """The position stays when the postcode changes."""
    is_public: bool = Field(default=False)
    """It stands in the public directory of its community."""
    public_fields: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """What of its card is shown there: members of `matchmaker.people.rules.public_card.PublicField`."""
    public_text: str = Field(default="")
    """Everything that the public directory searches of it, folded."""
    search_text: str = Field(default="")
    """Everything that the directories of its community and events search, folded."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    updated_by: str = Field(default="", max_length=201)
    """The name of the colleague who changed the card last; empty for an import."""
    merged_into_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    """The organisation that this one turned out to be: it stands for what is over, and appears in no list."""


class Logo(SQLModel, table=True):
    """An organisation's picture, apart from its row so that lists of organisations do not load it."""

    __tablename__ = "logo"

    organisation_id: int = Field(foreign_key="organisation.id", primary_key=True)
    data: bytes
    media_type: str = Field(max_length=40)


class TierPeriod(SQLModel, table=True):
    """The membership tier of an organisation for a span of days, both included."""

    __tablename__ = "tier_period"

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    tier: str = Field(max_length=40)
    """One of `Community.tiers`, by its name."""
    starts_on: date
    ends_on: date | None = None


class MemberTag(SQLModel, table=True):
    """A word that a community has for some of its members: "cyber cell", "founder"; members do not see it."""

    __tablename__ = "member_tag"
    __table_args__ = (UniqueConstraint("organisation_id", "tag"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    tag: str = Field(max_length=60, index=True)


class MemberContact(SQLModel, table=True):
    """Whom the community writes to about a membership; entered by its member managers, shown to them alone."""

    __tablename__ = "member_contact"
    __table_args__ = (UniqueConstraint("organisation_id", "email_key"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    name: str = Field(max_length=200)
    """Empty where a list says the address alone."""
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254)
    phone: str = Field(default="", max_length=40)
    function: str = Field(default="", max_length=120)
    language: str = Field(default="fr", max_length=2)

    @property
    def title(self) -> str:
        """The name, or the address of somebody whose name is not known."""
        return self.name or self.email


def full_name(first_name: str, last_name: str) -> str:
    """Return the name of a person as people write it."""
    return f"{first_name} {last_name}".strip()


class Person(SQLModel, table=True):
    """A human being with an e-mail address and languages, in an organisation."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("organisation_id", "email_key"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    first_name: str = Field(max_length=100)
    last_name: str = Field(max_length=100)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, index=True)
    """The address case-folded; two people of two organisations may share one."""
    phone: str = Field(default="", max_length=40)
    linkedin: str = Field(default="", max_length=300)
    """Address of a profile, as typed and checked."""
    job_title: str = Field(default="", max_length=120)
    language: str = Field(default="fr", max_length=2)
    """The language of screens and mails."""
    languages: list[str] = Field(default_factory=empty_list, sa_type=JSON)
    """The languages spoken in meetings (ISO 639-1)."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Instant)
    merged_into_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """The person that this one turned out to be, as of an organisation; its address is a former one of theirs."""

    @property
    def name(self) -> str:
        return full_name(self.first_name, self.last_name)

    @property
    def initials(self) -> str:
        """The first letters of both names."""
        return (self.first_name[:1] + self.last_name[:1]).upper()
