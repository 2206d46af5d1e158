"""Duplicates on screen: found, compared, merged, taken back, told apart."""

from sqlmodel import select

from matchmaker.models import Merge, Organisation, Person
from tests.builders import factories as make
from tests.builders.pages import shown

BASE = "/c/grappe/duplicates"


def test_two_people_are_merged_with_the_address_that_was_chosen_and_taken_apart(administrator, session, community):
    company = make.make_organisation(session, "Nivelyo <i>", community)
    one = make.make_person(session, company, first_name="Ada", last_name="Byron", email="ada@one.example")
    other = make.make_person(session, company, first_name="Ada", last_name="Byron", email="ada@two.example")
    assert "1 pair looks like one." in administrator.get(BASE).text
    address = f"{BASE}/person/{one.id}/{other.id}"
    page = administrator.get(address)
    assert all(words in page.text for words in ("ada@two.example", "Nivelyo &lt;i&gt;", "30 days"))

    sent = {"shown": shown(page), "do": "merge", "email": str(other.id)}
    done = administrator.post(address, data=sent)
    again = administrator.post(address, data=sent)

    assert (done.status_code, again.status_code) == (303, 303)
    assert (one.email, other.merged_into_id) == ("ada@two.example", one.id)
    after = administrator.get(BASE).text
    assert ("Merged lately" in after, "Somebody has merged one of them meanwhile." in after) == (True, True)

    merge = session.exec(select(Merge)).one()
    undone = administrator.post(f"{BASE}/merges/{merge.id}/undo", follow_redirects=True)

    session.expire_all()
    assert "both are there again" in undone.text
    assert session.get_one(Person, other.id).merged_into_id is None
    twice = administrator.post(f"{BASE}/merges/{merge.id}/undo", follow_redirects=True)
    assert "This merge was undone already." in twice.text


def test_what_was_changed_meanwhile_is_shown_before_it_is_merged(administrator, session, community):
    one, other = (make.make_organisation(session, name, community) for name in ("Nivelyo", "Nivélyo SA"))
    address = f"{BASE}/organisation/{one.id}/{other.id}"
    page = administrator.get(address)
    other.website = "https://nivelyo.example"
    session.commit()

    stale = administrator.post(address, data={"shown": shown(page), "do": "merge"})

    assert (stale.status_code, "Here is the newer state" in stale.text) == (409, True)
    assert shown(stale) != shown(page)
    assert session.get_one(Organisation, other.id).merged_into_id is None


def test_two_that_are_not_the_same_are_remembered(administrator, session, community):
    one, other = (make.make_organisation(session, name, community) for name in ("Nivelyo", "Nivelyo SA"))

    assert administrator.post(f"{BASE}/organisation/{one.id}/{other.id}", data={"do": "x"}).status_code == 400
    said = administrator.post(f"{BASE}/organisation/{one.id}/{other.id}", data={"do": "apart"}, follow_redirects=True)

    assert "Remembered as two" in said.text
    assert "1 pair is remembered as two." in said.text
    assert "No duplicates" in said.text


def test_nonsense_in_the_address_finds_nothing(administrator, session, community):
    one = make.make_organisation(session, "Nivelyo", community)

    for path in (f"organisation/{one.id}/{10**30}", f"event/{one.id}/{one.id}", f"person/{one.id}/{one.id}"):
        assert administrator.get(f"{BASE}/{path}").status_code == 404, path
    merged = {"shown": "x", "name": "9" * 310, "do": "merge"}
    assert administrator.post(f"{BASE}/organisation/{one.id}/{one.id + 999}", data=merged).status_code == 404
    assert administrator.post(f"{BASE}/merges/{10**30}/undo").status_code == 404
