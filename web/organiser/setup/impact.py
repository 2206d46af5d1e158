"""What a change of the event's dates means, in sentences."""

from datetime import date, datetime

from flask_babel import gettext, ngettext

from matchmaker.base import clock
from matchmaker.base.i18n import format_day, format_deadline
from matchmaker.models import Event, Phase
from matchmaker.setup.commands.dates import EventDates
from matchmaker.setup.queries.dates import Concerned
from web.i18n import language

WEEKEND = {5, 6}


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


def closing(concerned: Concerned) -> list[str]:
    """Return whom it concerns that wishes and answers close at once."""
    return [said for said in (_silent(concerned), _open_wishes(concerned)) if said]


def spans(event: Event, dates: EventDates) -> list[str]:
    """Return how much time the dates leave, and which deadlines are on a weekend."""
    said = []
    wishes, answers = (_day(at, event) for at in (dates.wishes_close_at, dates.answers_close_at))
    if wishes and answers and answers >= wishes:
        days = (answers - wishes).days
        said.append(ngettext("%(num)d day to answer the last wishes.", "%(num)d days to answer the last wishes.", days))
    if answers and answers <= event.starts_on:
        days = (event.starts_on - answers).days
        said.append(ngettext("%(num)d day to plan and publish.", "%(num)d days to plan and publish.", days))
    weekends = dict.fromkeys(day for day in (wishes, answers) if day and day.weekday() in WEEKEND)
    names = (format_day(day, language()) for day in weekends)
    said.extend(gettext("%(day)s is on a weekend.", day=name[:1].upper() + name[1:]) for name in names)
    return said


def _day(at: datetime | None, event: Event) -> date | None:
    return clock.local(at, event.zone).date() if at else None


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
    change: str
    if _passed(new):
        change = gettext("Wishes close at once.")
    elif _passed(event.wishes_close_at):
        change = gettext("Wishes open again.")
    elif _earlier(new, event.wishes_close_at):
        change = gettext("There is less time for wishes.")
    else:
        change = gettext("There is more time for wishes.")
    return f"{change} {_silent(concerned)}".rstrip()


def _silent(concerned: Concerned) -> str:
    said: str = ngettext(
        "%(num)d organisation has made no wish yet.",
        "%(num)d organisations have made no wish yet.",
        concerned.without_wishes,
    )
    return said if concerned.without_wishes else ""


def _answers(event: Event, new: datetime | None, concerned: Concerned) -> str:
    change: str
    if _passed(new):
        change = gettext("Answers close at once.")
    elif _passed(event.answers_close_at):
        change = gettext("Answers open again.")
    elif _earlier(new, event.answers_close_at):
        change = gettext("There is less time for answers.")
    else:
        change = gettext("There is more time for answers.")
    return f"{change} {_open_wishes(concerned)}".rstrip()


def _open_wishes(concerned: Concerned) -> str:
    said: str = ngettext("%(num)d wish has no answer.", "%(num)d wishes have no answer.", concerned.unanswered)
    return said if concerned.unanswered else ""


def _passed(at: datetime | None) -> bool:
    return at is not None and at <= clock.now()


def _earlier(new: datetime | None, old: datetime | None) -> bool:
    return new is not None and (old is None or new < old)
