"""The words of an entry for a reader who is not the one person that it was made for.

Nothing of why a meeting takes place: ranks and answers are for the two sides. A table's calendar stands in the open,
so it names the two organisations and nobody else, with no address and no link.
"""

from icalendar import Event, vText

from matchmaker.base.i18n import translate, translate_plural
from matchmaker.base.links import OrganiserPage, ParticipantPage, organiser_page, participant_page
from matchmaker.base.plain_text import clean, one_line
from matchmaker.calendars import texts
from matchmaker.calendars.along import with_whom
from matchmaker.feeds.lines import FeedLine
from matchmaker.feeds.secret_addresses import Scope
from matchmaker.feeds.source import Source
from matchmaker.models import EntryKind


def retell(event: Event, line: FeedLine, source: Source) -> None:
    """Put the words for the source's readers into a VEVENT that speaks to one person."""
    title = _title(line, source)
    if line.entry.cancelled:
        title = translate(source.language, "Cancelled: %(title)s", title=title)
    event["SUMMARY"] = vText(one_line(title))
    event["DESCRIPTION"] = vText(clean("\n\n".join(_blocks(line, source))))
    del event["URL"]
    if source.key.scope is not Scope.PLACE:
        event.add("URL", _link(source))


def name_own(event: Event, names: str, language: str) -> None:
    """Say in a VEVENT that speaks to several people of one side who of them goes (`names`; empty for nobody)."""
    if not names:
        return
    event["SUMMARY"] = vText(one_line(f"{event['SUMMARY']} ({names})"))
    first = translate(language, "For %(name)s.", name=names)
    event["DESCRIPTION"] = vText(clean(f"{first}\n\n{event['DESCRIPTION']}"))


def calendar_name(source: Source) -> str:
    """Return the name under which programs list the calendar."""
    label = source.label
    if source.key.scope is Scope.PLACE:
        label = texts.place_name({"kind": source.place_kind, "code": source.label}, source.language) or source.label
    return f"{source.event_name} – {label}" if label else source.event_name


def _title(line: FeedLine, source: Source) -> str:
    entry, names = line.entry, _names(line, source)
    if entry.kind is EntryKind.MEETING:
        own, other = entry.details["own"], entry.details["other"]
        if source.key.scope is Scope.DELEGATION:
            return f"{', '.join(person['name'] for person in own['people'])} → {other['organisation']}"
        return " – ".join(sorted((own["organisation"], other["organisation"])))
    title = texts.item_title(entry, source.language)
    return f"{title} ({', '.join(names)})" if names else title


def _names(line: FeedLine, source: Source) -> list[str]:
    """Return who goes to a programme item, among colleagues, or who speaks."""
    wanted = line.goers if source.key.scope is Scope.DELEGATION else line.speakers
    return [name for number, name in source.names if number in wanted]


def _blocks(line: FeedLine, source: Source) -> list[str]:
    entry, language = line.entry, source.language
    blocks = [texts.when(entry, language) + "\n" + texts.location(entry, language)]
    if entry.cancelled:
        blocks.insert(0, translate(language, "This appointment is cancelled."))
    elif source.provisional:
        blocks.insert(0, translate(language, "This is provisional: time and place may still change."))
    if source.key.scope is Scope.PLACE:
        return blocks
    if not entry.cancelled:
        blocks.extend(_who(line, source))
    blocks.append(translate(language, "The schedule, always up to date: %(link)s", link=_link(source)))
    return blocks


def _who(line: FeedLine, source: Source) -> list[str]:
    details, language = line.entry.details, source.language
    if line.entry.kind is EntryKind.MEETING:
        parties = details["own"], details["other"]
        told = [texts.party(f"{party['organisation']}:", party["people"], language) for party in parties]
        return [*told, *with_whom(details, language)]
    if source.key.scope is Scope.DELEGATION:
        return []
    number = len(line.goers)
    return [translate_plural(language, "%(num)d person takes part.", "%(num)d people take part.", number)]


def _link(source: Source) -> str:
    base_url = source.publisher.base_url
    if source.key.scope is Scope.EVENT:
        return organiser_page(source.slug, OrganiserPage.RELEASES, base_url=base_url)
    return participant_page(source.slug, ParticipantPage.AGENDA, base_url=base_url)
