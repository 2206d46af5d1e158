"""The columns of each file: to add one, add a line here.

A column of ORGANISATION, PERSON, CATEGORIES or VENUES fills the field of its table that has the same name (or is named
by `field`); what the others mean, the module of their file (`participants`, `wishes`, `programme` ...) says.
An empty cell, like an absent column, says nothing: the present value stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.base.names import fold
from matchmaker.imports import cells, times
from matchmaker.imports.cells import Parser, choice, text, whole
from matchmaker.imports.tag_words import tag_list
from matchmaker.models import Answer, Audience, ProgrammeKind, Role, Strength


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its English header, with the other names that are accepted (accents and case do not matter)."""

    name: str
    parse: Parser
    aliases: tuple[str, ...] = ()
    needed: bool = False
    """The file is refused without this column, and a line is refused when its cell is empty."""
    field: str = ""
    """The field of the table, where its name is another one."""
    tags: str = ""
    """The kind of its tags, where it holds tags."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def target(self) -> str:
        return self.field or self.name


Columns = Sequence[Column]


def must(name: str, parse: Parser, *aliases: str, field: str = "") -> Column:
    """A column that must be there, with no cell empty."""
    return Column(name, parse, aliases, needed=True, field=field)


def may(name: str, parse: Parser, *aliases: str, field: str = "") -> Column:
    """A column that may be left out, or have empty cells."""
    return Column(name, parse, aliases, field=field)


def tagged(name: str, kind: str, *aliases: str) -> Column:
    """A column of tags of a kind, which may be left out, or have empty cells."""
    return Column(name, tag_list(kind), aliases, tags=kind)


def called(columns: Columns, header: str) -> Column | None:
    """Return the column that a header of a file means; accents, case, spaces and hyphens do not matter."""
    return _by_folded_name(tuple(columns)).get(fold(header))


@lru_cache(maxsize=32)
def _by_folded_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    # the first column counts where two have one name
    return {fold(name): column for column in reversed(columns) for name in column.names}


_ROLES = {
    "delegue": Role.DELEGATE,
    "chef de delegation": Role.HEAD,
    "interprete": Role.INTERPRETER,
    "attache": Role.ATTACHE,
    "officiel": Role.OFFICIAL,
}

ORGANISATION: Columns = (
    may(
        "organisation_id",
        text(80),
        *("id organisation", "numéro de membre", "n° de membre", "code organisation", "lidnummer", "Mitgliedsnummer"),
        field="external_id",
    ),
    must(
        "organisation",
        text(200),
        *("company", "company name", "organization", "legal name", "business name", "registered name"),
        *("société", "entreprise", "nom de l’organisation", "nom de la société", "nom de l’entreprise"),
        *("raison sociale", "dénomination", "dénomination sociale", "dénomination légale", "nom commercial"),
        *("bedrijf", "bedrijfsnaam", "organisatie", "onderneming", "naam onderneming", "naam van de onderneming"),
        *("naam van het bedrijf", "firmanaam", "vennootschapsnaam", "maatschappelijke naam", "handelsnaam"),
        *("benaming", "maatschappelijke benaming", "Unternehmen", "Unternehmensname", "Name des Unternehmens"),
        *("firma", "firmenname", "Firmenbezeichnung", "Gesellschaftsname", "Bezeichnung", "Organisation/Firma"),
        field="name",
    ),
    may(
        "vat",
        cells.vat,
        *("TVA", "numéro de TVA", "VAT number", "VAT ID", "n° TVA", "enterprise number", "company number"),
        *("numéro d’entreprise", "n° d’entreprise", "n° entreprise", "BCE", "n° BCE", "numéro BCE", "CBE number"),
        *("KBO", "KBO-nummer", "KBO nr", "ondernemingsnummer", "ondernemingsnr", "btw", "btw-nummer", "btw-nr"),
        *("Unternehmensnummer", "ZDU", "ZDU-Nummer", "MwSt-Nummer", "USt-IdNr.", "Umsatzsteuer-ID"),
    ),
    may(
        "postcode",
        text(20),
        *("code postal", "cp", "postal code", "zip", "zip code", "postcode nr", "postnummer", "postleitzahl", "plz"),
    ),
    may(
        "town",
        text(100),
        *("ville", "localité", "commune", "city", "municipality", "stad", "gemeente", "woonplaats", "plaats"),
        *("Ort", "Stadt", "Gemeinde", "Wohnort"),
    ),
    may("country", cells.country, "pays", "land"),
    may(
        "website",
        cells.website,
        *("site", "site web", "site internet", "url", "web", "webseite", "Internetseite", "webpagina", "webadres"),
    ),
    tagged(
        "sectors",
        "sector",
        *("secteurs", "sector", "secteur", "sectoren", "Branche", "Branchen"),
        *("activité", "activités", "activity", "activiteit", "activiteiten", "Tätigkeit", "domaines", "domeinen"),
    ),
    tagged(
        "offers",
        "need",
        *("offres", "offre", "aanbod", "biedt", "Angebot", "bietet"),
        *("proposez-vous", "offrez-vous", "you offer", "biedt u", "bieten Sie"),
    ),
    tagged(
        "seeks",
        "need",
        *("recherches", "recherche", "looks for", "zoekt", "sucht"),
        *("cherchez-vous", "recherchez-vous", "looking for", "zoekt u", "suchen Sie"),
    ),
    may("offers_text", text(1000), "offre en clair", "texte offre", "ce que vous proposez", "ce que vous offrez"),
    may("seeks_text", text(1000), "recherche en clair", "texte recherche", "ce que vous cherchez"),
    may("description", text(2000), "présentation de la société", "présentation de l’entreprise"),
)
DELEGATION: Columns = (
    must("category", text(100), "catégorie", "categorie", "Kategorie"),
    may("partner", text(254), "partenaire", "amenée par", "brought by", "meegebracht door", field="brought_by_id"),
)
PERSON: Columns = (
    must("first_name", text(100), "prénom", "given name", "voornaam", "Vorname"),
    must(
        "last_name",
        text(100),
        *("nom", "nom de famille", "surname", "family name", "naam", "achternaam", "familienaam", "Nachname"),
        "Familienname",
    ),
    must(
        "email",
        cells.email,
        *("e-mail", "mail", "courriel", "adresse e-mail", "adresse mail", "email address", "adresse électronique"),
        *("e-mailadres", "mailadres", "E-Mail-Adresse"),
    ),
    may(
        "phone",
        cells.phone,
        *("téléphone", "tél", "gsm", "mobile", "telephone", "phone number", "cell phone", "numéro de téléphone"),
        *("telefoon", "telefoonnummer", "Telefon", "Telefonnummer", "Handy"),
    ),
    may("job_title", text(120), "fonction", "titre", "function", "job", "position", "poste", "functie", "Funktion"),
    may("language", cells.screen_language, "langue", "taal", "Sprache"),
    may(
        "languages",
        cells.languages,
        *("langues", "langues parlées", "languages spoken", "talen", "gesproken talen", "Sprachen"),
    ),
)
REGISTRATION: Columns = (
    may("role", choice(Role, _ROLES), "rôle"),
    may("interprets", cells.language_pairs, "interprète entre", "traduit", "tolkt tussen", "dolmetscht"),
    may("arrival", times.wall, "arrivée", "arrives"),
    may("departure", times.wall, "départ", "leaves"),
    may("max_per_day", whole(1, 99), "maximum par jour", "max par jour"),
    may("max_in_a_row", whole(1, 99), "maximum d’affilée", "max d’affilée"),
    may("lunch_free", cells.yes_no, "midi libre", "repas libre"),
    may("agreed", cells.yes_no, "a accepté", "accepté", "conditions acceptées"),
)
PARTICIPANTS: Columns = (*ORGANISATION, *DELEGATION, *PERSON, *REGISTRATION)

_STRENGTHS = {
    "indispensable": Strength.MUST,
    "absolument": Strength.MUST,
    "souhaite": Strength.WANT,
    "volontiers": Strength.WANT,
    "ouvert": Strength.OPEN,
}
_ANSWERS = {
    "aucune": Answer.NONE,
    "oui": Answer.YES,
    "non": Answer.NO,
    "s il reste de la place": Answer.IF_ROOM,
    "s il y a place": Answer.IF_ROOM,
}

WISHES: Columns = (
    must("from", text(200), "de", "demandeur", "van", "von"),
    must("to", text(200), "à", "vers", "destinataire", "souhaite rencontrer", "naar", "an"),
    may("person", cells.email, "personne", "persoon"),
    may("or_colleague", cells.yes_no, "ou un collègue", "ou collègue"),
    may("strength", choice(Strength, _STRENGTHS), "force", "importance"),
    may("rank", whole(1, 999), "rang"),
    may("why", text(200), "pourquoi", "motif"),
    may("answer", choice(Answer, _ANSWERS), "réponse"),
    may("created_at", times.day_time, "créé le", "date"),
)

_ITEMS = {
    "ouverture": ProgrammeKind.OPENING,
    "cloture": ProgrammeKind.CLOSING,
    "presentation": ProgrammeKind.PRESENTATION,
    "expose": ProgrammeKind.TALK,
    "repas": ProgrammeKind.MEAL,
    "reception": ProgrammeKind.RECEPTION,
    "seminaire": ProgrammeKind.SEMINAR,
    "signature": ProgrammeKind.SIGNING,
    "visite": ProgrammeKind.VISIT,
    "transfert": ProgrammeKind.TRANSFER,
}
_AUDIENCES = {"tous": Audience.EVERYONE, "tout le monde": Audience.EVERYONE, "inscrits": Audience.CHOSEN}

PROGRAMME: Columns = (
    must("code", text(40)),
    must("kind", choice(ProgrammeKind, _ITEMS), "type", "genre"),
    may("title_fr", text(200), "titre", "titre fr", "titre français", "title"),
    may("title_en", text(200), "titre en", "titre anglais"),
    may("title_nl", text(200), "titre nl", "titre néerlandais"),
    may("title_de", text(200), "titre de", "titre allemand"),
    may("venue", text(200), "lieu"),
    may("room", text(120), "salle"),
    must("day", times.day, "jour", "date"),
    must("starts", times.clock_time, "début", "start"),
    must("ends", times.clock_time, "fin", "end"),
    may("audience", choice(Audience, _AUDIENCES), "public"),
    may("buffer_before", whole(0, 480), "marge avant"),
    may("buffer_after", whole(0, 480), "marge après"),
    may("organisation", text(200), "société"),
    may("speaker", cells.email, "orateur", "oratrice", "intervenant"),
    may("quiet_minutes", whole(0, 480), "minutes de calme"),
    may("abstract", text(4000), "résumé"),
    may("language", cells.screen_language, "langue"),
    may("attendees", cells.emails, "inscrits", "participants"),
)
