"""Reasons of unmet wishes: one table, a row per code, with all that is ever said of it.

This is the place to change the wording of a reason. To the one who wished, a "no", a veto and silence read the same,
under every kind of agreement.

How to add one: CONTRIBUTING.md, "A reason for an unmet wish".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.base.i18n import N_, translate
from matchmaker.models import Agreement


class UnmetReason(StrEnum):
    """Why a wish is not met: first the solver's codes, then those for which it never saw the wish."""

    VETOED = "vetoed"
    NO_COMMON_SLOT = "no_common_slot"
    PERSON_FULL = "person_full"
    PLACES_FULL = "places_full"
    OFFICE_FULL = "office_full"
    """The same, where the only place is the office of one of the two."""
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
    EXCLUDED = "excluded"
    """By the rules of the event, the one category does not wish for the other."""
    KEPT_APART = "kept_apart"
    """By a rule that an organiser has set for the two."""
    NO_LANGUAGE = "no_language"
    """By such a rule they need a language in common, and have none."""
    NO_INTERPRETER = "no_interpreter"
    """They need an interpreter between languages for which nobody is there."""
    NO_INTERPRETER_BY_RULE = "no_interpreter_by_rule"
    """The same at a forum, where only a rule that an organiser has set asks for one."""
    SAME_PERSON = "same_person"
    """One human being takes part for both, and nobody else can go for either side."""
    NOBODY_REGISTERED = "nobody_registered"
    """One of the two has nobody who has registered and can be sent to meetings."""
    LATER = "later"
    """The wish, or the yes to it, came after the schedule was made."""
    CANCELLED = "cancelled"
    """The meeting was published once."""


NO_AGREEMENT = N_("This meeting has not been agreed so far.")
"""What the participant reads for all that must not be told apart: a "no", a veto, silence, nobody there."""
NOT_ARRANGED = N_("This meeting could not be arranged: nothing was agreed, or no time was left that suited you both.")
"""The same where a wish needs no answer: there silence leads to the solver's reasons, and a refusal hides among those
that do not say more than that it did not work out."""
AGREED_NOT_ARRANGED = N_(
    "This meeting could not be arranged: no time was left that suited you both, or something changed on either side."
)
"""The same for somebody who has seen a yes: a refusal that came after it must not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """All the texts of a reason, as keys of the catalogue; `WitnessWords.say` fills in what the organiser's names."""

    title: str
    """Short: the group on the organiser's pages, and a choice of their filter."""
    organiser: str
    participant: str
    own: str = ""
    """For the participant, where it is known that it lies with their own delegation."""
    theirs: str = ""
    """For the participant, where it is known that it lies with the other one."""
    fix: str = ""
    """What would help, for the organiser; empty if nothing is known to."""
    hides_refusal: bool
    """Whether the participant reads a sentence that does not tell it from a refusal."""


