"""What happened, in one sentence for the organisers: on their page and in the mail to them."""

from datetime import datetime
from typing import Any

from matchmaker.alerts.planning.proposals import ENOUGH, FoundRepairs, ProposalKind, RepairOutcome
from matchmaker.alerts.queries.alerts import AlertView
from matchmaker.alerts.queries.causes import CauseView
from matchmaker.alerts.queries.lateness import Lateness
from matchmaker.alerts.queries.lines import AboutLine, about_line
from matchmaker.base import clock
from matchmaker.base.i18n import N_, format_day, format_time, translate, translate_plural, zone_city
from matchmaker.journal.words import change_in_words as changed
from matchmaker.models import AlertKind, AlertState, EntryKind

_SURE = {
    AlertKind.DECLINED: N_("%(name)s (%(organisation)s) declined by mail: %(line)s."),
    AlertKind.CANCELLED: N_("%(name)s (%(organisation)s) cannot come: %(line)s."),
    AlertKind.MOVE: N_("%(name)s (%(organisation)s) asks for another time: %(line)s."),
    AlertKind.HOURS: N_("%(name)s (%(organisation)s) can be met at other hours only: %(line)s."),
    AlertKind.PLACE: N_("%(name)s (%(organisation)s) does not receive at the published place any more: %(line)s."),
    AlertKind.AWAY: N_("%(name)s (%(organisation)s) is away during %(line)s, to which they come along."),
    AlertKind.COUNTER: N_("%(name)s (%(organisation)s) proposes another time by mail: %(line)s."),
    AlertKind.REFUSED: N_("%(organisation)s does not want this meeting any more: %(line)s."),
    AlertKind.SPEAKER: N_("%(name)s (%(organisation)s) does not give the accepted presentation any more."),
    AlertKind.NO_SHOW: N_("%(name)s (%(organisation)s) waited in vain: %(line)s."),
}
_UNSURE = {
    AlertKind.DECLINED: N_("A mail in the name of %(name)s (%(organisation)s) declines: %(line)s."),
    AlertKind.COUNTER: N_("A mail in the name of %(name)s (%(organisation)s) proposes another time: %(line)s."),
}

_OF_SEVERAL = {
    AlertKind.HOURS: N_("%(name)s (%(organisation)s) can be met at other hours only: %(num)d meetings."),
    AlertKind.PLACE: N_("%(name)s (%(organisation)s) receives elsewhere than published: %(num)d meetings."),
    AlertKind.AWAY: N_("%(name)s (%(organisation)s) is away during %(num)d meetings to which they come along."),
}
_WITHOUT_PROPOSAL = {
    RepairOutcome.IMPOSSIBLE: N_("No schedule keeps everything that is fixed or promised. Release something first."),
    RepairOutcome.NOT_FOUND: N_("No repair was found in the time there was. Try again."),
    RepairOutcome.STOPPED: N_("The search was stopped before it was known what the change forces. Try again."),
}


def why_no_repair(outcome: RepairOutcome, language: str) -> str:
    """Return why a search for repairs proposes nothing; empty where it proposes something."""
    return translate(language, _WITHOUT_PROPOSAL.get(outcome, ""))


def why_not_three(found: FoundRepairs, language: str, shown: int | None = None) -> str:
    """Return why there are not three repairs to choose from, of which so many are `shown`; empty where there are."""
    different = len(found.different) if shown is None else shown
    if different >= ENOUGH:
        return ""
    if not found.proposals:
        return why_no_repair(found.outcome, language)
    more = next((one for one in found.proposals if one.kind is ProposalKind.MORE_MET), None)
    last = more or found.proposals[-1]
    least = next((one for one in found.proposals if one.kind is ProposalKind.LEAST_DISTURBANCE), last)
    if least.same_as is ProposalKind.ONLY_CANCEL and last.same_as is None:
        return translate(language, N_("Only to cancel is also what disturbs the fewest people."))
    if different == 1 and not last.cannot_stay:
        return translate(language, N_("No meeting has to go: nothing needs a repair."))
    said = N_(
        "Proved: no schedule that disturbs up to %(people)d people is worth more; a must counts more than a want."
    )
    if more is None or not more.proved:  # without it the time was over: that nothing is possible is not known
        said = N_(
            "With up to %(people)d people disturbed nothing better was found in the time; it is not proved that there"
            " is nothing."
        )
    return translate(language, said, people=found.most_disturbed)


