"""Words in columns of tags that are no tags: each is said once, and remembered for the next file."""

import io
import re

from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.models import ImportWord, Organisation

HEAD = "Société;Prénom;Nom;E-mail;Catégorie;Secteur;Recherche\n"
FILE = HEAD + (
    "Nivelyo;Élodie;Marchal;elodie@nivelyo.example;basic;Santé;Cloud souverain, Chatbots\n"
    "Lumo;Tom;Aerts;tom@lumo.example;basic;Bâtiment;chatbots\n"
    'Orbe;Lea;Noll;lea@orbe.example;basic;Batiment;"e-health; Salle de réunion"\n'
)


def upload(client: FlaskClient, text: str) -> str:
    return client.post(
        "/o/salon/import/participants", data={"file": (io.BytesIO(text.encode()), "inscriptions.csv")}
    ).location


def asked(page: str) -> list[str]:
    """The words that the page asks for, in their order."""
    return re.findall(r'name="word" value="([^"]*)"', page)


SAID = {
    "word": ["need:chatbots", "need:cloud souverain", "need:salle de reunion", "sector:batiment"],
    "meaning": ["artificial-intelligence", "+text", "+out", "+out"],
}


def test_each_word_is_asked_once_and_no_line_is_listed_for_it(organiser: FlaskClient):
    page = organiser.get(upload(organiser, FILE)).text

    assert asked(page) == SAID["word"]
    assert "4 words are none of our tags" in page
    assert "3 lines only wait for the meaning of words." in page
    assert ('name="leave-out"' in page, "is not in our list of tags" in page) == (False, False)


def test_what_is_said_counts_for_every_line(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE)
    organiser.post(f"{preview}/words", data=SAID)
    page = organiser.get(preview).text
    organiser.post(f"{preview}/apply")

    rows = session.exec(select(Organisation).order_by(Organisation.name)).all()
    assert "4 words as they were said" in page
    assert [(row.name, row.sectors, row.seeks, row.seeks_text) for row in rows] == [
        ("Lumo", [], ["artificial-intelligence"], ""),
        ("Nivelyo", ["health"], ["artificial-intelligence"], "Cloud souverain"),
        ("Orbe", [], ["e-health"], ""),
    ]


def test_what_two_colleagues_say_in_tags_adds_up(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE + "NIVELYO;Jan;Maes;jan@nivelyo.example;basic;e-commerce|Finance;Conseil\n")
    more = {
        "word": [*SAID["word"], "sector:e commerce", "need:conseil"],
        "meaning": [*SAID["meaning"], "+out", "+text"],
    }
    organiser.post(f"{preview}/words", data=more)
    organiser.post(f"{preview}/apply")

    (found,) = session.exec(select(Organisation).where(Organisation.name == "Nivelyo")).all()
    assert (found.sectors, found.seeks) == (["health", "finance"], ["artificial-intelligence"])
    assert found.seeks_text == "Cloud souverain, Conseil"


def test_the_next_file_asks_only_for_new_words(organiser: FlaskClient):
    organiser.post(f"{upload(organiser, FILE)}/words", data=SAID)

    page = organiser.get(upload(organiser, FILE.replace("Cloud souverain", "Métavers"))).text

    assert "1 word is none of our tags" in page
    assert asked(page)[0] == "need:metavers"


def test_words_without_a_choice_stand_in_the_text_or_are_left_out(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE)
    organiser.post(
        f"{preview}/words", data={**SAID, "meaning": ["artificial-intelligence", "", "", ""], "rest": "text"}
    )

    assert [(row.word, row.meaning) for row in session.exec(select(ImportWord).order_by(ImportWord.word))] == [
        ("batiment", "+out"),
        ("chatbots", "artificial-intelligence"),
        ("cloud souverain", "+text"),
        ("salle de reunion", "+text"),
    ]


def test_a_word_may_mean_a_tag_of_the_other_kind(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE)
    said = {"word": SAID["word"], "meaning": ["it-services", "+out", "+out", "connected-sensors"]}
    organiser.post(f"{preview}/words", data=said)
    organiser.post(f"{preview}/apply")

    rows = session.exec(select(Organisation).order_by(Organisation.name)).all()
    assert [(row.name, row.sectors, row.seeks, row.offers) for row in rows] == [
        ("Lumo", ["it-services"], [], ["connected-sensors"]),
        ("Nivelyo", ["health", "it-services"], [], []),
        ("Orbe", [], ["e-health"], ["connected-sensors"]),
    ]


def test_a_word_of_sectors_that_is_a_need_is_suggested_as_what_is_offered(organiser: FlaskClient):
    page = organiser.get(upload(organiser, FILE.replace("Batiment", "Intelligence artificiele"))).text

    assert '<option value="artificial-intelligence" selected>' in page


def test_a_word_is_no_tag_that_is_unknown_and_no_text_where_there_is_none(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE)
    said = {"word": ["need:chatbots", "sector:batiment", "need:other"], "meaning": ["nothing", "+text", "+out"]}

    organiser.post(f"{preview}/words", data=said)

    assert session.exec(select(ImportWord)).all() == []


def test_a_question_as_header_is_a_column_of_tags(organiser: FlaskClient):
    asked_for = FILE.replace("Secteur;Recherche", "Votre activité;Que cherchez-vous ?").replace("E-mail", "Où écrire ?")

    page = organiser.get(upload(organiser, asked_for)).text

    assert ('value="sectors" selected' in page, 'value="seeks" selected' in page) == (True, True)


def test_lines_with_other_errors_are_counted_without_those_that_wait_for_words(organiser: FlaskClient):
    page = organiser.get(upload(organiser, FILE.replace("tom@lumo.example", "nobody"))).text

    assert "1 line to look at" in page
    assert "2 lines only wait for the meaning of words." in page


def test_what_was_said_can_be_changed_and_forgotten(organiser: FlaskClient, session: Session):
    preview = upload(organiser, FILE)
    organiser.post(f"{preview}/words", data=SAID)

    organiser.post(f"{preview}/words", data={"word": SAID["word"][:2], "meaning": ["+text", ""]})

    assert {row.word: row.meaning for row in session.exec(select(ImportWord))} == {
        "chatbots": "+text",
        "salle de reunion": "+out",
        "batiment": "+out",
    }
    assert asked(organiser.get(preview).text)[0] == "need:cloud souverain"
