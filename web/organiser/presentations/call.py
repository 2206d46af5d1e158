"""The call for presentations: words, languages, lengths, deadline, and how many each category may propose."""

from datetime import datetime

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectChoice, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.base import clock
from matchmaker.base.i18n import LANGUAGES
from matchmaker.models import Act, Category, PresentationCall, row_id
from matchmaker.presentations.commands.call import CallSettings, save_call
from matchmaker.presentations.queries.call import call_token, read_call, read_limits
from matchmaker.presentations.rules import LENGTHS, MOST_PROPOSALS, takes_proposals
from web import database
from web.auth.guards import organiser_required
from web.authors import author_of
from web.forms import REQUIRED, Checkboxes, InCalendar, NumberRange
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import EditOf, Sent

TEXT = Length(max=2000, message=lazy_gettext("Use 2,000 characters at most."))
Limits = list[tuple[Category, int]]


class CallForm(SavedForm):
    """The call; a limit for each category is added for each event."""

    is_open = BooleanField(lazy_gettext("Presentations may be proposed"))
    closes = DateTimeLocalField(lazy_gettext("Until"), validators=[Optional(), InCalendar()])
    languages = Checkboxes(lazy_gettext("Languages in which one may speak"), validators=[Optional()])
    lengths = Checkboxes(lazy_gettext("Lengths to choose from"), coerce=int, validators=[Optional()])
    text_fr = TextAreaField(LANGUAGE_NAMES["fr"], validators=[TEXT], render_kw={"rows": 3})
    text_en = TextAreaField(LANGUAGE_NAMES["en"], validators=[TEXT], render_kw={"rows": 3})
    text_nl = TextAreaField(LANGUAGE_NAMES["nl"], validators=[TEXT], render_kw={"rows": 3})
    text_de = TextAreaField(LANGUAGE_NAMES["de"], validators=[TEXT], render_kw={"rows": 3})

    def settings(self, limits: Limits, zone: str) -> CallSettings:
        """Return what was sent."""
        closes: datetime | None = self.closes.data
        return CallSettings(
            is_open=self.is_open.data,
            closes_at=clock.instant(closes.date(), closes.time(), zone) if closes else None,
            texts={code: self[f"text_{code}"].data or "" for code in LANGUAGES},
            languages=tuple(self.languages.data or ()),
            lengths=tuple(self.lengths.data or ()),
            limits={row_id(category): self[f"limit_{category.id}"].data for category, _ in limits},
        )


@bp.route("/<slug>/presentations/call", methods=["GET", "POST"])
@organiser_required
def presentation_call(slug: str) -> Page:
    """Show the call as it is set; POST saves it."""
    session = database.session()

    def find() -> tuple[PresentationCall, Limits]:
        call = read_call(session, g.event)
        return call, read_limits(session, g.event, call)

    def save(form: CallForm) -> None:
        _call, limits = edit.found
        save_call(session, g.event, form.settings(limits, g.event.zone), shown=form.token, staff=g.staff)

    edit = EditOf(find, _form, author=author_of(Act.CHANGE_PRESENTATION_CALL))
    if edit.save(save):
        return redirect_to("organiser.presentation_call", gettext("The call is saved."))
    call, limits = edit.found
    page = render_template(
        "organiser/presentations/call.html",
        form=edit.form,
        call=call,
        is_open=takes_proposals(g.event, call, clock.now()),
        categories=[(category.id, category.name(language())) for category, _ in limits],
        languages=LANGUAGES,
    )
    return page, edit.status


def _form(found: tuple[PresentationCall, Limits], sent: Sent) -> CallForm:
    """Return the form with what is saved, and with what was `sent`."""
    call, limits = found
    fields = {
        f"limit_{category.id}": IntegerField(
            category.name(language()), validators=[REQUIRED, NumberRange(0, MOST_PROPOSALS)]
        )
        for category, _ in limits
    }
    closes = clock.local(call.closes_at, g.event.zone).replace(tzinfo=None) if call.closes_at else None
    values = {
        "shown": call_token(call, limits),
        "is_open": call.is_open,
        "closes": closes,
        "languages": call.languages,
        "lengths": call.lengths,
        **{f"text_{code}": call.texts.get(code, "") for code in LANGUAGES},
        **{f"limit_{category.id}": most for category, most in limits},
    }
    form = CallForm.of_saved(values, sent, **fields)
    form.languages.choices = [SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    form.lengths.choices = [
        SelectChoice(number, ngettext("%(num)d minute", "%(num)d minutes", number)) for number in LENGTHS
    ]
    return form
