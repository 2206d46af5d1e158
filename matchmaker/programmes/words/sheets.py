"""Sheets in the language of who carries them."""

from datetime import datetime, timedelta
from itertools import groupby

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
from matchmaker.calendars.texts import place_name
from matchmaker.models import PlaceKind
from matchmaker.programmes.queries.sheets import (
    CitySheet,
    Interpreted,
    InterpreterSheet,
    Ride,
    RideSheet,
    RoadSheet,
    Visit,
)
from matchmaker.programmes.rules.long_words import breakable
from matchmaker.programmes.typesetting import Paper
from matchmaker.programmes.words.frame import Values, capital, days, frame, made_from, span, whose_times
from matchmaker.programmes.words.personal import means_name
from matchmaker.scheduling.rules.interpreting import pairs_in_words

PASSENGERS = (N_("On board"), N_("Name"), N_("Organisation"), N_("Telephone"))
VISITS = (N_("Company"), N_("Meets"), N_("Where"), N_("Notes"))


def rides_paper(sheet: RideSheet, language: str) -> Paper:
    """Return the transfers, each on a page of its own, with a box to tick for each person."""
    title = translate(language, "Transfers")
    empty = translate(language, "No transfer is published.")
    parts = [_ride(ride, language) for ride in sheet.rides]
    return _sheet(sheet, language, title, parts, lead="", empty=empty)


def city_paper(sheet: CitySheet, language: str) -> Paper:
    """Return the meetings of a city, day by day and by hour."""
    leg = sheet.leg
    title = translate(language, "Meetings in %(city)s", city=city_name(leg.name, language))
    sentence = translate(language, "time in %(city)s", city=zone_city(leg.zone, language))
    lead = f"{days(leg.starts_on, leg.ends_on, language)} · {sentence}"
    parts = [_day(list(visits), language) for _day_of, visits in groupby(sheet.visits, key=lambda one: one.day)]
    empty = translate(language, "No meeting is published in this city.")
    return _sheet(sheet, language, title, parts, lead=lead, empty=empty)


def interpreters_paper(sheet: InterpreterSheet, language: str) -> Paper:
    """Return who interprets where, each interpreter on a page of their own."""
    title = translate(language, "Interpreters")
    empty = translate(language, "No interpreter is in a published meeting.")
    parts = [_interpreter(one, language) for one in sheet.interpreters]
    return _sheet(sheet, language, title, parts, lead="", empty=empty)


def _sheet(sheet: RoadSheet, language: str, title: str, parts: list[Values], *, lead: str, empty: str) -> Paper:
    foot = made_from(sheet.release, sheet.event.zone, language)
    data = {
        **frame(sheet.event, language, title=title, kind=title, foot=foot),
        "heading": breakable(title),
        "lead": breakable(lead),
        "parts": parts,
        "empty": "" if parts else empty,
        "new_pages": not lead,
    }
    return Paper(main="sheet", data=data)


def _ride(ride: Ride, language: str) -> Values:
    title = ride.titles.get(language) or ride.titles.get("en") or next(iter(ride.titles.values()), "")
    gathers = (datetime.combine(ride.day, ride.departs) - timedelta(minutes=ride.early)).time()
    said = [
        translate(language, "Departure at %(time)s", time=format_time(ride.departs, language)),
        translate(language, "time in %(city)s", city=zone_city(ride.zone, language)),
        translate(language, "be there at %(time)s", time=format_time(gathers, language)) if ride.early else "",
        ride.room,
        means_name(ride.means, language) if ride.means else "",
        _arrival(ride, language),
    ]
    number = translate_plural(language, "%(num)d person", "%(num)d people", len(ride.passengers))
    return {
        "heading": breakable(f"{title}, {format_day(ride.day, language)}"),
        "sub": breakable(" · ".join(part for part in (*said, number) if part)),
        "widths": ["18mm", "1fr", "1fr", "36mm"],
        "columns": [translate(language, word) for word in PASSENGERS],
        "tick": True,
        "rows": [
            [[], [breakable(one.name)], [breakable(one.organisation)], [breakable(one.phone)]]
            for one in ride.passengers
        ],
    }


def _arrival(ride: Ride, language: str) -> str:
    if not ride.arrival:
        return ""
    at = format_later(ride.arrives, ride.later, language)
    words = {"place": city_name(ride.arrival, language), "time": at, "city": zone_city(ride.arrives_zone, language)}
    return translate(language, "arrival in %(place)s at %(time)s (time in %(city)s)", **words)


def _interpreter(one: Interpreted, language: str) -> Values:
    number = translate_plural(language, "%(num)d meeting", "%(num)d meetings", len(one.visits))
    times = whose_times(list(dict.fromkeys(visit.zone for visit in one.visits)), language) if one.visits else ""
    sub = " · ".join(part for part in (pairs_in_words(one.languages, language), number, times) if part)
    rows = []
    for visit in one.visits:
        time, *others = _visit(visit, language)
        rows.append([[format_mark(visit.day, language), *time], *others])
    return _day(list(one.visits), language) | {
        "heading": breakable(one.name),
        "sub": sub,
        "columns": [translate(language, word) for word in (N_("Day"), *VISITS)],
        "rows": rows,
    }


def _way(visit: Visit, language: str) -> str:
    """Return how who comes along gets there, and when they leave; empty where that is not known."""
    if visit.way is None:
        return ""
    said = {"time": format_time(visit.leaves, language), "span": span(visit.way["minutes"])}
    return translate(language, "leave at %(time)s from %(origin)s: %(span)s", origin=visit.way["origin"], **said)


def _day(visits: list[Visit], language: str) -> Values:
    day = visits[0].day
    number = translate_plural(language, "%(num)d meeting", "%(num)d meetings", len(visits))
    return {
        "heading": capital(format_day(day, language)),
        "sub": number,
        "widths": ["19mm", "1fr", "1fr", "1.4fr", "22mm"],
        "columns": [format_mark(day, language), *(translate(language, word) for word in VISITS)],
        "tick": False,
        "rows": [_visit(one, language) for one in visits],
    }


def _visit(visit: Visit, language: str) -> list[list[str]]:
    spot = ", ".join(part for part in (place_name(visit.place, language), visit.place["label"]) if part)
    at_office = visit.place["kind"] == PlaceKind.OFFICE
    where = (visit.venue, visit.address, visit.door) if at_office else (spot, visit.venue)
    cells = (
        (format_time(visit.starts, language), format_time(visit.ends, language)),
        (visit.company, *visit.people, *(translate(language, "with %(name)s", name=name) for name in visit.along)),
        (visit.counterpart, *visit.hosts, visit.phone),
        (*dict.fromkeys(where), _way(visit, language)),
        (),
    )
    return [[breakable(text) for text in cell if text] for cell in cells]
