"""Changes of every cause: tried without a trace, repaired, and noted with the repair that is chosen."""

from dataclasses import replace
from datetime import time

import pytest
from sqlmodel import Session, select

from matchmaker.alerts.commands.given_up import give_up_draft, undo_edit
from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.change_desk.commands.noting import note_changes
from matchmaker.change_desk.commands.searches import start_search, stop_search
from matchmaker.change_desk.jobs import search_repairs
from matchmaker.change_desk.queries.searches import read_search
from matchmaker.change_desk.queries.subjects import others, subjects
from matchmaker.change_desk.rules import MOST_CHANGES, ChangeKind, changes_from_json, changes_to_json
from matchmaker.change_desk.words import why_failed, why_not_more
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.models import (
    Alert,
    AlertState,
    AuditEntry,
    Placement,
    RunState,
    ScenarioKind,
    Strength,
    Veto,
    Wish,
    row_id,
)
from matchmaker.releases.queries.drafts import current_draft
from tests.builders.desk import Desk, of
from tests.builders.forum import Forum, Seat


@pytest.fixture
def desk(session: Session, forum: Forum, database_url: str) -> Desk:
    return Desk(session, forum, database_url)


@pytest.mark.parametrize(
    ("kind", "falls", "talks", "left"),
    [
        (ChangeKind.WITHDRAWS, 2, ["no_speaker"], 1),
        (ChangeKind.ORGANISATION, 2, ["no_speaker"], 1),
        (ChangeKind.LATE, 1, [], 3),
        (ChangeKind.LEAVES, 1, ["speaker_away"], 2),
        (ChangeKind.REPLACED, 2, [], 3),
        (ChangeKind.NEWCOMER, 0, [], 4),
        (ChangeKind.WISH, 0, [], 3),
        (ChangeKind.WISH_GONE, 1, [], 2),
        (ChangeKind.TABLE, 0, [], 3),
        (ChangeKind.ROOM, 1, [], 2),
        (ChangeKind.VENUE, 3, [], 0),
        (ChangeKind.BLOCK_MOVED, 0, [], 3),
        (ChangeKind.BLOCK_ENDS, 1, [], 2),
        (ChangeKind.BLOCK_CANCELLED, 3, [], 0),
        (ChangeKind.ITEM_MOVED, 2, ["moved"], 2),
        (ChangeKind.ITEM_CANCELLED, 0, ["cancelled"], 3),
    ],
)
def test_each_cause_is_tried_without_a_trace_and_noted_with_its_repair(desk: Desk, kind, falls, talks, left) -> None:
    before = desk.counts()

    search = desk.search(of(desk, kind))
    found = desk.found(search)
    assert desk.counts() == before
    assert search.state is RunState.DONE
    assert (len(found.cannot_stay), [one.fate for one in found.talks]) == (falls, talks)

    draft = desk.take(search)
    noted = desk.session.exec(select(AuditEntry.details).where(AuditEntry.verb == "take_repair")).one()
    assert current_draft(desk.session, desk.forum.event) is draft
    assert (draft.kind, search.scenario_id) == (ScenarioKind.DRAFT, draft.id)
    assert noted == {"number": 1, "scenario": draft.id}
    assert len(desk.session.exec(select(Placement).where(Placement.scenario_id == draft.id)).all()) == left
    waiting = desk.session.exec(select(Alert).where(Alert.state == AlertState.OPEN)).all()
    assert {one.is_of_presentation for one in waiting} <= {True}
    assert bool(waiting) == bool({"no_speaker", "speaker_away"} & set(talks))


@pytest.mark.parametrize("give_up", [give_up_draft, undo_edit])
def test_a_repair_that_is_given_up_opens_again_what_it_had_handled(desk: Desk, give_up) -> None:
    draft = desk.take(desk.search(of(desk, ChangeKind.ORGANISATION)))
    handled = desk.session.exec(select(Alert.id).where(Alert.state == AlertState.HANDLED)).all()

    give_up(desk.session, desk.forum.event, shown=draft_token(draft), staff=desk.staff)

    assert len(handled) > 0
    assert [desk.session.get_one(Alert, number).state for number in handled] == [AlertState.OPEN] * len(handled)


