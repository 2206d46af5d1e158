"""Who wants whom: those who have withdrawn are marked, and can be left out."""

import pytest

from matchmaker.alerts.commands.withdrawal import withdraw
from matchmaker.base import clock
from matchmaker.scheduling.queries.who_wants_whom import Leaving, who_wants_whom
from tests.builders.forum import Forum, Seat


@pytest.mark.parametrize(
    ("leaving", "met", "of"), [(Leaving.EVERYBODY, 2, 3), (Leaving.NOT_GONE, 0, 0), (Leaving.GONE, 2, 3)]
)
def test_who_has_withdrawn_is_marked(forum: Forum, leaving: Leaving, met: int, of: int) -> None:
    """Beta's only person has withdrawn, Gamma as a whole."""
    alpha, beta, gamma = (forum.join(name) for name in ("Alpha", "Beta", "Gamma"))
    for one, other in ((alpha, beta), (beta, alpha), (alpha, gamma)):
        forum.wish(one, other)
    scenario = forum.scenario(Seat(alpha, beta, 0))
    withdraw(forum.session, forum.people["Beta"])
    gamma.withdrawn_at = clock.now()
    forum.session.flush()

    found = who_wants_whom(
        forum.session, forum.event, scenario, text="", leaving=leaving, row_page=1, column_page=1, language="en"
    )

    assert (found.found.met, found.found.of) == (met, of)
    marked = {side.name: side.gone for side in (*found.rows, *found.columns)}
    assert marked == ({} if leaving is Leaving.NOT_GONE else {"Alpha": False, "Beta": True, "Gamma": True})
