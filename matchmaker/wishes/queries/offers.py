"""What the others at an event offer."""

from collections import Counter

from sqlmodel import Session, col, select

from matchmaker.models import Category, Delegation, Organisation
from matchmaker.wishes.queries.exclusions import excluded


def count_offers(session: Session, delegation_id: int) -> Counter[str]:
    """Return, by the code of a need, how many other organisations that can be met offer it."""
    ours = session.get_one(Delegation, delegation_id)
    rows = session.exec(
        select(Organisation.offers)
        .join(Delegation, col(Delegation.organisation_id) == col(Organisation.id))
        .join(Category, col(Category.id) == col(Delegation.category_id))
        .where(
            Delegation.event_id == ours.event_id,
            Delegation.id != delegation_id,
            ~Delegation.withdrawn,
            col(Category.has_meetings).is_(True),
            ~excluded(ours.category_id, col(Category.id)),
        )
    )
    return Counter(code for offers in rows for code in offers)
