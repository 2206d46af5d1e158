"""Guests on the organisers' pages: a list opened, guests added, those shown written to, seats, a table to download."""

from datetime import timedelta

import pytest
from sqlmodel import select

from matchmaker.models import Category, Delegation, Guest, GuestSays, Message, ProgrammeKind
from tests.builders import factories as make
from tests.builders.pages import fields, text
from tests.builders.receptions import make_reception


@pytest.fixture
def reception(session):
    return make_reception(session, capacity=40)


@pytest.fixture
def anne(client, session, reception, as_organiser):
    as_organiser(client, make.make_staff(session, reception.event, language="en", name="Anne"))
    session.commit()
    return client


@pytest.fixture
def path(reception) -> str:
    return f"/o/{reception.event.slug}/receptions/{reception.item.id}"


def test_guests_are_invited_and_those_shown_are_reminded(anne, session, path):
    page = anne.get(path)
    invited = anne.post(f"{path}/invite", data=fields(page, "again"))
    at_once = anne.get(f"{path}?q=aino")
    for guest in session.exec(select(Guest)).all():
        guest.invited_at -= timedelta(days=1)
    session.commit()
    shown = anne.get(f"{path}?q=aino")
    reminded = [anne.post(f"{path}/invite", data=fields(shown, "again")) for _twice in range(2)]

    recipients = session.exec(select(Message.recipient).order_by(Message.id)).all()
    assert [one.status_code for one in (invited, *reminded)] == [303] * 3
    assert (len(recipients), recipients[2]) == (3, "aino@satama.example")
    assert "1 guest" in text(shown)
    assert ["Remind the 1" in text(page) for page in (at_once, shown)] == [False, True]


def test_all_of_a_category_are_put_on_the_list_by_one_tick(anne, session, reception, path):
    delegation = session.get_one(Delegation, reception.ada.delegation_id)
    other = make.make_category(session, reception.event, code="other")
    for name, category in (("Bea", session.get_one(Category, delegation.category_id)), ("Carl", other)):
        organisation = make.make_organisation(session, name)
        make.make_registration(
            session,
            make.make_delegation(session, reception.event, category, organisation),
            make.make_person(session, organisation, last_name=name),
        )
    session.commit()

    anne.post(f"{path}/people", data={"category": str(delegation.category_id)})

    names = session.exec(select(Guest.name)).all()
    assert [any(name in one for one in names) for name in ("Bea", "Carl")] == [True, False]


def test_a_flight_has_no_guests(anne, session, reception, path):
    reception.item.kind = ProgrammeKind.TRANSFER
    session.commit()

    assert anne.get(path).status_code == 404


def test_a_guest_from_outside_is_added_once_and_taken_back(anne, session, path):
    new = {"name": "Juha", "email": "juha@satama.example", "organisation": "=Satama", "language": "de"}
    added, twice = (anne.post(f"{path}/new", data=new) for _ in range(2))
    number = session.exec(select(Guest.id).where(Guest.name == "Juha")).one()
    file = anne.get(f"{path}/guests.csv?q=juha")
    ended = anne.post(f"{path}/guests/{number}/end")

    assert [one.status_code for one in (added, twice, ended)] == [303, 422, 303]
    assert ("'=Satama" in file.text, "Aino" in file.text) == (True, False)
    assert "Juha" not in text(anne.get(path))


def test_guests_are_pasted_and_a_wrong_line_keeps_the_text(anne, session, path):
    lines = "Kaja Nimb;kaja@sund.example;Sund Havn\nMikkel Aaboe"
    wrong = anne.post(f"{path}/several", data={"lines": lines, "language": "de"})
    added = anne.post(f"{path}/several", data={"lines": f"{lines};m@energi.example", "language": "de"})

    names = session.exec(select(Guest.name).order_by(Guest.id.desc()).limit(2)).all()
    assert (wrong.status_code, added.status_code, "Line 2 lacks" in wrong.text) == (422, 303, True)
    assert (fields(wrong, "lines")["lines"], names) == ([lines], ["Mikkel Aaboe", "Kaja Nimb"])


def test_who_said_no_is_listed_until_the_invitation_is_taken_back(anne, session, reception, path):
    guest = reception.guests["Aino"]
    guest.says = GuestSays.NO
    session.commit()

    before = text(anne.get(f"{path}?state=no"))
    anne.post(f"{path}/guests/{guest.id}/end")
    after = text(anne.get(f"{path}?state=no"))

    assert ("1 guest" in before, "0 guests" in after) == (True, True)


