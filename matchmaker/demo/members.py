"""Members of the demo: memberships, contacts, places on the map, and a public directory that is open."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.communities.queries import community_of
from matchmaker.models import (
    Category,
    Delegation,
    Event,
    MemberContact,
    MemberTag,
    Organisation,
    Person,
    TierPeriod,
    row_id,
)
from matchmaker.people.rules.company import follow_card
from matchmaker.people.rules.public_card import PublicField

TIERS = {"premium": "Premium", "basic": "Basic"}
"""By the category at the sample forum; its guests are no members."""
TAGS = ("founder", "cyber cell", "export", "board")


def enrol_members(session: Session, event: Event) -> None:
    """Make the organisations of the sample forum members, most of whom show their card."""
    community = community_of(session, event)
    community.directory_open, community.renewal_days = True, 30
    today = clock.now().date()
    rows = session.exec(
        select(Organisation, Category)
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(Delegation.event_id == event.id)
        .order_by(col(Organisation.id))
    ).all()
    for number, (organisation, category) in enumerate(rows):
        if tier := TIERS.get(category.code):
            _enrol(session, organisation, tier, number, today)
        organisation.is_public = number % 11 != 10
        organisation.public_fields = [field.value for field in PublicField]
        follow_card(organisation)
        session.add(organisation)
    session.flush()


def _enrol(session: Session, organisation: Organisation, tier: str, number: int, today: date) -> None:
    """Give a member its periods, a contact and perhaps a tag; some memberships end soon, a few have ended."""
    organisation_id = row_id(organisation)
    ends_on = today + timedelta(days=20 + number) if number % 9 == 4 else date(today.year, 12, 31)
    if number % 17 == 16:
        ends_on = today - timedelta(days=40)
    begins = date(today.year - 1 - number % 4, 1, 1)
    session.add(TierPeriod(organisation_id=organisation_id, tier=tier, starts_on=begins, ends_on=ends_on))
    if number % 5 == 0:
        session.add(MemberTag(organisation_id=organisation_id, tag=TAGS[number // 5 % len(TAGS)]))
    person = session.exec(
        select(Person).where(Person.organisation_id == organisation_id).order_by(col(Person.id))
    ).first()
    if person is not None and number % 6 != 5:
        session.add(
            MemberContact(
                organisation_id=organisation_id,
                name=person.name,
                email=person.email,
                email_key=person.email_key,
                function=person.job_title,
                language=person.language,
            )
        )
