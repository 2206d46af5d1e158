"""Whatever is edited: undoing all of it leads back to the beginning, and the judge accepts what the board accepts."""

from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, NotFound
from matchmaker.drafts.commands import edits, log
from matchmaker.drafts.commands.edits import Target, Waiver
from matchmaker.drafts.queries.verdict import verdict_of
from matchmaker.models import Meeting
from tests.builders.drafts import Draft
from tests.builders.examples import examples

NAMES = "ABCDEFGH"
slots, tables, pairs = (
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(0, 2)),
    st.sampled_from([*combinations(NAMES, 2)]),
)
COMMANDS = st.one_of(
    st.tuples(st.just("move"), pairs, slots, tables),
    st.tuples(st.just("place"), pairs, slots, tables),
    st.tuples(st.just("swap"), pairs, pairs),
    st.tuples(st.sampled_from(["remove", "lock", "unlock", "undo", "redo"]), pairs),
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@given(commands=st.lists(COMMANDS, max_size=12), pace=st.one_of(st.none(), st.integers(1, 2)))
@examples(24)
def test_edits_are_judged_well_and_undone_wholly(session: Session, commands: list[tuple], pace: int | None):
    draft = Draft(session)
    draft.forum.people["F"].max_in_a_row = pace
    draft.forum.people["E"].max_per_day = pace
    before = draft.spots()

    for command in commands:
        with suppress(InvalidInput, NotFound), session.begin_nested():
            run(draft, *command)
    after = verdict_of(session, draft.event, draft.scenario, "en")
    with suppress(InvalidInput):
        while True:
            log.undo(session, draft.event, **draft.by)

    assert (after, draft.spots()) == ((), before)
    session.rollback()


def run(draft: Draft, act: str, pair: tuple[str, str], *rest) -> None:
    session, event = draft.session, draft.event
    if act in {"undo", "redo"}:
        getattr(log, act)(session, event, **draft.by)
    elif act == "place":
        low, high = (draft.sides[name].id for name in pair)
        edits.place(session, event, (low, high), target(draft, *rest), waiver=Waiver("Agreed"), **draft.judged)
    elif act == "move":
        edits.move(session, event, number(draft, pair), target(draft, *rest), waiver=Waiver("Agreed"), **draft.judged)
    elif act == "swap":
        other = number(draft, rest[0])
        edits.swap(session, event, number(draft, pair), other, waiver=Waiver("Agreed"), **draft.judged)
    elif act == "remove":
        edits.remove(session, event, number(draft, pair), **draft.by)
    else:
        edits.set_locked(session, event, number(draft, pair), locked=act == "lock", **draft.by)


def target(draft: Draft, slot: int, table: int | None) -> Target:
    return Target(draft.slot(slot), None if table is None else draft.table(table))


def number(draft: Draft, pair: tuple[str, str]) -> int:
    """The meeting of a pair; none that exists if it was never placed."""
    sides = [draft.sides[name].id for name in pair]
    asked = select(Meeting.id).where(col(Meeting.low_id) == sides[0], col(Meeting.high_id) == sides[1])
    return draft.session.exec(asked).first() or 0