REASONS: Mapping[UnmetReason, ReasonRow] = {
    UnmetReason.VETOED: ReasonRow(
        title=N_("Declined"),
        organiser=N_("One of the two does not want this meeting."),
        participant=NO_AGREEMENT,
        hides_refusal=True,
    ),
    UnmetReason.NO_COMMON_SLOT: ReasonRow(
        title=N_("Never free together"),
        organiser=N_("Never free together: %(one)s can meet %(one_times)s, %(other)s %(other_times)s."),
        participant=N_("You and they are never free at the same time."),
        fix=N_("Ask one of them whether they can come earlier or stay longer."),
        hides_refusal=False,
    ),
    UnmetReason.PERSON_FULL: ReasonRow(
        title=N_("Day is full"),
        organiser=N_("Every free slot of %(people)s (%(full)s) holds a meeting already: %(meetings)s in all."),
        participant=N_("Their day was full, or yours."),
        own=N_("Your own day was full."),
        theirs=N_("Their day was full."),
        fix=N_("One more delegate of %(full)s would help: %(other)s and a place are free, for instance at %(first)s."),
        hides_refusal=False,
    ),
    UnmetReason.PLACES_FULL: ReasonRow(
        title=N_("All tables are taken"),
        organiser=N_("All places that they could use are taken at the times when both are free: %(times)s."),
        participant=N_("When both of you were free, all tables were taken."),
        fix=N_("One more table at %(first)s would make room."),
        hides_refusal=False,
    ),
    UnmetReason.OFFICE_FULL: ReasonRow(
        title=N_("The office is not free"),
        organiser=N_("%(owner)s receives somebody else, or nobody, at the times when both are free: %(times)s."),
        participant=N_("When both of you were free, the office was taken or closed."),
        fix=N_("Ask %(owner)s to receive at one more time, or to come to the hotel."),
        hides_refusal=False,
    ),
    UnmetReason.BLOCKED: ReasonRow(
        title=N_("Something is in the way each time"),
        organiser=N_("When both are there, %(obstacles)s."),
        participant=N_("No time was left that suited both of you."),
        hides_refusal=True,
    ),
    UnmetReason.WORTH_LESS: ReasonRow(
        title=N_("Would cost meetings worth more"),
        organiser=N_("It could only take place instead of meetings that are worth more: %(instead)s."),
        participant=N_("It would have taken the place of other meetings that were agreed."),
        hides_refusal=True,
    ),
    UnmetReason.NOT_EXPLAINED: ReasonRow(
        title=N_("Not tried yet"),
        organiser=N_("This meeting was not tried: the schedule was stopped, changed by hand, or made by a repair."),
        participant=N_("This meeting has not been tried yet."),
        fix=N_("Solve again."),
        hides_refusal=True,
    ),
    UnmetReason.NOT_ANSWERED: ReasonRow(
        title=N_("Not answered"),
        organiser=N_("%(other)s has not answered."),
        participant=NO_AGREEMENT,
        fix=N_("Remind %(other)s."),
        hides_refusal=True,
    ),
    UnmetReason.NOT_APPROVED: ReasonRow(
        title=N_("Not approved by an organiser"),
        organiser=N_("No organiser has approved this pair yet."),
        participant=NO_AGREEMENT,
        fix=N_("Approve the pair, then solve again."),
        hides_refusal=True,
    ),
    UnmetReason.DECLINED: ReasonRow(
        title=N_("Declined"),
        organiser=N_("One of the two does not want this meeting."),
        participant=NO_AGREEMENT,
        hides_refusal=True,
    ),
    UnmetReason.CANNOT_COME: ReasonRow(
        title=N_("Cannot come"),
        organiser=N_("%(people)s cannot come to this meeting."),
        participant=NO_AGREEMENT,
        own=N_("One of you has said that they cannot come."),
        fix=N_("On the page “Needs you” you can let it be planned again, or a colleague go."),
        hides_refusal=True,
    ),
    UnmetReason.OVER_LIMIT: ReasonRow(
        title=N_("Over the wish limit"),
        organiser=N_("It comes after the wishes that %(one)s may have (%(limit)s)."),
        participant=N_("It comes after the number of wishes that your category may have."),
        fix=N_("Raise the wish limit of %(one)s."),
        hides_refusal=False,
    ),
    UnmetReason.WITHDRAWN: ReasonRow(
        title=N_("Withdrawn"),
        organiser=N_("One of the two has withdrawn, or the person asked for by name."),
        participant=N_("They do not take part any more, or the person you asked for does not."),
        hides_refusal=False,
    ),
    UnmetReason.NO_MEETINGS: ReasonRow(
        title=N_("Category without meetings"),
        organiser=N_("The category of one of the two has no meetings."),
        participant=N_("One of you takes part without meetings."),
        hides_refusal=False,
    ),
    UnmetReason.EXCLUDED: ReasonRow(
        title=N_("Not allowed between the categories"),
        organiser=N_("By the rules, the category of %(one)s does not ask that of %(other)s for meetings."),
        participant=N_("By the rules of this event, your category does not ask theirs for meetings."),
        fix=N_("Allow it under “Rules”, or approve this pair."),
        hides_refusal=False,
    ),
    UnmetReason.KEPT_APART: ReasonRow(
        title=N_("Kept apart by your rule"),
        organiser=N_("By a rule of yours, %(one)s and %(other)s do not meet."),
        participant=NO_AGREEMENT,
        fix=N_("Remove the rule under “Rules for particular people”."),
        hides_refusal=True,
    ),
    UnmetReason.NO_LANGUAGE: ReasonRow(
        title=N_("No language in common"),
        organiser=N_("By a rule of yours they meet only in a language that both people speak, and there is none."),
        participant=NO_AGREEMENT,
        fix=N_("Send somebody who speaks a language of theirs, or remove the rule."),
        hides_refusal=True,
    ),
    UnmetReason.NO_INTERPRETER: ReasonRow(
        title=N_("No interpreter"),
        organiser=N_("They need an interpreter %(languages)s, and there is none in their city."),
        participant=N_("You share no language, and no interpreter is there for this meeting."),
        fix=N_("Register an interpreter under “People along”, or say that this meeting needs none."),
        hides_refusal=False,
    ),
    UnmetReason.NO_INTERPRETER_BY_RULE: ReasonRow(
        title=N_("No interpreter for your rule"),
        organiser=N_("By a rule of yours they need an interpreter %(languages)s, and there is none."),
        participant=NO_AGREEMENT,
        fix=N_("Name an interpreter for these languages, or remove the rule."),
        hides_refusal=True,
    ),
    UnmetReason.SAME_PERSON: ReasonRow(
        title=N_("The same person"),
        organiser=N_("The same person takes part for both, and nobody can meet themselves."),
        participant=NO_AGREEMENT,
        fix=N_("Register somebody else for one of the two."),
        hides_refusal=True,
    ),
    UnmetReason.NOBODY_REGISTERED: ReasonRow(
        title=N_("Nobody registered"),
        organiser=N_("One of the two has no delegate yet who has registered and accepted the terms."),
        participant=NO_AGREEMENT,
        fix=N_("Remind them to register."),
        hides_refusal=True,
    ),
    UnmetReason.LATER: ReasonRow(
        title=N_("Came later"),
        organiser=N_("The wish, or the answer to it, came after this schedule was made."),
        participant=N_("It came after this schedule was made."),
        fix=N_("Solve again."),
        hides_refusal=True,
    ),
    UnmetReason.CANCELLED: ReasonRow(
        title=N_("Cancelled"),
        organiser=N_("This meeting was in an earlier release and was cancelled."),
        participant=N_("This meeting was in an earlier version of the schedule and was cancelled."),
        hides_refusal=False,
    ),
}


def for_participant(
    reason: UnmetReason, agreement: Agreement, language: str, *, own_side: bool | None = None, agreed: bool = False
) -> str:
    """Return the sentence for the one who wished.

    `own_side` says whether it lies with their own delegation, if known; `agreed` whether they have seen a yes.
    """
    row = REASONS[reason]
    if own_side and row.own:
        return translate(language, row.own)
    if row.hides_refusal and agreement is not Agreement.MUTUAL:
        return translate(language, NOT_ARRANGED)
    if row.hides_refusal and agreed:
        return translate(language, AGREED_NOT_ARRANGED)
    return translate(language, row.theirs if own_side is False and row.theirs else row.participant)
