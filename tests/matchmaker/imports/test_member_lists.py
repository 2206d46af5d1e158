"""A list of members: previewed line by line, applied whole or not at all."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.imports.commands.member_lists import apply_member_list, find_member_list, keep_member_list
from matchmaker.imports.members import preview_members
from matchmaker.imports.preview import LineOutcome
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


def take_in(session, community, data: bytes):
    staff = make.make_staff(session)
    upload = keep_member_list(session, community, staff_id=staff.id, filename="m.csv", data=data)
    return apply_member_list(session, community, upload, actor="Mia")


def test_a_messy_list_is_taken_in_and_changes_nothing_the_second_time(session, community):
    alpha = make_member(session, "Alpha SA", tier="Basic", ends_on=date(2026, 12, 31), tags=("Founder",))
    data = csv(
        "ALPHA;;5000;premium;1/1/2027;31/12/2027;founder, export;Zoé;zoe@alpha.example",
        "Alpha;;;;;;;Max;max@alpha.example",
        "=Béta;BE0403019261;4000;Basic;2027-01-01;;;;",
    )

    view = preview_members(session, community, data)
    assert [(line.name, line.outcome) for line in view.lines] == [
        ("ALPHA", LineOutcome.CHANGED),
        ("Alpha", LineOutcome.ERROR),
        ("=Béta", LineOutcome.NEW),
    ]
    data = data.replace(b"\nAlpha;", b"\nALPHA;")
    assert take_in(session, community, data).total == 3

    member = read_member(session, community, alpha.id, TODAY)
    assert [(one.tier, str(one.starts_on), str(one.ends_on)) for one in member.periods] == [
        ("Premium", "2027-01-01", "2027-12-31"),
        ("Basic", "2026-01-01", "2026-12-31"),
    ]
    assert (member.tags, [one.name for one in member.contacts]) == (("Founder", "export"), ["Max", "Zoé"])
    assert (alpha.town, alpha.latitude) == ("Namur", 50.4687)
    counts = [len(session.exec(select(table)).all()) for table in (Organisation, TierPeriod, MemberTag, MemberContact)]
    assert take_in(session, community, data).total == 0
    assert [
        len(session.exec(select(table)).all()) for table in (Organisation, TierPeriod, MemberTag, MemberContact)
    ] == counts


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Alpha;;;Gold;2027-01-01;;;;", "Gold"),
        ("Alpha;;;Basic;;;;;", "From when is it a member"),
        ("Alpha;;;Basic;2027-02-01;2027-01-01;;;", "lies before the first day"),
        ("Alpha;;;Basic;2026-06-01;;;;", "another membership"),
        ("Alpha;none at all;;;;;;;", "VAT"),
        ("Alpha;;;;;;;Zoé;nobody", "e-mail address"),
        (f"{'x' * 300};;;;;;;;", "signs"),
        (";;5000;;;;;;", "is empty"),
        ("Alpha;;;Basic;0000-99-99;;;;", "membre depuis"),
    ],
)
def test_a_line_in_error_stops_the_whole_list(session, community, line, sentence):
    make_member(session, "Alpha", tier="Basic", ends_on=date(2026, 12, 31))
    data = csv("Beta;;;;;;;;", line)

    [error] = [one for one in preview_members(session, community, data).lines if one.outcome is LineOutcome.ERROR]
    assert sentence in " ".join(message.text("en") for message in error.messages)
    with pytest.raises(InvalidInput):
        take_in(session, community, data)
    assert [one.name for one in session.exec(select(Organisation))] == ["Alpha"]


def test_a_list_is_for_the_one_who_chose_it_within_the_hour(session, community):
    mia, max_ = make.make_staff(session), make.make_staff(session)
    upload = keep_member_list(session, community, staff_id=mia.id, filename="m.csv", data=csv("Beta;;;;;;;;"))

    assert find_member_list(session, community, staff_id=mia.id, upload_id=upload.id) is upload
    with pytest.raises(NotFound):
        find_member_list(session, community, staff_id=max_.id, upload_id=upload.id)
    upload.created_at = clock.now() - timedelta(hours=2)
    session.flush()
    with pytest.raises(NotFound):
        find_member_list(session, community, staff_id=mia.id, upload_id=upload.id)
