"""Fields of the organisers' own questions on the open form."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, Field, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.validators import Optional as MayBeEmpty

from matchmaker.enrolment.rules.asked import LONGEST_ANSWER, YES, checked_answer, choice_numbers
from matchmaker.models import AnswerAudience, QuestionKind, RegistrationQuestion
from web.i18n import language
from web.refusals import accepted_by

FEW = 6
"""Choices that are shown one below the other; more are a list to open."""
SEEN_BY = {
    AnswerAudience.ORGANISERS: lazy_gettext("Only the organisers see your answer."),
    AnswerAudience.MET: lazy_gettext("Those whom you meet see your answer, once the meeting is confirmed."),
    AnswerAudience.PARTICIPANTS: lazy_gettext("Other participants see your answer."),
}


def question_field(question: RegistrationQuestion) -> Field:
    """Return the field of a question."""
    label, seen = question.label(language()), SEEN_BY[question.seen_by]
    accepted = accepted_by(lambda text: checked_answer(question, text))
    if question.kind is QuestionKind.TICK:
        needed = InputRequired(lazy_gettext("Please tick this.")) if question.is_required else MayBeEmpty()
        return BooleanField(label, description=seen, validators=[needed])
    if question.kind is QuestionKind.TEXT:
        most = {"rows": 2, "maxlength": LONGEST_ANSWER}
        return TextAreaField(label, description=seen, validators=[accepted], render_kw=most)
    choices = [
        SelectChoice(number, text)
        for number, text in zip(choice_numbers(question), question.choices(language()), strict=True)
    ]
    common = {"description": seen, "validators": [accepted], "validate_choice": False}
    if question.is_required and len(choices) <= FEW:
        return RadioField(label, choices=choices, **common)
    return SelectField(label, choices=[SelectChoice("", "–"), *choices], **common)


def answer_of(field: Field) -> str:
    """Return the answer in the field of a question, empty for none."""
    return (YES if field.data else "") if isinstance(field, BooleanField) else field.data or ""
