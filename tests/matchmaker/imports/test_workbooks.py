"""XLSX and ODS workbooks: read as the spreadsheet shows them, and refused where they would cost too much."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO

import pytest
from sqlmodel import Session, select

from matchmaker.base.db import get_engine
from matchmaker.base.errors import InvalidInput, MatchmakerError, TryLater
from matchmaker.base.i18n import translate
from matchmaker.imports import LineOutcome, apply, preview, unpack, workbook
from matchmaker.imports.workbook import read_workbook
from matchmaker.models import Event, Organisation, Person, Registration
from tests.builders.imports import messages, outcomes
from tests.builders.workbooks import archive, ods, patched, xlsx

HEADER = ["organisation", "category", "first_name", "last_name", "email", "phone", "arrival"]
ZOE = ["Café Ötzi", "basic", "Zoé", "Weiß", "zoe@cafe.example", 3281123456, time(9, 40)]
MORNING = datetime.combine(date(2027, 3, 11), time(9, 40))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    """One database is enough here: the bytes are read before any database matters."""
    with Session(get_engine(sqlite_url), expire_on_commit=False) as session:
        yield session
        session.rollback()


def look(session: Session, event: Event, data: bytes):
    return preview(session, event, "participants", data, "people.xlsx")


def notices(session: Session, event: Event, data: bytes) -> list[str]:
    return [notice.text("en") for notice in look(session, event, data).notices]


def test_a_workbook_is_imported_like_a_csv_file(session, event) -> None:
    data = xlsx({"Sheet1": [HEADER, ZOE]})

    view = look(session, event, data)
    apply(session, event, "participants", data)

    assert (view.encoding, view.separator, outcomes(view)) == ("XLSX", "", [LineOutcome.NEW])
    assert session.exec(select(Organisation.name)).all() == ["Café Ötzi"]
    assert session.exec(select(Person.phone)).all() == ["3281123456"]
    assert session.exec(select(Registration.arrives)).all() == [time(9, 40)]
    assert outcomes(look(session, event, data)) == [LineOutcome.SAME]


def test_a_workbook_without_styles_is_read(session, event) -> None:
    with zipfile.ZipFile(BytesIO(xlsx({"Sheet1": [HEADER[:5], ZOE[:5]]}))) as opened:
        plain = archive({name: opened.read(name) for name in opened.namelist() if name != "xl/styles.xml"})

    assert outcomes(look(session, event, plain)) == [LineOutcome.NEW]


def test_an_ods_workbook_is_imported_like_a_csv_file(session, event) -> None:
    view = look(session, event, ods({"Blad1": [HEADER, [*ZOE[:5], "0475 12 34 56", MORNING]]}))

    assert (view.encoding, outcomes(view)) == ("ODS", [LineOutcome.NEW])


def test_cells_read_as_they_would_be_written_in_a_csv_file() -> None:
    cells = {
        12: "12",
        12.5: "12.5",
        0.1 + 0.2: "0.3",
        32470112233: "32470112233",
        "01234": "01234",
        True: "yes",
        date(2027, 3, 11): "2027-03-11",
        MORNING: "2027-03-11 09:40",
        time(9, 40): "09:40",
    }

    [grid] = read_workbook(xlsx({"Sheet1": [list(cells)]}))

    assert grid.records[0].cells == tuple(cells.values())


@pytest.mark.parametrize("make", [xlsx, ods])
def test_hidden_and_empty_sheets_are_ignored(session, event, make: Callable[..., bytes]) -> None:
    data = make({"Old": [HEADER, HEADER], "Empty": [], "People": [HEADER, ZOE[:5]]}, hidden=["Old"])

    assert (outcomes(look(session, event, data)), notices(session, event, data)) == ([LineOutcome.NEW], [])


def test_of_several_sheets_the_one_with_most_of_our_columns_is_read_and_told(session, event) -> None:
    data = xlsx({"Notes": [["Call the caterer"]], "People": [HEADER, ZOE]})

    assert outcomes(look(session, event, data)) == [LineOutcome.NEW]
    assert notices(session, event, data) == ["The sheet “People” is read. Others are not: Notes."]


def test_a_merged_title_above_the_header_is_left_out(session, event) -> None:
    data = xlsx({"Sheet1": [["List of participants 2027"], [], HEADER, ZOE]}, merged=["A1:G1"])

    assert [line.number for line in look(session, event, data).lines] == [4]


def test_a_cell_that_spans_lines_holds_for_each_of_them(session, event) -> None:
    data = xlsx({"Sheet1": [HEADER, ZOE, ["", "", "Ada", "Roy", "ada@cafe.example"]]}, merged=["A2:A3", "B2:B3"])

    assert [line.name for line in look(session, event, data).lines] == ["Zoé Weiß, Café Ötzi", "Ada Roy, Café Ötzi"]


def test_a_header_on_two_lines_is_read_where_its_cells_span_both(session, event) -> None:
    above = ["organisation", "category", "Contact", "", "", "", ""]
    data = xlsx({"Sheet1": [above, ["", "", *HEADER[2:]], ZOE]}, merged=["A1:A2", "B1:B2", "C1:G1"])

    assert outcomes(look(session, event, data)) == [LineOutcome.NEW]


def with_open_error(content: str) -> str:
    """An error as LibreOffice writes it."""
    shown = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><text:p>#N/A</text:p>'
    )
    return content.replace('<table:table-cell office:value-type="string"><text:p>ERROR</text:p>', shown)


@pytest.mark.parametrize(
    "data",
    [
        xlsx({"Sheet1": [HEADER, [*ZOE[:5], "#N/A"]]}),
        patched(ods({"Sheet1": [HEADER, [*ZOE[:5], "ERROR"]]}), "content.xml", with_open_error),
    ],
    ids=["xlsx", "ods"],
)
def test_a_cell_that_shows_an_error_is_named(session, event, data) -> None:
    assert messages(look(session, event, data)) == [
        (
            2,
            "Column “phone”: the spreadsheet shows the error “#N/A”. Correct its formula, or empty the cell.",
        )
    ]


SMALL, SMALL_ODS = xlsx({"Sheet1": [HEADER, ZOE]}), ods({"Sheet1": [HEADER, ZOE[:6]]})
TOO_LARGE = "This workbook is too large once it is unpacked. Copy the columns that are needed into a new one."
UNREADABLE = "This workbook cannot be read. In your spreadsheet, save it again as “.xlsx”, or as “CSV UTF-8”."
OLD = "This is an old Excel file, or one with a password. In your spreadsheet, save it as “.xlsx”, without a password."
FAR_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def flagged(data: bytes, field: int, value: int) -> bytes:
    """The archive with a field of two bytes set in the headers of all its files: at 6 the flags, at 8 the method."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", field), (b"PK\x01\x02", field + 2)):
        for found in re.finditer(re.escape(mark), data):
            changed[found.start() + offset : found.start() + offset + 2] = value.to_bytes(2, "little")
    return bytes(changed)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"PK\x03\x04 is no archive", UNREADABLE),
        (lambda: archive({"xl/workbook.xml": "<workbook/>"}), UNREADABLE),
        (lambda: archive({"a.txt": "a"}), UNREADABLE),
        (lambda: SMALL[:300], UNREADABLE),
        (lambda: SMALL[:49] + b"\xff" * 9 + SMALL[58:], UNREADABLE),
        (lambda: flagged(SMALL, 6, 1), UNREADABLE),
        (lambda: flagged(SMALL, 8, 99), UNREADABLE),
        (lambda: b"\xd0\xcf\x11\xe0 an old format", OLD),
        (lambda: xlsx({"Sheet1": []}), "This file is empty. Its first line must hold the names of the columns."),
        (lambda: patched(SMALL, SHEET, lambda xml: xml.replace("</sheetData>", FAR_CELL)), TOO_LARGE),
        (
            lambda: patched(
                SMALL, SHEET, lambda xml: xml.replace("<sheetData>", "<sheetData>" + " " * unpack.MAX_UNPACKED)
            ),
            TOO_LARGE,
        ),
        (
            lambda: xlsx({"Sheet1": [HEADER, *[ZOE] * 5001]}),
            "This file has more than 5,000 lines. Import it in parts.",
        ),
        (
            lambda: xlsx({"Sheet1": [["x"] * 301]}),
            "The first line of this file has more than 300 cells. Keep only the columns that are needed.",
        ),
    ],
    ids=[
        *("no archive", "no sheets", "no workbook", "cut", "damaged", "encrypted", "unknown compression"),
        *("old", "empty", "far cell", "bomb", "lines", "columns"),
    ],
)
def test_what_cannot_be_read_says_so(session, event, make, sentence) -> None:
    data = make()

    with pytest.raises(MatchmakerError) as refused:
        look(session, event, data)

    assert translate("en", refused.value.message, **refused.value.params) == sentence


