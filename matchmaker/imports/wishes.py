"""Wishes: one line per wish of a delegation for another one."""

from collections import Counter
from functools import partial

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.i18n import N_
from matchmaker.base.names import email_key
from matchmaker.events.rules import answers_open
from matchmaker.imports.columns import WISHES
from matchmaker.imports.identity import Delegations
from matchmaker.imports.plan import Draft, Judgement, Plan
from matchmaker.imports.preview import RowMessage
from matchmaker.imports.rows import Row, Rows
from matchmaker.models import (
    Answer,
    Category,
    Delegation,
    Event,
    KeptAnswer,
    Person,
    Registration,
    Veto,
    Wish,
    effective_limits,
    row_id,
)
from matchmaker.wishes.queries.exclusions import read_exclusions
from matchmaker.wishes.rules.refusals import shown_answer

COLUMNS = WISHES
ENDS = ("from", "to")
FIELDS: tuple[str, ...] = ("or_colleague", "strength", "rank", "why", "answer")


def plan(session: Session, event: Event, rows: Rows) -> Plan:
    """Work out what a list of wishes means for `event`; reads only."""
    planner = _Planner(session, event)
    judgements = [planner.judge(row) for row in rows.rows]
    lines = [judgement.line() for judgement in judgements]
    return Plan(lines, (planner.drafts,), rows.notices, refusals=planner.refusals)


