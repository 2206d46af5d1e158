"""Why a wish is not met, in words: once for the organiser, who can fix it, and once for the participant, kindly.

This is the place to change the wording of a reason. To the one who wished, a "no", a veto and silence read the same,
under every kind of agreement.
"""

from enum import StrEnum

from matchmaker.base.i18n import N_, translate, translate_plural
from matchmaker.models import Agreement


class Why(StrEnum):
    """Why a wish is not met: first the solver's reasons, then those for which it never saw the wish."""

    NO_COMMON_SLOT = "no_common_slot"
    PERSON_FULL = "person_full"
    PLACES_FULL = "places_full"
    BLOCKED = "blocked"
    WORTH_LESS = "worth_less"
    NOT_EXPLAINED = "not_explained"
    """The solver was stopped before it looked into this one, or a change by hand has made room."""
    NOT_ANSWERED = "not_answered"
    NOT_APPROVED = "not_approved"
    DECLINED = "declined"
    """A "no", or a veto of either side."""
    CANNOT_COME = "cannot_come"
    """One who was to go has declined the meeting after it was published."""
    OVER_LIMIT = "over_limit"
    WITHDRAWN = "withdrawn"
    NO_MEETINGS = "no_meetings"
    """The category of one of the two has no meetings."""
    NOBODY_REGISTERED = "nobody_registered"
    """One of the two has nobody who has registered and can be sent to meetings."""
    LATER = "later"
    """The wish, or the yes to it, came after the schedule was made."""


SILENT = frozenset({Why.NOT_ANSWERED, Why.NOT_APPROVED, Why.DECLINED, Why.CANNOT_COME, Why.NOBODY_REGISTERED})
"""What the one who wished cannot tell apart."""
VAGUE = frozenset({Why.BLOCKED, Why.WORTH_LESS, Why.NOT_EXPLAINED, Why.LATER})
"""Reasons among which a refusal can hide."""

ORGANISER = {
    Why.NO_COMMON_SLOT: N_("Never free together: %(one)s can meet %(one_times)s, %(other)s %(other_times)s."),
    Why.PERSON_FULL: N_("Every free slot of %(people)s (%(full)s) holds a meeting already: %(meetings)s in all."),
    Why.PLACES_FULL: N_("All places that they could use are taken at the times when both are free: %(times)s."),
    Why.BLOCKED: N_("When both are there, %(obstacles)s."),
    Why.WORTH_LESS: N_("It could only take place instead of meetings that are worth more: %(instead)s."),
    Why.NOT_EXPLAINED: N_("The schedule was stopped, or changed by hand, before this meeting was tried."),
    Why.NOT_ANSWERED: N_("%(other)s has not answered."),
    Why.NOT_APPROVED: N_("No organiser has approved this pair yet."),
    Why.DECLINED: N_("One of the two does not want this meeting."),
    Why.CANNOT_COME: N_("%(people)s cannot come to this meeting."),
    Why.OVER_LIMIT: N_("It comes after the wishes that %(one)s may have (%(limit)s)."),
    Why.WITHDRAWN: N_("One of the two has withdrawn, or the person asked for by name."),
    Why.NO_MEETINGS: N_("The category of one of the two has no meetings."),
    Why.NOBODY_REGISTERED: N_("One of the two has no delegate yet who has registered and accepted the terms."),
    Why.LATER: N_("The wish, or the answer to it, came after this schedule was made."),
}
NEVER_FREE = N_("%(one)s is not free at any time.")
FULL_FOR_A_DAY = N_("%(people)s (%(full)s) has as many meetings as wanted in a day: %(meetings)s in all.")
FULL_BY_RULE = N_("%(full)s has as many meetings as the rules allow: %(meetings)s.")
NOBODY_GAINS = N_("Nobody would gain from this meeting: neither side wished for it.")

BOOTH_FULL = N_("The booth of %(owner)s is taken or closed at the times when both are free: %(times)s.")

