"""Say what words of a file mean that are no tags, for the file and for those that the community imports next."""

from collections.abc import Mapping

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.tags import tags
from matchmaker.imports.owners import Owner, community_of
from matchmaker.imports.tag_words import AS_TEXT, LEFT_OUT, WITH_TEXT, ForeignWord
from matchmaker.models import Community, ImportUpload, ImportWord


def set_words(session: Session, owner: Owner, upload: ImportUpload, said: Mapping[ForeignWord, str]) -> None:
    """Remember what words mean: the code of a tag, `AS_TEXT`, `LEFT_OUT`, or nothing to forget it.

    Other meanings are passed over: no form offers them.
    """
    community_id = community_of(owner)
    session.get(Community, community_id, with_for_update=True)  # one at a time: two may say the same word
    present = {
        (row.tags, row.word): row
        for row in session.exec(select(ImportWord).where(ImportWord.community_id == community_id))
    }
    kept = {kind: dict(words) for kind, words in upload.words.items()}
    for word, meaning in said.items():
        row = present.get((word.tags, word.key))
        if not meaning:
            kept.get(word.tags, {}).pop(word.key, None)
            if row is not None:
                session.delete(row)
        elif _is_meaning(word.tags, meaning):
            kept.setdefault(word.tags, {})[word.key] = meaning
            row = row or ImportWord(community_id=community_id, tags=word.tags, word=word.key, meaning="")
            row.meaning, row.set_at = meaning, clock.now()
            session.add(row)
    upload.words = kept
    session.add(upload)
    session.flush()


def _is_meaning(kind: str, meaning: str) -> bool:
    if meaning in {AS_TEXT, LEFT_OUT}:
        return meaning == LEFT_OUT or kind == WITH_TEXT
    return meaning in tags()
