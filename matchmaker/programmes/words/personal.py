"""The personal programme: days with their appointments and ways, whom one meets, and who helps."""

from collections.abc import Iterator, Sequence

from matchmaker.base import links
from matchmaker.base.cities import city_name
from matchmaker.base.i18n import (
    N_,
    format_day,
    format_later,
    format_mark,
    format_time,
    translate,
    translate_plural,
    zone_city,
)
from matchmaker.calendars.details import MeetingDetails, PersonDetails, VenueDetails
from matchmaker.calendars.texts import place_name, why
from matchmaker.contacts import ContactCard
from matchmaker.models import EntryKind, Event, Means, ProgrammeKind, ReleaseKind
from matchmaker.programmes.queries.personal import Programme, parties_met
from matchmaker.programmes.rules.long_words import breakable
from matchmaker.programmes.typesetting import Paper
from matchmaker.programmes.words.cards import card
from matchmaker.programmes.words.frame import (
    ROLES,
    Values,
    capital,
    codes,
    event_days,
    frame,
    made_from,
    qr_picture,
    span,
    whose_times,
)
from matchmaker.releases.queries.agenda_lines import AgendaDay, AgendaLine

COLUMNS = (N_("Appointment"), N_("Where"), N_("Notes"))
SHORTEST_GAP = 30
"""Minutes that are told as free."""


def personal_paper(programmes: Sequence[Programme], language: str = "") -> Paper:
    """Return the programmes of some people of one event (at least one) as one paper, each in its own language.

    The document says its title in `language`, else in that of the first.
    """
    first = programmes[0]
    event, main = first.event, language or first.language
    alone = len(programmes) == 1
    title = translate(main, "Programme of %(name)s", name=first.name) if alone else translate(main, "Programmes")
    kind = translate(main, "Personal programme")
    page = frame(event, main, title=title, kind=kind, foot="", author=first.name if alone else "")
    return Paper(
        main="personal",
        data=page | {"people": [_person(one, one.language) for one in programmes]},
        pictures={"agenda.svg": qr_picture(links.participant_page(event.slug, links.ParticipantPage.AGENDA))},
    )


def _person(programme: Programme, language: str) -> Values:
    agenda, event = programme.agenda, programme.event
    return {
        "language": language,
        "name": breakable(programme.name),
        "sub": breakable(", ".join(part for part in (programme.job_title, programme.organisation) if part)),
        "sentence": _sentence(programme, language),
        "head_left": breakable(f"{event.name}, {event_days(event, language)}"),
        "head_right": translate(language, "Personal programme"),
        "foot": made_from(agenda, event.zone, language),
        "page_of": breakable(programme.name),
        "qr_alt": translate(language, "Code for a telephone: the schedule as it is now"),
        "qr_text": translate(language, "The schedule as it is now; this paper does not change."),
        "columns": [translate(language, word) for word in COLUMNS],
        "days": [_day(day, event, language) for day in agenda.days],
        "cards_heading": translate(language, "Whom you meet"),
        "cards": _cards(programme, language),
        "help_heading": translate(language, "Who helps you"),
        "help": _help(programme, language),
    }


def _sentence(programme: Programme, language: str) -> str:
    agenda = programme.agenda
    parts = []
    if agenda.meetings:
        parts.append(translate_plural(language, "%(num)d meeting.", "%(num)d meetings.", agenda.meetings))
    if zones := list(dict.fromkeys(zone for day in agenda.days for zone in day.zones)):
        parts.append(whose_times(zones, language))
    if agenda.kind is ReleaseKind.PROVISIONAL:
        parts.append(translate(language, "Times may still change until the schedule is confirmed."))
    return " ".join(parts)


def _day(day: AgendaDay, event: Event, language: str) -> Values:
    written = capital(format_day(day.day, language))
    heading = written
    if len(day.cities) > 1:
        cities = {"city": city_name(day.cities[0], language), "next": city_name(day.cities[-1], language)}
        heading = translate(language, "%(day)s: from %(city)s to %(next)s", day=written, **cities)
    elif day.cities:
        heading = f"{written}, {city_name(day.cities[0], language)}"
    transfer = ProgrammeKind.TRANSFER
    there = [line.entry.details for line in day.lines if line.entry.details.get("item_kind") != transfer]
    venues = [_address(details["venue"], language) for details in there]
    everywhere = venues[0] if len(venues) > 1 and len(set(venues)) == 1 else ""
    note = _day_note(day, event.zone, language)
    return {
        "heading": breakable(heading),
        "sub": breakable(" · ".join(part for part in (note, everywhere) if part)),
        "mark": format_mark(day.day, language),
        "lines": [row for line in day.lines for row in _rows(line, language, named=not everywhere)],
    }


