"""Categories that follow the membership tier of the day."""

from flask import g, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.setup.commands.tiers import follow_tiers, set_tiers
from matchmaker.setup.queries.tiers import TierMove, Tiers, read_tiers
from web import database
from web.auth.guards import organiser_required
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

LISTED = 8


@bp.get("/<slug>/rules/tiers")
@organiser_required
def tiers(slug: str) -> str:
    """Show which tier leads to which category, and who is in another one."""
    found = read_tiers(database.session(), g.event, language())
    return render_template("organiser/setup/tiers.html", found=found, unchanged=_unchanged(found))


@bp.post("/<slug>/rules/tiers")
@organiser_required
def save_tiers(slug: str) -> Response:
    """Save which tier leads to which category."""
    sent = zip(request.form.getlist("tier"), request.form.getlist("category"), strict=False)
    known = {str(number): number for number in read_tiers(database.session(), g.event, language()).categories}
    with refusable(InvalidInput, Stale) as refusal:
        mapping = {tier: known.get(number, 0) for tier, number in sent if number}
        set_tiers(database.session(), g.event, mapping, shown=request.form.get("shown", ""), staff=g.staff)
    if refusal:
        refusal.show()
        return redirect_to("organiser.tiers")
    return redirect_to("organiser.tiers", gettext("Saved."))


@bp.post("/<slug>/rules/tiers/apply")
@organiser_required
def apply_tiers(slug: str) -> Page:
    """Ask, then put those who are registered into the category of their membership."""
    session = database.session()
    found = read_tiers(session, g.event, language())
    return ask_and_do(
        lambda: follow_tiers(session, g.event, staff=g.staff),
        title=gettext("Apply to those who are registered"),
        button=gettext("Apply"),
        back=url_for("organiser.tiers"),
        also=_consequences(found),
        menu="category_rules",
        done=lambda: redirect_to("organiser.tiers", gettext("Done. It can be undone under Structure.")),
    )


def _consequences(found: Tiers) -> tuple[str, ...]:
    """Return who would change and who is kept, by name."""
    changing, kept = found.following, found.kept
    said = [
        ngettext(
            "%(num)d organisation changes its category: %(names)s.",
            "%(num)d organisations change their category: %(names)s.",
            len(changing),
            names=_names(found, changing),
        )
        if changing
        else _unchanged(found)
    ]
    if kept:
        said.append(
            ngettext(
                "%(num)d organisation was put where it is by hand and stays: %(names)s.",
                "%(num)d organisations were put where they are by hand and stay: %(names)s.",
                len(kept),
                names=_names(found, kept),
            )
        )
    return tuple(said)


def _unchanged(found: Tiers) -> str:
    """Return that nobody changes category, and how many are where their membership puts them."""
    if not found.settled:
        return str(gettext("Nothing changes: no organisation has a membership on that day that leads to a category."))
    said: str = ngettext(
        "Nothing changes: %(num)d organisation is in the category of its membership already.",
        "Nothing changes: %(num)d organisations are in the categories of their memberships already.",
        found.settled,
    )
    return said


def _names(found: Tiers, moves: tuple[TierMove, ...]) -> str:
    names = [f"{move.name} ({found.categories[move.before]} → {found.categories[move.after]})" for move in moves]
    return ", ".join(names[:LISTED]) + (" …" if len(names) > LISTED else "")
