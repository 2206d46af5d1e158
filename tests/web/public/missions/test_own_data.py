"""A counterpart removes its data on its page: asked first, then the page is closed."""

import pytest

from matchmaker.models import ProspectStage
from tests.builders.pages import text
from tests.builders.receiving import let_agree

ASKED = {
    "fr": "Supprimer mes données",
    "en": "Remove my data?",
    "nl": "Mijn gegevens wissen?",
    "de": "Meine Daten löschen?",
}


@pytest.mark.parametrize("language", ASKED)
def test_it_asks_first_in_the_language_of_the_reader_and_changes_nothing(client, session, mission, address, language):
    mission.counterpart.language = language
    session.commit()

    page = text(client.get(f"{address}/remove"))

    session.refresh(mission.counterpart)
    assert ASKED[language] in page
    assert (mission.counterpart.email, f"{address}/remove" in client.get(address).text) == ("aino@satama.example", True)


def test_after_that_the_page_is_closed(client, session, mission, address):
    done = client.post(f"{address}/remove")

    session.expire_all()
    assert (done.status_code, done.location, client.get(address).status_code) == (303, "/", 410)
    assert (mission.counterpart.contact, mission.counterpart.email) == ("", "")
    assert {one.stage for one in mission.prospects.values()} == {ProspectStage.DECLINED}
    assert client.post(f"{address}/remove").status_code == 410


def test_who_takes_part_reads_that_the_organisers_are_asked_for_the_rest(client, session, mission, address):
    before = text(client.get(f"{address}/remove"))
    let_agree(mission)
    session.commit()

    after = text(client.get(f"{address}/remove"))

    assert ("You take part already" in before, "You take part already" in after) == (False, True)
