"""Whatever is edited: undo leads back to the beginning, redo to the end; the judge accepts what the board accepts."""

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
from matchmaker.models import Meeting, RuleKind
from tests.builders.drafts import Draft
from tests.builders.examples import examples
from tests.builders.factories import make_registration

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


RULES = (
    (RuleKind.FORBIDDEN, "EF", {}),
    (RuleKind.TABLE, "G", {"place": 2}),
    (RuleKind.TABLE, "AE", {"place": 1}),
    (RuleKind.NOT_BEFORE, "H", {"wall": 1}),
    (RuleKind.ORDER, "AB", {"then": "C"}),
    (RuleKind.ORDER, "EG", {"then": "H"}),
    (RuleKind.TOGETHER, "E", {}),
    (RuleKind.TOGETHER, "HB", {}),
)
"""None of which the draft breaks from the beginning."""


SURE = (("remove", ("C", "D")), ("place", ("C", "D"), 3, None))
"""Edits that nothing is against: they begin each example, so that none is empty."""


@given(
    commands=st.lists(COMMANDS, max_size=12),
    pace=st.one_of(st.none(), st.integers(1, 2)),
    rules=st.sets(st.sampled_from(range(len(RULES)))),
)
@examples(24)
def test_edits_are_judged_well_and_undone_wholly(
    session: Session, commands: list[tuple], pace: int | None, rules: set[int]
):
    draft = Draft(session)
    draft.forum.people["F"].max_in_a_row = pace
    draft.forum.people["E"].max_per_day = pace
    for number_of_rule in rules:
        add_rule(draft, *RULES[number_of_rule])
    before = draft.spots()
    for command in SURE:
        run(draft, *command)

    for command in commands:
        with suppress(InvalidInput, NotFound), session.begin_nested():
            run(draft, *command)
    verdict, after = verdict_of(session, draft.event, draft.scenario, "en"), draft.spots()
    undone = 0
    with suppress(InvalidInput):
        while True:
            log.undo(session, draft.event, **draft.by)
            undone += 1
    begun = draft.spots()
    for _ in range(undone):
        log.redo(session, draft.event, **draft.by)

    assert (verdict, begun, draft.spots()) == ((), before, after)
    session.rollback()


def add_rule(draft: Draft, kind: RuleKind, sides: str, values: dict) -> None:
    found = {
        "place_id": draft.table(values["place"]) if "place" in values else None,
        "then_id": draft.sides[values["then"]].id if "then" in values else None,
        "wall": draft.forum.slots[values["wall"]].starts if "wall" in values else None,
    }
    if kind is RuleKind.TOGETHER:
        make_registration(draft.session, draft.sides[sides[0]])
    draft.forum.rule(kind, *(draft.sides[name] for name in sides), **found)


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
