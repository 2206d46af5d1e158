"""Links that were asked for by an address: the request is noted, and answered in the background.

Noting costs the same for every address. Who it belongs to is looked up afterwards, so that how long a page takes does
not tell whether an address is known (decision 42).
"""

from sqlalchemy import delete
from sqlmodel import Session, col

from matchmaker.base import clock
from matchmaker.base.names import email_key
from matchmaker.models import CLIENT, Event, LinkKind, LinkRequest
from matchmaker.people.commands.login import LINK_VALID, link_with, mail_link
from matchmaker.people.commands.passwords import mail_reset


def request_link(
    session: Session, kind: LinkKind, email: str, *, event: Event | None = None, next_path: str = ""
) -> None:
    """Note that a link was asked for; `answer_request` mails it, if the address is known.

    `next_path` is where a log-in link leads: a local path that the caller has checked.
    """
    session.add(
        LinkRequest(
            kind=kind,
            email_key=email_key(email),
            event_id=event.id if event else None,
            next_path=next_path,
            client=session.info.get(CLIENT, ""),
        )
    )
    session.flush()


def request_another(session: Session, secret: str, *, next_path: str = "") -> None:
    """Note that another link was asked for with one that was used or has expired."""
    link = link_with(session, secret)
    if link is not None:
        event = session.get_one(Event, link.event_id) if link.event_id is not None else None
        request_link(session, LinkKind.LOG_IN, link.email_key, event=event, next_path=next_path)


def answer_request(session: Session, request_id: int) -> None:
    """Queue the mail that a request asks for and delete it; one that another worker has answered is no error.

    A request that is older than its link would live is deleted unanswered.
    """
    request = session.scalars(
        delete(LinkRequest).where(col(LinkRequest.id) == request_id).returning(LinkRequest)
    ).one_or_none()
    if request is None or request.at < clock.now() - LINK_VALID:
        return
    session.info[CLIENT] = request.client
    if request.kind is LinkKind.PASSWORD:
        mail_reset(session, request.email_key)
    else:
        event = session.get_one(Event, request.event_id) if request.event_id is not None else None
        mail_link(session, request.email_key, event=event, next_path=request.next_path)
