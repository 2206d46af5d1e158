"""The page of what can be printed: made by a click and downloaded; texts of the booklet; the sheet of an attaché."""

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import AttachePage, AuditEntry, BookletTexts, Leg, MadePaper, PaperKind, ReleaseKind, RunState
from matchmaker.programmes.jobs import make_paper
from matchmaker.prospects.queries.links import attache_link
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.factories import make_staff
from tests.builders.forum import make_forum
from tests.builders.mission import make_week
from tests.builders.pages import shown, text
from tests.builders.papers import whole


@pytest.fixture
def week(session):
    forum = make_forum(session)
    scenario = make_week(forum)
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


@pytest.fixture
def anne(client, session, week, as_organiser):
    return as_organiser(client, make_staff(session, week.event, name="Anne", language="en"))


def test_a_booklet_is_made_by_a_click_and_downloaded(anne, session, week):
    base = f"/o/{week.event.slug}/papers"

    answer = anne.post(base, data={"kind": "booklet", "language": "fr"}, follow_redirects=True)
    assert "Is being made." in text(answer)
    assert "HX-Refresh" not in anne.get(f"{base}/progress").headers
    paper = session.exec(select(MadePaper)).one()
    assert (paper.kind, paper.language, paper.state) == (PaperKind.BOOKLET, "fr", RunState.QUEUED)
    session.commit()
    make_paper(paper.id)
    session.expire_all()

    assert "Made from release 1" in text(anne.get(base))
    assert anne.get(f"{base}/progress").headers["HX-Refresh"] == "true"
    file = anne.get(f"{base}/{paper.id}.pdf")
    assert file.mimetype == "application/pdf"
    assert "Nivelyo" in whole(file.data)
    assert "download_paper" in session.exec(select(AuditEntry.verb)).all()


def test_what_is_older_than_the_release_says_so(anne, session, week):
    made = {"file_release": 0, "file_at": clock.now(), "state": RunState.DONE}
    session.add(MadePaper(event_id=week.event.id, kind=PaperKind.BOOKLET, language="fr", **made))
    session.flush()

    assert "older than what is published" in text(anne.get(f"/o/{week.event.slug}/papers"))


def test_sheets_are_downloaded(anne, week):
    base = f"/o/{week.event.slug}/papers"
    (city,) = [link for link in anne.get(base).text.split('"') if "/papers/cities/" in link][:1]

    assert "Satama" in whole(anne.get(city).data)
    assert "No transfer is published." in whole(anne.get(f"{base}/transfers.pdf").data)


def test_texts_are_shown_as_they_will_be_printed(anne, session, week):
    path = f"/o/{week.event.slug}/papers/texts?language=de"
    token = shown(anne.get(path))

    answer = anne.post(path, data={"shown": token, "practical": "# Strom\n- Typ <F>"}, follow_redirects=True)

    assert "<h3>Strom</h3>" in answer.text
    assert "<li>Typ &lt;F&gt;</li>" in answer.text
    assert session.get_one(BookletTexts, week.event.id).practical == {"de": "# Strom\n- Typ <F>"}


def test_texts_that_a_colleague_has_changed_meanwhile_are_shown_again_with_what_was_typed(anne, session, week):
    path = f"/o/{week.event.slug}/papers/texts?language=de"
    token = shown(anne.get(path))
    anne.post(path, data={"shown": token, "practical": "Eins"})

    answer = anne.post(path, data={"shown": token, "practical": "Zwei"})

    assert answer.status_code == 409
    assert "Zwei" in answer.text


def test_an_attache_prints_the_meetings_of_their_city_without_an_account(app, session, week):
    leg = session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    page = AttachePage(event_id=week.event.id, leg_id=leg.id, name="Pia", language="de")
    session.add(page)
    session.flush()
    path = f"/attache/{attache_link(page)}"

    answer = app.test_client().get(f"{path}/meetings.pdf")

    assert "Termine in Helsinki" in whole(answer.data)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"{path}/meetings.pdf" in app.test_client().get(path).text
