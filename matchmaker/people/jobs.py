"""Mail the links that were asked for, each in a transaction of its own."""

import structlog

from matchmaker.base.db import open_session, transaction
from matchmaker.people.commands.link_requests import answer_request
from matchmaker.people.queries.link_requests import waiting_requests

log = structlog.get_logger()


def answer_requests(*, url: str | None = None) -> None:
    """Queue a mail for each request whose address is known; any number of workers may run it at once.

    A request that fails keeps none behind it waiting, and is tried again the next time until it is too old.
    """
    with open_session(read_only=True, url=url) as session:
        waiting = waiting_requests(session)
    for request_id in waiting:
        try:
            with transaction(url) as session:
                answer_request(session, request_id)
        except Exception:
            log.exception("link_not_mailed", request=request_id)
