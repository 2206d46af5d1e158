"""The same human under another address, or for another organisation: recognised, asked, and never doubled unseen."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.history.queries import HistoryFilter, of_person, read_history
from matchmaker.history.words import what_was_done
from matchmaker.imports import Amendments, apply, preview
from matchmaker.models import Message, Organisation, Person, Registration
from tests.builders import factories
from tests.builders.imports import csv, messages, outcomes
from tests.builders.participant_lines import CHANGED, ERROR, NEW, SAME, look, take_in
from tests.builders.sessions import begin, whose

PLAIN = "organisation;category;first_name;last_name;email"
WRONG = "Quillworks;basic;Ada;Quill;ada@quilworks.example"
RIGHT = "Quillworks;basic;Ada;Quill;ada@quillworks.example"


def people(session) -> list[str]:
    return list(session.exec(select(Person.email).order_by(Person.id)))


def answered(session, event, data: bytes, **answers: str):
    numbered = {int(name[1:]): value for name, value in answers.items()}
    apply(session, event, "participants", data, amendments=Amendments(answers=numbered), name="people.csv")
    session.commit()


def said(session, event, registration_id: int) -> list[str]:
    """Return what the history of a person says, the newest first."""
    lines = read_history(session, of_person(event, registration_id), HistoryFilter()).lines
    return [what_was_done(line.entry, "en") for line in lines]


def choices(view) -> list[list[str]]:
    return [[choice.value for choice in line.choices] for line in view.questions]


def test_another_address_of_somebody_known_is_asked_about(session, event) -> None:
    take_in(session, event, csv(PLAIN, WRONG))

    view = look(session, event, csv(PLAIN, RIGHT))

    assert (outcomes(view), choices(view), view.can_apply) == ([ERROR], [["correct", "namesake"]], False)
    assert messages(view) == [(2, "Ada Quill of “Quillworks” is known with another address. Who is this?")]
    with pytest.raises(InvalidInput):
        apply(session, event, "participants", csv(PLAIN, RIGHT))


def test_the_same_person_gets_the_address_as_by_a_correction(session, event) -> None:
    take_in(session, event, csv(PLAIN, WRONG))
    person = session.exec(select(Person)).one()
    registration = session.exec(select(Registration)).one()
    key, epoch = begin(session, person), registration.feed_epoch

    answered(session, event, csv(PLAIN, RIGHT), a2="correct")

    assert people(session) == ["ada@quillworks.example"]
    assert (whose(session, key), registration.feed_epoch) == (None, epoch + 1)
    told = session.exec(select(Message.recipient).where(Message.kind == "address_left")).all()
    assert told == ["ada@quilworks.example"]
    assert outcomes(look(session, event, csv(PLAIN, RIGHT))) == [SAME]


def test_another_person_of_the_same_name_is_added(session, event) -> None:
    take_in(session, event, csv(PLAIN, WRONG))

    answered(session, event, csv(PLAIN, RIGHT), a2="namesake")

    assert people(session) == ["ada@quilworks.example", "ada@quillworks.example"]


def test_two_namesakes_who_are_both_in_the_file_are_known(session, event) -> None:
    take_in(session, event, csv(PLAIN, WRONG))
    answered(session, event, csv(PLAIN, RIGHT), a2="namesake")

    assert outcomes(look(session, event, csv(PLAIN, WRONG, RIGHT))) == [SAME, SAME]


def test_one_person_under_two_addresses_in_one_file(session, event) -> None:
    data = csv(PLAIN, WRONG, RIGHT)

    assert choices(look(session, event, data)) == [["repeated", "other"]]
    answered(session, event, data, a3="repeated")

    assert people(session) == ["ada@quilworks.example"]


def test_who_now_comes_for_another_organisation_withdraws_from_the_first(session, event) -> None:
    take_in(session, event, csv(PLAIN, RIGHT))
    moved = csv(PLAIN, "Nibtree;basic;Ada;Quill;ada@quillworks.example")
    assert choices(look(session, event, moved)) == [["moved", "both"]]

    answered(session, event, moved, a2="moved")

    rows = session.exec(
        select(Organisation.name, Registration.withdrawn_at)
        .join(Person, Person.organisation_id == Organisation.id)
        .join(Registration, Registration.person_id == Person.id)
        .order_by(Registration.id)
    ).all()
    assert [(name, at is not None) for name, at in rows] == [("Quillworks", True), ("Nibtree", False)]
    first, second = session.exec(select(Registration.id).order_by(Registration.id)).all()
    assert [said(session, event, number) for number in (first, second)] == [
        [
            "Ada Quill imported from the file “people.csv”",
            "Ada Quill moved from Quillworks to Nibtree",
            "Ada Quill withdrew from the event",
            "Ada Quill imported from the file “no name”",
        ]
    ] * 2


def test_who_comes_for_both_has_two_registrations(session, event) -> None:
    take_in(session, event, csv(PLAIN, RIGHT))
    both = csv(PLAIN, "Nibtree;basic;Ada;Quill;ada@quillworks.example")

    answered(session, event, both, a2="both")

    assert [row.withdrawn_at for row in session.exec(select(Registration))] == [None, None]
    assert outcomes(look(session, event, both)) == [SAME]


def test_a_shared_mailbox_is_no_question(session, event) -> None:
    take_in(session, event, csv(PLAIN, "Firm;basic;Jo;Lee;info@firm.example"))

    assert outcomes(look(session, event, csv(PLAIN, "Other;basic;Al;Ray;info@firm.example"))) == [NEW]


def test_a_name_that_only_another_event_knows_is_no_question(session, event) -> None:
    other = factories.make_event(session)
    factories.make_category(session, other, "basic")
    take_in(session, other, csv(PLAIN, WRONG))

    assert outcomes(preview(session, event, "participants", csv(PLAIN, RIGHT))) == [NEW]


def test_the_address_of_another_organisations_line_answers_nothing(session, event) -> None:
    take_in(session, event, csv(PLAIN, WRONG))
    both = csv(PLAIN, RIGHT, "Nibtree;basic;Ada;Quill;ada@quilworks.example")

    assert choices(look(session, event, both)) == [["correct", "namesake"], ["moved", "both"]]


def test_the_right_address_may_be_known_from_another_event(session, event) -> None:
    other = factories.make_event(session)
    factories.make_category(session, other, "basic")
    take_in(session, other, csv(PLAIN, RIGHT))
    take_in(session, event, csv(PLAIN, WRONG))
    [registration] = session.exec(select(Registration).where(Registration.event_id == event.id)).all()
    assert choices(look(session, event, csv(PLAIN, RIGHT))) == [["correct", "namesake"]]

    answered(session, event, csv(PLAIN, RIGHT), a2="correct")

    assert session.get_one(Person, registration.person_id).email == "ada@quillworks.example"
    assert len(session.exec(select(Registration).where(Registration.event_id == event.id)).all()) == 1
    told = session.exec(select(Message.recipient).where(Message.kind == "address_left")).all()
    assert told == ["ada@quilworks.example"]
    assert outcomes(look(session, event, csv(PLAIN, RIGHT))) == [SAME]


def test_two_addresses_that_a_file_has_exchanged_are_refused_with_the_right_ones(session, event) -> None:
    ada, noe = "Quillworks;basic;Ada;Quill;", "Quillworks;basic;Noé;Dupuis;"
    take_in(session, event, csv(PLAIN, f"{ada}ada@quillworks.example", f"{noe}noe@quillworks.example"))

    view = look(session, event, csv(PLAIN, f"{ada}noe@quillworks.example", f"{noe}ada@quillworks.example"))

    said = messages(view)[0][1]
    assert said.startswith("Column “email”: “noe@quillworks.example” is the address of Noé Dupuis, and Ada Quill is ")
    suggested = [cell.suggestions for line in view.lines for cell in line.cells]
    assert (outcomes(view), suggested) == ([ERROR, ERROR], [("ada@quillworks.example",), ("noe@quillworks.example",)])
    renamed = csv(PLAIN, f"{noe.replace('Dupuis', 'Martin')}noe@quillworks.example")
    assert outcomes(look(session, event, renamed)) == [CHANGED]


ALIKE = ("Dyle Tech;premium;Ada;Quill;ada@dyle.example", "Dyle Tech SA;basic;Bo;Renn;bo@dyletech.example")


def test_a_name_spelled_alike_with_another_mail_domain_is_asked_about(session, event) -> None:
    view = look(session, event, csv(PLAIN, *ALIKE))

    assert (outcomes(view), choices(view)) == ([NEW, ERROR], [["same_company", "another_company"]])
    answered(session, event, csv(PLAIN, *ALIKE), a3="another_company")
    assert sorted(session.exec(select(Organisation.name)).all()) == ["Dyle Tech", "Dyle Tech SA"]


def test_the_same_domain_says_that_it_is_the_same_company(session, event) -> None:
    view = look(session, event, csv(PLAIN, ALIKE[0], "Dyle Tech SA;premium;Bo;Renn;bo@dyle.example"))

    assert outcomes(view) == [NEW, NEW]
    assert view.lines[1].messages[0].text("en").startswith("“Dyle Tech SA” is taken for the company “Dyle Tech”.")


@pytest.mark.parametrize(
    ("known", "name", "asked"),
    [
        ("Forges & Bits", "Forges et Bits SA", True),
        ("Nivelyo", "Nivelyoo", True),
        ("Nivelyo SA", "Nivelyoo GmbH", False),
        ("Institut technique 1", "Institut technique 2", False),
        ("Ardenne Réseaux", "Ardenne Données", False),
    ],
)
def test_a_newcomer_whose_name_is_nearly_that_of_another_line_is_asked_about_once(
    session, event, known, name, asked
) -> None:
    data = csv(PLAIN, f"{known};basic;Ada;Quill;ada@x.example", *(f"{name};basic;P{n};R;p{n}@x.example" for n in "12"))

    if not asked:
        assert outcomes(look(session, event, data)) == [NEW, NEW, NEW]
        return
    assert choices(look(session, event, data)) == [["same_company", "another_company"]] * 2
    answered(session, event, data, a3="same_company")
    assert session.exec(select(Organisation.name)).all() == [known]
