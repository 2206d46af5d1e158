"""The directory: whom a delegation can meet, what speaks for it, and what the delegation already said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session, col, or_, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.names import fold
from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Organisation,
    Registration,
    Wish,
    enrolled,
    row_id,
)
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.contacts import Contact, contacts_by_delegation
from matchmaker.wishes.queries.logos import logo_version
from matchmaker.wishes.queries.states import own_vetoes
from matchmaker.wishes.rules.suggestions import Match, Profile, match

PAGE = 24
"""Companies on one page."""


class Order(StrEnum):
    MATCH = "match"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader is looking for; empty values do not filter."""

    text: str = ""
    sector: str = ""
    category: str = ""
    country: str = ""
    for_us: bool = False
    """Only those who look for something that we offer."""
    not_wished: bool = False
    order: Order = Order.MATCH
    page: int = 1

    @property
    def any(self) -> bool:
        return bool(self.text or self.sector or self.category or self.country or self.for_us or self.not_wished)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Another delegation, seen by the reader's; never holds an address or a telephone number."""

    delegation_id: int
    organisation_id: int
    name: str
    category_code: str
    category: str
    card: CompanyCard
    logo: str
    """A text that changes with the logo; empty without one."""
    people: tuple[Contact, ...]
    match: Match
    wish_id: int | None
    rank: int | None
    """Of our wish for them."""
    wished_us: bool
    """They wish to meet us; always false where we have a veto."""
    answer: Answer
    """Ours to their wish."""
    vetoed: bool
    """By us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Values that lead to at least one company, with the names of categories."""

    sectors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One page of companies."""

    companies: tuple[Company, ...]
    found: int
    total: int
    """Without any filter."""
    page: int
    pages: int
    choices: Choices


@dataclass(slots=True)
class _Reader:
    """Our side: what we are, and what stands between us and the others, by delegation id."""

    profile: Profile
    language: str
    ours: dict[int, Wish] = field(default_factory=dict)
    theirs: dict[int, Wish] = field(default_factory=dict)
    vetoes: set[int] = field(default_factory=set)
    """Ours."""


def read_directory(session: Session, delegation_id: int, filters: Filters, language: str) -> Directory:
    """Return a page of the companies that can be met: those with meetings, not withdrawn, with somebody to meet."""
    companies = _companies(session, delegation_id, language)
    people = {company.delegation_id: fold(" ".join(person.name for person in company.people)) for company in companies}
    texts = _search_texts(session, delegation_id)
    words = fold(filters.text).split()
    found = [
        company
        for company in companies
        if _passes(company, filters)
        and all(word in f"{texts[company.delegation_id]} {people[company.delegation_id]}" for word in words)
    ]
    if filters.order is Order.MATCH:
        found.sort(key=lambda company: -company.match.points)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(filters.page, 1), pages)
    return Directory(
        companies=tuple(found[(page - 1) * PAGE : page * PAGE]),
        found=len(found),
        total=len(companies),
        page=page,
        pages=pages,
        choices=_choices(companies),
    )


def read_company(session: Session, delegation_id: int, other_id: int, language: str) -> Company:
    """Return one company that can be met, or that we vetoed; raises `NotFound` for any other."""
    for found in _companies(session, delegation_id, language, only=other_id):
        return found
    raise NotFound(N_("There is no such participant at this event."))


def read_suggestions(
    session: Session,
    delegation_id: int,
    language: str,
    *,
    met: Collection[int] = (),
    most: int = 3,
    fill: bool = False,
) -> tuple[Company, ...]:
    """Return the best matches of whom nothing was said yet, each with a reason; `met` are those in the schedule.

    With `fill`, companies without a reason make up the number, first those with a language in common.
    """
    fitting = [
        company
        for company in _companies(session, delegation_id, language)
        if (fill or (company.match.suggested and company.match.languages))
        and company.wish_id is None
        and company.answer is Answer.NONE
        and not company.vetoed
        and company.delegation_id not in met
    ]
    return tuple(sorted(fitting, key=_fit)[:most])


def _fit(company: Company) -> tuple[bool, int]:
    """Return the key of the order of suggestions: those with reasons first, then by points."""
    return not (company.match.suggested and company.match.languages), -company.match.points


def _passes(company: Company, filters: Filters) -> bool:
    return (
        (not filters.sector or filters.sector in company.card.sectors)
        and (not filters.category or filters.category == company.category_code)
        and (not filters.country or filters.country == company.card.country)
        and (not filters.for_us or bool(company.match.they_seek))
        and (not filters.not_wished or (company.wish_id is None and not company.vetoed))
    )


def _choices(companies: Iterable[Company]) -> Choices:
    companies = list(companies)
    return Choices(
        sectors=tuple(sorted({sector for company in companies for sector in company.card.sectors})),
        categories=tuple(dict.fromkeys((company.category_code, company.category) for company in companies)),
        countries=tuple(sorted({company.card.country for company in companies})),
    )


def _companies(session: Session, delegation_id: int, language: str, *, only: int | None = None) -> tuple[Company, ...]:
    ours = session.get_one(Delegation, delegation_id)
    contacts = contacts_by_delegation(session, ours.event_id)
    represented = _represented(session, ours.event_id)
    own = session.exec(select(Organisation).where(Organisation.id == ours.organisation_id)).one()
    reader = _reader(session, delegation_id, _profile(own, contacts.get(delegation_id, ())), language)
    statement = (
        select(Delegation, Organisation, Category)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            Delegation.event_id == ours.event_id,
            Delegation.id != delegation_id,
            ~Delegation.withdrawn,
            col(Category.has_meetings).is_(True),
        )
        .order_by(col(Organisation.name_key), col(Delegation.id))
    )
    if only is not None:
        statement = statement.where(Delegation.id == only)
    found = []
    for delegation, organisation, category in session.exec(statement).all():
        if delegation.id in represented:
            people = contacts.get(delegation.id, ())
            found.append(_company(reader, delegation, organisation, category, people))
    return tuple(found)


def _company(
    reader: _Reader, delegation: Delegation, organisation: Organisation, category: Category, people: tuple[Contact, ...]
) -> Company:
    other_id = row_id(delegation)
    wish = reader.ours.get(other_id)
    return Company(
        delegation_id=other_id,
        organisation_id=row_id(organisation),
        name=organisation.name,
        category_code=category.code,
        category=category.name(reader.language),
        card=CompanyCard.of(organisation),
        logo=logo_version(organisation),
        people=people,
        match=match(reader.profile, _profile(organisation, people)),
        wish_id=wish.id if wish else None,
        rank=wish.rank if wish else None,
        wished_us=other_id in reader.theirs and other_id not in reader.vetoes,
        answer=reader.theirs[other_id].answer if other_id in reader.theirs else Answer.NONE,
        vetoed=other_id in reader.vetoes,
    )


def _represented(session: Session, event_id: int) -> set[int]:
    """Return the delegations with somebody on the list who can be sent to meetings, agreed or not yet."""
    statement = select(Registration.delegation_id).where(
        Registration.event_id == event_id,
        Registration.meets,
        enrolled(),
    )
    return set(session.exec(statement).all())


def _profile(organisation: Organisation, people: Iterable[Contact]) -> Profile:
    spoken = [language for person in people for language in person.languages]
    return Profile.of(organisation.offers, organisation.seeks, spoken)


def _reader(session: Session, delegation_id: int, profile: Profile, language: str) -> _Reader:
    reader = _Reader(profile, language, vetoes=own_vetoes(session, delegation_id))
    wishes = select(Wish).where(or_(col(Wish.from_id) == delegation_id, col(Wish.to_id) == delegation_id))
    for wish in session.exec(wishes).all():
        if wish.from_id == delegation_id:
            reader.ours[wish.to_id] = wish
        else:
            reader.theirs[wish.from_id] = wish
    return reader


def _search_texts(session: Session, delegation_id: int) -> dict[int, str]:
    ours = session.get_one(Delegation, delegation_id)
    rows = session.exec(
        select(col(Delegation.id), col(Organisation.search_text))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(Delegation.event_id == ours.event_id)
    ).all()
    return {found: text for found, text in rows if found is not None}
