"""Questions of the organiser's own: made, changed as far as their answers keep their meaning, retired."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale, TooMany
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.enrolment.queries.form import asked_questions, count_answers, question_of
from matchmaker.enrolment.rules.asked import keeps_answers
from matchmaker.events.commands import lock_event
from matchmaker.models import (
    Act,
    AnswerAudience,
    Event,
    QuestionKind,
    RegistrationQuestion,
    Staff,
    record,
    row_id,
)

MOST_QUESTIONS = 20
MOST_CHOICES = 30
LONGEST_LABEL = 200
FEWEST_CHOICES = 2
_REACH = list(AnswerAudience)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionWords:
    """A question as an organiser writes it; labels and choices by language code, those left empty are left out."""

    kind: QuestionKind
    labels: Mapping[str, str]
    options: Mapping[str, list[str]]
    is_required: bool
    seen_by: AnswerAudience


def question_token(question: RegistrationQuestion) -> str:
    """Return the token of a question that its form begins with (optimistic locking)."""
    return content_token(
        question.kind, question.labels, question.options, question.is_required, question.seen_by, question.retired_at
    )


def add_question(session: Session, event: Event, words: QuestionWords, *, staff: Staff) -> RegistrationQuestion:
    """Add a question behind the others.

    Raises `InvalidInput` for a question without words or a choice that is none, and `TooMany` beyond `MOST_QUESTIONS`.
    """
    event = lock_event(session, row_id(event))
    there = asked_questions(session, event)
    if len(there) >= MOST_QUESTIONS:
        raise TooMany(N_("A form asks %(most)d questions at most. Retire one first."), most=MOST_QUESTIONS)
    labels, options = _checked(words)
    question = RegistrationQuestion(
        event_id=row_id(event),
        position=max((one.position for one in there), default=0) + 1,
        kind=words.kind,
        labels=labels,
        options=options,
        is_required=words.is_required,
        seen_by=words.seen_by,
    )
    session.add(question)
    _note(session, event, staff)
    return question


def change_question(
    session: Session, event: Event, question_id: int, words: QuestionWords, *, shown: str, staff: Staff
) -> RegistrationQuestion:
    """Change a question; `shown` is the token that its form began with.

    One with answers keeps its kind, its choices, and who sees the answers: people were told. Raises `NotFound` for one
    of another event, `Stale` if somebody has changed it meanwhile, and `InvalidInput` for words that cannot be.
    """
    event = lock_event(session, row_id(event))
    question = question_of(session, event, question_id)
    if shown != question_token(question):
        raise Stale
    labels, options = _checked(words)
    if count_answers(session, question).number:
        if words.kind is not question.kind or not keeps_answers(question.options, options):
            raise InvalidInput(
                N_("This question has answers: choices can be added at the end only. Retire it and make a new one.")
            )
        if _REACH.index(words.seen_by) > _REACH.index(question.seen_by):
            raise InvalidInput(N_("People were told that fewer others see their answers."))
    question.kind, question.labels, question.options = words.kind, labels, options
    question.is_required, question.seen_by = words.is_required, words.seen_by
    session.add(question)
    _note(session, event, staff)
    return question


def retire_question(session: Session, event: Event, question_id: int, *, retired: bool, staff: Staff) -> None:
    """Ask a question no longer, or ask it again; one that nobody has answered is deleted instead of retired.

    Raises `NotFound` for one of another event.
    """
    event = lock_event(session, row_id(event))
    question = question_of(session, event, question_id)
    if retired and not count_answers(session, question).number:
        session.delete(question)
    else:
        question.retired_at = clock.now() if retired else None
        session.add(question)
    _note(session, event, staff)


def _checked(words: QuestionWords) -> tuple[dict[str, str], dict[str, list[str]]]:
    labels = {language: text for language in LANGUAGES if (text := one_line(words.labels.get(language, "")))}
    if not labels:
        raise InvalidInput(N_("A question needs words in one language at least."))
    if any(len(text) > LONGEST_LABEL for text in labels.values()):
        raise InvalidInput(N_("This is too long: %(most)d characters at most."), most=LONGEST_LABEL)
    if words.kind is not QuestionKind.CHOICE:
        return labels, {}
    lines = {
        language: [text for line in words.options.get(language, []) if (text := one_line(line))]
        for language in LANGUAGES
    }
    options = {language: texts for language, texts in lines.items() if texts}
    lengths = {len(texts) for texts in options.values()}
    if not options or min(lengths) < FEWEST_CHOICES or max(lengths) > MOST_CHOICES:
        raise InvalidInput(
            N_("A choice has %(fewest)d answers at least and %(most)d at most, one a line."),
            fewest=FEWEST_CHOICES,
            most=MOST_CHOICES,
        )
    if len(lengths) > 1:
        raise InvalidInput(N_("Write the same number of answers in each language, in the same order."))
    for texts in options.values():
        if twice := [text for number, text in enumerate(texts) if fold(text) in map(fold, texts[:number])]:
            raise InvalidInput(N_("The answer “%(answer)s” stands there twice."), answer=twice[0])
    if any(len(text) > LONGEST_LABEL for texts in options.values() for text in texts):
        raise InvalidInput(N_("This is too long: %(most)d characters at most."), most=LONGEST_LABEL)
    return labels, options


def _note(session: Session, event: Event, staff: Staff) -> None:
    record(session, staff.name, Act.CHANGE_REGISTRATION_FORM, event_id=row_id(event))
    session.flush()
