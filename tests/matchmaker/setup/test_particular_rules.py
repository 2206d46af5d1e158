"""Rules for particular people: added with what they do, refused where they contradict, removed and undone."""

import pytest
from sqlmodel import select

from matchmaker.base.errors import InvalidInput
from matchmaker.drafts.commands import edits, log
from matchmaker.models import ParticularRule, Person, ReleaseKind, RuleKind, row_id
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.setup.commands.changes import do_or_ask, undo_change
from matchmaker.setup.commands.particular_rules import add_rule, remove_rule
from matchmaker.setup.commands.places import remove_place
from matchmaker.setup.queries.changes import latest_changes
from matchmaker.setup.queries.new_rule import NewRule
from matchmaker.setup.queries.particular_rules import required_in_words
from tests.builders import factories
from tests.builders.drafts import Draft
from tests.builders.forum import Seat, make_forum

REQUIRED, FORBIDDEN, ORDER = RuleKind.REQUIRED, RuleKind.FORBIDDEN, RuleKind.ORDER
NOT_BEFORE, NOT_AFTER, TABLE = RuleKind.NOT_BEFORE, RuleKind.NOT_AFTER, RuleKind.TABLE


@pytest.fixture
def forum(session):
    """Four companies; Alizé and Boréal meet in the first slot, as published. The last table is Cirrus's booth."""
    forum = make_forum(session, tables=2)
    forum.sides = [forum.join(name) for name in ("Alizé", "Boréal", "Cirrus", "Dune")]
    person = session.get_one(Person, forum.people["Dune"].person_id)
    person.first_name, person.last_name = "Dana", "Dune"
    forum.wish(forum.sides[0], forum.sides[1])
    forum.tables[1].owner_id, forum.tables[1].code = forum.sides[2].id, "T2"
    scenario = forum.scenario(Seat(forum.sides[0], forum.sides[1], slot=0))
    publish_scenario(session, forum.event, scenario, kind=ReleaseKind.FINAL, staff_id=None, expected_release=0)
    return forum


@pytest.fixture
def anne(session):
    return factories.make_staff(session, name="Anne", language="en")


def new(forum, kind, *sides, **values) -> NewRule:
    ids = [forum.sides[side].id for side in sides] + [None, None]
    slots, tables = forum.slots, forum.tables
    if "wall" in values:
        values["wall"] = {"first": slots[0].starts, "second": slots[1].starts, "last": slots[-1].ends}[values["wall"]]
    if "place" in values:
        values["place_id"] = tables[values.pop("place")].id
    if "person" in values:
        values["registration_id"] = forum.people[values.pop("person")].id
    return NewRule(kind=kind, delegation_id=ids[0], other_id=ids[1], then_id=ids[2], **values)


REFUSED = [
    ((), (FORBIDDEN, 0), {}, "Say whom and what the rule is about."),
    ((), (FORBIDDEN, 0, 0), {}, "Choose different organisations."),
    ((), (NOT_BEFORE, 0), {"wall": "first", "person": "Boréal"}, "Choose people and places of this event."),
    ((), (TABLE, 0), {"place": 1}, "T2 is the booth of somebody else."),
    ((), (RuleKind.TOGETHER, 0), {}, "Alizé has only one person who goes to meetings."),
    ((), (NOT_BEFORE, 3), {"wall": "last"}, "Dana Dune would have no time left for a meeting."),
    (
        ((REQUIRED, 0, 1),),
        (FORBIDDEN, 1, 0),
        {},
        "This contradicts another rule: Alizé and Boréal must meet. Remove that one first.",
    ),
    (
        ((FORBIDDEN, 0, 1),),
        (FORBIDDEN, 1, 0),
        {},
        "There is a rule for this already: Alizé and Boréal do not meet. Remove it first.",
    ),
    (((ORDER, 0, 1, 2),), (ORDER, 0, 2, 1), {}, "This contradicts another rule"),
    (
        ((RuleKind.LANGUAGE, 0),),
        (RuleKind.INTERPRETER, 0),
        {},
        "This contradicts another rule: Alizé meets",
    ),
    (((RuleKind.LANGUAGE_PREFERRED, 0, 1),), (RuleKind.LANGUAGE, 1, 0), {}, "This contradicts another rule"),
    (((RuleKind.INTERPRETER, 0, 1),), (RuleKind.LANGUAGE, 1, 0), {}, "This contradicts another rule"),
    (((ORDER, 0, 1, 2), (ORDER, 0, 2, 3)), (ORDER, 0, 3, 1), {}, "With the other rules, each of these meetings"),
]