def test_a_presentation_without_a_time_is_touched_when_its_speaker_withdraws(desk: Desk) -> None:
    search = desk.search(desk.change(ChangeKind.WITHDRAWS, desk.forum.people["Boreal"].id))

    assert [(one.presentation_id, one.fate) for one in desk.found(search).talks] == [(desk.untimed.id, "no_speaker")]


def test_a_newcomer_gains_what_was_agreed_and_only_that(desk: Desk) -> None:
    search = desk.search(of(desk, ChangeKind.NEWCOMER))

    draft = desk.take(search, "more_met")

    assert len(desk.session.exec(select(Placement).where(Placement.scenario_id == draft.id)).all()) == 5


def test_a_wish_that_is_not_met_says_why(desk: Desk) -> None:
    desk.staff.language = "en"
    found = desk.found(desk.search(of(desk, ChangeKind.WISH)))

    (only,) = found.proposals
    said = [(one.from_name, one.to_name, one.code, one.sentence, one.fix, one.lost) for one in only.missed]
    assert said == [("Dune", "Cirrus", "not_answered", "Cirrus has not answered.", "Remind Cirrus.", False)]
    assert why_not_more(found, "en").startswith("Proved: no schedule that")


def test_a_colleague_reads_why_in_their_own_language(desk: Desk) -> None:
    desk.staff.language = "en"
    found = desk.found(desk.search(of(desk, ChangeKind.WISH)))

    (only,) = found.proposals
    (missed,) = only.missed
    assert missed.said("en") == ("Cirrus has not answered.", "Remind Cirrus.")
    assert missed.said("de") == ("Cirrus hat noch nicht geantwortet.", "Senden Sie eine Erinnerung an Cirrus.")
    assert [missed.said(language)[0] for language in ("fr", "nl")] == [
        "Cirrus n’a pas encore répondu.",
        "Cirrus heeft nog niet geantwoord.",
    ]
    assert missed.said("sv") == missed.said("en")


def test_what_is_lost_says_why(desk: Desk) -> None:
    found = desk.found(desk.search(of(desk, ChangeKind.WITHDRAWS)))

    (only,) = found.proposals
    assert {(one.from_name, one.to_name, one.code, one.lost) for one in only.missed} == {
        ("Alize", "Cirrus", "withdrawn", True),
        ("Boreal", "Cirrus", "withdrawn", True),
    }


def test_several_changes_are_one(desk: Desk) -> None:
    search = desk.search(of(desk, ChangeKind.LATE), of(desk, ChangeKind.BLOCK_MOVED))

    assert [change.about for change in read_search(desk.session, desk.forum.event, row_id(search)).changes] == [
        "It",
        "It",
    ]
    assert len(desk.found(search).cannot_stay) == 0
    assert desk.take(search).kind is ScenarioKind.DRAFT


def test_a_schedule_that_has_changed_meanwhile_is_said_and_nothing_is_noted(desk: Desk) -> None:
    search = desk.search(of(desk, ChangeKind.LATE))
    other = desk.search(of(desk, ChangeKind.TABLE))
    desk.take(other)
    desk.session.commit()
    before = desk.counts()

    with pytest.raises(Stale, match="Something has changed"), desk.session.begin_nested():
        desk.take(search)
    with pytest.raises(Stale, match="taken already"):
        desk.take(other)

    assert desk.counts() == before


@pytest.mark.parametrize(("from_draft", "first"), [(False, "placed"), (True, "moved")])
def test_repairs_begin_with_what_is_published_or_keep_what_the_draft_has_changed(
    desk: Desk, from_draft: bool, first: str
) -> None:
    a, b, c = (desk.sides[name] for name in ("Alize", "Boreal", "Cirrus"))
    desk.forum.scenario(Seat(a, b, 3), Seat(a, c, 1), Seat(b, c, 2)).kind = ScenarioKind.DRAFT
    slots = {"placed": desk.forum.slots[0].id, "moved": desk.forum.slots[3].id}

    search = desk.search(of(desk, ChangeKind.LEAVES), from_draft=from_draft)

    assert desk.found(search).draft_differs == 1
    draft = desk.take(search)
    placed = desk.session.exec(select(Placement.slot_id).where(Placement.scenario_id == draft.id)).all()
    assert slots[first] in placed


