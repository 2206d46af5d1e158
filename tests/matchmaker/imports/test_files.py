"""Bytes that are no usable table: each fault has a sentence of its own, and nothing is written."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from matchmaker.base.db import get_engine
from matchmaker.base.errors import InvalidInput, MatchmakerError, TooMany
from matchmaker.base.i18n import translate
from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.imports.columns import PARTICIPANTS, called
from matchmaker.models import Event
from tests.builders.imports import HEADER, counts, csv, messages, outcomes, participants

NO_TABLE = "This is no table. In your spreadsheet, save it as “.xlsx” or as “CSV UTF-8”, and choose that file."
LINE = "A1;Café Ötzi;basic;Zoé;Weiß;zoe@cafe.example"


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    """One database is enough here: these files are refused before any database matters."""
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        yield session
        session.rollback()


def refusal(session: Session, event: Event, data: bytes) -> str:
    """The sentence with which a file is refused, by preview and by apply alike."""
    before = counts(session)
    with pytest.raises(MatchmakerError) as previewed:
        preview(session, event, "participants", data, "people.csv")
    with pytest.raises(MatchmakerError) as applied:
        apply(session, event, "participants", data)
    assert counts(session) == before
    assert (applied.value.message, applied.value.params) == (previewed.value.message, previewed.value.params)
    return translate("en", previewed.value.message, **previewed.value.params)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_separator_and_encoding_are_recognised(session, event, separator, codec, encoding) -> None:
    data = f"{HEADER}\r\n{LINE}\r\n".replace(";", separator).encode(codec)
    view = preview(session, event, "participants", data, "people.csv")
    assert (view.encoding, view.separator, outcomes(view)) == (encoding, separator, [LineOutcome.NEW])
    assert view.lines[0].name == "Zoé Weiß, Café Ötzi"


def test_windows_bytes_ask_to_check_the_accents(session, event) -> None:
    view = preview(session, event, "participants", f"{HEADER}\n{LINE}".encode("cp1252"), "people.csv")
    assert [notice.text("en") for notice in view.notices] == [
        "The file is not in UTF-8; it was read as Windows-1252. Please check the accents below."
    ]


def test_a_comma_in_a_quoted_text_does_not_decide_on_the_separator(session, event) -> None:
    data = csv(HEADER, 'A1;"Dupont, Durand, Dubois, Dumont, Duval, Dufour";basic;Zoé;Weiß;zoe@cafe.example')
    assert outcomes(preview(session, event, "participants", data)) == [LineOutcome.NEW]


def test_the_line_that_excel_writes_for_the_separator_is_left_out(session, event) -> None:
    data = csv("sep=;", HEADER, LINE)
    assert [line.number for line in preview(session, event, "participants", data).lines] == [3]


def test_french_headers_are_known_whatever_their_case_accents_and_spaces(session, event) -> None:
    data = csv(
        "SOCIETE; Catégorie ;Prenom;NOM;E-Mail;Téléphone", "Café;membre premium;Zoé;Weiß;z@cafe.example;+32 81 1234"
    )
    view = preview(session, event, "participants", data)
    assert (outcomes(view), view.notices) == ([LineOutcome.NEW], ())
    assert view.columns == ("SOCIETE", "Catégorie", "Prenom", "NOM", "E-Mail", "Téléphone")


def test_missing_columns_are_named_with_their_other_names_and_what_was_found(session, event) -> None:
    assert refusal(session, event, csv("organisation;category;first_name;surname;adresse", "A;basic;Zoé;Weiß;x")) == (
        "Columns missing in the first line: email (e-mail, mail, courriel, adresse e-mail, adresse mail). "
        "Columns found there: organisation, category, first_name, surname, adresse. "
        "Add what is missing, or correct its name."
    )


def test_a_column_given_twice_is_refused(session, event) -> None:
    assert refusal(session, event, csv(HEADER + ";Mail", LINE + ";zoe@cafe.example")) == (
        "Two columns, “email” and “Mail”, mean the same. Keep one of them."
    )


def test_an_unknown_column_is_told_and_left_out(session, event) -> None:
    view = preview(session, event, "participants", csv(HEADER + ";Badge;Régime", LINE + ";7;vegan"))
    assert outcomes(view) == [LineOutcome.NEW]
    assert [notice.text("en") for notice in view.notices] == ["These columns are not used: Badge, Régime."]


def test_six_thousand_lines_are_refused(session, event) -> None:
    lines = [f"A{number};Firm {number};basic;Zoé;Weiß;zoe@firm{number}.example" for number in range(6000)]
    assert refusal(session, event, participants(*lines)) == "This file has more than 5,000 lines. Import it in parts."


@pytest.mark.parametrize(
    ("column", "headers"),
    [
        ("organisation", "Dénomination;Raison sociale;Naam van de onderneming;Firma;Unternehmensname"),
        ("vat", "Numéro d'entreprise;N° BCE;Ondernemingsnummer;KBO;Unternehmensnummer"),
        ("postcode", "Code postal;Postcode;PLZ"),
        ("town", "Commune;Gemeente;Gemeinde"),
    ],
)
def test_official_words_are_known(column: str, headers: str) -> None:
    found = [called(PARTICIPANTS, header) for header in headers.split(";")]

    assert [each and each.name for each in found] == [column] * len(found)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_line_of_a_million_headers_is_refused_at_once(session, event, separator) -> None:
    assert refusal(session, event, f"a{separator}".encode() * 1_000_000 + b"\nx\n") == (
        "The first line of this file has more than 300 cells. Keep only the columns that are needed."
    )


def test_five_thousand_lines_are_read(session, event) -> None:
    lines = [f"A{number};Firm {number};basic;Zoé;Weiß;zoe@firm{number}.example" for number in range(5000)]
    assert preview(session, event, "participants", participants(*lines)).outcome.new == 5000


def test_more_than_five_megabytes_are_refused_before_anything_is_read(session, event) -> None:
    with pytest.raises(TooMany):
        preview(session, event, "participants", b"\xff" * (5 * 1024 * 1024 + 1))
    assert refusal(session, event, participants(LINE + "x" * 6 * 1024 * 1024)).startswith("This file has 6.0 MB;")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty. Its first line must hold the names of the columns."),
        (b"\xef\xbb\xbf \r\n;;;\r\n", "This file is empty. Its first line must hold the names of the columns."),
        (HEADER.encode(), "This file has the names of the columns, but no line below them."),
        (b"%PDF-1.7\n...", "This is a PDF document. Choose the table that it was made from."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            NO_TABLE,
        ),
        (
            participants("A1;Ca\x00fé;basic;Zoé;Weiß;zoe@cafe.example"),
            NO_TABLE,
        ),
        (
            b"\xff\xfeabc",
            NO_TABLE,
        ),
        (
            participants('A1;"Café;basic;Zoé;Weiß;zoe@cafe.example', LINE),
            (
                "Line 2: a quotation mark is opened and not closed, or stands in the middle of a cell. "
                "Write it twice inside a quoted cell, and once at the end of it."
            ),
        ),
        (
            participants(LINE, 'A1;"Café "Le Bon" Sarl";basic;Zoé;Weiß;zoe@cafe.example'),
            (
                "Line 3: a quotation mark is opened and not closed, or stands in the middle of a cell. "
                "Write it twice inside a quoted cell, and once at the end of it."
            ),
        ),
    ],
)
def test_what_is_no_table_says_so(session, event, data, sentence) -> None:
    assert refusal(session, event, data) == sentence


def test_a_line_with_too_many_cells_is_in_error(session, event) -> None:
    view = preview(session, event, "participants", participants(LINE, "A2;Dupont; Durand;basic;Ada;Roy;ada@dd.example"))
    assert messages(view) == [
        (
            3,
            (
                "This line has 7 cells, the first line 6. "
                "Is there a separator inside a text? Put that text in quotation marks."
            ),
        )
    ]


def test_lines_are_numbered_as_a_spreadsheet_does(session, event) -> None:
    data = csv(HEADER, "", 'A1;"Café\r\nÖtzi";basic;Zoé;Weiß;zoe@cafe.example', ";;;;;", "A2;Firm;basic;Ada;Roy;wrong")
    assert [line.number for line in preview(session, event, "participants", data).lines] == [3, 5]


def test_an_unknown_kind_is_not_found(session, event) -> None:
    with pytest.raises(MatchmakerError) as error:
        preview(session, event, "logos", participants(LINE))
    assert error.value.status == 404


def test_a_file_in_error_is_refused_whole(session, event) -> None:
    before = counts(session)
    with pytest.raises(InvalidInput) as error:
        apply(session, event, "participants", participants(LINE, "A2;Firm;basic;Ada;Roy;wrong"))
    assert str(error.value) == "Nothing was imported. Lines in error: 3. Correct them and try again."
    assert counts(session) == before
