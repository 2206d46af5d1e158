"""A list of members: previewed line by line, applied whole or not at all."""

from datetime import date

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.imports import Amendments, LineOutcome, apply, preview
from matchmaker.imports.amendments import NONE
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.importer import MEMBERS
from matchmaker.imports.mapping import ColumnMapping
from matchmaker.imports.queries.undo import open_imports, plan_undo
from matchmaker.imports.remembered import Reading, constant_values
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.members.queries.member import read_member
from matchmaker.models import Community, MemberContact, MemberTag, Organisation, TierPeriod
from tests.builders import factories as make
from tests.builders.members import TODAY, make_member

HEADER = "société;TVA;code postal;niveau;membre depuis;membre jusqu’au;étiquettes;contact;e-mail"


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


def csv(*lines: str) -> bytes:
    return "\n".join(("Membres 2027;;;;;;;;", HEADER, *lines)).encode()


def look(session, community, data: bytes, amendments: Amendments = NONE):
    return preview(session, community, MEMBERS, data, amendments=amendments)


def take_in(session, community, data: bytes, amendments: Amendments = NONE) -> int:
    outcome = apply(session, community, MEMBERS, data, amendments=amendments, actor="Mia")
    return outcome.new + outcome.changed


def test_a_messy_list_is_taken_in_and_changes_nothing_the_second_time(session, community):
    alpha = make_member(session, "Alpha SA", tier="Basic", ends_on=date(2026, 12, 31), tags=("Founder",))
    data = csv(
        "ALPHA;;5000;premium;1/1/2027;31/12/2027;founder, export;Zoé;zoe@alpha.example",
        "Alpha;;;;;;;Max;max@alpha.example",
        "=Béta;BE0403019261;4000;Basic;2027-01-01;;;;",
    )

    view = look(session, community, data)
    assert [(line.name, line.outcome) for line in view.lines] == [
        ("ALPHA", LineOutcome.CHANGED),
        ("Alpha", LineOutcome.CHANGED),
        ("=Béta", LineOutcome.NEW),
    ]
    data = data.replace(b"\nAlpha;", b"\nALPHA;")
    assert take_in(session, community, data) == 3

    member = read_member(session, community, alpha.id, TODAY)
    assert [(one.tier, str(one.starts_on), str(one.ends_on)) for one in member.periods] == [
        ("Premium", "2027-01-01", "2027-12-31"),
        ("Basic", "2026-01-01", "2026-12-31"),
    ]
    assert (member.tags, [one.name for one in member.contacts]) == (("Founder", "export"), ["Max", "Zoé"])
    assert (alpha.town, alpha.latitude) == ("Namur", 50.4687)
    counts = [len(session.exec(select(table)).all()) for table in (Organisation, TierPeriod, MemberTag, MemberContact)]
    assert take_in(session, community, data) == 0
    assert [
        len(session.exec(select(table)).all()) for table in (Organisation, TierPeriod, MemberTag, MemberContact)
    ] == counts


def test_a_list_without_dates_has_one_first_day_and_one_level_for_all(session, community):
    since = constant_values(session, community)["member_since"][0]
    mapping = ColumnMapping(("organisation",), {"tier": "Premium", "member_since": since})

    view = preview(session, community, MEMBERS, b"Membre\nAlpha\nBeta\n", reading=Reading(mapping=mapping))

    assert [(line.outcome, [change.new for change in line.changes]) for line in view.lines] == [
        (LineOutcome.NEW, ["Premium", date.fromisoformat(since)])
    ] * 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Alpha;;;Gold;2027-01-01;;;;", "Gold"),
        ("Alpha;;;Basic;;;;;", "From when is it a member"),
        ("Alpha;;;Basic;2027-02-01;2027-01-01;;;", "lies before the first day"),
        ("Alpha;;;Basic;2026-06-01;;;;", "another membership"),
        ("Alpha;none at all;;;;;;;", "VAT"),
        ("Alpha;;;;;;;Zoé;nobody", "e-mail address"),
        (f"{'x' * 300};;;;;;;;", "characters"),
        (";;5000;;;;;;", "is empty"),
        ("Alpha;;;Basic;0000-99-99;;;;", "membre depuis"),
        ("Alpha;;;Basic;1899-12-31;;;;", "is not a date"),
    ],
)
def test_a_line_in_error_stops_the_whole_list(session, community, line, sentence):
    make_member(session, "Alpha", tier="Basic", ends_on=date(2026, 12, 31))
    data = csv("Beta;;;;;;;;", line)

    [error] = [one for one in look(session, community, data).lines if one.outcome is LineOutcome.ERROR]
    assert sentence in " ".join(message.text("en") for message in error.messages)
    with pytest.raises(InvalidInput):
        take_in(session, community, data)
    assert [one.name for one in session.exec(select(Organisation))] == ["Alpha"]


def test_a_newcomer_says_what_is_written_and_whether_it_is_a_member_spelled_otherwise(session, community):
    nivelyo = make_member(session, "Nivelyo")
    data = csv("Nivelyoo;;5000;;;;;;", "Béta;;4000;Basic;2027-01-01;;=export;Zoé;zoe@beta.example")

    first, second = look(session, community, data).lines
    assert (first.outcome, [one.value for one in first.choices]) == (
        LineOutcome.ERROR,
        ["same_company", "another_company"],
    )
    assert [(one.column, one.new) for one in second.changes] == [
        ("code postal", "4000"),
        ("niveau", "Basic"),
        ("membre depuis", date(2027, 1, 1)),
        ("étiquettes", "=export"),
        ("contact", "Zoé"),
        ("e-mail", "zoe@beta.example"),
    ]
    line = first.number
    assert (
        look(session, community, data, Amendments(answers={line: "another_company"})).lines[0].outcome
        is LineOutcome.NEW
    )
    assert take_in(session, community, data, Amendments(answers={line: "same_company"})) == 2
    assert (nivelyo.name, nivelyo.postcode) == ("Nivelyo", "5000")


def test_a_list_is_of_a_community_and_no_file_of_an_event(session, community):
    with pytest.raises(NotFound):
        preview(session, make.make_event(session, community), MEMBERS, csv("Beta;;;;;;;;"))
    with pytest.raises(NotFound):
        preview(session, community, "participants", csv("Beta;;;;;;;;"))


def test_the_undo_of_a_list_keeps_what_was_used_since(session, community):
    alpha = make_member(session, "Alpha", tier="Basic", ends_on=date(2026, 12, 31))
    event = make.make_event(session, community)
    data = csv("Alpha;;5000;Premium;2027-01-01;;export;;", "Beta;;;Basic;2027-01-01;;;Zoé;z@x.example", "Gamma;;;;;;;;")
    take_in(session, community, data)
    beta = session.exec(select(Organisation).where(Organisation.name == "Beta")).one()
    make.make_delegation(session, event, make.make_category(session, event), beta)
    batch = open_imports(session, community, clock.now() - UNDONE_WITHIN)[0]

    plan = plan_undo(session, batch)
    with pytest.raises(NotFound):
        undo_import(session, make.make_community(session), batch.id, seen=plan.digest, actor="Mia")
    undo_import(session, community, batch.id, seen=plan.digest, actor="Mia")

    assert [one.name for one in session.exec(select(Organisation).order_by(Organisation.name))] == ["Alpha", "Beta"]
    assert (alpha.postcode, read_member(session, community, alpha.id, TODAY).tags) == ("", ())
    assert [str(one.starts_on) for one in read_member(session, community, alpha.id, TODAY).periods] == ["2026-01-01"]