def test_a_moved_block_says_who_hears_of_it_and_when_they_had_met(desk: Desk) -> None:
    found = desk.found(desk.search(of(desk, ChangeKind.BLOCK_MOVED)))

    (only,) = found.proposals
    assert (found.shifted, found.people) == (3, 3)
    assert only.announced is not None
    assert (only.announced.lines, len(only.announced.people)) == ({"moved": 3}, 3)
    first = only.announced.people[0].lines[0]
    assert (first.before.starts, first.after.starts) == (time(9), time(9, 30))


def test_what_cannot_be_noted_is_said_in_the_language_of_the_one_who_reads(desk: Desk) -> None:
    desk.staff.language = "de"
    dune, alize = desk.sides["Dune"], desk.sides["Alize"]
    against = Veto(event_id=desk.forum.event.id, from_id=dune.id, against_id=desk.sides["Cirrus"].id)
    desk.session.add(against)
    alize.wish_limit = 2
    more = desk.change(ChangeKind.WISH, alize.id, others=(dune.id,))

    searches = [desk.search(of(desk, ChangeKind.WISH)), desk.search(more)]
    gone = desk.search(desk.change(ChangeKind.WITHDRAWS, 10**6))

    assert {search.state for search in (*searches, gone)} == {RunState.FAILED}
    assert [why_failed(search, "fr") for search in searches] == [
        (
            "It et Cirrus ne peuvent pas se rencontrer\N{NO-BREAK SPACE}: une règle de l’événement "
            "ou une réponse de l’une des deux s’y oppose."
        ),
        "It a autant de souhaits que sa catégorie en permet.",
    ]
    assert why_failed(searches[1], "en") == "It has as many wishes as its category may make."
    assert why_failed(gone, "nl").endswith(".")


@pytest.mark.parametrize("strength", Strength)
def test_a_wish_is_noted_as_strong_as_it_was_said(desk: Desk, strength: Strength) -> None:
    said = replace(of(desk, ChangeKind.WISH), strength=strength)

    note_changes(desk.session, desk.forum.event, changes_from_json(changes_to_json([said])), staff=desk.staff)

    noted = select(Wish.strength).where(Wish.from_id == desk.sides["Dune"].id)
    assert desk.session.exec(noted).all() == [strength]


def test_a_search_is_stopped_before_it_begins_and_refuses_what_is_no_change(desk: Desk) -> None:
    said = (of(desk, kind) for kind in (ChangeKind.LATE, ChangeKind.LATE, ChangeKind.TABLE))
    search, same, other = (start_search(desk.session, desk.forum.event, [one], staff=desk.staff) for one in said)
    assert (same, search.state, other.state) == (search, RunState.STOPPED, RunState.QUEUED)
    stop_search(desk.session, desk.forum.event, row_id(other))
    desk.session.commit()

    search_repairs(row_id(search), url=desk.url)

    desk.session.expire_all()
    assert (search.state, search.found) == (RunState.STOPPED, {})
    with pytest.raises(NotFound):
        desk.take(search)
    many = [desk.change(ChangeKind.BLOCK_MOVED, 1, minutes=number) for number in range(1, MOST_CHANGES + 2)]
    for changes in ([], many):
        with pytest.raises(InvalidInput):
            start_search(desk.session, desk.forum.event, changes, staff=desk.staff)


def test_everybody_and_everything_can_be_found_by_name(desk: Desk) -> None:
    def names(kind: ChangeKind, text: str = "") -> list[str]:
        return [one.name for one in subjects(desk.session, desk.forum.event, kind, "en", text=text)]

    assert names(ChangeKind.ORGANISATION) == ["Alize", "Boreal", "Cirrus", "Dune"]
    assert names(ChangeKind.NEWCOMER)[0] == "Dune"
    assert len(names(ChangeKind.WITHDRAWS)) == 5
    assert len(names(ChangeKind.WITHDRAWS, "aliz")) == 2
    assert names(ChangeKind.ROOM) == ["Hall"]
    desk.forum.people["Dune"].withdrawn_at = clock.now()
    assert names(ChangeKind.NEWCOMER) == ["Cirrus", "Boreal", "Alize"]
    wished = others(desk.session, desk.forum.event, ChangeKind.WISH_GONE, desk.sides["Alize"].id or 0)
    assert [one.name for one in wished] == ["Boreal", "Cirrus"]
