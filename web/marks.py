"""Words of what became of a meeting: marks, and outcomes with their tone and sign."""

from flask_babel import lazy_gettext

from matchmaker.models import MeetingOutcome

MARKS = {
    5: lazy_gettext("Very useful"),
    4: lazy_gettext("Useful"),
    3: lazy_gettext("Fairly useful"),
    2: lazy_gettext("Not very useful"),
    1: lazy_gettext("Not useful at all"),
}
OUTCOMES = {
    MeetingOutcome.HELD: (lazy_gettext("Took place"), "ok", "check"),
    MeetingOutcome.ABSENT: (lazy_gettext("They did not come"), "bad", "x"),
    MeetingOutcome.MISSED: (lazy_gettext("You could not"), "away", "x"),
    MeetingOutcome.LATER: (lazy_gettext("Put off"), "wait", "clock"),
}
