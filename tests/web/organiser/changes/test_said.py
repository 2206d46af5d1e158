"""What is said of a change: checked before anything is searched, kept when it is said otherwise, talks moved along."""

from datetime import time

from flask.testing import FlaskClient
from sqlmodel import Session, col, func, select

from matchmaker.change_desk.rules import ChangeKind, EventChange, changes_from_json, changes_to_json
from matchmaker.models import (
    Block,
    Category,
    Delegation,
    Event,
    RepairSearch,
    RunState,
    Staff,
    Wish,
    row_id,
)
from tests.builders.clicks import Clicker
from tests.builders.pages import text


def test_more_wishes_than_the_category_allows_are_refused_with_what_was_ticked(
    organiser: FlaskClient, published: Event, session: Session
) -> None:
    side, others = _with_two_to_wish_for(session, published)
    address = f"/o/{published.slug}/changes/{ChangeKind.NEWCOMER.value}/{side}"

    asked = organiser.get(address)
    refused = organiser.post(address, data={"others": others, "strength": "must", "agreed": "y"})

    assert "Their category allows 1 more wish." in text(asked)
    assert (refused.status_code, session.exec(select(RepairSearch)).all()) == (422, [])
    assert all("checked" in _input(refused.text, other) for other in others)
    assert "checked" in _input(refused.text, "must")
    assert organiser.post(address, data={"others": others[:1], "strength": "must"}).status_code == 303


def test_what_was_said_is_there_when_it_is_said_otherwise(
    organiser: FlaskClient, published: Event, session: Session, staff: Staff
) -> None:
    side, others = _with_two_to_wish_for(session, published)
    table = EventChange(kind=ChangeKind.WITHDRAWS, subject=1, about="Somebody")
    wish = EventChange(kind=ChangeKind.NEWCOMER, subject=side, about="It", others=tuple(others[:1]), agreed=True)
    search = RepairSearch(
        event_id=row_id(published),
        created_by_id=row_id(staff),
        changes=changes_to_json([table, wish]),
        state=RunState.FAILED,
        error="Nothing",
    )
    session.add(search)
    session.commit()

    walk = Clicker(organiser, f"/o/{published.slug}/changes/searches/{search.id}")
    walk.click("Say something else")
    again = organiser.post(walk.page.request.full_path, data={"others": others[:1], "strength": "open"})

    assert "checked" in _input(walk.page.text, others[0])
    assert "checked" not in _input(walk.page.text, others[1])
    new = session.get_one(RepairSearch, int(again.location.rpartition("/")[2]))
    kept, said = changes_from_json(new.changes)
    assert (kept, said.others, said.strength.value) == (table, tuple(others[:1]), "open")


def test_presentations_of_a_block_that_moves_are_moved_along_with_one_click(
    organiser: FlaskClient, published: Event, session: Session, worker
) -> None:
    block = session.exec(select(Block).where(Block.event_id == published.id).order_by(col(Block.id))).first()
    assert block is not None

    walk = Clicker(organiser, f"/o/{published.slug}/changes/{ChangeKind.BLOCK_MOVED.value}/{block.id}")
    walk.click("See what it touches", minutes="1")
    said = text(walk.page)
    walk.click("Move it along")

    assert "is 1 minute later" in said
    assert "1 presentation at this time stays where it is: “Protéger une application” 11:00" in said
    assert "is at 11:01" in text(walk.page)
    assert "stays where it is" not in text(walk.page)
    search = session.exec(select(RepairSearch).order_by(col(RepairSearch.id).desc())).first()
    assert search is not None
    block_moved, talk_moved = changes_from_json(search.changes)
    assert (block_moved.kind, talk_moved.kind, talk_moved.at) == (
        ChangeKind.BLOCK_MOVED,
        ChangeKind.ITEM_MOVED,
        time(11, 1),
    )


def _with_two_to_wish_for(session: Session, event: Event) -> tuple[int, list[int]]:
    """Return a delegation that may make one more wish, and two that it does not wish for yet."""
    every = session.exec(select(Delegation).where(Delegation.event_id == event.id).order_by(col(Delegation.id))).all()
    for one in every:
        wished = set(session.exec(select(Wish.to_id).where(Wish.from_id == one.id)).all())
        left = [row_id(other) for other in every if other is not one and other.id not in wished]
        if len(left) >= 2:
            made = session.exec(select(func.count()).where(Wish.from_id == one.id)).one()
            one.wish_limit, session.get_one(Category, one.category_id).wish_limit = None, made + 1
            session.commit()
            return row_id(one), left[:2]
    raise AssertionError("everybody wishes for everybody")


def _input(page: str, value: object) -> str:
    """Return the field of a form that sends a value."""
    fields = (part.partition(">")[0] for part in page.split("<input")[1:])
    return next(one for one in fields if f'value="{value}"' in one)
