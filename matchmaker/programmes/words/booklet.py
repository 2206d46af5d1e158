"""The general booklet in one language."""

from datetime import time
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
from matchmaker.base.languages import is_language
from matchmaker.base.names import fold
from matchmaker.missions.queries.legs import Transfer
from matchmaker.missions.rules import TRANSFER_TITLES
from matchmaker.programmes.queries.booklet import Booklet, BookletItem, BookletStay, PaperCompany, PaperDelegate
from matchmaker.programmes.rules.blocks import blocks_of
from matchmaker.programmes.rules.long_words import breakable, shortened
from matchmaker.programmes.typesetting import Paper
from matchmaker.programmes.words.cards import WORDS, card, subtitle
from matchmaker.programmes.words.frame import ROLES, Values, capital, codes, days, event_days, frame, framed, made_from
from matchmaker.programmes.words.personal import means_name, person_named

ANSWER_112 = frozenset(
    {
        *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS"),
        *("IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "TR", "UA"),
    }
)
"""Codes of countries in which 112 is the number for emergencies."""


def booklet_paper(booklet: Booklet, language: str) -> Paper:
    """Return the booklet; a text that is not written in `language` is left out."""
    event = booklet.event
    logos = {number: f"logo-{number}.svg" for number in booklet.logos}
    texts = {
        name: _blocks(getattr(booklet.texts, name).get(language, "")) for name in ("welcome", "partners", "practical")
    }
    title = translate(language, "Booklet")
    foot = made_from(booklet.release, event.zone, language)
    data = {
        **frame(event, language, title=title, kind=title, foot=foot, author=booklet.community),
        "event": breakable(event.name),
        "days": event_days(event, language),
        "places": breakable(" · ".join(dict.fromkeys(city_name(stay.name, language) for stay in booklet.stays))),
        "organiser": breakable(booklet.community),
        "contents": translate(language, "Contents"),
        "welcome": {"heading": translate(language, "Welcome"), "blocks": texts["welcome"]},
        "programme": {
            "heading": translate(language, "Programme"),
            "columns": [translate(language, word) for word in COLUMNS],
            "days": _days(booklet, language),
        },
        "delegation": _delegation(booklet, logos, language),
        "with_them": {
            "heading": translate(language, "With the delegation"),
            "columns": [translate(language, word) for word in PEOPLE],
            "rows": _with_them(booklet, language),
        },
        "counterparts": {
            "heading": translate(language, "Whom the delegation meets"),
            "columns": [translate(language, word) for word in MET],
            "cities": _counterparts(booklet, language),
        },
        "partners": {"heading": translate(language, "Partners"), "blocks": texts["partners"]},
        "practical": {
            "heading": translate(language, "Practical information"),
            "stays": [_stay(stay, booklet, language) for stay in booklet.stays],
            "transfers_heading": translate(language, "Transfers"),
            "columns": [translate(language, word) for word in TRANSFERS],
            "transfers": [_transfer(one, language) for one in booklet.transfers],
            "blocks": texts["practical"],
        },
        "index": {
            "heading": translate(language, "Index of organisations"),
            "names": _index(booklet),
        },
    }
    files = {logos[number]: framed(data, kind) for number, (data, kind) in booklet.logos.items()}
    return Paper(main="booklet", data=data, pictures=files)


COLUMNS = (N_("Item"), N_("Where"))
PEOPLE = (N_("Name"), N_("Function"), N_("Languages"))
MET = (N_("Organisation"), N_("Whom one meets"))
TRANSFERS = (N_("Day"), N_("Transfer"), N_("Departs"), N_("Arrival"))


def _blocks(text: str) -> list[Values]:
    return [{"kind": block.kind.value, "lines": [breakable(line) for line in block.lines]} for block in blocks_of(text)]


def _days(booklet: Booklet, language: str) -> list[Values]:
    found = []
    for day, of_day in groupby(booklet.items, key=lambda one: one.day):
        items = list(of_day)
        cities = list(dict.fromkeys(item.city for item in items if item.city))
        zones = list(dict.fromkeys(zone_city(item.zone, language) for item in items))
        written = capital(format_day(day, language))
        clocks = translate(language, "time in %(city)s", city=zones[0])
        if len(zones) > 1:
            clocks = translate(language, "time in %(city)s, then in %(next)s", city=zones[0], next=zones[-1])
        found.append(
            {
                "heading": breakable(", ".join([written, *(city_name(city, language) for city in cities)])),
                "sub": clocks,
                "mark": format_mark(day, language),
                "rows": [_item(item, language, named=len(zones) > 1) for item in items],
            }
        )
    return found


def _item(item: BookletItem, language: str, *, named: bool) -> Values:
    title = item.titles.get(language) or item.titles.get("en") or next(iter(item.titles.values()), "")
    below = list(item.speakers)
    if item.gathers:
        below.append(_gathering(item.gathers, language))
    if named:
        below.append(translate(language, "time in %(city)s", city=zone_city(item.zone, language)))
    transfer = item.kind == "transfer" and item.room
    where = [item.room] if transfer else [part for part in (item.room, item.venue) if part]
    return {
        "time": format_time(item.starts, language),
        "ends": "" if transfer else format_time(item.ends, language),
        "title": breakable(title),
        "sub": [breakable(text) for text in below],
        "where": [breakable(text) for text in where],
    }


def _delegation(booklet: Booklet, logos: dict[int, str], language: str) -> Values:
    number = len(booklet.companies)
    if booklet.is_mission:
        heading = translate_plural(language, "%(num)d company", "%(num)d companies", number)
    else:
        heading = translate_plural(language, "%(num)d organisation", "%(num)d organisations", number)
    return {
        "heading": capital(heading),
        "sentence": translate(
            language,
            "What they offer, what they look for, who comes. No address and no telephone number: each gets them from "
            "those with whom a meeting is confirmed.",
        ),
        "cards": [_company(one, logos, language) for one in booklet.companies],
    }


def _company(one: PaperCompany, logos: dict[int, str], language: str) -> Values:
    notes = []
    if one.cities:
        cities = ", ".join(city_name(city, language) for city in one.cities)
        notes.append(translate(language, "Comes along to: %(cities)s", cities=cities))
    made = card(one.card, language, people=[_person(each) for each in one.people], notes=notes)
    local = [
        # typst takes no other
        [city_name(city, language), breakable(shortened(text, WORDS)), code if is_language(code) else language]
        for city, text, code in one.offers
    ]
    return made | {"logo": logos.get(one.card.organisation_id, ""), "local": local}


def _person(one: PaperDelegate) -> str:
    text = ", ".join(part for part in (one.name, one.job_title) if part)
    return f"{text}\u00a0· {codes(one.languages)}" if one.languages else text


def _counterparts(booklet: Booklet, language: str) -> list[Values]:
    """Return a table for each city, with a number for each row that the index leads to."""
    numbered = list(enumerate(booklet.counterparts))
    return [
        {
            "heading": breakable(city_name(city, language)),
            "rows": [
                {
                    "number": number,
                    "name": breakable(one.card.name),
                    "sub": breakable(subtitle(one.card, language)),
                    "people": [breakable(person_named(person)) for person in one.people],
                }
                for number, one in of_city
            ],
        }
        for city, of_city in groupby(numbered, key=lambda row: row[1].city)
    ]


def _index(booklet: Booklet) -> list[list[str]]:
    """Return all organisations by name, each with the label of where it stands."""
    names = [(one.card.name, f"card-{number}") for number, one in enumerate(booklet.companies)]
    names += [(one.card.name, f"met-{number}") for number, one in enumerate(booklet.counterparts)]
    return [[breakable(name), label] for name, label in sorted(names, key=lambda one: fold(one[0]))]


def _with_them(booklet: Booklet, language: str) -> list[list[str]]:
    rows = []
    for one in booklet.with_them:
        parts = (one.job_title or translate(language, ROLES[one.role]), one.organisation)
        rows.append([one.name, ", ".join(part for part in parts if part), codes(one.languages)])
    known = {row[0] for row in rows}
    rows += [
        [one.name, _function(one.function, city_name(one.city, language)), ""]
        for one in booklet.help
        if one.name not in known
    ]
    return [[breakable(text) for text in row] for row in rows]


def _function(function: str, city: str) -> str:
    return ", ".join(part for part in (function, city) if part)


def _stay(stay: BookletStay, booklet: Booklet, language: str) -> Values:
    facts: list[tuple[str, str]] = [
        (translate(language, "Days"), days(stay.starts_on, stay.ends_on, language)),
        (translate(language, "Time"), translate(language, "time in %(city)s", city=zone_city(stay.zone, language))),
        (translate(language, "Hotel") if booklet.is_mission else translate(language, "Address"), stay.hotel),
        (translate(language, "Airport, port or station"), stay.airport),
    ]
    for one in booklet.help:
        if one.city == stay.name:
            said = ", ".join(part for part in (one.name, one.function, one.phone) if part)
            facts.append((translate(language, "On the spot"), said))
    if stay.country in ANSWER_112:
        facts.append((translate(language, "Emergencies"), "112"))
    return {
        "heading": breakable(city_name(stay.name, language)),
        "facts": [[label, breakable(text)] for label, text in facts if text],
    }


def _transfer(one: Transfer, language: str) -> list[str]:
    departs = {"time": format_time(one.departs, language), "city": zone_city(one.departs_zone, language)}
    arrives = {"time": format_later(one.arrives, one.later, language), "city": zone_city(one.arrives_zone, language)}
    title = one.title
    if one.means:
        # most titles say it already: "Flight to Helsinki"
        known, means = (
            translate(language, TRANSFER_TITLES[one.means], city="").split()[0],
            means_name(one.means, language),
        )
        title = title if known.lower() in title.lower() else f"{title} ({means[0].lower()}{means[1:]})"
    start = translate(language, "%(time)s (time in %(city)s)", **departs)
    return [
        breakable(text)
        for text in (
            capital(format_day(one.day, language)),
            title,
            start if one.gathers == one.departs else f"{start}, {_gathering(one.gathers, language)}",
            translate(language, "%(time)s (time in %(city)s)", **arrives),
        )
    ]


def _gathering(at: time, language: str) -> str:
    return translate(language, "be there at %(time)s", time=format_time(at, language))
