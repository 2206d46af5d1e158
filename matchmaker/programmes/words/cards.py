"""The card of an organisation in the language of a paper."""

from collections.abc import Iterable, Sequence

from matchmaker.base.cities import city_name
from matchmaker.base.i18n import locale, translate
from matchmaker.base.tags import tags
from matchmaker.programmes.queries.cards import PaperCard
from matchmaker.programmes.rules.long_words import breakable, shortened
from matchmaker.programmes.words.frame import Values

DESCRIPTION, WORDS = 420, 220
"""Most signs of a description, and of what is offered or looked for in words: a card is not a brochure."""


def card(
    one: PaperCard, language: str, *, people: Iterable[str] = (), notes: Iterable[str] = (), at: str = ""
) -> Values:
    """Return a card; `people` stand below it, `notes` between, `at` beside its name."""
    rows = (
        (translate(language, "Offers"), tag_names(one.offers, language), shortened(one.offers_text, WORDS)),
        (translate(language, "Looks for"), tag_names(one.seeks, language), shortened(one.seeks_text, WORDS)),
    )
    return {
        "name": breakable(one.name),
        "initial": next((sign for sign in one.name if sign.isalnum()), "·").upper(),
        "logo": "",
        "at": at,
        "sub": breakable(subtitle(one, language)),
        "text": breakable(shortened(one.description, DESCRIPTION)),
        "rows": [[label, names, breakable(words)] for label, names, words in rows if names or words],
        "notes": [breakable(note) for note in notes],
        "local": [],
        "people": [breakable(line) for line in people],
    }


def subtitle(one: PaperCard, language: str) -> str:
    """Return sectors, town and website."""
    website = one.website.removeprefix("https://").removeprefix("http://").removesuffix("/")
    where = ", ".join(part for part in (city_name(one.town, language), country(one.country, language)) if part)
    return " · ".join(part for part in (tag_names(one.sectors[:3], language), where, website) if part)


def country(code: str, language: str) -> str:
    """Return the name of a country; nothing for one that the language does not know."""
    return str(locale(language).territories.get(code, ""))


def tag_names(codes: Sequence[str], language: str) -> str:
    """Return tags by their names."""
    known = tags()
    return ", ".join(known[code].name(language) for code in codes if code in known)
