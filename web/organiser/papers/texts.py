"""What organisers write for the booklet, in one language at a time, with what it will look like."""

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length

from matchmaker.base.errors import Closed, InvalidInput
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models import Act, BookletTexts
from matchmaker.programmes.commands.texts import TEXTS, save_texts
from matchmaker.programmes.queries.booklet import texts_of, texts_token
from matchmaker.programmes.rules.blocks import blocks_of
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.i18n import LANGUAGE_NAMES
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent

LONG = Length(max=8000, message=lazy_gettext("Use 8,000 characters at most."))


class BookletForm(SavedForm):
    """Texts of the booklet in one language."""

    welcome = TextAreaField(lazy_gettext("Words of welcome"), validators=[LONG], render_kw={"rows": 6})
    partners = TextAreaField(lazy_gettext("Partners and organisers"), validators=[LONG], render_kw={"rows": 6})
    practical = TextAreaField(
        lazy_gettext("Practical information"),
        description=lazy_gettext("Cities, hotels, airports and transfers stand there by themselves."),
        validators=[LONG],
        render_kw={"rows": 10},
    )


@bp.route("/<slug>/papers/texts", methods=["GET", "POST"])
@organiser_required
def booklet_texts(slug: str) -> Page:
    """Show the texts in the language `?language=`; POST saves them, or shows what they will look like."""
    session = database.session()
    asked = request.args.get("language", g.event.language)
    code = asked if asked in LANGUAGES else LANGUAGES[0]

    def form(texts: BookletTexts, sent: Sent) -> BookletForm:
        values = {name: getattr(texts, name).get(code, "") for name in TEXTS}
        return BookletForm.of_saved({"shown": texts_token(texts, code), **values}, sent)

    def save(sent: BookletForm) -> None:
        new = {name: sent[name].data or "" for name in TEXTS}
        save_texts(session, g.event, code, new, shown=sent.token, staff=g.staff)

    edit = EditOf(
        lambda: texts_of(session, g.event), form, InvalidInput, Closed, author=author_of(Act.SAVE_BOOKLET_TEXTS)
    )
    if edit.save(save):
        return redirect_to("organiser.booklet_texts", gettext("Saved."), language=code)
    page = render_template(
        "organiser/papers/texts.html",
        form=edit.form,
        code=code,
        languages=[(one, LANGUAGE_NAMES[one], url_for("organiser.booklet_texts", language=one)) for one in LANGUAGES],
        blocks={name: blocks_of(edit.form[name].data or "") for name in TEXTS},
    )
    return page, edit.status
