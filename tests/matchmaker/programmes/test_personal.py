"""The programme of one person on paper: what it says, in whose clocks, and what it keeps to itself."""

import pytest
from sqlmodel import select

from matchmaker.base.config import get_config
from matchmaker.models import AttachePage, Leg, Organisation, Person, ReleaseKind, Veto
from matchmaker.programmes.queries.personal import people_with_programme, read_programme, read_programmes
from matchmaker.programmes.typesetting import set_paper
from matchmaker.programmes.words.frame import qr_picture
from matchmaker.programmes.words.personal import personal_paper
from matchmaker.publishing.commands.publishing import publish_scenario
from tests.builders.counted import counted
from tests.builders.mission import make_night_of_the_clocks
from tests.builders.papers import catalogue, pages, whole


def programme(forum, name="Nivelyo", language="fr"):
    return read_programme(forum.session, forum.event, forum.people[name], language)


def printed(forum, name="Nivelyo", language="fr"):
    return set_paper(personal_paper([programme(forum, name, language)], language))


def person(forum, name):
    return forum.session.get_one(Person, forum.people[name].person_id)


def organisation(forum, name):
    return forum.session.exec(select(Organisation).where(Organisation.name == name)).one()


def test_days_are_in_the_clocks_of_their_city_and_the_change_is_named(week):
    first, *_ = pages(printed(week))

    assert "Jeudi 11 mars, Helsinki" in first or "de Helsinki à Zaventem" in first
    assert "heure locale (Helsinki, puis Bruxelles)" in first
    assert "Vol de retour En avion rendez-vous à 16 h 15 arrivée à Zaventem" in first
    assert "arrivée à Zaventem à 19 h 50 (heure locale, Bruxelles)" in first
    assert "Reculez votre montre de 1 h : dès maintenant, heure locale (Bruxelles)." in first
    assert "10 h 30 Trajet, 30 min : de Kaisla à Satama (estimation)" in first


def test_an_arrival_on_the_next_day_says_so_and_a_watch_is_put_right_for_the_clocks_too(forum):
    scenario = make_night_of_the_clocks(forum)
    publish_scenario(forum.session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)

    text = whole(printed(forum))

    assert "arrivée à Bruxelles à 03 h 10 le lendemain (heure locale, Bruxelles)" in text
    assert "Avancez votre montre de 2 h : dès maintenant, heure locale (Bruxelles)." in text
    assert "Avancez votre montre de 1 h : dès maintenant, heure locale (Helsinki)." in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Whom you meet"), ("nl", "Wie u ontmoet"), ("de", "Wen Sie treffen"), ("fr", "Qui vous rencontrez")],
)
def test_it_is_tagged_and_in_the_language_of_its_reader(week, language, words):
    pdf = printed(week, language=language)
    found = catalogue(pdf)

    assert words in whole(pdf)
    assert found["language"] == ("en-GB" if language == "en" else f"{language}-BE")
    assert (found["tagged"], found["ua"]) == (True, True)
    assert person(week, "Nivelyo").name in found["title"]


def test_release_and_day_of_printing_stand_at_the_foot_of_each_page(week):
    assert all("Publication n° 1. Imprimé le" in page for page in pages(printed(week)))


def test_contact_details_are_those_that_were_ticked_by_who_is_met(week):
    met, silent = person(week, "Revontuli"), person(week, "Satama")
    met.phone, met.email, silent.phone, silent.email = "+358 1", "heli@revontuli.example", "+358 2", "s@satama.example"
    week.people["Revontuli"].share_phone = True
    week.session.flush()

    text = whole(printed(week))

    assert [one in text for one in ("+358 1", "heli@revontuli.example", "+358 2", "s@satama.example")] == [
        *(True, False, False, False)
    ]


def test_a_veto_and_its_other_side_stand_nowhere(week):
    ours, lepa = (week.people[name].delegation_id for name in ("Nivelyo", "Lepa"))
    week.session.add(Veto(event_id=week.event.id, from_id=ours, against_id=lepa))
    week.session.flush()

    assert "Lepa" not in whole(printed(week))


def test_who_helps_in_a_city_is_there_with_a_telephone_until_the_page_is_ended(week):
    leg = week.session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    page = AttachePage(event_id=week.event.id, leg_id=leg.id, name="Pia Laurent", function="Attachée", phone="+358 9")
    week.session.add(page)
    week.session.flush()

    assert "Pia Laurent Attachée, Helsinki +358 9" in whole(printed(week))


def test_what_people_have_written_is_text_whatever_it_looks_like(week):
    hostile = '#import "x" $y$ *a* _b_ `c` \\ <label> @ref [d] = ÀéŒ ẞ Ж 😀'
    met = organisation(week, "Revontuli")
    met.name, met.description = f"{hostile} שלום", "W" * 400
    person(week, "Nivelyo").last_name = hostile
    week.session.flush()
    week.event.name = hostile

    pdf = printed(week)
    text = whole(pdf)

    assert text.count(hostile) >= 3
    assert "שלום" in text or "םולש" in text
    assert "W" * 400 in text.replace(" ", "")
    assert catalogue(pdf)["ua"] is True


def test_a_sign_that_no_font_has_costs_the_claim_of_the_standard_and_nothing_else(week):
    organisation(week, "Revontuli").description = "日本"
    week.session.flush()

    pdf = printed(week)

    assert {name: catalogue(pdf)[name] for name in ("tagged", "ua")} == {"tagged": True, "ua": False}


def test_the_code_leads_to_the_page_and_holds_no_key(week):
    address = f"{get_config().base_url}/e/{week.event.slug}/agenda"

    assert personal_paper([programme(week)], "fr").pictures == {"agenda.svg": qr_picture(address)}


def test_programmes_of_all_begin_each_on_a_page_of_its_own(week):
    session, event = week.session, week.event
    people = people_with_programme(session, event)

    found = pages(set_paper(personal_paper([read_programme(session, event, one, "fr") for one in people], "fr")))

    names = [session.get_one(Person, one.person_id).name for one in people]
    assert [name for page in found for name in names if page.endswith(f"{name}, 1/1")] == names


def test_nobody_has_a_programme_before_a_release(forum):
    forum.join("Nivelyo")

    assert programme(forum) is None
    assert people_with_programme(forum.session, forum.event) == []


def test_the_programmes_of_all_need_as_many_statements_as_that_of_one(week):
    session, event, counts = week.session, week.event, []
    for most in (1, None):
        session.expire_all()
        with counted(session) as statements:
            found = read_programmes(session, event, people_with_programme(session, event)[:most])
        counts.append((len(found), len(statements)))

    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1]
