"""The sentence for each cell of a participant's line that cannot be used."""

import pytest
from sqlmodel import select

from matchmaker.models import Person
from tests.builders.imports import HEADER, csv, messages, outcomes, participants
from tests.builders.participant_lines import ERROR, ZOE, look, take_in

LETTERS = "Write its two letters, such as"


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("phone", "=1+1", "Column “phone”: “=1+1” is not a telephone number. Write one like +32 81 12 34 56."),
        (
            "phone",
            "+cmd|' /C calc'!A0",
            "Column “phone”: “+cmd|' /C calc'!A0” is not a telephone number. Write one like +32 81 12 34 56.",
        ),
        (
            "country",
            "Atlantis",
            f"Column “country”: the country “Atlantis” is unknown. {LETTERS} BE.",
        ),
        (
            "languages",
            "fr|qx",
            f"Column “languages”: the language “qx” is unknown. {LETTERS} fr.",
        ),
        ("language", "it", "Column “language”: we cannot write in “it”. Write one of: fr, en, nl, de."),
        (
            "offers",
            "patent-filing|teleportation",
            "Column “offers”: “teleportation” is not in our list of tags. Take one from the list, separated by |.",
        ),
        ("arrival", "25:00", "Column “arrival”: “25:00” is not a time. Write it like 14:00 or 2027-03-11 14:00."),
        ("arrival", "31/02/2027 9:00", "Column “arrival”: “31/02/2027 9:00” is not a date. Write it like 2027-03-11."),
        (
            "max_per_day",
            "many",
            "Column “max_per_day”: “many” is not usable. Write a whole number between 1 and 99, or leave it empty.",
        ),
        ("agreed", "perhaps", "Column “agreed”: “perhaps” is neither yes nor no. Write “yes” or “no”."),
        (
            "role",
            "king",
            (
                "Column “role”: “king” is unknown. "
                "Write one of: delegate, head of delegation, interpreter, attaché, official."
            ),
        ),
        (
            "vat",
            "BE0403019262",
            "Column “vat”: “BE0403019262” is not a valid VAT number. Correct it, or leave it empty.",
        ),
        (
            "website",
            "javascript:alert(1)",
            "Column “website”: “javascript:alert(1)” is not a web address. Write one like https://www.company.be.",
        ),
        (
            "job_title",
            "x" * 121,
            f"Column “job_title”: “{'x' * 119}…” has 121 characters; the most is 120. Shorten it.",
        ),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_with_what_to_do(session, event, column, cell, sentence) -> None:
    view = look(session, event, csv(f"{HEADER};{column}", f"{ZOE};{cell}"))
    assert (outcomes(view), messages(view)) == ([ERROR], [(2, sentence)])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "A1;Firm;basic;Jo;Lee;jo.firm.example",
            "Column “email”: “jo.firm.example” is not an e-mail address. Write one like name@company.be.",
        ),
        (
            "A1;Firm;basic;Zoé;Lee;zoé@firm.example",
            "Column “email”: “zoé@firm.example” is not an e-mail address. Write one like name@company.be.",
        ),
        ("A1;Firm;basic;Jo;;jo@firm.example", "Column “last_name” is empty. Fill it in."),
        (
            "A1;Firm;gold;Jo;Lee;jo@firm.example",
            "Column “category”: the category “gold” is unknown at this event. Write one of: Basic, Premium.",
        ),
    ],
)
def test_a_needed_cell_that_is_wrong(session, event, line, sentence) -> None:
    assert messages(look(session, event, participants(line))) == [(2, sentence)]


def test_telephone_numbers_may_begin_with_plus(session, event) -> None:
    take_in(session, event, csv(HEADER + ";phone", ZOE + ";+32 (0)81 12.34.56"))
    assert session.exec(select(Person.phone)).one() == "+32 (0)81 12.34.56"


def test_all_faults_of_a_line_are_told_at_once(session, event) -> None:
    view = look(session, event, csv(HEADER + ";phone;country", "A1;Firm;basic;Jo;Lee;jo;=1;Mars"))
    assert [number for number, _ in messages(view)] == [2, 2, 2]