def test_lines_and_cells_that_an_ods_repeats_are_not_unfolded(session, event) -> None:
    repeated = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    data = patched(
        SMALL_ODS,
        "content.xml",
        lambda xml: xml.replace(
            "<table:table-row><table:table-cell ", f'{repeated}table:number-columns-repeated="16384" ', 1
        ),
    )

    with pytest.raises(MatchmakerError):
        look(session, event, data)


def test_a_line_ends_at_its_last_filled_cell() -> None:
    wide = xlsx({"S": [["name", "", ""], ["Ada", ""], ["", "", "z"]]})

    assert unpack.read(wide, 10, 10) == [{"name": "S", "lines": [["name"], ["Ada"], ["", "", "z"]]}]


def test_a_process_reads_two_workbooks_at_once_and_the_third_is_asked_to_come_back(monkeypatch) -> None:
    data = xlsx({"Sheet1": [HEADER, ZOE]})
    monkeypatch.setattr(workbook, "WAIT", 0.01)
    taken = [workbook._room.acquire(blocking=False) for _ in range(workbook.MOST_AT_ONCE)]
    with pytest.raises(TryLater, match="try again in a moment"):
        read_workbook(data)
    for _ in taken:
        workbook._room.release()

    assert taken == [True, True]
    for _ in range(3):  # one that cannot be read makes room as well
        with pytest.raises(InvalidInput):
            read_workbook(archive({"x": "x"}))
    assert len(read_workbook(data)) == 1
