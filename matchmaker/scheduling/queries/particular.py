"""The rules for particular people of an event as lines: each a sentence, with who made it and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from matchmaker.models import (
    Delegation,
    Event,
    Organisation,
    ParticularRule,
    Person,
    Place,
    Registration,
    RuleKind,
    required,
    row_id,
)
from matchmaker.scheduling.planning.particular import read_rules
from matchmaker.scheduling.rules.particular_sentences import RuleNames, rule_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule that holds."""

    id: int
    kind: RuleKind
    sentence: str
    note: str
    created_by: str
    """Empty where it is not known."""
    created_at: datetime
    by_hand: bool
    """A removal from the draft has made it."""


def rule_lines(session: Session, event: Event, language: str) -> tuple[RuleLine, ...]:
    """Return the rules that hold, the newest first; as many queries for any number of them."""
    rows = read_rules(session, row_id(event)).rows
    if not rows:
        return ()
    sentences = rules_in_words(session, rows, language)
    return tuple(
        RuleLine(
            id=row_id(row),
            kind=row.kind,
            sentence=sentence,
            note=row.note,
            created_by=row.created_by,
            created_at=row.created_at,
            by_hand=row.edit_id is not None,
        )
        for row, sentence in reversed(list(zip(rows, sentences, strict=True)))
    )


def rules_in_words(session: Session, rows: Sequence[ParticularRule], language: str) -> tuple[str, ...]:
    """Return the sentence of each rule, also of one that is not saved yet; what does not exist has no name."""
    sides = {side for row in rows for side in (row.delegation_id, row.other_id, row.then_id)} - {None}
    persons, tables = {row.registration_id for row in rows} - {None}, {row.place_id for row in rows} - {None}
    organisations = session.exec(
        select(col(Delegation.id), col(Organisation.name))
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.id).in_(sides))
    ).all()
    people = session.exec(
        select(col(Registration.id), Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.id).in_(persons))
    ).all()
    places = session.exec(select(col(Place.id), col(Place.code)).where(col(Place.id).in_(tables))).all()
    names = RuleNames(
        organisations={required(number): name for number, name in organisations},
        people={required(number): person.name for number, person in people},
        places={required(number): code for number, code in places},
    )
    return tuple(rule_in_words(row, names, language) for row in rows)
