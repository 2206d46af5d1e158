"""Wishes: from whom to whom, by id, VAT number or name."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.models import (
    Answer,
    Delegation,
    Event,
    KeptAnswer,
    Person,
    Registration,
    Role,
    Strength,
    Veto,
    Wish,
)
from tests.builders.imports import changes, counts, csv, messages, outcomes, participants

NEW, CHANGED, SAME, ERROR = LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.SAME, LineOutcome.ERROR
HEADER = "from;to;person;or_colleague;strength;rank;why;answer;created_at"


@pytest.fixture
def forum(session: Session, event: Event) -> Event:
    """Three organisations with one person each."""
    people = participants(
        "A1;Café Ötzi SA;basic;Zoé;Weiß;zoe@cafe.example",
        "A2;Firm;basic;Jo;Lee;jo@firm.example",
        "A3;Groupe Mosan;basic;Ada;Roy;ada@mosan.example",
    )
    apply(session, event, "participants", people)
    session.commit()
    return event


def look(session: Session, event: Event, *lines: str):
    return preview(session, event, "wishes", csv(HEADER, *lines))


def test_a_full_line(session, forum) -> None:
    data = csv(HEADER, "A1;A2;jo@firm.example;non;indispensable;3;Leur brevet;oui;2027-02-01 09:12")
    assert apply(session, forum, "wishes", data).new == 1
    wish = session.exec(select(Wish)).one()
    jo = session.exec(select(Registration.id).join(Person).where(Person.email == "jo@firm.example")).one()
    assert (wish.strength, wish.rank, wish.why, wish.person_id, wish.or_colleague) == (
        Strength.MUST,
        3,
        "Leur brevet",
        jo,
        False,
    )
    assert wish.answer is Answer.YES
    assert wish.answered_at is not None
    assert wish.created_at == datetime(2027, 2, 1, 8, 12, tzinfo=UTC)
    assert apply(session, forum, "wishes", data).same == 1


@pytest.mark.parametrize("name", ["A2", "firm", "FIRM s.r.l."])
def test_an_organisation_is_named_by_its_id_or_its_name(session, forum, name) -> None:
    apply(session, forum, "wishes", csv("de;à", f"Groupe Mosan;{name}"))
    assert outcomes(preview(session, forum, "wishes", csv("de;à", "A3;A2"))) == [SAME]


def test_ranks_follow_the_order_of_the_file_where_none_is_given(session, forum) -> None:
    apply(session, forum, "wishes", csv("from;to", "A1;A3", "A2;A1", "A1;A2"))
    ranks = session.exec(select(Wish.rank).order_by(Wish.from_id, Wish.rank)).all()
    assert ranks == [1, 2, 1]


@pytest.mark.parametrize(
    ("strength", "answer"),
    [
        ("si possible", "s'il y a de la place"),
        ("Indien mogelijk", "als er plaats is"),
        ("wenn moglich", "Wenn Platz ist"),
    ],
)
def test_the_words_of_the_pages_are_read_in_every_language(session, forum, strength, answer) -> None:
    apply(session, forum, "wishes", csv(HEADER, f"A1;A2;;;{strength};1;;{answer};"))

    wish = session.exec(select(Wish)).one()
    assert (wish.strength, wish.answer) == (Strength.OPEN, Answer.IF_ROOM)


def test_a_word_that_is_not_known_is_answered_in_the_language_of_the_reader(session, forum) -> None:
    (line,) = look(session, forum, "A1;A2;;;beaucoup;1;;;").lines

    said = line.messages[0].text("fr").replace("\u00a0", " ")
    assert said.endswith("Écrivez une de ces valeurs : indispensable, souhaité, si possible.")
    assert line.messages[0].suggestions == ("must", "want", "open")


def test_a_change_of_strength_and_answer_is_shown(session, forum) -> None:
    apply(session, forum, "wishes", csv(HEADER, "A1;A2;;;want;1;;yes;"))
    view = look(session, forum, "A1;A2;;;must;1;;none;")
    assert (outcomes(view), changes(view)) == (
        [CHANGED],
        [(2, "strength", "want", "must"), (2, "answer", "yes", "none")],
    )
    apply(session, forum, "wishes", csv(HEADER, "A1;A2;;;must;1;;none;"))
    assert session.exec(select(Wish.answered_at)).one() is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "A1;Café Ötzi;;;;;;;",
            "A wish cannot be for oneself. Correct an organisation, or remove the line.",
        ),
        (
            "A1;Group Mosane;;;;;;;",
            (
                "Column “to”: “Group Mosane” takes no part in this event. Did you mean “Groupe Mosan”? "
                "Write the organisation_id, the VAT number or the name as it is among the participants."
            ),
        ),
        (
            "Zzz;A2;;;;;;;",
            "Column “from”: “Zzz” takes no part in this event. Import the participants first, or correct the name.",
        ),
        (
            "A1;A2;ada@mosan.example;;;;;;",
            "Column “person”: nobody of the organisation wished for has the address “ada@mosan.example”.",
        ),
        ("A1;A2;;;strongly;;;;", "Column “strength”: “strongly” is unknown. Write one of: must, want, open."),
        (
            "A1;A2;;;;0;;;",
            "Column “rank”: “0” is not usable. Write a whole number between 1 and 999, or leave it empty.",
        ),
        (
            "A1;A2;;;;;;;tomorrow",
            "Column “created_at”: “tomorrow” is not a time. Write it like 14:00 or 2027-03-11 14:00.",
        ),
    ],
)
def test_a_line_that_cannot_be_used(session, forum, line, sentence) -> None:
    before = counts(session)
    view = look(session, forum, line)
    assert (outcomes(view), messages(view)) == ([ERROR], [(2, sentence)])
    assert counts(session) == before


def test_a_wish_given_twice_is_told(session, forum) -> None:
    view = look(session, forum, "A1;A2;;;;;;;", "Café Ötzi;Firm;;;;;;;")
    assert (outcomes(view), messages(view)) == (
        [NEW, ERROR],
        [(3, "This wish is already on line 2. Remove one of the two lines.")],
    )


def test_who_is_named_and_has_not_agreed_yet_is_said(session, forum) -> None:
    named = "A1;A2;jo@firm.example;;;;;;"
    jo = session.exec(select(Registration).join(Person).where(Person.email == "jo@firm.example")).one()
    before = look(session, forum, named)
    jo.agreed_at = clock.now()
    session.flush()

    said = [(2, "“jo@firm.example” has not agreed to take part yet.")]
    assert (messages(before), messages(look(session, forum, named))) == (said, [])
    assert (outcomes(before), apply(session, forum, "wishes", csv(HEADER, named)).new) == ([NEW], 1)


@pytest.mark.parametrize("why", ["withdrawn", "has no meetings"])
def test_who_cannot_be_met_is_not_named(session, forum, why) -> None:
    jo = session.exec(select(Registration).join(Person).where(Person.email == "jo@firm.example")).one()
    if why == "withdrawn":
        jo.withdrawn_at = clock.now()
    else:
        jo.role = Role.INTERPRETER
    session.flush()

    view = look(session, forum, "A1;A2;jo@firm.example;;;;;;")

    said = [(2, "Column “person”: “jo@firm.example” cannot be met. Name a colleague or nobody.")]
    assert (outcomes(view), messages(view)) == ([ERROR], said)


def test_a_wish_beside_an_own_veto_is_not_written_and_reads_as_any_line_that_changes_nothing(session, forum) -> None:
    apply(session, forum, "wishes", csv(HEADER, "A3;A2;;;want;1;;;"))
    ours, theirs = session.exec(select(Delegation.id).order_by(Delegation.id)).all()[:2]
    session.add(Veto(event_id=forum.id, from_id=ours, against_id=theirs))
    session.commit()
    lines = ("A1;A2;;;must;1;Leur brevet;no;", "A2;A1;;;want;1;;;", "A3;A2;;;want;1;;;")

    view = look(session, forum, *lines)
    done = apply(session, forum, "wishes", csv(HEADER, *lines))

    vetoed, _theirs, repeated = view.lines
    assert (outcomes(view), done.new, done.same) == ([SAME, NEW, SAME], 1, 2)
    assert (vetoed.changes, vetoed.messages) == (repeated.changes, repeated.messages) == ((), ())
    pairs = session.exec(select(Wish.from_id, Wish.to_id)).all()
    assert ((ours, theirs) in pairs, (theirs, ours) in pairs) == (False, True)
    assert session.exec(select(KeptAnswer)).all() == []
