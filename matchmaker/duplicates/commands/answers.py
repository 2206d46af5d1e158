"""Answers to wishes of organisations that become one: a "no" or a veto to one, or of one of them, is that of both."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, or_, select

from matchmaker.base import clock
from matchmaker.duplicates.commands.rows import RowMerger
from matchmaker.events.rules import answers_open, wishes_open
from matchmaker.models import Answer, Event, KeptAnswer, Veto, Wish, required, row_id
from matchmaker.wishes.queries.refusals import find_kept
from matchmaker.wishes.rules.agreement import CONSENTS
from matchmaker.wishes.rules.refusals import shown_answer


def settle_answers(session: Session, merger: RowMerger) -> None:
    """Answer what was led together as the one who has said no would (decision 41); what the author sees follows.

    Of two wishes that become one, `RowMerger` has taken the "no"; here one that was kept meets the wish of the other.
    """
    kept = select(Wish.id, KeptAnswer.answered_at, KeptAnswer.answered_by_id).join(
        KeptAnswer,
        (col(KeptAnswer.from_id) == col(Wish.from_id)) & (col(KeptAnswer.to_id) == col(Wish.to_id)),
    )
    led = or_(
        col(Wish.id).in_(row.id for row in merger.changes if row.table == "wish"),
        col(KeptAnswer.id).in_(row.id for row in merger.changes if row.table == "kept_answer"),
    )
    for wish_id, at, by in session.exec(
        kept.where(KeptAnswer.answer == Answer.NO, Wish.answer != Answer.NO, led).order_by(col(Wish.id))
    ).all():
        merger.update("wish", required(wish_id), {"answer": Answer.NO, "answered_at": at, "answered_by_id": by})
    refused = [row.id for row in merger.changes if row.table == "wish" and (row.after or {}).get("answer") is Answer.NO]
    for wish, event in _with_events(session, col(Wish.id).in_(refused)):
        shown = shown_answer(wish.shown, Answer.NO, answers_open=answers_open(event, clock.now()))
        merger.update("wish", row_id(wish), {"shown": shown})
    _end_consents(session, merger)


def take_off_vetoed(session: Session, merger: RowMerger) -> None:
    """Take wishes off their lists whose author has a veto against their receiver, as the veto itself would.

    The answer to each is kept (decision 41).
    """
    vetoed = exists().where(col(Veto.from_id) == col(Wish.from_id), col(Veto.against_id) == col(Wish.to_id))
    led = or_(
        col(Wish.id).in_(row.id for row in merger.changes if row.table == "wish"),
        exists().where(
            col(Veto.from_id) == col(Wish.from_id),
            col(Veto.against_id) == col(Wish.to_id),
            col(Veto.id).in_(row.id for row in merger.changes if row.table == "veto"),
        ),
    )
    for wish, event in _with_events(session, vetoed, led):
        if not wishes_open(event, clock.now()):
            continue
        merger.remove("wish", row_id(wish))
        if wish.answer is not Answer.NONE and find_kept(session, wish.from_id, wish.to_id) is None:
            names = ("event_id", "from_id", "to_id", "answer", "answered_at", "answered_by_id")
            merger.add("kept_answer", {name: getattr(wish, name) for name in names})
    session.expire_all()


def _end_consents(session: Session, merger: RowMerger) -> None:
    """Take back the yes to a wish whose receiver has a veto against its author, as the veto itself would."""
    vetoed = exists().where(col(Veto.from_id) == col(Wish.to_id), col(Veto.against_id) == col(Wish.from_id))
    led = or_(
        col(Wish.id).in_(row.id for row in merger.changes if row.table == "wish"),
        exists().where(
            col(Veto.from_id) == col(Wish.to_id),
            col(Veto.against_id) == col(Wish.from_id),
            col(Veto.id).in_(row.id for row in merger.changes if row.table == "veto"),
        ),
    )
    for wish, event in _with_events(session, col(Wish.answer).in_(CONSENTS), vetoed, led):
        if answers_open(event, clock.now()):
            shown = shown_answer(wish.shown, Answer.NONE, answers_open=True)
            nothing = {"answer": Answer.NONE, "answered_at": None, "answered_by_id": None, "shown": shown}
            merger.update("wish", row_id(wish), nothing)


def _with_events(session: Session, *conditions: ColumnElement[bool]) -> Sequence[tuple[Wish, Event]]:
    read = select(Wish, Event).join(Event, col(Event.id) == col(Wish.event_id)).where(*conditions)
    return session.exec(read.order_by(col(Wish.id)).execution_options(populate_existing=True)).all()
