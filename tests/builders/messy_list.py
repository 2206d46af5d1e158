"""A registration export as they come: a title line, headers of its own, colleagues, repeats, accents, odd spaces."""

from itertools import product

from tests.builders.workbooks import xlsx

HEADERS = (
    "Entreprise",
    "Prénom",
    "Nom de famille",
    "Courriel",
    "Titre",
    "Statut de membre",
    "GSM",
    "N° TVA",
    "Langue",
    "Domaines",
)
FIRST_WORDS = ("Crèmerie", "Mosane", "Électro", "Wallo", "Dyle", "Ardenne", "Ourthe", "Hesbaye")
SECOND_WORDS = ("Tech", "Données", "Réseaux", "Santé", "Logistique")
NAMES = [f"{first} {second} SA" for first, second in product(FIRST_WORDS, SECOND_WORDS)]
FIRST_NAMES = ("Élodie", "Benoît", "Jürgen", "Saskia", "Noël", "Zoé", "André")
LAST_NAMES = ("Marchal", "Van Damme", "Müller", "D’Hondt", "Lefèvre", "Peeters", "Dubois", "Ñuñez", "Colin")
CATEGORIES = ("Premium", "Basic", "premium ", "BASIC")
WORDS = ("Intelligence artificielle ; santé", "intelligence artificiele", "")
"""Free words in a column of sectors: what a company offers, also misspelled, beside a sector."""
LANGUAGES = ("FR", "nl", "Français", "de", "")
ORGANISATIONS = len(NAMES)
PEOPLE = ORGANISATIONS + 14


def messy_list() -> bytes:
    """An XLSX of `PEOPLE` people of `ORGANISATIONS`: every third one sends two; two repeats, one wrong address."""
    rows = []
    for place, name in enumerate(NAMES):
        for colleague in range(2 if place % 3 == 0 else 1):
            number = len(rows)
            rows.append(
                [
                    name.upper() if colleague else f"  {name}" if place % 7 == 0 else name,
                    FIRST_NAMES[number % len(FIRST_NAMES)],
                    LAST_NAMES[number % len(LAST_NAMES)],
                    f"personne{number}@entreprise{place}.example",
                    "Directeur" if number % 2 else "",
                    CATEGORIES[place % len(CATEGORIES)],
                    f"0470 {number:02d} 11 {number:02d}" if number % 3 else "",
                    "en cours" if place % 5 == 0 else "",
                    LANGUAGES[number % len(LANGUAGES)],
                    WORDS[place % len(WORDS)],
                ]
            )
    rows[5][3] = "personne5 at entreprise3.example"
    rows.insert(20, rows[3])
    rows.append(rows[10])
    return xlsx({"Inscriptions": [["Inscriptions au forum, export du 2 février"], [""], list(HEADERS), *rows]})
