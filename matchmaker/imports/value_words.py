"""Values of columns that take few words: as the pages call them, in four languages; a file may say any of them."""

from collections.abc import Mapping, Sequence

from matchmaker.base.i18n import LANGUAGES
from matchmaker.base.names import fold

_IN = ("fr", "en", "nl", "de")
WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "must": ("indispensable", "must", "onmisbaar", "unbedingt"),
    "want": ("souhaité", "want", "gewenst", "gewünscht"),
    "open": ("si possible", "open", "indien mogelijk", "wenn möglich"),
    "none": ("pas de réponse", "no answer", "geen antwoord", "keine Antwort"),
    "yes": ("oui", "yes", "ja", "ja"),
    "if_room": ("s’il y a de la place", "if there is room", "als er plaats is", "wenn Platz ist"),
    "no": ("non", "no", "nee", "nein"),
    "delegate": ("délégué", "delegate", "afgevaardigde", "Delegierter"),
    "head": ("chef de délégation", "head of delegation", "delegatieleider", "Delegationsleitung"),
    "interpreter": ("interprète", "interpreter", "tolk", "Dolmetscher"),
    "attache": ("attaché", "attaché", "attaché", "Attaché"),
    "official": ("officiel", "official", "officieel", "Offizieller"),
    "opening": ("ouverture", "opening", "opening", "Eröffnung"),
    "closing": ("clôture", "closing", "sluiting", "Abschluss"),
    "presentation": ("présentation", "presentation", "presentatie", "Vortrag"),
    "talk": ("exposé", "talk", "lezing", "Gastvortrag"),
    "meal": ("repas", "meal", "maaltijd", "Mahlzeit"),
    "reception": ("réception", "reception", "receptie", "Empfang"),
    "seminar": ("séminaire", "seminar", "seminarie", "Seminar"),
    "signing": ("signature", "signing", "ondertekening", "Unterzeichnung"),
    "visit": ("visite", "visit", "bezoek", "Besuch"),
    "transfer": ("transfert", "transfer", "vervoer", "Transfer"),
    "everyone": ("tout le monde", "everyone", "iedereen", "alle"),
    "found": ("trouvé", "found", "gevonden", "gefunden"),
    "proposed": ("proposé", "proposed", "voorgesteld", "vorgeschlagen"),
    "wanted": ("souhaité", "wanted", "gewenst", "gewünscht"),
    "contacted": ("contacté", "contacted", "gecontacteerd", "kontaktiert"),
    "interested": ("intéressé", "interested", "geïnteresseerd", "interessiert"),
    "declined": ("refusé", "declined", "afgewezen", "abgelehnt"),
    "chosen": ("personnes choisies", "chosen people", "gekozen personen", "ausgewählte Personen"),
}
"""By the code of a value; a code stands for itself where it has no words."""


class Accepted(tuple[str, ...]):
    """Codes of the values that a cell may have; a sentence names them in the language of its reader."""

    __slots__ = ()

    def in_words(self, language: str) -> str:
        """Return them as a list."""
        return ", ".join(value_in_words(code, language) for code in self)


def value_in_words(code: str, language: str) -> str:
    """Return what the pages call a value; the code itself where it has no words."""
    return WORDS[code][_IN.index(language)] if code in WORDS and language in LANGUAGES else code


def spelled(codes: Sequence[str]) -> dict[str, str]:
    """Return the codes by their folded words in any language."""
    return {fold(word): code for code in codes for word in (*WORDS.get(code, ()), code)}
