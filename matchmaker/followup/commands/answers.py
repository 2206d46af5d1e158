"""An answer given by its secret address, and corrected until its round closes."""

from dataclasses import dataclass

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import several_lines
from matchmaker.base.tokens import content_token
from matchmaker.followup.queries.links import OpenedAnswer
from matchmaker.followup.rules import current_currencies
from matchmaker.models import FollowUpAnswer

MOST = 9_999
"""Contacts, offers and contracts of one company."""
MOST_VALUE = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeAnswers:
    """Contacts, offers, and contracts with their value, as somebody says them."""

    contacts: int
    offers: int
    contracts: int
    value: int | None
    """In whole units of `currency`."""
    currency: str
    may_be_named: bool
    words: str


FIELDS = ("contacts", "offers", "contracts", "value", "currency", "may_be_named", "words")


def answer_token(answer: FollowUpAnswer) -> str:
    """Return the token of the answer that a form begins with (optimistic locking)."""
    return content_token(answer.answered_at is not None, *(getattr(answer, name) for name in FIELDS))


def save_answer(session: Session, opened: OpenedAnswer, said: ThreeAnswers, *, shown: str) -> FollowUpAnswer:
    """Keep an answer, or correct it; `shown` is the `answer_token` that the form began with.

    Raises `Stale` if it was corrected elsewhere meanwhile, `InvalidInput` for numbers that are none, a currency that is
    none and a value without a contract, `Closed` when the round takes no answers.
    """
    if not opened.takes_answers:
        raise Closed(N_("The questions are closed: thank you all the same."))
    if not all(0 <= number <= MOST for number in (said.contacts, said.offers, said.contracts)):
        raise InvalidInput(N_("Write whole numbers from 0 to %(most)d."), most=MOST)
    if said.value is not None and not 0 <= said.value <= MOST_VALUE:
        raise InvalidInput(N_("Write the value in whole units, without cents."))
    if said.value and not said.contracts:
        raise InvalidInput(N_("A value needs a contract: how many are there?"))
    if said.currency not in {*current_currencies(clock.now().date()), opened.answer.currency}:
        raise InvalidInput(N_("Choose a currency."))
    answer = session.exec(
        select(FollowUpAnswer)
        .where(FollowUpAnswer.id == opened.answer.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if shown != answer_token(answer):
        raise Stale
    answer.contacts, answer.offers, answer.contracts = said.contacts, said.offers, said.contracts
    answer.value, answer.currency = said.value if said.contracts else None, said.currency
    answer.may_be_named, answer.words = said.may_be_named, several_lines(said.words)[:1000]
    answer.answered_at = clock.now()
    session.add(answer)
    session.flush()
    return answer
