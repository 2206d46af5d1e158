"""Many guests from outside at once, as they are pasted: all or none, and each once."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.models import Guest
from matchmaker.receptions.commands.lists import ListedGuests, add_listed
from matchmaker.receptions.rules import GuestLine, guest_lines
from tests.builders.receptions import make_reception

TABLE = (
    "Name\tE-mail\tOrganisation\nKaja Nimb\tkaja@sund.example\tSund Havn\tde\n\nMikkel Aaboe\tm.aaboe@energi.example"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Kaja Nimb\tkaja@sund.example\tSund Havn\tDE",
            GuestLine(1, "Kaja Nimb", "kaja@sund.example", "Sund Havn", "de"),
        ),
        ("kaja@sund.example; Kaja Nimb", GuestLine(1, "Kaja Nimb", "kaja@sund.example", "", "")),
        ("Nimb, Kaja;kaja@sund.example", GuestLine(1, "Nimb, Kaja", "kaja@sund.example", "", "")),
        ("Kaja Nimb, kaja@sund.example, Sund Havn", GuestLine(1, "Kaja Nimb", "kaja@sund.example", "Sund Havn", "")),
        ("Kaja Nimb <kaja@sund.example>", GuestLine(1, "Kaja Nimb", "kaja@sund.example", "", "")),
        ("Nimb, Kaja <kaja@sund.example>", GuestLine(1, "Kaja Nimb", "kaja@sund.example", "", "")),
        ('"Nimb, Kaja" <kaja@sund.example>, Sund', GuestLine(1, "Kaja Nimb", "kaja@sund.example", "Sund", "")),
        ("\n“Kaja”", GuestLine(2, "“Kaja”", "", "", "")),
    ],
)
def test_a_line_is_read_as_tables_and_mails_write_it(text, found):
    assert guest_lines(text) == [found]


def test_all_are_added_once_in_their_language_and_a_second_time_nobody(session):
    reception = make_reception(session)
    before = set(session.exec(select(Guest.email)).all())
    event, item = reception.event, reception.item.id

    first = add_listed(session, event, item, TABLE, language="en", by="Anne")
    second = add_listed(session, event, item, TABLE, language="en", by="Anne")

    new = {one.email: (one.name, one.language, one.invited_at) for one in session.exec(select(Guest)).all()}
    assert (first, second) == (ListedGuests(2, 0), ListedGuests(0, 2))
    assert {email: said for email, said in new.items() if email not in before} == {
        "kaja@sund.example": ("Kaja Nimb", "de", None),
        "m.aaboe@energi.example": ("Mikkel Aaboe", "en", None),
    }


TWO = "Anne <anne@b.example>, Paul <paul@b.example>"
"""On one line: Paul is not an organisation, and not left out."""


@pytest.mark.parametrize(
    "text", ["", "Name;E-mail", "Kaja Nimb", "Kaja;kaja@", "x@y.example", TWO, "A;a@b.example\n" * 301]
)
def test_what_is_no_list_is_refused(session, text):
    reception = make_reception(session)

    with pytest.raises(InvalidInput):
        add_listed(session, reception.event, reception.item.id, text, language="en", by="Anne")


@pytest.mark.parametrize("line", [f"{'K' * 202};k@b.example", f"Kaja;k@b.example;{'S' * 201}"])
def test_nothing_is_cut_from_a_line_that_is_too_long(session, line):
    reception = make_reception(session)

    with pytest.raises(InvalidInput, match="is too long"):
        add_listed(session, reception.event, reception.item.id, line, language="en", by="Anne")
