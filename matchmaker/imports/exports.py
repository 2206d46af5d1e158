"""Exports of other products, recognised by their headers. To add one, add a row to EXPORTS; docs/imports.md says how.

Where the headers come from is noted in docs/imports.md.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matchmaker.base.names import fold

_CODE = re.compile(r"[A-Za-z]\w*\.\s+(?=\S)")
"""LimeSurvey may put the code of a question before its text: "email. Your address"."""


@dataclass(frozen=True, slots=True)
class Export:
    """Headers of a product's export; accents, case and signs do not matter."""

    product: str
    marks: tuple[frozenset[str], ...]
    """The export is recognised when all headers of one of these sets are there."""
    columns: Mapping[str, tuple[str, ...]]
    """Headers by the names of our columns, the best first: an empty cell of one is filled from the next."""
    state: tuple[str, ...] = ()
    """Headers of a column that says whether somebody still comes."""
    finished: tuple[str, ...] = ()
    """Headers of a column that is empty for an answer that was not finished."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Where an export has what."""

    product: str
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    state: int | None = None
    finished: int | None = None


def _marks(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(header) for header in one.split(", ")) for one in sets)


EXPORTS: Sequence[Export] = (
    Export(
        "Eventbrite",
        _marks("Order #, Order Date, Ticket Type", "Order #, Order Date, Attendee Status", "Order #, Attendee #"),
        {
            "organisation": ("Company",),
            "category": ("Ticket Type",),
            "first_name": ("First Name",),
            "last_name": ("Last Name", "Surname"),
            "email": ("Email",),
            "phone": ("Cell Phone", "Work Phone", "Home Phone"),
            "job_title": ("Job Title",),
            "country": ("Work Country", "Home Country", "Billing Country"),
            "website": ("Website",),
        },
        state=("Attendee Status",),
    ),
    Export(
        "pretix",
        _marks(
            "Order code, Attendee name",
            "Bestellnummer, Name Teilnehmer*in",
            "Kurzname der Veranstaltung, Name Teilnehmer*in",
            "Code de commande, Nom du participant",
            "Position ID, Nom du participant",
            "Bestelcode, Naam van aanwezige",
            "Plaatsnummer, Naam van aanwezige",
        ),
        {
            "organisation": ("Company", "Firma", "Société", "Entreprise", "Bedrijf"),
            "category": ("Product", "Produkt", "Produit"),
            "first_name": (
                *("Attendee name: Given name", "Attendee name: First name", "Name Teilnehmer*in: Vorname"),
                *("Nom du participant: Prénom", "Naam van aanwezige: Voornaam"),
            ),
            "last_name": (
                *("Attendee name: Family name", "Attendee name: Last name", "Name Teilnehmer*in: Nachname"),
                *("Nom du participant: Nom de famille", "Naam van aanwezige: Achternaam"),
            ),
            "full_name": ("Attendee name", "Name Teilnehmer*in", "Nom du participant", "Naam van aanwezige"),
            "email": (
                *("Attendee email", "E-Mail Teilnehmer*in", "Adresse mail du participant", "E-mailadres van aanwezige"),
                *("Email", "E-Mail", "Adresse e-mail"),
            ),
            "phone": ("Phone number", "Telefonnummer", "Numéro de téléphone", "Telefoonnummer"),
            "country": ("Country", "Land", "Pays"),
            "vat": ("VAT ID", "USt-ID", "Identifiant de TVA", "Btw-nummer"),
            "language": ("Order locale", "Bestellsprache", "Taal van bestelling"),
        },
        state=("Status", "Statut"),
    ),
    Export(
        "Indico",
        _marks("ID, Name, Registration state", "ID, Name, Registration date", "ID, Name, Email Address"),
        {
            "organisation": ("Affiliation", "Zugehörigkeit"),
            "first_name": ("First Name", "Prénom", "Vorname"),
            "last_name": ("Last Name", "Nom de famille", "Nachname"),
            "full_name": ("Name",),
            "email": ("Email Address", "Adresse électronique", "E-Mail-Adresse"),
            "phone": ("Phone Number", "Numéro de téléphone", "Telefonnummer"),
            "job_title": ("Position", "Poste", "Funktion/Tätigkeit"),
            "country": ("Country", "Pays", "Land"),
        },
        state=("Registration state",),
    ),
    Export(
        "LimeSurvey",
        _marks(
            "submitdate, lastpage",
            "submitdate, startlanguage",
            "Date submitted, Last page",
            "Datum Abgeschickt, Letzte Seite",
            "Date de soumission, Dernière page",
        ),
        {
            "first_name": ("firstname",),
            "last_name": ("lastname",),
            "language": ("startlanguage", "Start language", "Start-Sprache", "Langue de départ"),
        },
        finished=("submitdate", "Date submitted", "Datum Abgeschickt", "Date de soumission"),
    ),
    Export(
        "Google Forms",
        _marks("Timestamp", "Horodateur", "Tijdstempel", "Zeitstempel"),
        {"email": ("Email Address", "Adresse e-mail", "E-mailadres", "E-Mail-Adresse", "Username", "Nutzername")},
    ),
)


_MARKS = frozenset(mark for export in EXPORTS for marks in export.marks for mark in marks)


def spellings(header: str) -> tuple[str, ...]:
    """Return a header folded, and also its code and its text apart where it has both."""
    found = _CODE.match(header)
    whole = fold(header)
    return (whole, fold(found[0]), fold(header[found.end() :])) if found else (whole,)


def recognise(headers: Sequence[str]) -> Recognised | None:
    """Return the first export whose marks are all among the headers of a file."""
    where: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        for spelled in spellings(header):
            if spelled:
                where.setdefault(spelled, []).append(place)
    export = next((one for one in EXPORTS if any(marks <= where.keys() for marks in one.marks)), None)
    if export is None:
        return None

    def places(names: Sequence[str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(place for name in names for place in where.get(fold(name), ())))

    return Recognised(
        export.product,
        {column: found for column, names in export.columns.items() if (found := places(names))},
        next(iter(places(export.state)), None),
        next(iter(places(export.finished)), None),
    )


def is_mark(header: str) -> bool:
    """Tell whether a header is one by which an export is recognised."""
    return not _MARKS.isdisjoint(spellings(header))
