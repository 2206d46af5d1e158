"""What a participant's page costs: a bounded number of statements, the same at a small event and a large one."""

from tests.builders.crowded import make_published_forum

PAGES = (
    "/agenda",
    "/availability",
    "/calendar",
    "/card",
    "/colleagues",
    "/company",
    "/directory",
    "/directory?q=other+1&for_us=1&not_wished=1",
    "/directory/2",
    "/directory/2/veto",
    "/agenda/wrong",
    "/interest",
    "/next",
    "/presentations",
    "/seeks",
    "/sessions",
    "/welcome",
    "/wishes",
    "/withdraw",
)
MOST = 12
"""Statements of one page."""


def test_every_page_asks_few_questions_whatever_the_size_of_the_event(session, enter, statements):
    counts: dict[str, list[int]] = {page: [] for page in PAGES}
    for others in (6, 80):
        forum = make_published_forum(session, others)
        reader, slug = enter(forum.people["Nivelyo"]), forum.event.slug
        reader.get(f"/e/{slug}/agenda")
        shown = {page: page.replace("/2", f"/{forum.people['Other 1'].delegation_id}") for page in PAGES}
        for page in PAGES:
            statements.clear()
            answer = reader.get(f"/e/{slug}{shown[page]}")
            counts[page].append(len(statements))
            assert answer.status_code == 200, page

    assert {page: pair for page, pair in counts.items() if pair[0] != pair[1] or max(pair) > MOST} == {}