def what_happened(alert: AlertView, language: str) -> str:
    """Return what happened, with names; the words of others are not in it."""
    row, params = alert.row, _params(alert, language)
    match row.kind:
        case AlertKind.WITHDRAWN:
            return _withdrawn(alert, language, params)
        case AlertKind.LATE:
            return _late(alert, language, params)
        case AlertKind.BOUNCED:
            subject = alert.bounced.subject if alert.bounced else ""
            address = alert.bounced.recipient if alert.bounced else ""
            said = N_("The mail “%(subject)s” to %(address)s did not arrive.")
            if not row.sure:
                said = N_("A mail that anybody may have written says that “%(subject)s” to %(address)s did not arrive.")
            return translate(language, said, subject=subject, address=address)
        case AlertKind.STRUCTURE:
            return _structure(alert, language)
        case AlertKind.MESSAGE:
            return _message(alert, language)
    return translate(language, _SURE[row.kind] if row.sure else _UNSURE.get(row.kind, _SURE[row.kind]), **params)


def what_was_caused(cause: CauseView, language: str) -> str:
    """Return what happened with all that follows from it."""
    if cause.of_several:
        said = _OF_SEVERAL[cause.main.row.kind]
        return translate(language, said, **_params(cause.main, language), num=len(cause.alerts))
    if not cause.withdrawn:
        return what_happened(cause.main, language)
    sentences = [what_happened(cause.main, language)]
    if len(cause.withdrawn) > 1:
        sentences = [_they_withdraw(cause, language)]
        if cause.meetings:
            sentences.append(
                translate_plural(
                    language, "%(num)d meeting is in danger.", "%(num)d meetings are in danger.", cause.meetings
                )
            )
    if cause.presentations:
        sentences.append(
            translate_plural(
                language,
                "%(num)d presentation has no speaker.",
                "%(num)d presentations have no speaker.",
                len(cause.presentations),
            )
        )
    return " ".join(sentences)


def _they_withdraw(cause: CauseView, language: str) -> str:
    number, params = len(cause.withdrawn), _params(cause.main, language)
    if cause.who is not None and cause.who.delegation_gone:
        return translate_plural(
            language,
            "%(organisation)s withdraws from the event with its %(num)d person.",
            "%(organisation)s withdraws from the event with its %(num)d people.",
            number,
            **params,
        )
    return translate_plural(
        language,
        "%(num)d person of %(organisation)s withdraws from the event.",
        "%(num)d people of %(organisation)s withdraw from the event.",
        number,
        **params,
    )


def news(cause: CauseView, language: str, zone: str) -> str:
    """Return what happened, when and where that meeting is, and what became of it: the mail is read far from the page.

    Of what was told before only what became of it is new.
    """
    sentence, alert = what_was_caused(cause, language), cause.main
    if alert.line is not None and not cause.of_several:
        spot = when_and_where(alert.line, language)
        sentence = f"{sentence} {spot[:1].upper()}{spot[1:]}."
    if alert.row.state is AlertState.TAKEN_BACK:
        return translate(language, "Taken back, it is no longer so: %(sentence)s", sentence=sentence)
    if alert.release is not None:
        return f"{sentence} {settled_itself(alert.release, language)}"
    if cause.cancels_at is not None:
        return f"{sentence} {cancels_itself(cause.cancels_at, language, zone)}"
    return sentence


def settled_itself(release: int, language: str) -> str:
    """Return that something was cancelled by itself."""
    return translate(language, "It was cancelled by itself, in release %(number)d.", number=release)


def cancels_itself(moment: datetime, language: str, zone: str) -> str:
    """Return when something is cancelled by itself, in the wall time of `zone`."""
    wall = clock.local(moment, zone)
    return translate(
        language,
        "It is cancelled by itself on %(day)s at %(time)s (%(city)s), unless you decide before.",
        day=format_day(wall.date(), language),
        time=format_time(wall.time(), language),
        city=zone_city(zone, language),
    )


def when_and_where(line: AboutLine, language: str, *, day: bool = True) -> str:
    """Return "Thursday 11 March, 09:00 (Brussels), table 4"."""
    parts = [format_day(line.spot.day, language)] if day else []
    parts.append(f"{format_time(line.spot.starts, language)} ({zone_city(line.spot.zone, language)})")
    if line.spot.place:
        known = {"table": N_("table %(code)s"), "booth": N_("booth %(code)s")}
        named = known.get(line.spot.place_kind)
        parts.append(translate(language, named, code=line.spot.place) if named else line.spot.place)
    return ", ".join(parts)


