"""What an organiser could do to others by a file: nothing to another community, no renaming by a borrowed id."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.imports import LineOutcome, apply, load_folder, preview
from matchmaker.models import Community, Event, Organisation, Person, Registration
from tests.builders import factories as make
from tests.builders.imports import HEADER, changes, counts, csv, messages, outcomes, participants
from tests.builders.paths import TINY

VAT_HEADER = "organisation_id;organisation;vat;category;first_name;last_name;email"
WITH_PHONE = HEADER + ";phone"
ZOE = "A1;Café Ötzi SA;basic;Zoé;Weiß;zoe@cafe.example"


def event_in(session, community) -> Event:
    event = make.make_event(session, community)
    make.make_category(session, event, "basic")
    return event


@pytest.fixture
def elsewhere(session, event) -> Event:
    """An event of another community, at which Zoé of Café Ötzi takes part."""
    elsewhere = event_in(session, make.make_community(session))
    apply(session, elsewhere, "participants", csv(WITH_PHONE, ZOE + ";+32 81 12 34 56"))
    session.commit()
    return elsewhere


def everything(session, community_id: int) -> list[dict]:
    session.expire_all()
    organisations = session.exec(select(Organisation).where(Organisation.community_id == community_id)).all()
    people = session.exec(
        select(Person).where(Person.organisation_id.in_([organisation.id for organisation in organisations]))
    ).all()
    return [row.model_dump() for row in (*organisations, *people)]


@pytest.mark.parametrize(
    "line",
    [
        "A1;Renamed;BE0403019261;basic;Zoé;Weiß;zoe@cafe.example",
        ";Café Ötzi;;basic;Mallory;Weiß;zoe@cafe.example",
        "A1;Café Ötzi SA;;basic;Mallory;Weiß;mallory@cafe.example",
    ],
)
def test_a_file_neither_sees_nor_changes_another_community(session, event, elsewhere, line):
    theirs = everything(session, elsewhere.community_id)
    view = preview(session, event, "participants", csv(VAT_HEADER, line))
    apply(session, event, "participants", csv(VAT_HEADER, line))
    session.commit()

    assert (outcomes(view), changes(view), messages(view)) == ([LineOutcome.NEW], [], [])
    assert everything(session, elsewhere.community_id) == theirs
    [organisation] = session.exec(select(Organisation).where(Organisation.community_id == event.community_id)).all()
    assert organisation.external_id == (line[:2] if line[0] == "A" else None)


def test_the_same_company_is_known_within_a_community(session, elsewhere):
    sister = event_in(session, session.get_one(Community, elsewhere.community_id))
    before = counts(session)
    apply(session, sister, "participants", participants(ZOE))

    after = counts(session)
    assert (after["organisation"], after["person"]) == (before["organisation"], before["person"])
    assert after["registration"] == before["registration"] + 1


def test_a_preview_shows_no_telephone_number_that_the_file_does_not_hold(session, elsewhere):
    sister = event_in(session, session.get_one(Community, elsewhere.community_id))
    view = preview(session, sister, "participants", csv(WITH_PHONE, ZOE + ";+32 81 00 00 00"))

    assert changes(view) == [(2, "phone", "•••", "+32 81 00 00 00")]


def test_names_of_another_community_are_no_hint(session, event, elsewhere):
    view = preview(session, event, "wishes", csv("from;to", "Café Otzi;A1"))

    assert "Ötzi" not in str(messages(view))
    assert outcomes(view) == [LineOutcome.ERROR]


@pytest.mark.parametrize(
    ("known", "line", "way_out"),
    [
        ("", "A1;Another name;", "first import its VAT number"),
        ("", "A1;Another name;BE0771204438", "first import its VAT number"),
        ("BE0403019261", "A1;Another name;", "write its VAT number on this line"),
        ("BE0403019261", "A1;Another name;BE0771204438", "write its VAT number on this line"),
    ],
)
def test_an_id_alone_renames_no_company(session, event, known, line, way_out):
    rest = "basic;Zoé;Weiß;zoe@cafe.example"
    apply(session, event, "participants", csv(VAT_HEADER, f"A1;Café Ötzi SA;{known};{rest}"))
    session.commit()
    before = everything(session, event.community_id)
    data = csv(VAT_HEADER, f"{line};{rest}")

    [(number, said)] = messages(preview(session, event, "participants", data))
    assert (number, said.startswith("The id “A1” belongs to “Café Ötzi SA”.")) == (2, True)
    assert way_out in said
    assert known not in said or not known
    with pytest.raises(InvalidInput):
        apply(session, event, "participants", data)
    assert everything(session, event.community_id) == before


@pytest.mark.parametrize(
    ("line", "name", "vat"),
    [
        ("A1;CAFE OTZI s.a.;", "CAFE OTZI s.a.", "BE0403019261"),
        ("A1;Ötzi Group;BE0403019261", "Ötzi Group", "BE0403019261"),
        ("A1;Café Ötzi;BE0771204438", "Café Ötzi", "BE0771204438"),
    ],
)
def test_an_id_with_the_name_or_the_vat_number_is_an_update(session, event, line, name, vat):
    rest = "basic;Zoé;Weiß;zoe@cafe.example"
    apply(session, event, "participants", csv(VAT_HEADER, f"A1;Café Ötzi SA;BE0403019261;{rest}"))
    apply(session, event, "participants", csv(VAT_HEADER, f"{line};{rest}"))

    assert [(row.name, row.vat) for row in session.exec(select(Organisation))] == [(name, vat)]


def test_a_folder_does_not_touch_the_event_of_another_community(session):
    first, second = make.make_community(session), make.make_community(session)
    event = load_folder(session, TINY, community=first.slug)
    session.commit()
    before = counts(session)

    with pytest.raises(InvalidInput, match="Another community"):
        load_folder(session, TINY, community=second.slug)
    session.rollback()
    assert counts(session) == before
    assert load_folder(session, TINY) == event
    event.slug = "another"
    with pytest.raises(InvalidInput, match="several communities"):
        load_folder(session, TINY)
    assert session.exec(select(Registration)).first() is not None
