"""Sentences of the organiser's pages that depend on values: rules of a category, outcomes, states."""

from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.events.queries.structure import CategoryView
from matchmaker.models import MessageState
from matchmaker.overview.queries.dashboard import Silence

KINDS = ("participants", "wishes", "programme")
"""What can be imported, in the order in which it makes sense."""

KIND_TITLES = {
    "participants": lazy_gettext("Participants"),
    "wishes": lazy_gettext("Wishes"),
    "programme": lazy_gettext("Programme"),
}
KIND_HELP = {
    "participants": lazy_gettext(
        "One line per person: the organisation with its card, and the person with role, arrival and departure."
    ),
    "wishes": lazy_gettext("One line per wish: who wants to meet whom, how much, and what the other side answered."),
    "programme": lazy_gettext("One line per item: opening, presentations, meals. They block those who take part."),
}

ROLES = {
    "delegate": lazy_gettext("delegate"),
    "head": lazy_gettext("head of delegation"),
    "interpreter": lazy_gettext("interpreter"),
    "attache": lazy_gettext("attaché"),
    "official": lazy_gettext("official"),
}
STATES = {
    "invited": lazy_gettext("invited"),
    "agreed": lazy_gettext("agreed"),
    "ready": lazy_gettext("card complete"),
    "withdrawn": lazy_gettext("withdrawn"),
}
SILENCES = {
    Silence.NOT_AGREED: lazy_gettext("Have not agreed yet"),
    Silence.NO_WISHES: lazy_gettext("Have no wishes"),
    Silence.UNANSWERED: lazy_gettext("Have wishes to answer"),
}
STRENGTHS = {"must": lazy_gettext("must"), "want": lazy_gettext("want"), "open": lazy_gettext("open")}
ITEM_KINDS = {
    "opening": lazy_gettext("Opening"),
    "closing": lazy_gettext("Closing"),
    "presentation": lazy_gettext("Presentation"),
    "talk": lazy_gettext("Talk"),
    "meal": lazy_gettext("Meal"),
    "reception": lazy_gettext("Reception"),
    "visit": lazy_gettext("Visit"),
    "transfer": lazy_gettext("Transfer"),
}
PLACE_KINDS = {
    "table": lazy_gettext("Table"),
    "booth": lazy_gettext("Booth"),
    "office": lazy_gettext("Office"),
}
RELEASE_KINDS = {"provisional": lazy_gettext("provisional"), "final": lazy_gettext("final")}
RUN_STATES = {
    "queued": lazy_gettext("waiting for the worker"),
    "running": lazy_gettext("running"),
    "done": lazy_gettext("done"),
    "stopped": lazy_gettext("stopped, best kept"),
    "failed": lazy_gettext("failed"),
}
MESSAGE_STATES = {
    MessageState.QUEUED: lazy_gettext("waiting"),
    MessageState.SENDING: lazy_gettext("being sent"),
    MessageState.SENT: lazy_gettext("sent"),
    MessageState.FAILED: lazy_gettext("failed"),
    MessageState.BOUNCED: lazy_gettext("bounced"),
    MessageState.SUPERSEDED: lazy_gettext("overtaken by a newer one"),
}
MESSAGE_TONES = {
    MessageState.QUEUED: "wait",
    MessageState.SENDING: "wait",
    MessageState.SENT: "ok",
    MessageState.FAILED: "bad",
    MessageState.BOUNCED: "bad",
    MessageState.SUPERSEDED: "",
}
MESSAGE_KINDS = {
    "login_link": lazy_gettext("log-in link"),
    "schedule_published": lazy_gettext("schedule"),
    "provisional_published": lazy_gettext("provisional schedule"),
    "invitation": lazy_gettext("invitation"),
    "day_reminder": lazy_gettext("reminder of the day"),
    "wishes_news": lazy_gettext("news about wishes"),
    "silence_reminder": lazy_gettext("reminder to the silent"),
    "clocks_changed": lazy_gettext("clocks have changed"),
    "withdrawn": lazy_gettext("receipt of a withdrawal"),
    "withdrawal_taken_back": lazy_gettext("withdrawal taken back"),
    "alerts": lazy_gettext("alert to organisers"),
}
"""What mails are about; a kind that is not here is shown by its own name."""


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
