"""The general booklet: what stands in it and what does not, and how it is made and kept."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.models import (
    BookletTexts,
    Category,
    Delegation,
    Demand,
    Leg,
    Logo,
    MadePaper,
    Organisation,
    PaperFile,
    PaperKind,
    Person,
    Role,
    RunState,
    Veto,
)
from matchmaker.programmes.commands.making import order_paper
from matchmaker.programmes.commands.texts import save_texts
from matchmaker.programmes.jobs import make_paper
from matchmaker.programmes.queries.booklet import read_booklet, texts_of, texts_token
from matchmaker.programmes.queries.made import file_of
from matchmaker.programmes.rules.blocks import BlockKind, TextBlock, blocks_of
from matchmaker.programmes.typesetting import set_paper
from matchmaker.programmes.words.booklet import booklet_paper
from tests.builders.factories import make_staff
from tests.builders.papers import catalogue, pages, pictures, whole


def booklet(forum, language="fr"):
    return set_paper(booklet_paper(read_booklet(forum.session, forum.event, language), language))


def organisation(forum, name):
    return forum.session.exec(select(Organisation).where(Organisation.name == name)).one()


def logo():
    drawn = BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    return drawn.getvalue()


def test_organisations_have_cards_with_people_and_an_index_that_leads_to_their_page(week):
    ours = organisation(week, "Nivelyo")
    ours.description, ours.has_logo = "Signer depuis un téléphone.", True
    week.session.add(Logo(organisation_id=ours.id, data=logo(), media_type="image/png"))
    week.session.flush()

    pdf = booklet(week)
    found = pages(pdf)

    (cards,) = [number for number, page in enumerate(found, start=1) if "Signer depuis un téléphone." in page]
    index = found[-1].partition("Index des organisations")[2]
    assert re.findall(r"(\w+)[ .]+(\d+)", index)[:3] == [
        (name, str(cards)) for name in ("Lepa", "Nivelyo", "Revontuli")
    ]
    assert len(pictures(pdf)) == 1


@pytest.mark.parametrize("code", ["da", "é"])
def test_a_card_says_what_is_offered_in_the_language_of_a_city(week, code):
    leg = week.session.exec(select(Leg).order_by(Leg.starts_on)).first()
    ours = organisation(week, "Nivelyo")
    delegation = week.session.exec(select(Delegation).where(Delegation.organisation_id == ours.id)).one()
    offer = {"offers": "Små kameraer til øjenlæger", "offers_language": code}
    week.session.add(Demand(leg_id=leg.id, delegation_id=delegation.id, **offer))
    week.session.flush()

    assert f"{leg.name} Små kameraer til øjenlæger" in " ".join(whole(booklet(week)).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Contents"), ("nl", "Praktische informatie"), ("de", "Verzeichnis der Organisationen"), ("fr", "Sommaire")],
)
def test_it_is_tagged_in_four_languages(week, language, words):
    pdf = booklet(week, language)
    found = catalogue(pdf)

    assert words in whole(pdf)
    assert (found["tagged"], found["ua"]) == (True, True)
    assert found["language"].startswith(language)


def test_nobody_is_reached_by_it_and_nothing_private_stands_in_it(week):
    session = week.session
    person = session.get_one(Person, week.people["Nivelyo"].person_id)
    person.email, person.phone = "ada@nivelyo.example", "+32 470 11 22 33"
    week.people["Nivelyo"].share_email = week.people["Nivelyo"].share_phone = True
    ours, lepa = (week.people[name].delegation_id for name in ("Nivelyo", "Lepa"))
    session.add(Veto(event_id=week.event.id, from_id=ours, against_id=lepa))
    session.flush()

    text = whole(booklet(week))

    assert person.name in text
    assert [word for word in ("ada@nivelyo.example", "470112233") if word in "".join(text.split())] == []


def test_counterparts_stand_by_city_with_whom_one_meets_and_no_way_to_reach_them(week):
    session = week.session
    there = Category(event_id=week.event.id, code="counterpart", names={"en": "Counterpart"})
    session.add(there)
    session.flush()
    session.get_one(Delegation, week.people["Satama"].delegation_id).category_id = there.id
    host = session.get_one(Person, week.people["Satama"].person_id)
    host.email, host.phone = "aino@satama.example", "+358 9 555 0142"
    session.flush()

    pdf = booklet(week)
    found = pages(pdf)

    (met,) = [number for number, page in enumerate(found, start=1) if "Qui la délégation rencontre Helsinki" in page]
    assert f"Satama Belgique {host.name} · FR, EN" in found[met - 1]
    assert re.findall(r"(Satama)[ .]+(\d+)", found[-1]) == [("Satama", str(met))]
    assert [word for word in ("aino@satama.example", "5550142") if word in "".join(whole(pdf).split())] == []
    assert "Urgences 112" in whole(pdf)


def test_counterparts_have_no_card_and_those_who_come_along_stand_apart(week):
    session = week.session
    there = Category(event_id=week.event.id, code="counterpart", names={"en": "Counterpart"})
    session.add(there)
    session.flush()
    session.get_one(Delegation, week.people["Satama"].delegation_id).category_id = there.id
    week.people["Revontuli"].role = Role.INTERPRETER
    session.flush()

    found = read_booklet(session, week.event, "fr")

    assert [one.card.name for one in found.companies] == ["Lepa", "Nivelyo"]
    assert [(one.organisation, one.role) for one in found.with_them] == [("Revontuli", Role.INTERPRETER)]
    assert found.companies[0].cities == ("Tallinn",)


def test_the_programme_names_day_city_and_clocks(week):
    text = whole(booklet(week))

    assert "heure locale (Helsinki)" in text
    assert "18 h 05 Vol de retour rendez-vous à 16 h 15 Terminal 2" in text


def test_a_transfer_says_when_one_gathers_and_once_by_what(week):
    leg = week.session.exec(select(Leg).where(Leg.name == "Helsinki")).one()
    leg.airport = "Port de l’Ouest"
    week.session.flush()

    text = whole(booklet(week))

    assert "Vol de retour 18 h 05 (heure locale, Helsinki), rendez-vous à 16 h 15 19 h 50" in text
    assert "Aéroport, port ou gare Port de l’Ouest" in text


def test_what_organisers_write_is_blocks():
    text = "# Adresses\nAmbassade,\nKallionranta 5\n\n- type F\n• pas de pourboire\nFin *non* #x"

    assert blocks_of(text) == (
        TextBlock(BlockKind.HEADING, ("Adresses",)),
        TextBlock(BlockKind.PARAGRAPH, ("Ambassade, Kallionranta 5",)),
        TextBlock(BlockKind.LIST, ("type F", "pas de pourboire")),
        TextBlock(BlockKind.PARAGRAPH, ("Fin *non* #x",)),
    )


def test_texts_are_of_one_language_and_saved_on_what_was_shown(week):
    session, event = week.session, week.event
    staff = make_staff(session, event)
    shown = texts_token(texts_of(session, event), "fr")
    save_texts(session, event, "fr", {"practical": "# Adresses\nAmbassade", "welcome": " "}, shown=shown, staff=staff)

    with pytest.raises(Stale):
        save_texts(session, event, "fr", {"practical": "autre"}, shown=shown, staff=staff)

    assert session.get_one(BookletTexts, event.id).practical == {"fr": "# Adresses\nAmbassade"}
    assert session.get_one(BookletTexts, event.id).welcome == {}
    assert "Adresses Ambassade" in whole(booklet(week))
    assert "Ambassade" not in whole(booklet(week, "de"))


def test_a_worker_makes_what_is_ordered_and_the_file_says_from_which_release(week, database_url):
    session, event = week.session, week.event
    paper = order_paper(session, event, PaperKind.BOOKLET, "de")
    session.commit()

    make_paper(paper.id, url=database_url)

    session.expire_all()
    made, data = file_of(session, event, paper.id)
    assert (made.state, made.file_release, made.done) == (RunState.DONE, 1, made.total)
    assert "Veröffentlichung Nr. 1. Gedruckt am" in whole(data)


def test_the_last_file_stays_until_the_next_one_is_there(week, database_url):
    session, event = week.session, week.event
    paper = order_paper(session, event, PaperKind.PROGRAMMES, "")
    session.commit()
    make_paper(paper.id, url=database_url)
    session.expire_all()
    _, before = file_of(session, event, paper.id)

    again = order_paper(session, event, PaperKind.PROGRAMMES, "")
    session.commit()

    assert (again.id, again.state) == (paper.id, RunState.QUEUED)
    assert file_of(session, event, paper.id)[1] == before
    assert order_paper(session, event, PaperKind.PROGRAMMES, "").id == paper.id
    assert len(pages(before)) >= 3


def test_nothing_is_made_before_a_release_or_in_a_language_that_is_none(forum, week):
    with pytest.raises(InvalidInput):
        order_paper(week.session, week.event, PaperKind.BOOKLET, "xx")


def test_nothing_is_made_before_a_release(forum):
    with pytest.raises(InvalidInput):
        order_paper(forum.session, forum.event, PaperKind.BOOKLET, "fr")

    assert forum.session.exec(select(MadePaper)).all() == []
    assert forum.session.exec(select(PaperFile)).all() == []
