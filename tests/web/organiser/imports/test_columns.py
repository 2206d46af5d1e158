"""Columns whose names are not known are set on a page, and read the same way next time."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from matchmaker.imports.columns import PARTICIPANTS, PROGRAMME, WISHES
from matchmaker.imports.layout import extras
from matchmaker.imports.members import COLUMNS as MEMBERS
from matchmaker.imports.prospects import COLUMNS as PROSPECTS
from matchmaker.models import Community, Event, ImportColumn, ImportConstant, Organisation, Person
from tests.builders import factories as make
from tests.builders.workbooks import xlsx
from web.imports.fields import FIELDS

FILE = (
    "Horodateur,Quelle est votre société ?,Votre nom et prénom,Où vous écrire ?,Remarques\n"
    "29/11/2026,Nivelyo,Élodie Marchal,elodie@nivelyo.example,végétarienne\n"
)
SET = {
    "column-1": "organisation",
    "column-2": "full_name",
    "column-3": "email",
    "constant-category": "basic",
}


def upload(client: FlaskClient, data: str | bytes = FILE, slug: str = "salon", name: str = "answers.csv"):
    content = data.encode() if isinstance(data, str) else data
    return client.post(f"/o/{slug}/import/participants", data={"file": (io.BytesIO(content), name)})


def kept(session: Session) -> dict[str, str]:
    """What the community remembers of columns, by their headers."""
    return {row.header: row.name for row in session.exec(select(ImportColumn))}


def chosen(page: str) -> list[str]:
    """What is selected, column by column."""
    return [
        (re.findall(r'value="(\w*)" selected', select) or [""])[0]
        for select in re.findall(r'<select class="form-select" id="column-.*?</select>', page, re.DOTALL)
    ]


def test_unknown_headers_lead_to_a_page_with_examples_and_guesses(organiser: FlaskClient):
    answer = upload(organiser)
    page = organiser.get(answer.location).text

    assert answer.location.endswith("/columns")
    assert chosen(page) == ["", "organisation", "last_first_name", "email", ""]
    assert all(text in page for text in ("Quelle est votre société ?", "Nivelyo", "végétarienne", "Needed: Company"))
    assert "Not recognised, and left out unless you say what they mean: Horodateur, Remarques." in page
    assert (page.count('class="pill pill-wait"'), "Nothing is chosen yet for" in page) == (2, False)
    nothing = organiser.get(upload(organiser, FILE.replace("elodie@nivelyo.example", "Rue Haute 1")).location).text
    assert "Nothing is chosen yet for: E-mail address." in nothing


def test_a_title_above_unknown_headers_is_no_header(organiser: FlaskClient):
    page = organiser.get(
        upload(organiser, "Inscriptions 2027,,,,\n" + FILE.replace("Horodateur", "Moment")).location
    ).text

    assert chosen(page) == ["", "organisation", "last_first_name", "email", ""]


def test_what_is_set_is_shown_in_the_preview_and_applied(organiser: FlaskClient, session: Session):
    preview = organiser.post(upload(organiser).location, data=SET).location
    page = organiser.get(preview).text
    organiser.post(f"{preview}/apply")

    assert "Columns as they were set on" in page
    assert "These columns are not used: Horodateur, Remarques." in page
    assert [(person.first_name, person.last_name) for person in session.exec(select(Person))] == [("Élodie", "Marchal")]


def test_the_next_file_with_these_headers_needs_no_page(organiser: FlaskClient):
    organiser.post(upload(organiser).location, data=SET)

    answer = upload(organiser, FILE.replace("Nivelyo", "Lumo"))

    assert not answer.location.endswith("/columns")
    assert "Marchal, Lumo" in organiser.get(answer.location).text


def test_a_file_in_which_one_header_is_new_is_asked_for_that_one_alone(organiser: FlaskClient, session: Session):
    organiser.post(upload(organiser).location, data=SET)

    answer = upload(organiser, FILE.replace("Où vous écrire ?", "Votre boîte"))
    page = organiser.get(answer.location).text
    organiser.post(answer.location, data=SET)
    third = upload(
        organiser,
        FILE.replace("Où vous écrire ?", "Votre boîte").replace(",Remarques", "").replace(",végétarienne", ""),
    )

    assert answer.location.endswith("/columns")
    assert chosen(page) == ["", "organisation", "full_name", "email", ""]
    assert page.count('<span class="pill">as before</span>') == 4
    assert '<option value="basic" selected>' in page
    assert not third.location.endswith("/columns")


def test_a_header_that_says_itself_beside_remembered_ones_needs_no_page(organiser: FlaskClient, session: Session):
    organiser.post(upload(organiser).location, data=SET)

    answer = upload(
        organiser, FILE.replace("Où vous écrire ?", "E-mail").replace("Horodateur", "Pays").replace("29/11/2026", "BE")
    )

    assert not answer.location.endswith("/columns")
    assert "Marchal, Nivelyo" in organiser.get(answer.location).text


def test_a_file_with_a_header_that_was_set_otherwise_for_another_file_is_asked_for(organiser: FlaskClient):
    organiser.post(upload(organiser).location, data=SET)

    answer = upload(organiser, FILE.replace("Remarques", "E-mail").replace("végétarienne", "info@nivelyo.example"))

    assert answer.location.endswith("/columns")


def test_two_columns_of_one_header_are_two(organiser: FlaskClient, session: Session):
    twice = FILE.replace("Remarques", "Quelle est votre société ?")
    organiser.post(upload(organiser, twice).location, data=SET)

    assert kept(session) == {
        "horodateur": "",
        "quelle est votre societe": "organisation",
        "votre nom et prenom": "full_name",
        "ou vous ecrire": "email",
        "quelle est votre societe #2": "",
    }


def test_a_preview_keeps_its_columns_when_a_colleague_sets_others(
    organiser: FlaskClient, session: Session, event: Event, as_organiser
):
    preview = organiser.post(upload(organiser).location, data=SET).location
    for row in session.exec(select(ImportColumn)):
        row.name = {"organisation": "organisation", "email": "email"}.get(row.name, "")
    session.commit()

    assert "Élodie Marchal" in organiser.get(preview).text


def test_full_names_are_turned_and_corrected_in_the_preview(organiser: FlaskClient, session: Session):
    lines = (
        "NOM et prénom,Société,Catégorie,E-mail\nTom Aerts,Lumo,basic,t@l.example\nBaes Bo Lee,Lumo,basic,b@l.example\n"
    )
    preview = upload(organiser, lines).location
    page = organiser.get(preview).text
    turned = dict(re.findall(r'name="(column-[0-9])" value="(\w*)"', page))
    answer = organiser.post(preview.replace("/preview", "") + "/columns", data=turned)
    again = organiser.get(answer.location).text
    shown = dict(re.findall(r'name="(was-cell-[^"]*|cell-[^"]*)" value="([^"]*)"', again))
    organiser.post(preview, data=shown | {"cell-3-first_name": "Bo Lee", "cell-3-last_name": "Baes"})
    organiser.post(f"{preview}/apply", data={name: text for name, text in shown.items() if "-2-" in name})

    assert "last name, then first name" in page
    assert turned == {"column-0": "full_name", "column-1": "organisation", "column-2": "category", "column-3": "email"}
    assert [
        (person.first_name, person.last_name) for person in session.exec(select(Person).order_by(Person.email))
    ] == [
        ("Bo Lee", "Baes"),
        ("Tom", "Aerts"),
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"column-3": ""}, "Nothing is chosen for: E-mail address."),
        ({"constant-category": ""}, "Nothing is chosen for: Category."),
        ({"column-4": "email"}, "Two columns, “Où vous écrire ?” and “Remarques”, mean the same. Keep one of them."),
        ({"column-4": "password"}, "These columns are not those of the file. Please set them again."),
    ],
)
def test_a_wrong_choice_says_so_and_keeps_the_others(organiser: FlaskClient, session: Session, changed, sentence):
    answer = organiser.post(upload(organiser).location, data=SET | changed)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert chosen(answer.text)[1:3] == ["organisation", "full_name"]
    assert session.exec(select(ImportColumn)).all() == []


def test_the_columns_can_be_changed_and_forgotten(organiser: FlaskClient, session: Session):
    preview = organiser.post(upload(organiser).location, data=SET).location

    assert f"{preview}/columns" in organiser.get(preview).text
    organiser.post(f"{preview}/columns", data=SET | {"column-4": "description"})
    assert kept(session)["remarques"] == "description"
    assert organiser.post(f"{preview}/columns/forget").location == f"{preview}/columns"
    assert (kept(session), session.exec(select(ImportConstant)).all()) == ({}, [])
    assert organiser.get(preview).location == f"{preview}/columns"


def test_another_community_neither_sees_nor_uses_them(organiser: FlaskClient, session: Session, as_organiser):
    organiser.post(upload(organiser).location, data=SET)
    elsewhere = make.make_event(session, make.make_community(session))
    make.make_category(session, elsewhere, "basic")
    stranger = as_organiser(organiser, make.make_staff(session, elsewhere))

    answer = upload(stranger, slug=elsewhere.slug)

    assert answer.location.endswith("/columns")
    assert stranger.get(answer.location.replace(elsewhere.slug, "salon")).status_code == 404
    assert {row.community_id for row in session.exec(select(ImportColumn))} == {
        session.exec(select(Community.id).order_by(Community.id)).first()
    }


def test_a_value_that_the_event_does_not_have_is_asked_for(organiser: FlaskClient, session: Session, event: Event):
    organiser.post(upload(organiser).location, data=SET)
    session.exec(select(ImportConstant)).one().value = "gone"
    session.commit()

    answer = upload(organiser)
    page = organiser.get(answer.location).text

    assert answer.location.endswith("/columns")
    assert (chosen(page)[1], "gone" in page) == ("organisation", False)


def test_another_sheet_of_a_workbook_can_be_read(organiser: FlaskClient, session: Session):
    header = ["organisation", "category", "first_name", "last_name", "email"]
    lines = {name: [header, [name, "basic", "Ada", "Roy", f"ada@{name}.example"]] for name in ("alpha", "beta")}
    preview = upload(organiser, xlsx(lines), name="people.xlsx").location

    page = organiser.get(f"{preview}/columns?sheet=beta").text
    organiser.post(
        f"{preview}/columns", data={f"column-{place}": name for place, name in enumerate(header)} | {"sheet": "beta"}
    )
    organiser.post(f"{preview}/apply")

    assert "ada@beta.example" in page
    assert session.exec(select(Organisation.name)).all() == ["beta"]


@pytest.mark.parametrize(
    ("sheet", "swapped", "kept"), [("alpha", {}, True), ("beta", {}, False), ("alpha", {2: 3, 3: 2}, False)]
)
def test_a_mended_cell_stays_with_the_sheet_and_the_columns_that_it_was_read_from(
    organiser: FlaskClient, session: Session, sheet: str, swapped: dict[int, int], kept: bool
):
    header = ["organisation", "category", "first_name", "last_name", "email"]
    lines = {name: [header, [name, "basic", "Ada", "Roy", f"ada@{name}.example"]] for name in ("alpha", "beta")}
    preview = upload(organiser, xlsx(lines), name="people.xlsx").location
    organiser.post(preview, data={"shown": [2], "cell-2-first_name": "Eve"})

    columns = {f"column-{place}": header[swapped.get(place, place)] for place in range(len(header))}
    organiser.post(f"{preview}/columns", data=columns | {"sheet": sheet})
    organiser.post(f"{preview}/apply")

    assert ("Eve" in session.exec(select(Person.first_name)).all()) is kept


def test_every_column_has_a_word():
    files = (PARTICIPANTS, WISHES, PROGRAMME, MEMBERS, PROSPECTS)
    names = {column.name for columns in files for column in (*columns, *extras(columns))}

    assert set(FIELDS) == names
