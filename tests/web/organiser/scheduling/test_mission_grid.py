"""The grid and the draft of a mission on their pages: days and cities as links, groups of rows, visits and ways."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.scheduling.planning.tasks import make_task
from tests.builders import factories as make
from tests.builders.forum import make_forum
from tests.builders.mission import make_week
from tests.builders.pages import text


@pytest.fixture
def pages(client: FlaskClient, session: Session, as_organiser) -> tuple[str, str]:
    """Addresses of the grid and of the draft; Anne is logged in."""
    forum = make_forum(session)
    scenario = make_week(forum)
    scenario.problem = make_task(session, forum.event).problem_json
    anne = make.make_staff(session, forum.event, language="en")
    start_draft(session, forum.event, scenario.id, staff=anne)
    session.commit()
    as_organiser(client, anne)
    return f"/o/{forum.event.slug}/scenarios/{scenario.id}/grid", f"/o/{forum.event.slug}/draft"


def test_both_grids_show_one_day_in_one_city_with_its_visits_and_ways(client: FlaskClient, pages: tuple[str, str]):
    for page in pages:
        shown = client.get(page)
        said = text(shown)

        assert "Helsinki, Thursday 11 March" in said
        assert "Time in Helsinki" in said
        days = shown.text.split('aria-label="Days and cities"')[1].split("</nav>")[0]
        assert (days.count("<a "), days.count('aria-current="true"')) == (2, 1)
        assert "on the way 30 min" in said
        assert ("cell-visit" in shown.text, 'class="group"' in shown.text, "Lepa" in said) == (True, True, False)


def test_the_link_to_another_city_shows_its_day_and_its_people(client: FlaskClient, pages: tuple[str, str]):
    for page in pages:
        link = next(part for part in client.get(page).text.split('href="') if "Tallinn" in part).split('"')[0]

        said = text(client.get(link.replace("&amp;", "&")))

        assert "Tallinn, Friday 12 March" in said
        assert "Lepa" in said


def test_tables_stand_under_their_hotel_and_paper_shows_the_day_that_was_chosen(
    client: FlaskClient, pages: tuple[str, str]
):
    grid, draft = pages

    tables, paper = (text(client.get(f"{page}?by=tables")) for page in (grid, f"{draft}/print"))

    assert "Kaisla T1" in tables
    assert "no slot begins here then" in tables
    codes = paper.split()  # other tables are called T and a number, too
    assert ("T1" in codes, "T2" in codes) == (True, False)
