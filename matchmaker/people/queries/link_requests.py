"""Links that were asked for and not mailed yet."""

from sqlmodel import Session, col, select

from matchmaker.models import LinkRequest, row_id


def waiting_requests(session: Session) -> list[int]:
    """Return the ids of the requests for links, oldest first."""
    return [row_id(request) for request in session.exec(select(LinkRequest).order_by(col(LinkRequest.id)))]