def test_who_comes_is_seated_and_a_full_table_says_so(anne, session, reception, path):
    for guest in reception.guests.values():
        guest.says = GuestSays.YES
    session.commit()
    made = anne.post(f"{path}/tables", data={"name": "Head", "seats": "1"})
    numbers = [str(one.id) for one in reception.guests.values()]
    first, second = (anne.post(f"{path}/seats", data={"guest": one, "table": "1"}) for one in numbers)
    answer = anne.get(f"{path}/seats")
    page = text(answer)

    assert [one.status_code for one in (made, first, second)] == [303] * 3
    assert ("1 of 1 seats" in page, "not enough free seats" in answer.text, "1 guest without a table" in page) == (
        True,
    ) * 3


def test_two_at_the_settings_keep_both_and_an_older_word_is_asked_about(anne, session, reception, path):
    old = fields(anne.get(f"{path}/settings"))
    saved = anne.post(f"{path}/settings", data=old | {"words_en": "Dark suit"})
    both = anne.post(f"{path}/settings", data=old | {"may_bring": "y"})
    asked = anne.post(f"{path}/settings", data=old | {"words_en": "No tie"})

    session.refresh(reception.row)
    assert [one.status_code for one in (saved, both, asked)] == [303, 303, 409]
    assert (reception.row.texts, reception.row.may_bring) == ({"en": "Dark suit"}, True)


def test_the_mail_is_read_in_the_languages_of_the_guests_before_it_leaves(anne, session, reception, path):
    reception.guests["Aino"].language, reception.guests["Ada"].language = "de", "en"
    session.commit()

    english, german, dutch = (text(anne.get(f"{path}?language={code}")) for code in ("en", "de", "nl"))

    words = ("Invitation: Reception", "Einladung: Reception")
    assert [word in english for word in words] == [True, False]
    assert [word in german for word in words] == [False, True]
    assert dutch == text(anne.get(path))
    assert session.exec(select(Message)).all() == []


def test_a_move_says_what_guests_know_and_tells_them_by_a_button(anne, session, reception, path):
    anne.post(f"{path}/invite", data=fields(anne.get(path), "again"))
    reception.guests["Aino"].says = GuestSays.YES
    session.commit()
    address = f"/o/{reception.event.slug}/structure/programme/{reception.item.id}"

    asked = anne.post(address, data=fields(anne.get(address)) | {"starts": "19:00", "ends": "21:00"})
    moved = anne.post(address, data=fields(asked))
    page = text(anne.get(path))
    releases = f"/o/{reception.event.slug}/releases"
    reminder = "2 guests of “Reception” know another time or place: publishing does not tell them."
    reminded = [reminder in text(anne.get(releases)) and f'action="{path}/moved"' in anne.get(releases).text]
    told = [anne.post(f"{path}/moved") for _twice in range(2)]
    reminded.append(reminder in text(anne.get(releases)))

    words = ("1 guest who said yes knows 18:00.", "1 guest who has not answered yet was invited for 18:00.")
    assert (asked.status_code, [word in text(asked) for word in words], moved.status_code) == (200, [True, True], 303)
    assert moved.location.endswith(path)
    assert ("2 guests were invited to another time or place." in page, told[0].status_code) == (True, 303)
    assert sorted(session.exec(select(Message.kind)).all()) == ["guest_invitation"] * 2 + ["guest_moved"] * 2
    assert "invited to another time" not in text(anne.get(path))
    assert reminded == [True, False]


def test_a_table_that_has_become_too_full_says_so(anne, session, reception, path):
    guest = reception.guests["Aino"]
    guest.says = GuestSays.YES
    session.commit()
    long = anne.post(f"{path}/tables", data={"name": "T" * 61, "seats": "8"})
    cut = anne.get(f"{path}/seats").text
    anne.post(f"{path}/tables", data={"name": "Head", "seats": "1"})
    anne.post(f"{path}/seats", data={"guest": str(guest.id), "table": "1"})
    before = text(anne.get(f"{path}/seats"))
    session.refresh(guest)
    guest.brings = True
    session.commit()

    words = "1 person more than there are seats"
    assert (long.status_code, "at most 60 characters" in cut, "TTT" in cut) == (303, True, False)
    assert (words in before, words in text(anne.get(f"{path}/seats"))) == (False, True)


def test_where_the_end_alone_changes_it_is_said_what_guests_know_of_end_and_place(anne, session, reception, path):
    anne.post(f"{path}/invite", data=fields(anne.get(path), "again"))
    session.commit()
    address = f"/o/{reception.event.slug}/structure/programme/{reception.item.id}"

    asked = text(anne.post(address, data=fields(anne.get(address)) | {"ends": "23:00"}))

    assert "were invited for 18:00–" in asked
