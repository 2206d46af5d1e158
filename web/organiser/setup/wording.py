"""Words of the structure: kinds of items and places, and the rules of a category as sentences."""

from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.events.queries.structure import CategoryView

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
