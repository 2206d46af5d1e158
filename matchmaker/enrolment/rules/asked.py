"""What the open form asks: fields that the organiser may turn on, questions of their own, and answers to these."""

from collections.abc import Mapping
from enum import StrEnum

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import clean
from matchmaker.models import QuestionKind, RegistrationQuestion

LONGEST_ANSWER = 1000
MOST_COLLEAGUES = 5
"""Whom one form may name to be invited."""
YES = "yes"
"""The answer to a tick that is set; one that is not set has no answer."""


class AskedField(StrEnum):
    """A field that is asked only if the organiser wants it."""

    JOB_TITLE = "job_title"
    PHONE = "phone"
    VAT = "vat"


class FieldUse(StrEnum):
    """How a field is asked."""

    OPTIONAL = "optional"
    REQUIRED = "required"


DEFAULT_FIELDS = {AskedField.JOB_TITLE.value: FieldUse.OPTIONAL.value, AskedField.VAT.value: FieldUse.OPTIONAL.value}
"""Of a new form."""


def checked_answer(question: RegistrationQuestion, value: str) -> str:
    """Return an answer as it is kept, empty for none; raises `InvalidInput` for one that cannot be."""
    text = clean(value).strip()
    if question.kind is QuestionKind.TICK:
        text = YES if text else ""
    elif question.kind is QuestionKind.CHOICE and text and text not in choice_numbers(question):
        raise InvalidInput(N_("Choose one of the answers of the list."))
    if len(text) > LONGEST_ANSWER:
        raise InvalidInput(N_("This answer is too long: %(most)d characters at most."), most=LONGEST_ANSWER)
    if question.is_required and not text:
        raise InvalidInput(N_("Please answer this question."))
    return text


def choice_numbers(question: RegistrationQuestion) -> list[str]:
    """Return the values of a choice: its numbers, from 0."""
    return [str(number) for number in range(max(map(len, question.options.values()), default=0))]


def keeps_answers(old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> bool:
    """Tell whether the answers to a choice keep their meaning: choices were only added at the end."""
    return all(new.get(language, [])[: len(options)] == options for language, options in old.items())
