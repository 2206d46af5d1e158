"""Lines mended in the preview: cells, questions and lines left out are kept with the upload, and nothing is retyped."""

import io
from csv import reader

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.models import ImportUpload, Person
from tests.builders.history import trail

HEADER = "organisation;category;first_name;last_name;email\n"
GOOD = HEADER + "Nivelyo;basic;Élodie;Marchal;elodie@nivelyo.example\n"
BAD = GOOD + "Lumo;basc;Tom;Aerts;tom\nLumo;basic;;Baes;\n"


def upload(client: FlaskClient, text: str) -> str:
    """The address of the preview of a list of participants."""
    file = (io.BytesIO(text.encode()), "participants.csv")
    return client.post("/o/salon/import/participants", data={"file": file}).location


def send(client: FlaskClient, address: str, *lines: int, **fields: str) -> str:
    """The page after "Check again" with some fields; `lines` are those that the page has shown."""
    named = {name.replace("_", "-", 2 if name.startswith("cell") else 1): value for name, value in fields.items()}
    answer = client.post(address, data={"shown": list(lines), **named})
    assert answer.status_code == 303
    return client.get(answer.location).text


def names(session: Session) -> list[str]:
    return list(session.exec(select(Person.last_name).order_by(Person.id)))


def test_each_wrong_cell_is_a_field_with_its_suggestions(organiser: FlaskClient) -> None:
    page = organiser.get(upload(organiser, BAD)).text

    fields = [f'name="cell-{cell}"' in page for cell in ("3-category", "3-email", "4-first_name", "4-email")]
    assert (fields, 'name="cell-3-last_name"' in page) == ([True] * 4, False)
    assert 'name="take" value="3-category:Basic"' in page
    assert 'formaction="/o/salon/import/' not in page


def test_what_was_typed_stays_until_all_is_right(organiser: FlaskClient, session: Session) -> None:
    address = upload(organiser, BAD)

    page = send(
        organiser, address, 3, 4, cell_3_email="tom@lumo", cell_3_category="basc", cell_4_email="x@lumo.example"
    )
    assert ('value="tom@lumo"' in page, 'value="x@lumo.example"' in page) == (True, True)
    page = send(organiser, address, take="3-category:basic", cell_3_email="tom@lumo.example", cell_4_first_name="Bo")
    assert "In the file: basc" in page
    assert "Apply 3 changes" in page
    organiser.post(address + "/apply")

    assert names(session) == ["Marchal", "Aerts", "Baes"]


def test_lines_left_out_are_said_on_the_button_and_can_be_taken_in_again(
    organiser: FlaskClient, session: Session
) -> None:
    address = upload(organiser, BAD)

    page = send(organiser, address, leave="errors")
    assert ("Apply 1 change, leave out 2 lines" in page, "1 line cannot be used yet" in page) == (True, False)
    assert "2 lines cannot be used yet" in send(organiser, address, 3, 4)
    send(organiser, address, leave="errors")
    organiser.post(address + "/apply")

    assert names(session) == ["Marchal"]


def test_lines_left_out_are_downloaded_with_their_reasons(organiser: FlaskClient, session: Session) -> None:
    address = upload(organiser, BAD + "=1+1;basic;Al;Ray;al@ray.example;9\n")
    file = f"{address}/left-out.csv"
    assert file not in organiser.get(address).text
    assert file in send(organiser, address, leave="errors")
    send(organiser, address, **{"leave-out": "2"})

    answer = organiser.get(file)

    lines = list(reader(answer.data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert lines[0] == [*HEADER.strip().split(";"), "Line", "Why it was left out"]
    assert lines[1] == ["Nivelyo", "basic", "Élodie", "Marchal", "elodie@nivelyo.example", "2", "Left out by you."]
    assert [line[-2] for line in lines[1:]] == ["2", "3", "4", "5"]
    assert "is not an e-mail address" in lines[2][-1]
    assert (lines[4][0], "has 6 cells" in lines[4][-1]) == ("'=1+1", True)
    assert trail(session)[-1][1:2] == ("download_left_out",)


def test_what_was_typed_beside_the_button_is_shown_before_it_is_applied(
    organiser: FlaskClient, session: Session
) -> None:
    address = upload(organiser, BAD)
    send(organiser, address, leave="errors")

    answer = organiser.post(address + "/apply", data={"shown": [3, 4], "leave-out": [4]})

    assert (answer.location, names(session)) == (address, [])


@pytest.mark.parametrize("hostile", [{"cell-3-email": "<script>1"}, {"cell-3-passwords": "x"}, {"answer-99999": "x"}])
def test_other_fields_do_no_harm(organiser: FlaskClient, session: Session, hostile: dict[str, str]) -> None:
    address = upload(organiser, BAD)

    page = organiser.post(address, data=hostile, follow_redirects=True).text

    assert ("<script>1" in page, organiser.post(address + "/apply").status_code, names(session)) == (False, 422, [])
    assert organiser.post(address.replace("participants", "wishes"), data=hostile).status_code == 404


def test_a_line_with_a_question_waits_for_its_answer(organiser: FlaskClient, session: Session) -> None:
    organiser.post(upload(organiser, GOOD) + "/apply")
    address = upload(organiser, GOOD.replace("elodie@nivelyo.example", "e.marchal@nivelyo.example"))

    asked = organiser.get(address).text
    assert ("is known with another address. Who is this?" in asked, "/apply" in asked) == (True, False)
    assert ("1 line only waits for your answer." in asked, 'value="errors"' in asked) == (True, False)
    assert "1 line only waits for your answer." in send(organiser, address, leave="errors")
    assert organiser.post(f"{address}/apply").status_code == 422
    assert "/apply" not in send(organiser, address, 2, answer_2="nonsense")
    assert "Apply 1 change" in send(organiser, address, 2, answer_2="correct")
    organiser.post(f"{address}/apply")

    assert session.exec(select(Person.email)).all() == ["e.marchal@nivelyo.example"]
    assert session.exec(select(ImportUpload.data)).all() == [b""]
