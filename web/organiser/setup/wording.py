"""Words of the structure and of the preparation: kinds, rules of a category as sentences, points, phases."""

from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from matchmaker.events.queries.structure import CategoryView
from matchmaker.models import Phase
from matchmaker.setup.queries.preparation import Point


@dataclass(frozen=True, slots=True)
class PointWords:
    """A point of the preparation: its name, what to do where it is missing, and the page where that is done."""

    name: LazyString
    missing: LazyString
    endpoint: str
    shown_at: str = ""
    """The page of what is there, where it is another one."""


POINTS = {
    Point.SLOTS: PointWords(
        lazy_gettext("Slots"), lazy_gettext("No time in which people can meet."), "organiser.structure"
    ),
    Point.TABLES: PointWords(
        lazy_gettext("Tables and booths"), lazy_gettext("No table at which people can meet."), "organiser.structure"
    ),
    Point.CATEGORIES: PointWords(
        lazy_gettext("Categories and rules"), lazy_gettext("No category that has meetings."), "organiser.category_rules"
    ),
    Point.DEADLINES: PointWords(
        lazy_gettext("Deadlines"),
        lazy_gettext("Wishes and answers need a day in the future at which they close."),
        "organiser.dates",
    ),
    Point.CONTACT: PointWords(
        lazy_gettext("Contact"), lazy_gettext("Participants cannot reach you."), "organiser.settings"
    ),
    Point.REGISTRATION: PointWords(
        lazy_gettext("Registration"),
        lazy_gettext("Say whether people may register by themselves."),
        "organiser.registration",
    ),
    Point.PEOPLE: PointWords(
        lazy_gettext("People"),
        lazy_gettext("Nobody is registered yet."),
        "organiser.import_overview",
        "organiser.people",
    ),
    Point.PROGRAMME: PointWords(
        lazy_gettext("Programme"),
        lazy_gettext("No presentation, no meal: everybody is free all day."),
        "organiser.new_item",
        "organiser.structure",
    ),
    Point.PRESENTATIONS: PointWords(
        lazy_gettext("Presentations"), lazy_gettext("Proposals wait for a decision."), "organiser.presentations"
    ),
    Point.TEAM: PointWords(
        lazy_gettext("Team"), lazy_gettext("You are the only organiser. Invite a colleague."), "organiser.team"
    ),
}


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """A change of the phase: the button, the question, and what follows from it."""

    button: LazyString
    question: LazyString
    sentence: LazyString


PHASE_ACTS = {
    Phase.OPEN: PhaseWords(
        lazy_gettext("Open the event"),
        lazy_gettext("Open the event to its participants?"),
        lazy_gettext(
            "Participants can log in, complete their cards, and make and answer wishes until the deadlines. Nobody is "
            "mailed at this moment. Later, mails leave by themselves to those who were wished for, and before meetings."
        ),
    ),
    Phase.CLOSED: PhaseWords(
        lazy_gettext("Close wishes and answers"),
        lazy_gettext("Close wishes and answers now?"),
        lazy_gettext("Participants keep their pages and their agenda, and change neither wishes nor answers."),
    ),
    Phase.DRAFT: PhaseWords(
        lazy_gettext("Back to the preparation"),
        lazy_gettext("Hide the event from its participants again?"),
        lazy_gettext("Their pages do not exist until you open it again."),
    ),
    Phase.ARCHIVED: PhaseWords(
        lazy_gettext("Archive"),
        lazy_gettext("Archive the event?"),
        lazy_gettext("Everything stays to be read; no mail leaves any more, and no answer is taken."),
    ),
}

ITEM_KINDS = {
    "opening": lazy_gettext("Opening"),
    "closing": lazy_gettext("Closing"),
    "presentation": lazy_gettext("Presentation"),
    "talk": lazy_gettext("Talk"),
    "meal": lazy_gettext("Meal"),
    "reception": lazy_gettext("Reception"),
    "seminar": lazy_gettext("Seminar"),
    "signing": lazy_gettext("Signing"),
    "visit": lazy_gettext("Visit"),
    "transfer": lazy_gettext("Transfer"),
}
PLACE_KINDS = {
    "table": lazy_gettext("Table"),
    "booth": lazy_gettext("Booth"),
    "office": lazy_gettext("Office"),
}


def rules(category: CategoryView) -> tuple[str, ...]:
    """Return every rule of a category as one plain sentence each."""
    if not category.has_meetings:
        sentences = [gettext("Takes part in the programme, without meetings.")]
        if category.may_present:
            sentences.append(gettext("May give a presentation."))
        return tuple(sentences)
    limit, guarantee = category.wish_limit, category.guarantee
    return (
        gettext("Has no limit on wishes.")
        if limit is None
        else ngettext("May make %(num)d wish.", "May make up to %(num)d wishes.", limit),
        ngettext(
            "At least %(num)d meeting is aimed at before anything else, as far as it is reachable.",
            "At least %(num)d meetings are aimed at before anything else, as far as they are reachable.",
            guarantee,
        )
        if guarantee
        else gettext("No number of meetings is promised."),
        gettext("Each wish counts once.")
        if category.weight == 1
        else ngettext("Each wish counts %(num)d time.", "Each wish counts %(num)d times.", category.weight),
        gettext("There is no upper limit on meetings.")
        if category.max_meetings is None
        else ngettext("Has at most %(num)d meeting.", "Has at most %(num)d meetings.", category.max_meetings),
        gettext("There is no limit on meetings that only the other side wished for.")
        if category.max_received is None
        else ngettext(
            "At most %(num)d meeting that only the other side wished for.",
            "At most %(num)d meetings that only the other side wished for.",
            category.max_received,
        ),
        gettext("May give a presentation.") if category.may_present else gettext("Does not give a presentation."),
    )