def _address(venue: VenueDetails, language: str) -> str:
    """Return name and address of a venue, each part once."""
    city = city_name(venue["city"], language)
    return ", ".join(dict.fromkeys(part for part in (venue["name"], venue["address"], city) if part))


def _day_note(day: AgendaDay, home: str, language: str) -> str:
    parts = []
    if day.meetings:
        parts.append(translate_plural(language, "%(num)d meeting", "%(num)d meetings", day.meetings))
    if day.visits:
        parts.append(
            translate_plural(language, "%(num)d of them at an office", "%(num)d of them at offices", day.visits)
        )
    cities = [zone_city(zone, language) for zone in day.zones]
    clocks = translate(language, "time in %(city)s", city=cities[0])
    if len(cities) > 1:
        clocks = translate(language, "time in %(city)s, then in %(next)s", city=cities[0], next=cities[-1])
    ahead = day.ahead_of(home)
    if len(cities) == 1 and ahead:
        words = {"span": span(abs(ahead)), "city": zone_city(home, language)}
        later = translate(language, "%(span)s ahead of %(city)s", **words)
        earlier = translate(language, "%(span)s behind %(city)s", **words)
        clocks += f" ({later if ahead > 0 else earlier})"
    parts.append(clocks)
    if day.turned:
        words = {"span": span(abs(day.turned))}
        forward = translate(language, "clocks have changed: put your watch forward by %(span)s", **words)
        back = translate(language, "clocks have changed: put your watch back by %(span)s", **words)
        parts.append(forward if day.turned > 0 else back)
    return " · ".join(parts)


def _rows(line: AgendaLine, language: str, *, named: bool) -> Iterator[Values]:
    """Yield the rows of a line; the venue stands in each where it is `named`, else above all of them."""
    if line.free_before >= SHORTEST_GAP:
        yield _thin(
            format_time(line.free_from, language), translate(language, "Free, %(span)s", span=span(line.free_before))
        )
    if line.way:
        yield _thin(format_time(line.leaves, language), _way(line, language))
    yield _meeting(line, line.meeting, language, named=named) if line.meeting else _item(line, language, named=named)
    arrival = line.arrival
    if arrival and arrival.shift:
        words = {"span": span(abs(arrival.shift)), "city": zone_city(arrival.zone, language)}
        said = (
            translate(language, "Put your watch forward by %(span)s: from here on, time in %(city)s.", **words)
            if arrival.shift > 0
            else translate(language, "Put your watch back by %(span)s: from here on, time in %(city)s.", **words)
        )
        yield _thin(format_time(arrival.at, language), said) | {"strong": True}


def _thin(time: str, text: str) -> Values:
    return {"kind": "thin", "time": time, "text": breakable(text), "strong": False}


def _way(line: AgendaLine, language: str) -> str:
    assert line.way is not None
    way = {"span": span(line.way["minutes"]), "origin": line.way["origin"], "goal": line.way["goal"]}
    said = translate(language, "On the way, %(span)s: from %(origin)s to %(goal)s", **way)
    known = {
        "said": "",
        "district": translate(language, "(by district)"),
        "estimated": translate(language, "(estimated)"),
    }.get(line.way["source"], translate(language, "(assumed: the map does not know the place)"))
    return f"{said} {known}".strip()