@pytest.mark.parametrize(("before", "asked", "values", "sentence"), REFUSED)
def test_what_makes_no_sense_or_contradicts_another_rule_is_refused(
    forum, session, anne, before, asked, values, sentence
):
    for rule in before:
        add_rule(session, forum.event, new(forum, *rule), staff=anne)

    with pytest.raises(InvalidInput) as refused:
        add_rule(session, forum.event, new(forum, *asked, **values), staff=anne)

    said = refused.value.message % refused.value.params
    assert said.startswith(sentence)


def test_a_rule_leaves_required_meetings_a_time_and_a_language_and_is_not_blocked_by_older_trouble(
    forum, session, anne
):
    def add(*asked, **values):
        return add_rule(session, forum.event, new(forum, *asked, **values), staff=anne)

    for name, language in (("Alizé", "fr"), ("Boréal", "nl")):
        session.get_one(Person, forum.people[name].person_id).languages = [language]
    add(REQUIRED, 0, 1)
    add(NOT_BEFORE, 0, wall="second")

    with pytest.raises(InvalidInput, match="would never be free at the same time"):
        add(NOT_AFTER, 1, wall="second")
    with pytest.raises(InvalidInput, match="have no language in common"):
        add(RuleKind.LANGUAGE, 0)

    with pytest.raises(InvalidInput, match="nobody is registered who interprets between their languages"):
        add(RuleKind.INTERPRETER, 1, 0)

    forum.people["Boréal"].leaves_day, forum.people["Boréal"].leaves = forum.event.starts_on, forum.slots[1].starts
    session.flush()
    assert add(FORBIDDEN, 2, 3).kind is FORBIDDEN


def test_a_rule_shows_whom_it_hits_is_removed_and_comes_back_by_undo(forum, session, anne):
    asked = new(forum, FORBIDDEN, 1, 0, note="A dispute")

    impact = do_or_ask(session, forum.event, lambda: add_rule(session, forum.event, asked, staff=anne), seen="")
    assert (impact.parted, [meeting.names for meeting in impact.meetings]) == (1, [("Alizé", "Boréal")])
    assert session.exec(select(ParticularRule)).all() == []

    do_or_ask(session, forum.event, lambda: add_rule(session, forum.event, asked, staff=anne), seen=impact.digest)
    (rule,) = session.exec(select(ParticularRule)).all()
    assert (rule.note, rule.created_by) == ("A dispute", "Anne")

    remove_rule(session, forum.event, row_id(rule), staff=anne)
    assert read_rules(session, forum.event.id).rows == ()

    undo_change(session, forum.event, row_id(latest_changes(session, forum.event, 1)[0]), staff=anne)
    assert [row.note for row in read_rules(session, forum.event.id).rows] == ["A dispute"]


def test_how_required_pairs_stand_is_said(forum, session, anne):
    one, two, three, four = forum.sides
    forum.wish(one, three)
    forum.wish(one, four, "no")
    rules = [row_id(forum.rule(REQUIRED, one, other)) for other in (two, three, four)]
    rules.append(row_id(forum.rule(REQUIRED, two, three)))

    said = required_in_words(session, forum.event, "en")

    assert [said[rule] for rule in rules] == [
        "They meet in release 1.",
        "They come first in the next schedule.",
        "They cannot be planned as things are: Declined.",
        "They have not agreed to meet so far, and nobody meets without agreeing.",
    ]


def test_a_removal_from_the_draft_keeps_the_two_apart_while_it_stands(session):
    draft = Draft(session)
    event, meeting = draft.event, draft.meetings["AB"]
    pair = (draft.sides["A"].id, draft.sides["B"].id)

    def forbidden():
        return read_rules(session, event.id).forbidden

    edits.remove(session, event, meeting, keep_apart=True, **draft.by)
    assert forbidden() == {pair}
    with pytest.raises(InvalidInput, match="these two do not meet"):
        edits.place(session, event, pair, edits.Target(draft.slot(3)), **draft.judged)

    log.undo(session, event, **draft.by)
    assert forbidden() == set()
    log.redo(session, event, **draft.by)
    assert forbidden() == {pair}

    log.undo(session, event, **draft.by)
    required = NewRule(kind=REQUIRED, delegation_id=pair[0], other_id=pair[1])
    add_rule(session, event, required, staff=draft.staff)
    with pytest.raises(InvalidInput, match="these two must meet"):
        log.redo(session, event, **draft.by)
    assert forbidden() == set()


def test_a_place_of_a_rule_is_removed_after_the_rule(forum, session, anne):
    table = factories.make_place(session, forum.venue, code="T3")
    session.flush()
    rule = add_rule(
        session, forum.event, NewRule(kind=TABLE, delegation_id=forum.sides[0].id, place_id=table.id), staff=anne
    )

    with pytest.raises(InvalidInput, match="A rule for particular people is about"):
        remove_place(session, forum.event, row_id(table), staff=anne)

    remove_rule(session, forum.event, row_id(rule), staff=anne)
    assert remove_place(session, forum.event, row_id(table), staff=anne) == "T3"
