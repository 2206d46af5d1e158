"""vCard 3.0 and 4.0 as written, and as an independent library reads them; the code for cameras."""

import pytest
import segno
import vobject
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.contacts import Version, qr_text, write_cards
from matchmaker.contacts.vcard import fold, number
from tests.builders.contacts import BARE, EVERYBODY, HOSTILE, contact

V3 = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Matchmaker//Contacts//EN
UID:urn:uuid:6f1b7c1e-6d0e-5d5a-9b8e-0a5b7a7f2c11
FN:Pierre Ôté
N:Ôté;Pierre;;;
ORG:Wallosoft\\, SA\\; Namur
TITLE:CTO
EMAIL;TYPE=INTERNET:pierre@wallosoft.example
TEL;TYPE=WORK,VOICE:+32470123456
URL:https://www.linkedin.com/in/pierre-%C3%B4t%C3%A9
NOTE:Forum Mobile & IP\\nThursday 11 March 2027\\, 09:30\\, Table 12
REV:2027-03-01T08:00:00Z
END:VCARD
"""
V4 = """\
BEGIN:VCARD
VERSION:4.0
PRODID:-//Matchmaker//Contacts//EN
UID:urn:uuid:6f1b7c1e-6d0e-5d5a-9b8e-0a5b7a7f2c11
FN:Pierre Ôté
N:Ôté;Pierre;;;
ORG:Wallosoft\\, SA\\; Namur
TITLE:CTO
EMAIL;TYPE=work:pierre@wallosoft.example
TEL;VALUE=uri;TYPE="work,voice":tel:+32470123456
URL:https://www.linkedin.com/in/pierre-%C3%B4t%C3%A9
LANG:fr
NOTE:Forum Mobile & IP\\nThursday 11 March 2027\\, 09:30\\, Table 12
REV:20270301T080000Z
END:VCARD
"""


def unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").decode().replace("\r\n", "\n")


@pytest.mark.parametrize(("version", "text"), [(Version.V3, V3), (Version.V4, V4)])
def test_a_card_is_written_so(version: Version, text: str) -> None:
    assert unfolded(write_cards([contact()], "en", version)) == text


def test_notes_are_in_the_language_of_the_reader() -> None:
    assert "jeudi 11 mars 2027" in unfolded(write_cards([contact()], "fr"))


def test_what_is_not_shared_leaves_no_line() -> None:
    card = unfolded(write_cards([BARE], "en"))

    assert [name for name in ("EMAIL", "TEL", "URL", "TITLE") if f"\n{name}" in card] == []


def test_another_library_reads_the_same_names() -> None:
    cards = list(vobject.readComponents(write_cards(EVERYBODY, "en").decode()))

    assert len(cards) == len(EVERYBODY)
    for card, one in zip(cards, EVERYBODY, strict=True):
        assert card.fn.value == " ".join(visible(one.name).split())
        assert card.n.value.family == " ".join(visible(one.last_name).split())
        assert card.org.value == [" ".join(visible(one.organisation).split())]
        assert len(card.contents.get("tel", [])) == bool(one.phone)
        assert card.uid.value == one.uid


def visible(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() or sign in "\r\n")


text = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


@given(first=text, last=text, organisation=text, phone=text)
@pytest.mark.parametrize("version", list(Version))
def test_no_text_can_break_out_of_its_line(
    version: Version, first: str, last: str, organisation: str, phone: str
) -> None:
    one = contact(first_name=first, last_name=last, organisation=organisation, phone=phone)

    lines = write_cards([one], "en", version).split(b"\r\n")

    names = [line.decode().partition(":")[0].partition(";")[0] for line in lines if not line.startswith(b" ")]
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    known = [
        *(
            line.partition(":")[0].partition(";")[0]
            for line in unfolded(write_cards([contact()], "en", version)).split("\n")
        )
    ]
    assert names == (known if phone else [name for name in known if name != "TEL"])


@given(line=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400))
def test_folding_loses_nothing(line: str) -> None:
    assert fold(line).replace(b"\r\n ", b"") == line.encode() + b"\r\n"


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("+32 470 12 34 56", "+32470123456"),
        ("0032 (0)470/12.34.56", "+32470123456"),
        ("02 123 45 67", "02 123 45 67"),
        ("+32 2 123 ext. 5", "+32 2 123 ext. 5"),
    ],
)
def test_numbers_that_say_their_country_are_written_as_dialled(typed: str, dialled: str) -> None:
    assert number(typed) == dialled


@given(first=text, last=text, organisation=text)
def test_the_code_of_any_name_is_small(first: str, last: str, organisation: str) -> None:
    assert len(qr_text(contact(first_name=first, last_name=last, organisation=organisation)).encode()) <= 300


@pytest.mark.parametrize("one", EVERYBODY, ids=["full", "hostile", "bare", "national"])
def test_the_code_is_small_and_a_card(one) -> None:
    found = qr_text(one)

    assert len(found.encode()) <= 300
    assert segno.make(found, error="m", encoding="utf-8").version <= 14
    card = vobject.readOne(found)
    assert card.n.value.family.startswith(one.last_name[:6])


def test_the_code_holds_what_was_ticked_as_far_as_it_fits() -> None:
    long_address = contact(email="x" * 240 + "@example.org")

    assert "EMAIL:pierre@wallosoft.example" in qr_text(contact())
    assert "TEL:+32470123456" in qr_text(contact())
    assert "EMAIL" not in qr_text(long_address)
    assert "ORG:" in qr_text(long_address)
    assert "EMAIL" not in qr_text(BARE)
    assert qr_text(HOSTILE).count("BEGIN:VCARD\r\n") == 1