def _meeting(line: AgendaLine, details: MeetingDetails, language: str, *, named: bool) -> Values:
    venue, place = details["venue"], details["place"]
    spot = ", ".join(part for part in (place_name(place, language), place["label"]) if part)
    address = ", ".join(dict.fromkeys(part for part in (venue["address"], city_name(venue["city"], language)) if part))
    if line.is_visit:
        where, below = address or venue["name"], [venue["name"] if address else "", place["label"]]
    else:
        where, below = spot or venue["name"], [venue["name"] if spot else "", address] if named else []
    along = [one["name"] for one in details["own"]["people"]]
    with_you = translate(language, "Your side: %(names)s", names=", ".join(along)) if len(along) > 1 else ""
    too = ", ".join(map(person_named, line.entry.details.get("along", ())))
    with_us = translate(language, "Also there: %(names)s", names=too) if too else ""
    below_name = (*map(person_named, details["other"]["people"]), with_you, with_us)
    return {
        "kind": "meeting",
        "time": format_time(line.entry.starts, language),
        "ends": format_time(line.entry.ends, language),
        "title": breakable(details["other"]["organisation"]),
        "sub": [breakable(text) for text in below_name if text],
        "where": breakable(where),
        "where_sub": [breakable(text) for text in dict.fromkeys(below) if text and text not in where],
    }


def person_named(person: PersonDetails) -> str:
    """Return name, function and languages of somebody."""
    text = ", ".join(part for part in (person["name"], person["job_title"]) if part)
    return f"{text}\u00a0· {codes(person['languages'])}" if person["languages"] else text


def _item(line: AgendaLine, language: str, *, named: bool) -> Values:
    details = line.programme
    assert details is not None
    titles = details["titles"]
    title = titles.get(language) or titles.get("en") or next(iter(titles.values()), "")
    sub = [translate(language, "Your presentation") if line.entry.kind is EntryKind.PRESENTATION else ""]
    means = details.get("means")
    if means:
        sub.append(means_name(means, language))
    if line.early:
        sub.append(translate(language, "be there at %(time)s", time=format_time(line.gathers, language)))
    arrival = line.arrival
    if arrival:
        said = {
            "place": city_name(arrival.place, language),
            "time": format_later(arrival.at, arrival.later, language),
            "city": zone_city(arrival.zone, language),
        }
        sub.append(translate(language, "arrival in %(place)s at %(time)s (time in %(city)s)", **said))
    address = _address(details["venue"], language)
    # a transfer begins where it says so; its venue is only the hotel of the city that it belongs to
    elsewhere = details["item_kind"] == ProgrammeKind.TRANSFER
    where, below = (details["room"], [address] if named and not elsewhere else []) if details["room"] else (address, [])
    return {
        "kind": "item",
        "time": format_time(line.entry.starts, language),
        "ends": format_time(arrival.at if arrival else line.entry.ends, language),
        "title": breakable(title),
        "sub": [breakable(text) for text in sub if text],
        "where": breakable(where),
        "where_sub": [breakable(text) for text in below if text],
    }


def means_name(means: str, language: str) -> str:
    """Return how one travels, as a word."""
    words = {
        Means.BUS: translate(language, "By coach"),
        Means.FLIGHT: translate(language, "By plane"),
        Means.FERRY: translate(language, "By ferry"),
        Means.TRAIN: translate(language, "By train"),
    }
    return words[Means(means)]


def _cards(programme: Programme, language: str) -> list[Values]:
    """Return whom one meets, in the order of the meetings, each once."""
    found: dict[int, Values] = {}
    for line in programme.agenda.lines:
        for party in parties_met(line):
            known = programme.cards.get(party["delegation_id"])
            if line.meeting is None or known is None or party["delegation_id"] in found:
                continue
            people = [_contact(one, programme.contacts.get(one["registration_id"])) for one in party["people"]]
            at = f"{format_day(line.entry.day, language)}, {format_time(line.entry.starts, language)}"
            notes = [] if "sides" in line.entry.details else [why(line.meeting["why"], language)]
            found[party["delegation_id"]] = card(known, language, people=people, notes=notes, at=capital(at))
    return list(found.values())


def _contact(person: PersonDetails, contact: ContactCard | None) -> str:
    """Return a person with the ways to reach them that they have ticked."""
    shared = (contact.phone.replace(" ", "\u00a0"), contact.email) if contact else ()
    return " · ".join(part for part in (person_named(person), *shared) if part)


def _help(programme: Programme, language: str) -> list[list[str]]:
    event = programme.event
    rows = [
        [one.name, ", ".join(filter(None, (one.function, city_name(one.city, language)))), one.phone]
        for one in programme.help
    ]
    rows += [[one.name, translate(language, ROLES[one.role]), one.phone] for one in programme.along]
    if event.contact_name or event.contact_email:
        rows.insert(0, [event.contact_name or event.name, translate(language, "Organisers"), event.contact_email])
    return [[breakable(text) for text in row] for row in rows]
