"""What a change of the event's dates means, in sentences."""

from datetime import datetime

from flask_babel import gettext, ngettext

from matchmaker.base import clock
from matchmaker.base.i18n import format_deadline
from matchmaker.models import Event, Phase
from matchmaker.setup.commands.dates import EventDates
from matchmaker.setup.queries.dates import Concerned
from web.i18n import language


def sentences(event: Event, tried: EventDates, concerned: Concerned, blocking: int) -> list[str]:
    """Return what follows from the dates `tried`; empty where they are those of `event`.

    `blocking` is the number of points that keep the event from opening.
    """
    kept = EventDates.of(event)
    if tried == kept:
        return []
    said = []
    if tried.opens_at != kept.opens_at:
        said.append(_opening(event, tried, blocking))
    if tried.wishes_close_at != kept.wishes_close_at:
        said.append(_wishes(event, tried.wishes_close_at, concerned))
    if tried.answers_close_at != kept.answers_close_at:
        said.append(_answers(event, tried.answers_close_at, concerned))
    if concerned.release and event.phase is Phase.OPEN:
        said.append(
            gettext(
                "Release %(number)d is published: what is said afterwards counts once you plan and publish again.",
                number=concerned.release,
            )
        )
    if concerned.mailed:
        said.append(
            ngettext(
                "%(num)d person has had mails, which may name the earlier date. Nobody is told by itself.",
                "%(num)d people have had mails, which may name the earlier date. Nobody is told by itself.",
                concerned.mailed,
            )
        )
    return said


def _opening(event: Event, tried: EventDates, blocking: int) -> str:
    said: str
    if tried.opens_at is None:
        said = gettext("The event does not open by itself: you open it.")
    elif blocking:
        said = ngettext(
            "It opens by itself then if nothing is missing; now %(num)d point is.",
            "It opens by itself then if nothing is missing; now %(num)d points are.",
            blocking,
        )
    else:
        said = gettext(
            "It opens by itself on %(when)s. Nobody is mailed by it.",
            when=format_deadline(tried.opens_at, event.zone, language()),
        )
    return said


def _wishes(event: Event, new: datetime | None, concerned: Concerned) -> str:
    said: str
    if _passed(new):
        said = ngettext(
            "Wishes close at once: %(num)d organisation has made none.",
            "Wishes close at once: %(num)d organisations have made none.",
            concerned.without_wishes,
        )
    elif _passed(event.wishes_close_at):
        said = ngettext(
            "Wishes open again: %(num)d organisation may change theirs.",
            "Wishes open again: %(num)d organisations may change theirs.",
            concerned.organisations,
        )
    elif _earlier(new, event.wishes_close_at):
        said = ngettext(
            "Less time for wishes: %(num)d organisation has made none yet.",
            "Less time for wishes: %(num)d organisations have made none yet.",
            concerned.without_wishes,
        )
    else:
        said = ngettext(
            "More time for wishes: %(num)d organisation has made none yet.",
            "More time for wishes: %(num)d organisations have made none yet.",
            concerned.without_wishes,
        )
    return said


def _answers(event: Event, new: datetime | None, concerned: Concerned) -> str:
    said: str
    if _passed(new):
        said = ngettext(
            "Answers close at once: %(num)d wish has none.",
            "Answers close at once: %(num)d wishes have none.",
            concerned.unanswered,
        )
    elif _passed(event.answers_close_at):
        said = ngettext(
            "Answers open again: %(num)d wish has none.",
            "Answers open again: %(num)d wishes have none.",
            concerned.unanswered,
        )
    elif _earlier(new, event.answers_close_at):
        said = ngettext(
            "Less time for answers: %(num)d wish has none yet.",
            "Less time for answers: %(num)d wishes have none yet.",
            concerned.unanswered,
        )
    else:
        said = ngettext(
            "More time for answers: %(num)d wish has none yet.",
            "More time for answers: %(num)d wishes have none yet.",
            concerned.unanswered,
        )
    return said


def _passed(at: datetime | None) -> bool:
    return at is not None and at <= clock.now()


def _earlier(new: datetime | None, old: datetime | None) -> bool:
    return new is not None and (old is None or new < old)
