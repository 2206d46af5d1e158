"""Words of a file that are no tags: each is said once, for all lines and for the files that come next."""

from flask import request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.tags import tags
from matchmaker.imports import Preview, preview
from matchmaker.imports.amendments import restored
from matchmaker.imports.commands.words import set_words
from matchmaker.imports.remembered import reading_of
from matchmaker.imports.tag_words import AS_TEXT, KINDS, LEFT_OUT, ForeignWord
from web import database
from web.i18n import language
from web.imports.place import ImportPlace

SHOWN = 100
"""So many words are asked on one page; the next ones follow once these are said."""


def words_to_say(view: Preview) -> dict[str, object]:
    """Return what the preview shows of words that are no tags (`web/templates/imports/_words.html`)."""
    unsaid = [word for word in view.foreign if not word.meaning]
    listed = unsaid[:SHOWN] or list(view.foreign[:SHOWN])
    return {
        "foreign": listed,
        "unsaid": len(unsaid),
        "said_words": [word for word in view.foreign if word.meaning][:SHOWN] if unsaid else [],
        "tag_choices": {
            kind: sorted(((tag.code, tag.name(language())) for tag in tags().values() if tag.kind == kind), key=_name)
            for kind in KINDS
        },
    }


def words_said(place: ImportPlace, upload_id: str) -> Response:
    """Keep what words mean, and show the preview again; `rest` says that those without a choice are text."""
    session, upload = database.session(), place.uploaded(upload_id)
    view = preview(
        session,
        place.owner,
        place.kind,
        upload.data,
        upload.filename,
        amendments=restored(upload.amendments),
        reading=reading_of(upload),
    )
    known = {f"{word.tags}:{word.key}": word for word in view.foreign}
    sent = zip(request.form.getlist("word"), request.form.getlist("meaning"), strict=False)
    has_rest = "rest" in request.form
    said = {
        word: meaning or (_rest(word) if has_rest else "")
        for name, meaning in sent
        if (word := known.get(name)) is not None
    }
    set_words(session, place.owner, upload, said)
    number = sum(bool(meaning) for meaning in said.values())
    told = ngettext("%(num)d word is remembered.", "%(num)d words are remembered.", number)
    return place.lead_to("preview", told if number else gettext("Nothing was chosen."), upload_id=upload_id)


def _rest(word: ForeignWord) -> str:
    return AS_TEXT if word.may_be_text else LEFT_OUT


def _name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
