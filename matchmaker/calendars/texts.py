"""The words of a calendar entry in the reader's language: title, place, who, when and why.

This is the place to change what people read in their calendars (and in the lists of the mails).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from matchmaker.base.i18n import format_day, format_later, format_time, locale, translate, zone_city
from matchmaker.calendars.along import as_what, comes_along, sides_of, with_whom
from matchmaker.calendars.details import PersonDetails, WayDetails, WhyDetails
from matchmaker.calendars.entry import Entry
from matchmaker.models import EntryKind, PlaceKind, ProgrammeKind


def title(entry: Entry, language: str) -> str:
    """Return what the entry is about, the other side first: phones cut titles after some 25 letters."""
    people = names(entry)
    return f"{subject(entry, language)} – {people}" if people else subject(entry, language)


def subject(entry: Entry, language: str) -> str:
    """Return the title without names of people."""
    if entry.kind is EntryKind.MEETING:
        organisation: str = entry.details["other"]["organisation"]
        return organisation
    name = item_title(entry, language)
    if entry.kind is EntryKind.PRESENTATION:
        return translate(language, "%(title)s (your presentation)", title=name)
    return name


def names(entry: Entry) -> str:
    """Return the names of the people whom one meets; empty for what is no meeting."""
    meeting = entry.kind is EntryKind.MEETING
    return ", ".join(person["name"] for person in entry.details["other"]["people"]) if meeting else ""


def item_title(entry: Entry, language: str) -> str:
    """Return the title of a programme item, the same for every reader."""
    titles: Mapping[str, str] = entry.details["titles"]
    title = titles.get(language) or titles.get("en") or next(iter(titles.values()), "")
    if entry.details.get("without_speaker"):
        return translate(language, "%(title)s (speaker to be announced)", title=title)
    return title


def summary(entry: Entry, language: str) -> str:
    """Return the title for a calendar, which says so when the entry is cancelled: some readers ignore STATUS."""
    text = title(entry, language)
    return translate(language, "Cancelled: %(title)s", title=text) if entry.cancelled else text


def spot(entry: Entry, language: str) -> str:
    """Return where in the venue it is: "Table 12, Hall A", or the room."""
    details = entry.details
    if entry.kind is not EntryKind.MEETING:
        room: str = details["room"]
        return room
    place = details["place"]
    return ", ".join(part for part in (place_name(place, language), place["label"]) if part)


def location(entry: Entry, language: str) -> str:
    """Return the whole place on one line, each part once: table, hall, venue, street, city.

    A transfer begins where it says so; its venue is only the hotel of the city that it belongs to.
    """
    here = spot(entry, language)
    if here and entry.details.get("item_kind") == ProgrammeKind.TRANSFER:
        return here
    parts = ", ".join(part for part in (here, venue(entry)) if part).split(", ")
    return ", ".join(dict.fromkeys(parts))


def venue(entry: Entry) -> str:
    """Return the venue with its address."""
    found = entry.details["venue"]
    city = found["city"] if found["city"] not in found["address"] else ""
    return ", ".join(part for part in (found["name"], found["address"], city) if part)


def when(entry: Entry, language: str) -> str:
    """Return the local time written out with the zone's city, which survives every fault of a calendar program."""
    return begin(moment(entry, language))


def moment(entry: Entry, language: str) -> str:
    """Return what `when` says, as part of a sentence."""
    if entry.end_zone != entry.zone:
        return translate(
            language,
            "%(day)s, %(start)s (local time, %(city)s) to %(end)s (local time, %(end_city)s)",
            day=format_day(entry.starts.date(), language, year=True),
            start=format_time(entry.starts, language),
            city=zone_city(entry.zone, language),
            end=format_later(entry.ends.time(), later(entry), language),
            end_city=zone_city(entry.end_zone, language),
        )
    return translate(
        language,
        "%(day)s, %(start)s to %(end)s (local time, %(city)s)",
        day=format_day(entry.starts.date(), language, year=True),
        start=format_time(entry.starts, language),
        end=format_later(entry.ends.time(), later(entry), language),
        city=zone_city(entry.zone, language),
    )


def later(entry: Entry) -> int:
    """Return the days from that of its beginning to that of its end, each by the calendar of its zone."""
    return (entry.ends.date() - entry.starts.date()).days


def arrival(entry: Entry, language: str) -> str:
    """Return when and where a transfer arrives, by the clocks there; empty for everything else."""
    if "arrival" not in entry.details:
        return ""
    return translate(
        language,
        "arrival %(place)s %(time)s (local time, %(city)s)",
        place=entry.details["arrival"]["place"],
        time=format_later(entry.ends.time(), later(entry), language),
        city=zone_city(entry.end_zone, language),
    )


