"""Saved views of the list of people: filters, columns and order under a name, for oneself or for all organisers."""

from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.models import SavedView
from tests.builders import factories as make
from tests.builders.forum import Forum


def test_a_view_is_kept_with_its_columns_shared_and_removed_by_its_owner_alone(
    organiser: FlaskClient, base: str, session: Session, forum: Forum, as_organiser
):
    asked = "missing=times&columns=state&columns=email&sort=-name"
    saved = organiser.post(f"{base}/people/views?{asked}&x=y", data={"name": "Silent <i>", "shared": "yes"})

    view = session.exec(select(SavedView)).one()
    assert saved.status_code == 303
    assert view.asked == {"missing": ["times"], "columns": ["state", "email"], "sort": "-name"}
    page = organiser.get(saved.location).text
    assert ("Silent &lt;i&gt;" in page, 'aria-current="page">Silent' in page) == (True, True)
    heads = page.split("<thead>")[1].split("</thead>")[0]
    assert ("E-mail" in heads, "Wished for" in heads) == (True, False)

    as_organiser(organiser, make.make_staff(session, forum.event, name="Bruno", language="en"))
    assert "Silent &lt;i&gt;" in organiser.get(f"{base}/people").text
    assert "Remove “Silent" not in organiser.get(f"{base}/people").text
    for step in ("rename", "remove"):
        assert organiser.post(f"{base}/people/views/{view.id}/{step}", data={"name": "Mine"}).status_code == 404


def test_a_view_of_ones_own_is_renamed(organiser: FlaskClient, base: str, session: Session):
    for name in ("Mine", "Other"):
        organiser.post(f"{base}/people/views?q=a", data={"name": name})
    view = session.exec(select(SavedView).where(SavedView.name == "Mine")).one()

    for name, said in (("Other", "You have a view “Other” already."), (" ", "60 characters"), ("Silent", "Saved.")):
        sent = {"name": name, "shared": "yes"}
        assert said in organiser.post(f"{base}/people/views/{view.id}/rename", data=sent, follow_redirects=True).text
    assert (view.name, view.shared, view.asked) == ("Silent", True, {"q": "a"})


def test_the_same_name_replaces_ones_own_view_and_a_name_is_needed(organiser: FlaskClient, base: str, session: Session):
    for asked, name in (("q=a", "Mine"), ("q=b", " Mine "), ("q=c", " "), ("q=d", "x" * 61)):
        organiser.post(f"{base}/people/views?{asked}", data={"name": name})

    view = session.exec(select(SavedView)).one()
    assert (view.name, view.asked, view.shared) == ("Mine", {"q": "b"}, False)
    removed = organiser.post(f"{base}/people/views/{view.id}/remove", follow_redirects=True)
    assert ("Removed." in removed.text, session.exec(select(SavedView)).all()) == (True, [])
