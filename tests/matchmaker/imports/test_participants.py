"""Participants: who is recognised and what changes."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.imports import apply
from matchmaker.models import Category, Delegation, Organisation, Person, Registration, Role
from tests.builders import factories
from tests.builders.imports import HEADER, changes, counts, csv, messages, outcomes, participants
from tests.builders.participant_lines import CHANGED, ERROR, NEW, SAME, ZOE, look, take_in


def test_a_full_line_fills_organisation_delegation_person_and_registration(session, event) -> None:
    data = csv(
        f"{HEADER};vat;country;website;sectors;offers;seeks;description;phone;job_title;language;languages;"
        "role;arrival;departure;max_per_day;max_in_a_row;lunch_free;agreed",
        f"{ZOE};BE 0403.019.261;Belgique;cafe.example;Services informatiques;patent-filing|Funding and venture capital;"
        "mobile-apps;Torréfacteur;+32 81 12 34 56;Gérante;français;fr|néerlandais;"
        "chef de délégation;9h30;2027-03-11 16:00;5;3;oui;oui",
    )
    take_in(session, event, data)
    organisation = session.exec(select(Organisation)).one()
    assert organisation.model_dump(
        include={"external_id", "vat", "name", "name_key", "country", "website", "sectors", "offers", "seeks"}
    ) == {
        "external_id": "A1",
        "vat": "BE0403019261",
        "name": "Café Ötzi SA",
        "name_key": "cafe otzi",
        "country": "BE",
        "website": "https://cafe.example",
        "sectors": ["it-services"],
        "offers": ["patent-filing", "funding"],
        "seeks": ["mobile-apps"],
    }
    assert {"torrefacteur", "patentanmeldungen", "octrooiaanvragen"} <= set(organisation.search_text.split())
    person = session.exec(select(Person)).one()
    assert (person.email_key, person.phone, person.job_title) == ("zoe@cafe.example", "+32 81 12 34 56", "Gérante")
    assert (person.language, person.languages) == ("fr", ["fr", "nl"])
    registration = session.exec(select(Registration)).one()
    assert (registration.role, registration.max_per_day, registration.max_in_a_row) == (Role.HEAD, 5, 3)
    assert (registration.arrives_day, f"{registration.arrives:%H:%M}") == (event.starts_on, "09:30")
    assert (registration.leaves_day, f"{registration.leaves:%H:%M}") == (factories.DAY, "16:00")
    assert registration.lunch_free
    assert registration.agreed_at is not None
    assert registration.card_done_at is not None
    delegation = session.exec(select(Delegation)).one()
    assert session.get_one(Category, delegation.category_id).code == "basic"
    assert outcomes(look(session, event, data)) == [SAME]


def test_importing_twice_changes_nothing(session, event) -> None:
    data = participants(ZOE, "A1;Café Ötzi SA;basic;Ada;Roy;ada@cafe.example", ";Firm;premium;Jo;Lee;jo@firm.example")
    assert take_in(session, event, data).new == 3
    before = counts(session)
    assert (before["organisation"], before["delegation"], before["person"], before["registration"]) == (2, 2, 3, 3)
    assert take_in(session, event, data).same == 3
    assert counts(session) == before


def test_a_preview_writes_nothing(session, event) -> None:
    before = counts(session)
    assert outcomes(look(session, event, participants(ZOE))) == [NEW]
    session.commit()
    assert counts(session) == before


def test_rows_that_are_absent_stay(session, event) -> None:
    take_in(session, event, participants(ZOE, "A2;Firm;basic;Jo;Lee;jo@firm.example"))
    before = counts(session)
    take_in(session, event, participants(ZOE))
    assert counts(session) == before


def test_a_change_shows_the_old_and_the_new_value(session, event) -> None:
    take_in(session, event, csv(HEADER + ";languages;arrival", ZOE + ";fr|en;9:00"))
    data = csv(HEADER + ";languages;arrival", "A1;Café Ötzi SRL;premium;Zoë;Weiß;zoe@cafe.example;fr|nl;10:15")
    view = look(session, event, data)
    basic, premium = session.exec(select(Category.id).order_by(Category.code)).all()
    assert outcomes(view) == [CHANGED]
    assert changes(view) == [
        (2, "arrival", "09:00", "10:15"),
        (2, "first_name", "Zoé", "Zoë"),
        (2, "languages", "fr|en", "fr|nl"),
        (2, "organisation", "Café Ötzi SA", "Café Ötzi SRL"),
        (2, "category", "basic", "premium"),
    ]
    take_in(session, event, data)
    assert session.exec(select(Delegation.category_id)).one() == premium != basic
    assert outcomes(look(session, event, data)) == [SAME]


def test_an_empty_cell_says_nothing(session, event) -> None:
    take_in(session, event, csv(HEADER + ";phone;agreed", ZOE + ";+32 81 12 34;yes"))
    view = look(session, event, csv(HEADER + ";phone;agreed", ZOE + ";;no"))
    assert (outcomes(view), changes(view)) == ([SAME], [])


@pytest.mark.parametrize(
    "line",
    [
        "A1;Another name;BE0403019261;basic;Zoé;Weiß;zoe@cafe.example",
        "A1;Café Ötzi;BE0771204438;basic;Zoé;Weiß;zoe@cafe.example",
        ";Another name;0403.019.261;basic;Zoé;Weiß;zoe@cafe.example",
        ";CAFE OTZI s.a.;;basic;Zoé;Weiß;ZOE@cafe.example",
        ";café ötzi;BE0403019261;basic;Zoé;Weiß;zoe@cafe.example",
    ],
)
def test_an_organisation_is_known_by_its_id_then_its_vat_number_then_its_name(session, event, line) -> None:
    header = "organisation_id;organisation;vat;category;first_name;last_name;email"
    take_in(session, event, csv(header, "A1;Café Ötzi SA;BE0403019261;basic;Zoé;Weiß;zoe@cafe.example"))
    before = counts(session)
    take_in(session, event, csv(header, line))
    assert counts(session) == before


def test_a_stronger_key_keeps_two_of_the_same_name_apart(session, event) -> None:
    header = "organisation_id;organisation;vat;category;first_name;last_name;email"
    data = csv(
        header,
        "A1;Groupe Mosan;;basic;Zoé;Weiß;zoe@mosan.example",
        "A2;Groupe Mosan;;basic;Ada;Roy;ada@mosan.example",
        ";Atelier;BE0403019261;basic;Jo;Lee;jo@atelier.example",
        ";Atelier;BE0771204438;basic;Jo;Lee;jo@atelier.example",
    )
    assert take_in(session, event, data).new == 4
    assert counts(session)["organisation"] == 4
    view = look(session, event, csv(header, ";Groupe Mosan;;basic;Zoé;Weiß;zoe@mosan.example"))
    assert messages(view) == [
        (
            2,
            "Several organisations are called “Groupe Mosan”. Say which one by its organisation_id or its VAT number.",
        )
    ]


def test_the_same_address_may_serve_two_people_of_two_organisations(session, event) -> None:
    data = participants(ZOE, "A2;Firm;basic;Ada;Roy;zoe@cafe.example")
    assert take_in(session, event, data).new == 2


def test_a_person_known_elsewhere_is_registered_for_this_event_as_well(session, event) -> None:
    take_in(session, event, participants(ZOE))
    other = factories.make_event(session)
    factories.make_category(session, other, "basic")
    assert outcomes(look(session, other, participants(ZOE))) == [NEW]
    take_in(session, other, participants(ZOE))
    found = counts(session)
    assert (found["organisation"], found["person"], found["registration"]) == (1, 1, 2)


def test_who_has_withdrawn_stays_so(session, event) -> None:
    take_in(session, event, participants(ZOE))
    registration = session.exec(select(Registration)).one()
    registration.withdrawn_at = registration.invited_at
    session.commit()
    view = look(session, event, participants(ZOE))
    assert [message.text("en") for message in view.lines[0].messages] == [
        "Has withdrawn from this event, and stays so."
    ]
    assert outcomes(view) == [SAME]


def test_a_line_that_says_the_same_is_left_out(session, event):
    view = look(session, event, participants(ZOE, ZOE))

    assert outcomes(view) == [NEW, SAME]
    assert [message.text("en") for message in view.lines[1].messages] == [
        "This line is left out: it says what line 2 says."
    ]


REPEATED = "This person is already on line 2. Remove one of the two lines."


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (
            "A1;Café Ötzi SA;basic;Zoe;Weiss;ZOE@cafe.example",
            "This person is already on line 2. Remove one of the two lines.",
        ),
        (
            "A1;Café Ötzi SA;basic;Ada;Roy;zoe@cafe.example",
            (
                "Column “email”: line 2 has “zoe@cafe.example” too, for another person of the organisation. "
                "Within one organisation everyone needs an address of their own."
            ),
        ),
        (
            "A1;Bar Ötzi;basic;Ada;Roy;ada@cafe.example",
            (
                "Column “organisation”: “Bar Ötzi” differs from “Café Ötzi SA” on line 2 for the same organisation. "
                "Write the same on both."
            ),
        ),
        (
            "A1;Café Ötzi SA;premium;Ada;Roy;ada@cafe.example",
            (
                "Column “category”: “premium” differs from “Basic” on line 2 for the same organisation. "
                "If it is another company, write its name in full."
            ),
        ),
    ],
)
def test_lines_that_contradict_or_repeat_each_other(session, event, second, sentence) -> None:
    view = look(session, event, participants(ZOE, second))
    assert (outcomes(view), messages(view)) == ([NEW, ERROR], [(3, sentence)])


def test_two_companies_with_one_number_can_be_mended_by_their_number(session, event) -> None:
    header = "organisation;vat;category;first_name;last_name;email"
    lines = (
        "Alpha SA;BE0403019261;basic;Zoe;Weiss;zoe@alpha.example",
        "Beta SRL;BE0403019261;basic;Al;Roy;al@beta.example",
    )

    view = look(session, event, csv(header, *lines))

    assert messages(view) == [
        (
            3,
            (
                "Column “organisation”: “Beta SRL” has the same number BE0403019261 as “Alpha SA” on line 2. "
                "Correct the number if these are two companies, or write the same name on both."
            ),
        )
    ]
    assert [cell.column for cell in view.lines[1].cells] == ["organisation", "vat"]


def test_nothing_is_written_when_one_line_of_many_is_wrong(session, event) -> None:
    before = counts(session)
    with pytest.raises(Exception, match=r"Lines in error: 3\."):
        apply(session, event, "participants", participants(ZOE, "A2;Firm;basic;Jo;Lee;wrong"))
    session.commit()
    assert counts(session) == before


def test_rows_that_exclude_each_other_are_nobody_elses_change(session, event) -> None:
    session.connection().exec_driver_sql("CREATE UNIQUE INDEX of_this_test ON person (last_name)")
    data = participants("A1;Firm;basic;Jo;Lee;jo@firm.example", "A1;Firm;basic;Al;Lee;al@firm.example")

    with pytest.raises(InvalidInput, match="exclude each other"):
        apply(session, event, "participants", data)

    session.rollback()