BY_PERSON = N_("%(who)s %(obstacles)s")
AWAY = N_("is not free at %(times)s")
DAY_FULL = N_("has as many meetings as wanted in a day (%(times)s)")
IN_A_ROW = N_("would have too many meetings in a row at %(times)s")
LUNCH = N_("keeps time for lunch at %(times)s")
NO_PLACE = N_("no place is open and free at %(times)s")
OUT_OF_ORDER = N_("another meeting must come first at %(times)s")
UNEQUAL = N_("breaks would be shared too unequally at %(times)s")
WORTH_MORE = N_("Each of those meetings is worth more.")
NOT_WORTH_LESS = N_("None of those meetings is worth less.")

FIXES = {
    Why.NO_COMMON_SLOT: N_("Ask one of them whether they can come earlier or stay longer."),
    Why.PERSON_FULL: N_(
        "One more delegate of %(full)s would help: %(other)s and a place are free, for instance at %(first)s."
    ),
    Why.PLACES_FULL: N_("One more table at %(first)s would make room."),
    Why.NOT_ANSWERED: N_("Remind %(other)s."),
    Why.NOT_APPROVED: N_("Approve the pair, then solve again."),
    Why.CANNOT_COME: N_("On the page “Needs you” you can let it be planned again, or a colleague go."),
    Why.OVER_LIMIT: N_("Raise the wish limit of %(one)s."),
    Why.NOBODY_REGISTERED: N_("Remind them to register."),
    Why.LATER: N_("Solve again."),
    Why.NOT_EXPLAINED: N_("Solve again."),
}
SECOND_PLACE = N_("A second place for %(owner)s would make room.")
RAISE_LIMIT = N_("Raise the limit of %(full)s.")
RELAX_PACE = N_("Ask %(people)s for one more meeting a day.")

NO_AGREEMENT = N_("This meeting has not been agreed so far.")
NOT_ARRANGED = N_("This meeting could not be arranged: nothing was agreed, or no time was left that suited you both.")
PARTICIPANT = {
    Why.NO_COMMON_SLOT: N_("You and they are never free at the same time."),
    Why.PERSON_FULL: N_("Their day was full, or yours."),
    Why.PLACES_FULL: N_("When both of you were free, all tables were taken."),
    Why.BLOCKED: N_("No time was left that suited both of you."),
    Why.WORTH_LESS: N_("It would have taken the place of other meetings that were agreed."),
    Why.NOT_EXPLAINED: N_("This meeting has not been tried yet."),
    Why.OVER_LIMIT: N_("It comes after the number of wishes that your category may have."),
    Why.WITHDRAWN: N_("They do not take part any more, or the person you asked for does not."),
    Why.NO_MEETINGS: N_("One of you takes part without meetings."),
    Why.LATER: N_("It came after this schedule was made."),
}
YOU_CANNOT_COME = N_("One of you has said that they cannot come.")
YOU_FULL = N_("Your own day was full.")
THEY_FULL = N_("Their day was full.")


def always_busy(who: str, times: int, language: str) -> str:
    """Return the sentence about the one person who is in a meeting at each of the times when both are there."""
    return translate_plural(
        language,
        "%(who)s has a meeting at the only time when both are there.",
        "%(who)s has meetings at all %(num)d times when both are there.",
        times,
        who=who,
    )


def busy(times: int, total: int, language: str) -> str:
    """Return what is said of a person who is in a meeting at some of the times when both are there."""
    return translate_plural(
        language,
        "is in another meeting %(num)d time out of %(total)d",
        "is in other meetings %(num)d times out of %(total)d",
        times,
        total=total,
    )


def for_participant(why: Why, agreement: Agreement, language: str, *, own_full: bool | None = None) -> str:
    """Return the sentence for the one who wished; `own_full` tells whose day was full, if known.

    Where a wish needs no answer to be scheduled, silence leads to the solver's reasons: there a refusal hides among
    those that do not say more than that it did not work out.
    """
    if agreement is not Agreement.MUTUAL and why in SILENT | {
        Why.BLOCKED,
        Why.WORTH_LESS,
        Why.NOT_EXPLAINED,
        Why.LATER,
    }:
        return translate(language, NOT_ARRANGED)
    if why in SILENT:
        return translate(language, NO_AGREEMENT)
    if why is Why.PERSON_FULL and own_full is not None:
        return translate(language, YOU_FULL if own_full else THEY_FULL)
    return translate(language, PARTICIPANT[why])
