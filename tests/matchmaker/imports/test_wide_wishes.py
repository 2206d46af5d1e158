"""Wide sheets of wishes: a column for each choice."""

import pytest
from sqlmodel import select

from matchmaker.imports import LineOutcome, apply, preview
from matchmaker.imports.choices import choices
from matchmaker.models import Event, Organisation, Wish
from tests.builders import factories as make
from tests.builders.imports import csv, messages, outcomes


@pytest.fixture
def firms(session, event) -> Event:
    """Alpha, Beta and Gamma take part."""
    category = make.make_category(session, event, "gold")
    for number, name in enumerate(("Alpha", "Beta", "Gamma"), start=1):
        make.make_delegation(session, event, category, make.make_organisation(session, name, external_id=f"H{number}"))
    session.commit()
    return event


def wishes(session) -> list[tuple[str, str, int]]:
    names = dict(session.exec(select(Organisation.id, Organisation.name)).all())
    delegations = dict(session.exec(select(make.Delegation.id, make.Delegation.organisation_id)).all())
    return [
        (names[delegations[wish.from_id]], names[delegations[wish.to_id]], wish.rank)
        for wish in session.exec(select(Wish).order_by(Wish.id))
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Company,1st choice,2nd choice",
        "Name,Prof1,Prof2",
        "Société,Choix 1,Choix 2",
        "Société,Premier choix,Deuxième choix",
        "Bedrijf,Wens 1,Wens 2",
        "Bedrijf,1ste keuze,2de keuze",
        "Firma,Erstwunsch,Zweitwunsch",
        "Firma,1. Wunsch,2. Wunsch",
        "Participant,Priorité n° 1,Priorité n° 2",
        "organisation_id,Which companies? [Rank 1],Which companies? [Rank 2]",
    ],
)
def test_each_choice_is_a_wish_with_its_rank(session, firms, header) -> None:
    data = csv(header, "H1,Beta,H3", "Beta,,Alpha", "Gamma,,")
    view = preview(session, firms, "wishes", data)
    apply(session, firms, "wishes", data)

    assert [line.name for line in view.lines] == ["H1 → Beta", "H1 → H3", "Beta → Alpha"]
    assert [notice.text("en") for notice in view.notices] == ["Left out, because they have no choice: lines 4."]
    assert wishes(session) == [("Alpha", "Beta", 1), ("Alpha", "Gamma", 2), ("Beta", "Alpha", 2)]


def test_a_wide_sheet_imported_again_changes_nothing(session, firms) -> None:
    data = csv("Company,Choice 1,Choice 2", "Alpha,Beta,Gamma")
    apply(session, firms, "wishes", data)

    assert outcomes(preview(session, firms, "wishes", data)) == [LineOutcome.SAME, LineOutcome.SAME]


def test_an_error_names_the_column_of_the_choice(session, firms) -> None:
    view = preview(session, firms, "wishes", csv("Société,Choix 1,Choix 2", "Alpha,Beta,Betta"))

    assert [(number, sentence.partition(".")[0]) for number, sentence in messages(view)] == [
        (2, "Column “Choix 2”: “Betta” takes no part in this event")
    ]


@pytest.mark.parametrize(
    ("headers", "places"),
    [
        (["company", "Choice 3", "Choice 1", "Choice 2"], (2, 3, 1)),
        (["société", "Priorité 1"], (1,)),
        (["company", "Phone 2", "Phone 3"], ()),
        (["from", "to", "rank"], ()),
        (["company", "2027", "2028"], ()),
    ],
)
def test_choices_are_recognised_by_word_and_number(headers, places) -> None:
    assert choices(headers) == places
