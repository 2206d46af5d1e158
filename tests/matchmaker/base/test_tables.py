"""Tables as files: a cell of a participant never runs as a formula where the file is opened."""

import csv
import io

import pytest

from matchmaker.base.tables import Table, to_csv


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


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
