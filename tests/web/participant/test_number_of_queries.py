"""What a participant's page costs: a bounded number of statements, the same at a small event and a large one."""

from datetime import time

import pytest
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event

from matchmaker.models import Answer, ReleaseKind
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders import factories
from tests.builders.forum import Seat, make_forum

PAGES = (
    "/agenda",
    "/availability",
    "/calendar",
    "/card",
    "/company",
    "/directory",
    "/directory?q=other+1&for_us=1&not_wished=1",
    "/directory/2",
    "/directory/2/veto",
    "/agenda/wrong",
    "/interest",
    "/next",
    "/seeks",
    "/welcome",
    "/wishes",
    "/withdraw",
)
MOST = 12
"""Statements of one page."""


def make_event(session, others: int):
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


@pytest.fixture
def statements():
    """The statements that are executed."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("SELECT"):
            found.append(statement)

    sqlalchemy_event.listen(Engine, "before_cursor_execute", note)
    yield found
    sqlalchemy_event.remove(Engine, "before_cursor_execute", note)


def test_every_page_asks_few_questions_whatever_the_size_of_the_event(session, enter, statements):
    counts: dict[str, list[int]] = {page: [] for page in PAGES}
    for others in (6, 80):
        forum = make_event(session, others)
        reader, slug = enter(forum.people["Nivelyo"]), forum.event.slug
        reader.get(f"/e/{slug}/agenda")
        shown = {page: page.replace("/2", f"/{forum.people['Other 1'].delegation_id}") for page in PAGES}
        for page in PAGES:
            statements.clear()
            answer = reader.get(f"/e/{slug}{shown[page]}")
            counts[page].append(len(statements))
            assert answer.status_code == 200, page

    assert {page: pair for page, pair in counts.items() if pair[0] != pair[1] or max(pair) > MOST} == {}
