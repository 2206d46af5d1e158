"""A rule for particular people before it is added: what it needs, and its sentence."""

from dataclasses import dataclass
from datetime import time

from sqlmodel import Session

from matchmaker.models import ParticularRule, RuleKind
from matchmaker.scheduling.queries.particular import rules_in_words

NEEDED = {
    RuleKind.REQUIRED: ("delegation_id", "other_id"),
    RuleKind.FORBIDDEN: ("delegation_id", "other_id"),
    RuleKind.NOT_BEFORE: ("delegation_id", "wall"),
    RuleKind.NOT_AFTER: ("delegation_id", "wall"),
    RuleKind.TABLE: ("delegation_id", "place_id"),
    RuleKind.LANGUAGE: ("delegation_id",),
    RuleKind.LANGUAGE_PREFERRED: ("delegation_id",),
    RuleKind.ORDER: ("delegation_id", "other_id", "then_id"),
    RuleKind.TOGETHER: ("delegation_id",),
    RuleKind.INTERPRETER: ("delegation_id",),
}
"""The fields of `NewRule` that a kind cannot do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """What an organiser asks for."""

    kind: RuleKind
    delegation_id: int | None
    other_id: int | None = None
    then_id: int | None = None
    registration_id: int | None = None
    place_id: int | None = None
    wall: time | None = None
    note: str = ""

    @property
    def complete(self) -> bool:
        """Whether it says all that its kind needs."""
        return all(getattr(self, field) is not None for field in NEEDED[self.kind])

    def row(self, event_id: int = 0) -> ParticularRule:
        """Return the row that it would become."""
        return ParticularRule(
            event_id=event_id,
            kind=self.kind,
            delegation_id=self.delegation_id or 0,
            other_id=self.other_id,
            then_id=self.then_id,
            registration_id=self.registration_id,
            place_id=self.place_id,
            wall=self.wall,
        )


def new_rule_in_words(session: Session, new: NewRule, language: str) -> str:
    """Return the sentence of a rule before it is added; empty while it lacks something."""
    if not new.complete:
        return ""
    (sentence,) = rules_in_words(session, (new.row(),), language)
    return sentence
