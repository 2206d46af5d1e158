"""One question: what the company looks for, with how many others offer it."""

from dataclasses import replace

from flask import g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.people.commands.company import save_company
from matchmaker.people.rules.company import CompanyCard
from matchmaker.wishes.queries.offers import count_offers
from web import database
from web.auth.guards import agreed_required
from web.forms import Checkboxes
from web.pages import Page
from web.participant.blueprint import bp
from web.participant.onward import lead_on
from web.participant.wording import tag_name
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent


class SeeksForm(SavedForm):
    """Needs to tick; its token is that of the whole card."""

    seeks = Checkboxes(lazy_gettext("What you look for"))

    def prepare(self) -> None:
        """Offer what others offer, the most frequent first, and what is chosen already."""
        counts = count_offers(database.session(), g.delegation.id)
        codes = dict.fromkeys([*g.organisation.seeks, *(code for code, _count in counts.most_common())])
        self.seeks.choices = [(code, f"{tag_name(code)} ({counts[code]})") for code in codes]


@bp.get("/seeks")
@agreed_required
def seeks(slug: str) -> str:
    """Show the question with what was answered."""
    return _page(_read(None))


@bp.post("/seeks")
@agreed_required
def change_seeks(slug: str) -> Page:
    """Keep the answer, merged with what a colleague has ticked meanwhile."""

    def save(form: SeeksForm) -> None:
        card = replace(CompanyCard.of(g.organisation), seeks=tuple(form.seeks.data or ()))
        save_company(database.session(), g.registration, card, shown=form.token)

    edit = Edit(_read, Stale, InvalidInput, Closed)
    if edit.save(save):
        return lead_on("participant.seeks", _("Saved: suggestions follow what you look for."))
    return _page(edit.form), edit.status


def _read(sent: Sent) -> SeeksForm:
    form = SeeksForm.of_saved({"shown": CompanyCard.of(g.organisation).token, "seeks": g.organisation.seeks}, sent)
    form.prepare()
    return form


def _page(form: SeeksForm) -> str:
    return render_template("participant/people/seeks.html", form=form)
