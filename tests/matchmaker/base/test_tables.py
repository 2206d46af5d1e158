"""Tables as files, CSV and XLSX: a cell of a participant never runs as a formula where the file is opened."""

import csv
import io
from datetime import date, time

import pytest
from python_calamine import CalamineWorkbook

from matchmaker.base.tables import LONGEST_TEXT, Table, to_csv, to_xlsx


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_workbook(table: Table) -> list[list[object]]:
    """The cells as calamine, another program than the one that wrote them, reads them."""
    return CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(table))).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_begins_like_a_formula_is_guarded(start):
    text = f"{start}HYPERLINK(A1)"

    assert read(to_csv(Table(["name"], [[text]]))) == [["name"], [f"'{text}"]]


def test_headings_are_guarded_too():
    assert read(to_csv(Table(["=1+1"], []))) == [["'=1+1"]]


def test_other_cells_are_written_as_they_are():
    row = ["a=b", "", None, -3, 2.5, "Élodie; “Zoé”\nNamur"]

    assert read(to_csv(Table(["a"] * 6, [row])))[1] == ["a=b", "", "", "-3", "2.5", "Élodie; “Zoé”\nNamur"]


def test_a_spreadsheet_sees_that_it_is_utf_8():
    assert to_csv(Table(["prénom"], [])) == "\ufeffprénom\r\n".encode()


def test_the_cells_of_a_workbook_have_types():
    row = ["=1+1", "https://a.example", 3, 2.5, date(2027, 3, 11), time(9, 30), None, "Élodie; “Zoé”\nNamur", True]

    found = read_workbook(Table([*"abcdefghi"], [row]))

    assert found == [
        [*"abcdefghi"],
        ["=1+1", "https://a.example", 3, 2.5, date(2027, 3, 11), time(9, 30), "", "Élodie; “Zoé”\nNamur", 1],
    ]


def test_what_no_cell_can_hold_is_written_as_far_as_it_goes():
    row = ["x" * (LONGEST_TEXT + 1), date(1, 1, 1), "\x00\x0b"]

    found = read_workbook(Table(["a", "b", "c"], [row]))

    assert found[1][:2] == ["x" * LONGEST_TEXT, "0001-01-01"]


def test_a_table_without_columns_is_a_workbook_too():
    assert read_workbook(Table([], [])) == []
