"""Words of the pages about people and organisations: roles, states, answers, what is missing."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext

from matchmaker.models import Answer, Role
from matchmaker.registrations.queries.listing import Lack
from matchmaker.registrations.rules import ListColumn, RegistrationState

ROLES = {
    Role.DELEGATE: lazy_gettext("delegate"),
    Role.HEAD: lazy_gettext("head of delegation"),
    Role.INTERPRETER: lazy_gettext("interpreter"),
    Role.ATTACHE: lazy_gettext("attaché"),
    Role.OFFICIAL: lazy_gettext("official"),
}
STATES = {
    RegistrationState.INVITED: (lazy_gettext("invited"), "wait", ""),
    RegistrationState.AGREED: (lazy_gettext("agreed"), "info", ""),
    RegistrationState.READY: (lazy_gettext("card complete"), "ok", "check"),
    RegistrationState.WITHDRAWN: (lazy_gettext("withdrawn"), "bad", "x"),
}
"""What a pill says of a registration, its tone and its icon."""
MISSING = {
    Lack.WISHES: lazy_gettext("without wishes"),
    Lack.TIMES: lazy_gettext("times not said"),
    Lack.LOG_IN: lazy_gettext("never logged in"),
}
COLUMNS = {
    ListColumn.CATEGORY: lazy_gettext("Category"),
    ListColumn.STATE: lazy_gettext("State"),
    ListColumn.FREE: lazy_gettext("Slots free"),
    ListColumn.WISHES: lazy_gettext("Wishes"),
    ListColumn.RECEIVED: lazy_gettext("Wished for"),
    ListColumn.EMAIL: lazy_gettext("E-mail"),
    ListColumn.PHONE: lazy_gettext("Telephone"),
    ListColumn.LANGUAGE: lazy_gettext("Language"),
}
ANSWERS = {
    Answer.NONE: (lazy_gettext("no answer"), ""),
    Answer.YES: (lazy_gettext("yes"), "ok"),
    Answer.IF_ROOM: (lazy_gettext("if there is room"), "ok"),
    Answer.NO: (lazy_gettext("no"), "bad"),
}
STRENGTHS = {
    "must": (lazy_gettext("must"), "must"),
    "want": (lazy_gettext("want"), "info"),
    "open": (lazy_gettext("open"), ""),
}
STRIP = {
    "free": lazy_gettext("free"),
    "away": lazy_gettext("away"),
    "absent": lazy_gettext("absent"),
    "quiet": lazy_gettext("pause"),
    "kept": lazy_gettext("kept free by the organisers"),
}
"""What a cell of a day says that has no title."""
CALENDARS = {
    "mail": lazy_gettext("invitations by mail"),
    "feed": lazy_gettext("by subscription, no invitations by mail"),
}
WORDS: dict[str, dict[Any, Any] | Callable[..., Any]] = {
    "roles": ROLES,
    "states": STATES,
    "missing_words": MISSING,
    "column_names": COLUMNS,
    "answers": ANSWERS,
    "strengths": STRENGTHS,
    "strip_words": STRIP,
    "calendars": CALENDARS,
}
"""What the templates need."""
