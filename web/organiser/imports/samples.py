"""Sample files of the import: right headings, and two lines that are valid for the event at hand."""

from datetime import date, timedelta

from matchmaker.base.tables import Table
from matchmaker.events.queries.structure import Structure

PARTICIPANTS = [
    "organisation_id",
    "organisation",
    "vat",
    "category",
    "partner",
    "postcode",
    "town",
    "country",
    "website",
    "sectors",
    "offers",
    "seeks",
    "offers_text",
    "seeks_text",
    "description",
    "first_name",
    "last_name",
    "email",
    "phone",
    "job_title",
    "language",
    "languages",
    "role",
    "interprets",
    "arrival",
    "departure",
    "max_per_day",
    "max_in_a_row",
    "lunch_free",
    "agreed",
]
WISHES = ["from", "to", "person", "or_colleague", "strength", "rank", "why", "answer"]
PROSPECTS = [
    *("counterpart", "city", "company", "first_name", "last_name", "email", "phone", "job_title", "language"),
    *("stage", "pitch", "pitch_language", "next_step", "due_on"),
]
PROGRAMME = [
    "code",
    "kind",
    "title_fr",
    "title_en",
    "title_nl",
    "title_de",
    "venue",
    "room",
    "day",
    "starts",
    "ends",
    "audience",
    "buffer_before",
    "buffer_after",
    "organisation",
    "speaker",
    "quiet_minutes",
    "abstract",
    "language",
    "attendees",
]


def sample(kind: str, structure: Structure, day: date) -> Table:
    """Return a table of `kind` with two lines."""
    category = structure.categories[0].code if structure.categories else "premium"
    venue = structure.days[0].blocks[0].venue if structure.days else ""
    headings, lines = {
        "participants": (PARTICIPANTS, _participants(category)),
        "wishes": (WISHES, _wishes()),
        "programme": (PROGRAMME, _programme(venue, day)),
        "prospects": (PROSPECTS, _prospects(day)),
    }[kind]
    return Table(headings, [[line.get(heading) for heading in headings] for line in lines])


def _participants(category: str) -> list[dict[str, str]]:
    shared = {
        "postcode": "5000",
        "town": "Namur",
        "country": "BE",
        "category": category,
        "languages": "fr|en",
        "language": "fr",
        "role": "delegate",
        "lunch_free": "yes",
        "agreed": "no",
    }
    return [
        shared
        | {
            "organisation_id": "A01",
            "organisation": "Exemple Mobile",
            "sectors": "software-publishing",
            "offers": "mobile-apps|user-experience",
            "seeks": "patent-filing",
            "first_name": "Ada",
            "last_name": "Lambert",
            "email": "ada.lambert@exemple-mobile.example",
            "job_title": "Directrice",
        },
        shared
        | {
            "organisation_id": "A02",
            "organisation": "Cabinet Exemple",
            "sectors": "legal-services",
            "offers": "patent-filing",
            "first_name": "Noé",
            "last_name": "Dupuis",
            "email": "noe.dupuis@cabinet.example",
            "job_title": "Conseil en brevets",
            "arrival": "09:30",
        },
    ]


def _wishes() -> list[dict[str, str]]:
    return [
        {
            "from": "A01",
            "to": "A02",
            "or_colleague": "yes",
            "strength": "must",
            "rank": "1",
            "why": "Protéger notre moteur de recherche",
            "answer": "yes",
        },
        {"from": "A02", "to": "A01", "or_colleague": "yes", "strength": "want", "rank": "1", "answer": "none"},
    ]


def _prospects(day: date) -> list[dict[str, str]]:
    shared = {"counterpart": "Exempel Havn", "city": "Copenhague", "due_on": (day - timedelta(weeks=2)).isoformat()}
    contact = {"first_name": "Maja", "last_name": "Lind", "email": "maja.lind@exempel-havn.example", "language": "en"}
    return [
        shared | contact | {"company": "A01", "stage": "contacted", "next_step": "Relancer"},
        shared | {"company": "A02", "stage": "found", "next_step": "Proposer"},
    ]


def _programme(venue: str, day: date) -> list[dict[str, str]]:
    shared = {"venue": venue, "day": day.isoformat(), "buffer_before": "0", "buffer_after": "0"}
    return [
        shared
        | {
            "code": "accueil",
            "kind": "opening",
            "title_fr": "Accueil et café",
            "title_en": "Welcome and coffee",
            "starts": "08:30",
            "ends": "09:00",
            "audience": "everyone",
        },
        shared
        | {
            "code": "exemple-protection",
            "kind": "presentation",
            "title_fr": "Protéger une application",
            "starts": "11:00",
            "ends": "11:25",
            "audience": "chosen",
            "organisation": "A02",
            "speaker": "noe.dupuis@cabinet.example",
            "quiet_minutes": "20",
            "language": "fr",
        },
    ]
