"""Answers to wishes of organisations that become one: a "no" to one of them, or of one of them, is that of both."""

from sqlmodel import Session, col, or_, select

from matchmaker.base import clock
from matchmaker.duplicates.commands.rows import RowMerger
from matchmaker.events.rules import answers_open
from matchmaker.models import Answer, Event, KeptAnswer, Wish, required, row_id
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
    read = select(Wish, Event).join(Event, col(Event.id) == col(Wish.event_id)).where(col(Wish.id).in_(refused))
    for wish, event in session.exec(read.order_by(col(Wish.id)).execution_options(populate_existing=True)).all():
        shown = shown_answer(wish.shown, Answer.NO, answers_open=answers_open(event, clock.now()))
        merger.update("wish", row_id(wish), {"shown": shown})