def gathering(entry: Entry, language: str) -> str:
    """Return from when on one is waited for before a transfer; empty where it is not said."""
    early: int = entry.details.get("early", 0)
    if not early:
        return ""
    return translate(language, "Be there at %(time)s.", time=format_time(_before(entry, early), language))


def way(entry: Entry, language: str) -> str:
    """Return when to leave from where, and how long the way is; empty where there is none."""
    found: WayDetails | None = entry.details.get("way")
    if found is None:
        return ""
    early: int = entry.details.get("early", 0)
    return translate(
        language,
        "Leave at %(time)s: %(minutes)d min from %(origin)s.",
        time=format_time(_before(entry, found["minutes"] + early), language),
        minutes=found["minutes"],
        origin=found["origin"],
    )


def _before(entry: Entry, minutes: int) -> datetime:
    """Return the wall time so many minutes before an entry begins, whatever the clocks do meanwhile."""
    return (entry.starts.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(entry.starts.tzinfo)


def begin(text: str) -> str:
    """Return `text` as the beginning of a line: French and Dutch days are written small inside a sentence."""
    return text[:1].upper() + text[1:]


def why(reasons: WhyDetails, language: str) -> str:
    """Return why the meeting takes place, as one or two sentences to the reader."""
    mine, theirs = reasons["mine"], reasons["theirs"]
    if mine and theirs:
        text = translate(language, "You both asked for this meeting.")
    elif mine and reasons["their_answer"]:
        text = translate(language, "You asked for this meeting, and they agreed.")
    elif mine:
        text = translate(language, "You asked for this meeting.")
    elif theirs and reasons["my_answer"]:
        text = translate(language, "They asked for this meeting, and you agreed.")
    elif theirs:
        text = translate(language, "They asked for this meeting.")
    else:
        text = translate(language, "The organisers arranged this meeting.")
    if not mine:
        return text
    place = translate(language, "It is number %(rank)d on your list.", rank=mine["rank"])
    return f"{text} {place}"


def description(entry: Entry, language: str, *, link: str, provisional: bool) -> str:
    """Return the plain text inside the entry; it stands alone when everything else of the entry is lost."""
    blocks = [when(entry, language) + "\n" + location(entry, language)]
    coming = " ".join(filter(None, (way(entry, language), gathering(entry, language))))
    if coming and not entry.cancelled:
        blocks.append(coming)
    if entry.cancelled:
        blocks.insert(0, translate(language, "This appointment is cancelled."))
    elif provisional:
        blocks.insert(0, translate(language, "This is provisional: time and place may still change."))
    if entry.kind is EntryKind.MEETING and not entry.cancelled:
        blocks += who(entry, language)
    event = entry.details["event"]
    blocks.append(translate(language, "Your schedule, always up to date: %(link)s", link=link))
    if event["contact_email"]:
        blocks.append(
            translate(
                language,
                "Something is wrong? Write to %(name)s, %(email)s.",
                name=event["contact_name"] or event["name"],
                email=event["contact_email"],
            )
        )
    return "\n\n".join(blocks)


def who(entry: Entry, language: str) -> list[str]:
    """Return who is at a meeting beside the reader and why it takes place, as paragraphs."""
    details = entry.details
    along = "\n".join(with_whom(details, language))
    if comes_along(details):
        told = [as_what(details, language) + "."]
        told += [party(f"{side['organisation']}:", side["people"], language) for side in sides_of(details)]
        return [*told, *filter(None, [along])]
    other, own = details["other"], details["own"]
    told = [party(translate(language, "You meet %(organisation)s:", **other), other["people"], language)]
    if len(own["people"]) > 1:
        told.append(party(translate(language, "From your side:"), own["people"], language))
    return [*told, *filter(None, [along]), why(details["why"], language)]


def party(heading: str, people: list[PersonDetails], language: str) -> str:
    """Return a heading with the people below it, one a line."""
    return "\n".join([heading, *(f"- {person(one, language)}" for one in people)])


def person(details: PersonDetails, language: str) -> str:
    """Return a person with function and languages."""
    names = locale(language).languages
    spoken = ", ".join(str(names.get(code, code)) for code in details["languages"])
    text = ", ".join(part for part in (details["name"], details["job_title"]) if part)
    return f"{text} ({spoken})" if spoken else text


def place_name(place: Mapping[str, Any], language: str) -> str:
    """Return "Table 12" or "Booth 3"; nothing for an office, which has an address instead."""
    if place["kind"] == PlaceKind.TABLE:
        return translate(language, "Table %(code)s", code=place["code"])
    if place["kind"] == PlaceKind.BOOTH:
        return translate(language, "Booth %(code)s", code=place["code"])
    return ""
