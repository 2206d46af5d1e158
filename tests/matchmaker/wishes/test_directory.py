"""The directory: who is in it, how it is searched, and why somebody is suggested."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlmodel import Session

from matchmaker.base.errors import NotFound
from matchmaker.models import Delegation, Organisation, Role
from matchmaker.people.rules.company import search_text
from matchmaker.wishes.commands.vetoes import add_veto
from matchmaker.wishes.commands.wishes import add_wish
from matchmaker.wishes.queries.directory import PAGE, Filters, Order, read_company, read_directory
from matchmaker.wishes.queries.suggestions import read_suggestions
from matchmaker.wishes.rules.suggestions import Profile, match
from tests.builders.factories import (
    make_category,
    make_delegation,
    make_event,
    make_organisation,
    make_person,
    make_registration,
    make_wish,
)
from tests.builders.wishes import Forum, build_forum


def card(session: Session, delegation: Delegation, **values) -> None:
    organisation = session.get_one(Organisation, delegation.organisation_id)
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.search_text = search_text(organisation)
    session.flush()


def names(session: Session, forum: Forum, **filters) -> list[str]:
    found = read_directory(session, forum.ours.id, Filters(order=Order.NAME, **filters), "en")
    assert found.found == len(found.companies)
    return [each.name for each in found.companies]


def test_a_match_is_made_of_explicit_tags_and_languages():
    ours = Profile.of(["signature", "apps"], ["funding"], ["fr", "en"])

    found = match(ours, Profile.of(["funding", "audit"], ["signature"], ["nl", "en"]))
    stranger = match(ours, Profile.of(["audit"], ["audit"], ["fr", "en"]))

    assert (found.they_seek, found.they_offer, found.languages, found.points) == (
        ("signature",),
        ("funding",),
        ("en",),
        8,
    )
    assert (found.suggested, stranger.suggested, stranger.points) == (True, False, 2)


def test_only_those_who_can_be_met_are_listed(session: Session, forum: Forum):
    gone, alone, empty = forum.others[0], forum.others[1], forum.others[2]
    gone.withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    forum.people[1].withdrawn_at = datetime(2027, 1, 1, tzinfo=UTC)
    forum.people[2].role = Role.INTERPRETER
    officials = make_category(session, forum.event, "official", has_meetings=False)
    make_registration(session, make_delegation(session, forum.event, officials, make_organisation(session, "Ministry")))
    session.flush()

    assert names(session, forum) == ["Other 4", "Other 5"]
    for hidden in (gone, alone, empty, forum.ours):
        with pytest.raises(NotFound):
            read_company(session, forum.ours.id, hidden.id, "en")


def test_who_has_not_agreed_yet_is_named_to_nobody(session: Session, forum: Forum):
    forum.people[0].agreed_at = None
    session.flush()

    listed = read_company(session, forum.ours.id, forum.others[0].id, "en")

    assert (listed.name, listed.people) == ("Other 1", ())


def test_a_company_of_another_event_is_not_found(session: Session, forum: Forum):
    with pytest.raises(NotFound):
        read_company(session, forum.ours.id, build_forum(session).others[0].id, "en")


def test_search_is_without_accents_and_finds_tags_in_any_language_and_people(session: Session, forum: Forum):
    card(session, forum.others[0], description="Élevage d’abeilles à Gêmbloux")
    card(session, forum.others[1], offers=["electronic-signature"])
    organisation = session.get_one(Organisation, forum.others[2].organisation_id)
    make_registration(
        session,
        forum.others[2],
        make_person(session, organisation, first_name="Zoé", last_name="Lefèvre", email="zoe@o.example"),
    )

    assert names(session, forum, text="gembloux ELEVAGE") == ["Other 1"]
    assert names(session, forum, text="handtekening") == ["Other 2"]
    assert names(session, forum, text="zoe lefevre") == ["Other 3"]
    assert names(session, forum, text="zoe@o.example") == []
    assert names(session, forum, text="%") == names(session, forum)


def test_filters(session: Session, forum: Forum):
    card(session, forum.ours, offers=["electronic-signature"])
    card(session, forum.others[0], seeks=["electronic-signature"], country="FR")
    card(session, forum.others[1], sectors=["finance"])
    add_wish(session, forum.ada, forum.others[2].id)
    add_veto(session, forum.ada, forum.others[3].id)

    assert names(session, forum, for_us=True) == ["Other 1"]
    assert names(session, forum, country="FR") == ["Other 1"]
    assert names(session, forum, sector="finance") == ["Other 2"]
    assert names(session, forum, category="guest") == []
    assert names(session, forum, not_wished=True) == ["Other 1", "Other 2", "Other 5"]


def test_what_we_said_is_shown_and_what_they_said_only_as_far_as_we_may_know(session: Session, forum: Forum):
    wished = add_wish(session, forum.ada, forum.others[0].id)
    make_wish(session, forum.others[1], forum.ours)
    make_wish(session, forum.others[2], forum.ours)
    add_veto(session, forum.people[2], forum.ours.id)
    add_veto(session, forum.ada, forum.others[3].id)

    found = read_directory(session, forum.ours.id, Filters(order=Order.NAME), "en").companies

    assert [(each.wish_id, each.rank, each.wished_us, each.vetoed) for each in found] == [
        (wished.id, 1, False, False),
        (None, None, True, False),
        (None, None, False, False),
        (None, None, False, True),
        (None, None, False, False),
    ]


def test_the_best_matches_come_first_and_suggestions_have_a_reason(session: Session, forum: Forum):
    card(session, forum.ours, offers=["electronic-signature"], seeks=["funding"])
    card(session, forum.others[3], seeks=["electronic-signature"], offers=["funding"])
    card(session, forum.others[4], offers=["funding"])
    card(session, forum.others[0], offers=["funding"])
    add_wish(session, forum.ada, forum.others[0].id)

    assert [each.name for each in read_directory(session, forum.ours.id, Filters(), "en").companies] == [
        "Other 4",
        "Other 1",
        "Other 5",
        "Other 2",
        "Other 3",
    ]
    assert [each.name for each in read_suggestions(session, forum.ours.id)] == ["Other 4", "Other 5"]


def test_pages_hold_24_and_a_page_too_far_is_the_last(session: Session):
    event = make_event(session)
    category = make_category(session, event)
    ours = make_delegation(session, event, category)
    for number in range(PAGE + 2):
        make_registration(session, make_delegation(session, event, category, make_organisation(session, f"C{number}")))

    first = read_directory(session, ours.id, Filters(), "en")
    last = read_directory(session, ours.id, Filters(page=99), "en")

    assert (len(first.companies), first.found, first.page, first.pages) == (PAGE, PAGE + 2, 1, 2)
    assert (len(last.companies), last.page) == (2, 2)


def test_the_number_of_statements_does_not_grow_with_the_directory(session: Session):
    counts = []
    for number in (3, 12):
        forum = build_forum(session, number=number)
        session.flush()
        statements: list[str] = []
        connection = session.connection()

        def note(_connection, _cursor, statement, *_rest, into=statements):
            into.append(statement)

        sqlalchemy_event.listen(connection, "before_cursor_execute", note)
        read_directory(session, forum.ours.id, Filters(), "en")
        sqlalchemy_event.remove(connection, "before_cursor_execute", note)
        counts.append(len(statements))
        assert not any("FROM logo" in statement or "JOIN logo" in statement for statement in statements)

    assert counts[0] == counts[1]
    assert counts[0] <= 7
