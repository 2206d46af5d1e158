"""Words of a search as they are meant: those that nobody has are taken for ones that are spelled alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
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
    # one text, not thousands of rows
    names = func.aggregate_strings(col(Organisation.name_key) + " " + town, " ")
    corrected = spellings(words, vocabulary(session.execute(select(names).where(ours)).scalar_one() or ""))
    doubtful = [word for word in words if corrected[word] != (word,)]
    if not doubtful:
        return corrected
    # the texts are long: they are gone through once for all these words, and not at all for the others
    holds = (func.max(case((any_of(texts, [word]), 1), else_=0)) for word in doubtful)
    has = dict(zip(doubtful, session.execute(select(*holds).where(ours)).one(), strict=True))
    return {word: (word,) if has.get(word) else corrected[word] for word in words}


def taken_for(words: Meant) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words that were looked for as others, with these."""
    return tuple((word, instead) for word, instead in words.items() if instead != (word,))