class _Planner:
    def __init__(self, session: Session, event: Event) -> None:
        self.event = event
        self.answers_open = answers_open(event, clock.now())
        self.delegations = Delegations(session, event)
        self.categories = {
            category.id: category
            for category in session.exec(select(Category).where(Category.event_id == event.id)).all()
        }
        self.exclusions = read_exclusions(session, row_id(event))
        self.people: dict[tuple[int, str], Registration] = {
            (registration.delegation_id, person.email_key): registration
            for registration, person in session.exec(
                select(Registration, Person)
                .join(Person, col(Person.id) == col(Registration.person_id))
                .where(Registration.event_id == event.id)
            ).all()
        }
        self.emails = {one.id: email for (_, email), one in self.people.items()}
        self.present = {
            (wish.from_id, wish.to_id): wish
            for wish in session.exec(select(Wish).where(Wish.event_id == event.id)).all()
        }
        self.refused = {
            (refusal.from_id, refusal.to_id): refusal
            for refusal in session.exec(
                select(KeptAnswer).where(KeptAnswer.event_id == event.id, KeptAnswer.answer == Answer.NO)
            ).all()
        }
        """Those whose wish was refused before it was taken off its list."""
        self.vetoes = set(session.exec(select(Veto.from_id, Veto.against_id).where(Veto.event_id == event.id)).all())
        """Who never wants to meet whom, by ids of delegations."""
        self.last_rank: dict[int, int] = {}
        for wish in self.present.values():
            self.last_rank[wish.from_id] = max(wish.rank, self.last_rank.get(wish.from_id, 0))
        self.seen_on: dict[tuple[int, int], Row] = {}
        self.ranked_on: dict[tuple[int, int], Row] = {}
        """By delegation and rank."""
        self.made = Counter(wish.from_id for wish in self.present.values())
        """How many wishes each delegation has, those of the file included as they are read."""
        self.drafts: list[Draft[Wish]] = []
        self.refusals: list[tuple[int, int]] = []
        """Who says "no" to whom, or takes it back, by ids of delegations."""

    def judge(self, row: Row) -> Judgement:
        """Take in one line: who wishes for whom, and how much."""
        judgement = Judgement(row, f"{row.texts['from']} → {row.texts['to']}" if "to" in row.texts else "")
        wishing, wished = (self.delegations.in_cell(row, column) for column in ENDS)
        if wishing is not None:
            self._check_rank(row, row_id(wishing))
        named = None if wished is None else self._person(row, row_id(wished))
        if wishing is None or wished is None:
            return judgement
        pair = (row_id(wishing), row_id(wished))
        self._check_pair(row, pair)
        if pair not in self.present:
            self._check_limit(row, wishing)
            if (wishing.category_id, wished.category_id) in self.exclusions:
                row.refuse(
                    N_("By the rules of the event, the category of the first does not ask that of the second."), ENDS
                )
        if row.messages:
            return judgement
        if named is not None and named.agreed_at is None:
            judgement.notices.append(
                RowMessage(N_("“%(name)s” has not agreed to take part yet."), {"name": row.values["person"]})
            )
        if pair in self.vetoes and pair not in self.present:  # who says "never" does not wish: nothing is written
            judgement.drafts, judgement.left_out = [Draft(Wish, None)], True
            return judgement
        draft = self._draft(row, pair, None if named is None else named.id)
        self.drafts.append(draft)
        judgement.drafts = [draft]
        judgement.columns = row.headers | {"person_id": row.headers.get("person", "")}
        judgement.words["person_id"] = self.emails
        judgement.private = frozenset({"person_id"})
        return judgement

    def _check_pair(self, row: Row, pair: tuple[int, int]) -> None:
        first = self.seen_on.setdefault(pair, row)
        if pair[0] == pair[1]:
            row.refuse(N_("A wish cannot be for oneself. Correct an organisation, or remove the line."), ENDS)
        elif first is not row:
            row.refuse(
                N_("This wish is already on line %(line)d. Remove one of the two lines."), ENDS, line=first.number
            )

    def _check_rank(self, row: Row, from_id: int) -> None:
        if "rank" not in row.values:
            return
        first = self.ranked_on.setdefault((from_id, row.values["rank"]), row)
        if first is not row:
            row.refuse_cell(
                "rank",
                N_("Column “%(column)s”: “%(value)s” is the rank of line %(line)d too. Each wish has its own."),
                line=first.number,
            )

    def _check_limit(self, row: Row, delegation: Delegation) -> None:
        from_id = row_id(delegation)
        self.made[from_id] += 1
        limit = effective_limits(delegation, self.categories[delegation.category_id]).wish_limit
        if limit is not None and self.made[from_id] > limit:
            row.refuse_cell(
                "from",
                N_("“%(value)s” has no wish left: its category may make %(limit)d. Remove a line."),
                limit=limit,
            )

    def _person(self, row: Row, to_id: int) -> Registration | None:
        if "person" not in row.values:
            return None
        found = self.people.get((to_id, email_key(row.values["person"])))
        if found is None:
            row.refuse_cell(
                "person",
                N_("Column “%(column)s”: nobody of the organisation wished for has the address “%(value)s”."),
            )
        elif found.withdrawn or not found.meets:
            row.refuse_cell(
                "person",
                N_("Column “%(column)s”: “%(value)s” cannot be met. Name a colleague or nobody."),
            )
        return found

    def _draft(self, row: Row, pair: tuple[int, int], person_id: int | None) -> Draft[Wish]:
        present = self.present.get(pair)
        values = {name: row.values[name] for name in FIELDS if name in row.values}
        if person_id is not None:
            values["person_id"] = person_id
        refusal = None if present else self.refused.get(pair)
        before = present.answer if present else Answer.NO if refusal else Answer.NONE
        if refusal is not None and values.get("answer", Answer.NONE) is Answer.NONE:
            values["answer"] = Answer.NO  # a new wish does not take it back
        answer = values.get("answer", before)
        if answer is not before and Answer.NO in {answer, before}:
            self.refusals.append((pair[1], pair[0]))
        draft = Draft(Wish, present, values, finish=partial(_note_answer, before, self.answers_open))
        if present is None:
            draft.only_new = {"event_id": self.event.id, "from_id": pair[0], "to_id": pair[1]}
            if refusal is not None and answer is Answer.NO:
                draft.only_new["answered_at"] = refusal.answered_at
                draft.only_new["answered_by_id"] = refusal.answered_by_id
            if "rank" not in values:
                draft.only_new["rank"] = min(self.last_rank.get(pair[0], 0) + 1, 999)
            if "created_at" in row.values:
                wall = row.values["created_at"]
                draft.only_new["created_at"] = clock.instant(wall.date(), wall.time(), self.event.zone)
        self.last_rank[pair[0]] = max(draft.get("rank"), self.last_rank.get(pair[0], 0))
        return draft


def _note_answer(before: Answer, still_open: bool, wish: Wish) -> None:
    if wish.answer is not before:
        wish.shown = shown_answer(wish.shown, wish.answer, answers_open=still_open)
        wish.answered_at = None if wish.answer is Answer.NONE else clock.now()
