"""Words of the open form: fields, kinds of questions, states of requests."""

from flask_babel import lazy_gettext

from matchmaker.enrolment.rules.asked import AskedField, FieldUse
from matchmaker.models import AnswerAudience, QuestionKind, RequestDigest

FIELD_NAMES = {
    AskedField.JOB_TITLE: lazy_gettext("Function"),
    AskedField.PHONE: lazy_gettext("Telephone"),
    AskedField.VAT: lazy_gettext("Enterprise or VAT number"),
}
FIELD_USES = {
    "": lazy_gettext("not asked"),
    FieldUse.OPTIONAL.value: lazy_gettext("asked, may stay empty"),
    FieldUse.REQUIRED.value: lazy_gettext("asked, must be filled in"),
}
DIGESTS = {
    RequestDigest.DAILY: lazy_gettext("once a day, at 8 in the morning"),
    RequestDigest.HOURLY: lazy_gettext("at once, then at most every hour"),
    RequestDigest.NEVER: lazy_gettext("never"),
}
AUDIENCES = {
    AnswerAudience.ORGANISERS: lazy_gettext("nobody else, for example a diet"),
    AnswerAudience.MET: lazy_gettext("those whom they meet, once the meeting is confirmed"),
    AnswerAudience.PARTICIPANTS: lazy_gettext("all participants, on the page of the company"),
}
QUESTION_KINDS = {
    QuestionKind.TEXT: lazy_gettext("text"),
    QuestionKind.CHOICE: lazy_gettext("choice"),
    QuestionKind.TICK: lazy_gettext("tick"),
}
