"""Tags in a cell, in anybody's words: by code, by name, or as the community has said what a word means."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from matchmaker.base.i18n import N_
from matchmaker.base.likeness import most_alike
from matchmaker.base.names import fold
from matchmaker.base.tags import tags
from matchmaker.imports.cells import BadCell, Parser

Meanings = Mapping[str, Mapping[str, str]]
"""What words mean, by the kind of tag, then by the folded word: the code of a tag, `AS_TEXT` or `LEFT_OUT`."""
AS_TEXT, LEFT_OUT = "+text", "+out"
"""The word stands in the text of the card instead; it is not used."""
TEXT_OF = {"offers": "offers_text", "seeks": "seeks_text"}
"""The column of text beside a column of tags."""
ELSEWHERE = {"sectors": "offers", "offers": "sectors", "seeks": "sectors"}
"""The column of tags that takes a word which means a tag of the other kind: what a company is in, or what it offers."""
KINDS = ("sector", "need")
WITH_TEXT = "need"
"""The kind of tag whose words may stand in a text."""
LONGEST = 200
"""Signs of a word that is remembered."""
UNKNOWN_TAGS = N_("Column “%(column)s”: “%(tag)s” is not in our list of tags. Take one from the list, separated by |.")
LONGEST_TEXT = 1000
"""Signs of the text beside a column of tags."""
_BETWEEN = re.compile(r"[|;\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignWord:
    """A word in a column of tags that is none, and what it means, as far as that is said."""

    tags: str
    """The kind of tag: sector or need."""
    word: str
    """As the file writes it first."""
    meaning: str = ""
    """As in `Meanings`; empty where nobody has said it."""
    times: int = 1
    """How many cells have it."""

    @property
    def key(self) -> str:
        return word_key(self.word)

    @property
    def alike(self) -> str:
        """The code of the tag that is spelled most alike, of this kind or nearly the same of another; else empty."""
        for kind, least in ((self.tags, 70), *((other, 85) for other in KINDS if other != self.tags)):
            names = _tag_names(kind)
            if near := most_alike(fold(self.word), names, least=least):
                return names[near[0]]
        return ""

    @property
    def may_be_text(self) -> bool:
        """Whether it may stand in the text of the card."""
        return self.tags == WITH_TEXT


def word_key(word: str) -> str:
    """Return what a word is remembered by: accents, case and spaces do not matter."""
    return fold(word)[:LONGEST]


def foreign_words(kind: str, cell: str, meanings: Meanings) -> list[ForeignWord]:
    """Return the words of a cell that are no tags of a kind."""
    said = meanings.get(kind, {})
    return [
        ForeignWord(tags=kind, word=part, meaning=said.get(word_key(part), ""))
        for part in tag_parts(cell, {**_tag_names(kind), **said})
        if fold(part) not in _tag_names(kind)
    ]


def as_tags(kind: str, cell: str, meanings: Meanings) -> str:
    """Return a cell with the codes that its words mean, without those that are text, left out, or of another kind."""
    said = {found.word: found.meaning for found in foreign_words(kind, cell, meanings) if found.meaning}
    parts = (said.get(part, part) for part in tag_parts(cell, {**_tag_names(kind), **meanings.get(kind, {})}))
    return "|".join(part for part in parts if part not in {AS_TEXT, LEFT_OUT} and not _is_of_another(kind, part))


def with_words_in_place(texts: Mapping[str, str], kinds: Mapping[str, str], meanings: Meanings) -> dict[str, str]:
    """Return the cells of a line, with words in the text of the card or in the other tags where they belong there.

    `kinds` has the kind of tag of each column of tags.
    """
    found = dict(texts)
    for name, target in ELSEWHERE.items():
        kind, cell = kinds.get(name, ""), texts.get(name)
        if cell and target in kinds and any(_is_of_another(kind, one) for one in meanings.get(kind, {}).values()):
            foreign = foreign_words(kind, cell, meanings)
            codes = [one.meaning for one in foreign if _is_of_another(kind, one.meaning)]
            if codes:
                found[target] = "|".join(dict.fromkeys(filter(None, (found.get(target, ""), *codes))))
    for name, target in TEXT_OF.items():
        if AS_TEXT in meanings.get(kinds.get(name, ""), {}).values() and texts.get(name):
            words = [one.word for one in foreign_words(kinds[name], texts[name], meanings) if one.meaning == AS_TEXT]
            if words:
                found[target] = ", ".join(filter(None, (texts.get(target, ""), *words)))
    return found


def said_by_both(name: str, one: Any, other: Any) -> Any:
    """Return what two colleagues say together of their organisation in tags or in the text beside; None elsewhere.

    Texts that are too long together are none either.
    """
    if isinstance(one, list):
        return list(dict.fromkeys([*one, *other]))
    if name not in TEXT_OF.values():
        return None
    both = one if other in one else f"{one}, {other}"
    return both if len(both) <= LONGEST_TEXT else None


def counted(words: Iterable[ForeignWord]) -> tuple[ForeignWord, ...]:
    """Return each word once with how many cells have it: what nobody has said first, then the most used."""
    found: dict[tuple[str, str], ForeignWord] = {}
    for word in words:
        first = found.get((word.tags, word.key))
        found[word.tags, word.key] = replace(first, times=first.times + 1) if first else word
    return tuple(sorted(found.values(), key=lambda each: (bool(each.meaning), each.tags, -each.times, each.key)))


def tag_list(kind: str) -> Parser:
    """Accept tags of a kind (sector, need) by code or by name in the four languages.

    They are separated by |, a semicolon, a new line, or a comma that is in no name.
    """

    def parse(cell: str) -> list[str]:
        names = _tag_names(kind)
        parts = tag_parts(cell, names)
        unknown = [part for part in parts if fold(part) not in names]
        if unknown:
            raise BadCell(UNKNOWN_TAGS, _with_known_tags(parts, names), tag=" | ".join(unknown))
        return list(dict.fromkeys(names[fold(part)] for part in parts))

    return parse


def tag_parts(cell: str, known: Collection[str]) -> list[str]:
    """Return the words of a cell; a comma separates too, unless what it stands in is one of `known` (folded)."""
    parts: list[str] = []
    for part in _BETWEEN.split(cell):
        parts += [part] if fold(part) in known else part.split(",")
    return [" ".join(part.split()) for part in parts if fold(part)]


def _is_of_another(kind: str, code: str) -> bool:
    tag = tags().get(code)
    return tag is not None and tag.kind != kind


def _with_known_tags(parts: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the cell with the closest code for each unknown tag, as a suggestion; none if one is like no tag."""
    found = [most_alike(fold(part), names, least=70) for part in parts]
    return ["|".join(dict.fromkeys(names[one[0]] for one in found))] if all(found) else []


@cache
def _tag_names(kind: str) -> dict[str, str]:
    return {
        fold(word): tag.code for tag in tags().values() if tag.kind == kind for word in (*tag.names.values(), tag.code)
    }
