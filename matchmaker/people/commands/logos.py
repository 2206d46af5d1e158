"""The logo on the company card."""

from sqlmodel import Session

from matchmaker.models import Logo, Organisation, Registration, row_id
from matchmaker.people.commands.cards import locked_organisation, sign
from matchmaker.people.rules.pictures import redrawn


def save_logo(session: Session, registration: Registration, data: bytes) -> Organisation:
    """Keep a logo (PNG, JPEG, WebP or GIF; at most 1 MB), drawn anew by `pictures.redrawn`.

    Raises `InvalidInput` for other files, `Closed` once the event is archived, and `NotFound` for people who no longer
    take part.
    """
    data, media_type = redrawn(data)
    organisation = locked_organisation(session, registration)
    session.merge(Logo(organisation_id=row_id(organisation), data=data, media_type=media_type))
    organisation.has_logo = True
    sign(session, organisation, registration)
    session.flush()
    return organisation


def remove_logo(session: Session, registration: Registration) -> None:
    """Show no logo any more; raises `Closed` once the event is archived, `NotFound` for people who have withdrawn."""
    organisation = locked_organisation(session, registration)
    logo = session.get(Logo, organisation.id)
    if logo is not None:
        session.delete(logo)
    organisation.has_logo = False
    sign(session, organisation, registration)
    session.flush()
