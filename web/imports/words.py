"""Words of a file that are no tags: each is said once, for all lines and for the files that come next."""

from flask import request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.tags import tags
from matchmaker.imports import Preview, preview
from matchmaker.imports.amendments import restored
from matchmaker.imports.commands.words import set_words
from matchmaker.imports.remembered import reading_of
from matchmaker.imports.tag_words import LEFT_OUT
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
            for kind in {word.tags for word in view.foreign}
        },
    }


def words_said(place: ImportPlace, upload_id: str) -> Response:
    """Keep what words mean, and show the preview again; words without a choice may be left out together."""
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
    rest = LEFT_OUT if request.form.get("rest") == "out" else ""
    said = {known[name]: meaning or rest for name, meaning in sent if name in known}
    set_words(session, place.owner, upload, said)
    number = sum(bool(meaning) for meaning in said.values())
    told = ngettext("%(num)d word is remembered.", "%(num)d words are remembered.", number)
    return place.lead_to("preview", told if number else gettext("Nothing was chosen."), upload_id=upload_id)


def _name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