def late_for_you(late: Lateness, language: str) -> str:
    """Return who is late for which meeting, for somebody on its other side."""
    party, line = late.entry.details["other"], about_line(late.entry, stands=True)
    params = {"name": late.name, "organisation": party["organisation"], "when": when_and_where(line, language)}
    if late.there_from is not None:
        return translate(
            language,
            "%(name)s (%(organisation)s) comes only from %(time)s on. Your meeting: %(when)s.",
            time=format_time(late.there_from, language),
            **params,
        )
    return translate_plural(
        language,
        "%(name)s (%(organisation)s) is %(num)d minute late. Your meeting: %(when)s.",
        "%(name)s (%(organisation)s) is %(num)d minutes late. Your meeting: %(when)s.",
        late.minutes,
        **params,
    )


def about(line: AboutLine, language: str) -> str:
    """Return "meeting with Numalis" or "presentation “Signing without paper”"."""
    title = line.title(language)
    if line.kind is EntryKind.MEETING:
        return translate(language, "meeting with %(title)s", title=title)
    return translate(language, "presentation “%(title)s”", title=title)


def _params(alert: AlertView, language: str) -> dict[str, Any]:
    who = alert.who
    return {
        "name": who.name if who else translate(language, "somebody"),
        "organisation": who.organisation if who else "–",
        "line": about(alert.line, language) if alert.line else translate(language, "a meeting"),
    }


def _withdrawn(alert: AlertView, language: str, params: dict[str, Any]) -> str:
    meetings = sum(line.kind is EntryKind.MEETING for line in alert.meetings)
    if not meetings:
        return translate(language, "%(name)s (%(organisation)s) withdraws from the event.", **params)
    return translate_plural(
        language,
        "%(name)s (%(organisation)s) withdraws from the event: %(num)d meeting is in danger.",
        "%(name)s (%(organisation)s) withdraws from the event: %(num)d meetings are in danger.",
        meetings,
        **params,
    )


def _late(alert: AlertView, language: str, params: dict[str, Any]) -> str:
    minutes, moment = alert.row.minutes or 0, alert.row.moment
    if moment is not None:
        wall = clock.local(moment, alert.zone)
        when = {"time": format_time(wall.time(), language), "day": format_day(wall.date(), language)}
        sentence = N_("%(name)s (%(organisation)s) comes late on %(day)s: only from %(time)s (%(city)s) on.")
        return translate(language, sentence, city=zone_city(alert.zone, language), **when, **params)
    if alert.line is None:
        return translate_plural(
            language,
            "%(name)s (%(organisation)s) is %(num)d minute late.",
            "%(name)s (%(organisation)s) is %(num)d minutes late.",
            minutes,
            **params,
        )
    return translate_plural(
        language,
        "%(name)s (%(organisation)s) is %(num)d minute late: %(line)s.",
        "%(name)s (%(organisation)s) is %(num)d minutes late: %(line)s.",
        minutes,
        **params,
    )


def _structure(alert: AlertView, language: str) -> str:
    view = alert.structure
    said = [] if view is None or view.change is None else [f"{changed(view.change.act, view.change.what, language)}."]
    if view is not None and view.lines:
        said.append(
            translate_plural(
                language,
                "%(num)d published meeting has lost its time or place.",
                "%(num)d published meetings have lost their time or place.",
                len(view.lines),
            )
        )
    if view is not None and view.shifted:
        said.append(
            translate_plural(
                language,
                "%(num)d published meeting is at another time than people know.",
                "%(num)d published meetings are at other times than people know.",
                view.shifted,
            )
        )
    return " ".join(said) or translate(
        language, "A change of the structure leaves published meetings without their time or place."
    )


def _message(alert: AlertView, language: str) -> str:
    mail = alert.mail
    if mail is None:
        return translate(language, "A mail needs you.")
    sender = mail.sender_name or mail.sender or translate(language, "somebody")
    if alert.who and alert.row.sure:
        sender = f"{alert.who.name} ({alert.who.organisation})"
    if not mail.subject:
        return translate(language, "%(sender)s wrote a mail without a subject.", sender=sender)
    return translate(language, "%(sender)s wrote: “%(subject)s”.", sender=sender, subject=mail.subject)
