"""Words of a search as they are meant: those that nobody has are taken for ones that are spelled alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlmodel import Session, col

from matchmaker.members.queries.conditions import any_of
from matchmaker.members.rules.spelling import spellings, vocabulary
from matchmaker.models import Organisation

Meant = Mapping[str, tuple[str, ...]]
"""For each word of a search what is looked for instead; itself where somebody has it."""


def meant(
    session: Session,
    community_id: int,
    among: ColumnElement[bool],
    texts: Sequence[Any],
    words: Sequence[str],
    *,
    town: Any,
) -> Meant:
    """Return what the words of a search mean among some members of a community, whose searched texts are `texts`.

    `town` is the town (an expression) as far as the reader may know it: words are taken for those of names and towns.
    """
    if not words:
        return {}
    ours = and_(col(Organisation.community_id) == community_id, among)
    has = session.execute(select(*(exists().where(ours, any_of(texts, [word])) for word in words))).one()
    unknown = [word for word, known in zip(words, has, strict=True) if not known]
    if not unknown:
        return {word: (word,) for word in words}
    # one text, not thousands of rows
    names = func.aggregate_strings(col(Organisation.name_key) + " " + town, " ")
    corrected = spellings(unknown, vocabulary(session.execute(select(names).where(ours)).scalar_one() or ""))
    return {word: corrected.get(word, (word,)) for word in words}


def taken_for(words: Meant) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words that were looked for as others, with these."""
    return tuple((word, instead) for word, instead in words.items() if instead != (word,))
