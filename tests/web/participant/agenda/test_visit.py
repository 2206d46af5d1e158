"""One meeting on a page of its own: what its reader needs on the way, and nobody else's meeting."""

from datetime import time

from matchmaker.models import ReleaseKind
from tests.builders.pages import text
from tests.builders.releases import meeting, release


def test_a_meeting_says_when_where_and_who(session, forum, enter):
    entry = meeting(session, forum, 1, time(9, 30))
    release(session, forum.ada, 1, ReleaseKind.FINAL, [entry])

    answer = enter(forum.ada).get(f"/e/{forum.event.slug}/agenda/meetings/{entry['uid']}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert all(said in text(answer) for said in ("09:30", "Where", "Who comes", "Something is wrong"))


def test_a_meeting_of_others_and_none_are_not_there(session, forum, enter):
    entry = meeting(session, forum, 1, time(9, 30))
    release(session, forum.ada, 1, ReleaseKind.FINAL, [entry])
    other = enter(forum.people[1])

    assert other.get(f"/e/{forum.event.slug}/agenda/meetings/{entry['uid']}").status_code == 404
    assert enter(forum.ada).get(f"/e/{forum.event.slug}/agenda/meetings/m-none").status_code == 404
