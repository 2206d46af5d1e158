"""Memberships by periods, contacts, settings, and the reminders of renewals."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest
import time_machine
from sqlmodel import select

from matchmaker.base.db import transaction
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.members.commands.contacts import ContactRecord, remove_contact, save_contact
from matchmaker.members.commands.periods import remove_period, save_period
from matchmaker.members.commands.renewals import remind, remind_shown, save_words
from matchmaker.members.commands.settings import save_settings
from matchmaker.members.jobs import remind_due
from matchmaker.members.queries.member import contact_token, read_member
from matchmaker.members.queries.renewals import read_renewals, renewals_token
from matchmaker.members.rules.membership import following, usual_end
from matchmaker.members.rules.renewals import words_token
from matchmaker.members.rules.settings import MemberSettings, origin
from matchmaker.models import Act, Community, MemberContact, Message, TierPeriod
from tests.builders import factories as make
from tests.builders.history import trail
from tests.builders.members import TODAY, make_member


@pytest.fixture
def community(session) -> Community:
    return make.home(session)


def spans(session, community, member) -> list[tuple[str, str, str]]:
    periods = read_member(session, community, member.id, TODAY).periods
    return [(one.tier, str(one.starts_on), str(one.ends_on)) for one in periods]


def shown(session, community, member) -> str:
    return read_member(session, community, member.id, TODAY).periods_shown


def add(session, community, member, starts_on, ends_on, **values) -> TierPeriod:
    plain = {"tier": "Basic", "shown": shown(session, community, member), "actor": "Mia"}
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return save_period(session, community, member.id, values.pop("period_id", None), **days, **plain | values)


def test_periods_are_added_changed_and_removed(session, community):
    member = make_member(session, "Alpha")
    first = add(session, community, member, date(2026, 1, 1), date(2026, 12, 31))

    add(session, community, member, date(2027, 1, 1), date(2027, 12, 31))
    add(session, community, member, date(2026, 2, 1), date(2026, 12, 31), period_id=first.id, tier="Premium")

    assert spans(session, community, member) == [
        ("Basic", "2027-01-01", "2027-12-31"),
        ("Premium", "2026-02-01", "2026-12-31"),
    ]
    remove_period(session, community, member.id, first.id, shown=shown(session, community, member), actor="Mia")
    assert spans(session, community, member) == [("Basic", "2027-01-01", "2027-12-31")]


def test_no_two_periods_share_a_day(session, community):
    member = make_member(session, "Alpha", tier="Basic", ends_on=date(2026, 12, 31))
    for values in (
        (date(2026, 12, 31), None),
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2027, 2, 1), date(2027, 1, 1)),
    ):
        with pytest.raises(InvalidInput):
            add(session, community, member, *values)
    with pytest.raises(InvalidInput):
        add(session, community, member, date(2027, 1, 1), None, tier="Gold")
    with pytest.raises(Stale):
        add(session, community, member, date(2027, 1, 1), None, shown="older")
    with pytest.raises(NotFound):
        add(session, community, member, date(2027, 1, 1), None, period_id=999999)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "renewed"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2024, 12, 3), date(2026, 12, 23), (date(2026, 12, 24), date(2027, 12, 23))),
        (date(2026, 1, 1), date(2028, 2, 28), (date(2028, 2, 29), date(2029, 2, 28))),
        (date(2026, 1, 1), None, None),
        (date(2026, 1, 1), date(9999, 12, 30), None),
        (date(1, 1, 1), date(9999, 12, 31), None),
    ],
)
def test_the_year_after_is_proposed_as_a_renewal(starts_on, ends_on, renewed):
    assert following(TierPeriod(organisation_id=1, tier="Basic", starts_on=starts_on, ends_on=ends_on)) == renewed


def test_a_new_membership_is_proposed_until_most_others_end():
    others = [date(2026, 12, 31), date(2027, 12, 31), date(2027, 3, 14)]

    assert [usual_end(others, date(2026, *day)) for day in ((2, 1), (7, 2), (11, 29))] == [
        date(2026, 12, 31),
        date(2027, 12, 31),
        date(2027, 12, 31),
    ]
    assert usual_end([], date(2026, 11, 29)) == date(2027, 11, 28)


def test_contacts_are_kept(session, community):
    member = make_member(session, "Alpha")
    zoe = save_contact(session, community, member.id, None, ContactRecord(name="Zoé", email="Zoe@x.example"), actor="M")
    save_contact(
        session,
        community,
        member.id,
        zoe.id,
        ContactRecord(name="Zoé L", email="zoe@x.example", phone="+32 81 1"),
        shown=contact_token(zoe),
        actor="M",
    )

    assert [(one.name, one.phone) for one in read_member(session, community, member.id, TODAY).contacts] == [
        ("Zoé L", "+32 81 1")
    ]
    for values in ({"name": " "}, {"email": "x"}, {"email": "ZOE@x.example"}, {"phone": "call me"}):
        record = ContactRecord(**{"name": "Max", "email": "max@x.example"} | values)
        with pytest.raises(InvalidInput):
            save_contact(session, community, member.id, None, record, actor="M")
    other = make_member(session, "Beta")
    for command in (save_contact, remove_contact):
        rest = (ContactRecord(name="M", email="m@x.example"),) if command is save_contact else ()
        with pytest.raises(NotFound):
            command(session, community, other.id, zoe.id, *rest, shown=contact_token(zoe), actor="M")
        with pytest.raises(Stale):
            command(session, community, member.id, zoe.id, *rest, shown="older", actor="M")
    remove_contact(session, community, member.id, zoe.id, shown=contact_token(zoe), actor="M")
    assert read_member(session, community, member.id, TODAY).contacts == ()


def test_each_contact_is_reminded_of_a_renewal_once(session, community):
    end = date(2027, 3, 31)
    make_member(session, "Alpha", tier="Basic", ends_on=end, contacts=("ada@x.example", "bob@x.example"))
    make_member(session, "Later", tier="Basic", ends_on=date(2028, 3, 31), contacts=("eve@x.example",))
    renewed = make_member(session, "Renewed", tier="Basic", ends_on=end, contacts=("eve@y.example",))
    add(session, community, renewed, date(2027, 4, 1), None)
    make_member(session, "Away", make.make_community(session), tier="Basic", ends_on=end, contacts=("a@z.example",))

    assert remind(session, community, read_renewals(session, community, TODAY), actor="Mia") == 2
    assert remind(session, community, read_renewals(session, community, TODAY), actor="Mia") == 0

    mails = session.exec(select(Message).order_by(Message.recipient)).all()
    assert [(mail.recipient, mail.subject) for mail in mails] == [
        ("ada@x.example", "Membership of Alpha: until 31 March 2027"),
        ("bob@x.example", "Membership of Alpha: until 31 March 2027"),
    ]
    [renewal] = read_renewals(session, community, TODAY)
    assert (renewal.name, renewal.to_remind, renewal.reminded) == ("Alpha", (), 2)
    bob = session.exec(select(MemberContact).where(MemberContact.email == "bob@x.example")).one()
    bob.email = bob.email_key = "bea@x.example"  # somebody else follows
    session.flush()
    [renewal] = read_renewals(session, community, TODAY)
    assert (renewal.to_remind, renewal.reminded) == ((bob,), 1)
    assert [one.name for one in read_renewals(session, community, TODAY, 730)] == ["Alpha", "Later"]


def test_of_several_who_remind_at_once_one_does(session, community, database_url):
    contacts = ("ada@x.example", "bob@x.example")
    make_member(session, "Alpha", tier="Basic", ends_on=date(2027, 3, 31), contacts=contacts)
    token, number = renewals_token(read_renewals(session, community, TODAY), community.renewal_words), community.id
    session.commit()

    def confirm(_: int) -> int:
        with suppress(Stale), transaction(database_url) as own:
            return remind_shown(own, own.get_one(Community, number), TODAY, shown=token, actor="Mia")
        return 0

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(confirm, range(3))) == [0, 0, 2]
    assert [act for _, act, *_ in trail(session)] == [Act.REMIND_RENEWAL]


def test_reminders_say_what_the_community_has_written(session, community):
    end = date(2027, 3, 31)
    make_member(session, "Alpha", tier="Basic", ends_on=end, contacts=("ada@x.example",))
    written = {"en": "It costs 300 €.\nSee our site.", "xx": "?"}
    for words, error in (({"en": "x" * 2001}, InvalidInput), (written, None), ({"en": "again"}, Stale)):
        with pytest.raises(error) if error else nullcontext():
            save_words(session, community, words, shown=words_token({}), actor="Mia")

    remind(session, community, read_renewals(session, community, TODAY), actor="Mia")

    assert community.renewal_words == {"en": written["en"]}
    mime = session.exec(select(Message)).one().mime
    body = message_from_bytes(mime, policy=policy.default).get_body(("plain",)).get_content()
    assert ("It costs" in body, "See our site." in body, "Would you like" in body) == (True, True, False)


def test_reminders_leave_by_themselves_where_a_community_wants_them(session, database_url, community):
    make_member(session, "Alpha", tier="Basic", ends_on=date(2027, 3, 31), contacts=("ada@x.example",))
    session.commit()

    def at(day: int, hour: int) -> int:
        with time_machine.travel(datetime(2027, 3, day, hour, tzinfo=UTC), tick=False):
            return remind_due(database_url)

    assert at(1, 10) == 0
    community.renewal_days = 29
    session.add(community)
    session.commit()

    assert [at(1, 10), at(2, 3), at(2, 10), at(2, 11)] == [0, 0, 1, 0]


def test_a_longer_notice_writes_by_itself_to_nobody_who_is_due_already(session, database_url, community):
    for day in (10, 26):
        make_member(session, f"March {day}", tier="Basic", ends_on=date(2027, 3, day), contacts=(f"m{day}@x.example",))
    community.renewal_days = 28
    session.add(community)
    session.commit()

    with time_machine.travel(datetime(2027, 3, 1, 10, tzinfo=UTC), tick=False):
        assert remind_due(database_url) == 1

    assert session.exec(select(Message.recipient)).all() == ["m26@x.example"]


def test_a_failure_in_one_community_stops_no_other(session, database_url, community):
    community.renewal_days = 10**7
    session.add(community)
    other = make.make_community(session, renewal_days=30)
    end = date(2027, 3, 31)
    make_member(session, "Alpha", tier="Basic", ends_on=end, contacts=("ada@x.example",))
    make_member(session, "Beta", other, tier="Basic", ends_on=end, contacts=("bob@x.example",))
    session.commit()

    with time_machine.travel(datetime(2027, 3, 1, 10, tzinfo=UTC), tick=False):
        assert remind_due(database_url) == 1
    assert [mail.recipient for mail in session.exec(select(Message))] == ["bob@x.example"]


def test_settings_about_members(session, community):
    make_member(session, "Alpha", tier="Premium")
    now = MemberSettings.of(community)

    def save(**values):
        plain = {
            "tiers": ("Premium", " Gold "),
            "renewal_days": 30,
            "directory_open": True,
            "directory_indexed": False,
            "directory_sites": ("www.cluster.example",),
        }
        save_settings(session, community, MemberSettings(**plain | values), shown=now.token, actor="Mia")

    for values in (
        {"tiers": ("Basic",)},
        {"tiers": ()},
        {"tiers": ("x" * 41,)},
        {"renewal_days": 0},
        {"directory_sites": ("http://x.example",)},
    ):
        with pytest.raises(InvalidInput):
            save(**values)
    save()

    assert (community.tiers, community.renewal_days) == (["Premium", "Gold"], 30)
    assert community.directory_sites == ["https://www.cluster.example"]
    with pytest.raises(Stale):
        save()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://www.cluster.example/members?x=1", "https://www.cluster.example"),
        ("cluster.example:8443", "https://cluster.example:8443"),
        ("http://cluster.example", None),
        ("https://a.example; script-src *", None),
        ("https://a.example:99999999", None),
        ("https://*", None),
        ("localhost", None),
    ],
)
def test_the_origin_of_a_site(typed, found):
    assert origin(typed) == found
