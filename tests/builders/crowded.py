"""A published forum of any number of companies, for what must not grow with an event."""

from datetime import time

from sqlmodel import Session

from matchmaker.models import Answer, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories
from tests.builders.forum import Forum, Seat, make_forum


def make_published_forum(session: Session, others: int) -> Forum:
    """A published forum in which Nivelyo meets one of `others` companies, and wishes for three more."""
    forum = make_forum(session)
    ours = forum.join("Nivelyo", languages=["fr"])
    companies = [forum.join(f"Other {number}", languages=["fr"]) for number in range(others)]
    factories.make_programme_item(session, forum.venue, starts=time(12), ends=time(13))
    for rank, other in enumerate(companies[:4], start=1):
        forum.wish(ours, other, rank=rank)
    for other in companies[4:]:
        forum.wish(other, ours, answer=Answer.NONE)
        forum.wish(other, companies[0])
    scenario = forum.scenario(Seat(ours, companies[0], slot=0))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum
