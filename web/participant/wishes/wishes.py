"""My wishes: the ordered list, each wish with its state in words, and suggestions."""

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, NotFound, Stale, TooMany
from matchmaker.base.i18n import N_
from matchmaker.models import Strength
from matchmaker.releases.queries.partners import partners_met
from matchmaker.scheduling.queries.availability import count_free
from matchmaker.wishes.commands.wishes import add_wish as add
from matchmaker.wishes.commands.wishes import edit_wish as edit
from matchmaker.wishes.commands.wishes import move_wish as move
from matchmaker.wishes.commands.wishes import order_wishes as order
from matchmaker.wishes.commands.wishes import remove_wish as remove
from matchmaker.wishes.queries.directory import read_company
from matchmaker.wishes.queries.suggestions import read_suggestions
from matchmaker.wishes.queries.wishes import read_wishes
from web import database
from web.auth.guards import agreed_required
from web.choice import choice
from web.i18n import language
from web.ids import whole_number, whole_numbers
from web.participant.agenda.away import along_only
from web.participant.blueprint import bp
from web.participant.changes.refused import STANDS, followed, published_meetings
from web.participant.state import comes_along
from web.participant.wishes.removed import offer_undo, offered_undo
from web.redirects import redirect_back
from web.refusals import refusable


@bp.get("/wishes")
@agreed_required
def wishes(slug: str) -> str:
    """Show the list, the quota in plain words, vetoes and suggestions."""
    if comes_along():
        return along_only(_("My wishes"))
    session = database.session()
    view = read_wishes(session, g.delegation.id, language())
    met = partners_met(session, g.event.id, g.delegation.id)
    may_wish = view.open and g.category.has_meetings and view.quota.left != 0
    offered = read_suggestions(session, g.delegation.id, met=met) if may_wish else ()
    return render_template(
        "participant/wishes/wishes.html",
        view=view,
        met=met,
        suggestions=offered,
        free=count_free(session, g.registration),
        opened=request.args.get("open", 0, type=int),
        restored=request.args.get("restored", 0, type=int),
        removed=_removed_name() if view.open else "",
    )


@bp.post("/wishes")
@agreed_required
def wish_add(slug: str) -> Response:
    """Wish to meet a company; from a directory card with one tap, from its page with all that can be said."""
    to_id = whole_number(request.form.get("to", ""))
    if to_id is None:
        raise InvalidInput(N_("Choose whom you want to meet."))
    with refusable(TooMany) as refusal:
        wish = add(
            database.session(),
            g.registration,
            to_id,
            strength=_strength(),
            person_id=whole_number(request.form.get("person", "")),
            or_colleague="only_them" not in request.form,
            why=request.form.get("why", ""),
        )
    if refusal:
        refusal.show()
        return redirect_back("participant.wishes")
    followed(to_id)  # a wish takes back a "no" to theirs
    return redirect_back("participant.wishes", _("Added as wish number %(rank)d.", rank=wish.rank))


@bp.post("/wishes/<int:wish_id>")
@agreed_required
def wish_change(slug: str, wish_id: int) -> Response:
    """Change how strong a wish is, whom it names and its line of why."""
    why = request.form.get("why", "")
    with refusable(Stale) as refusal:
        edit(
            database.session(),
            g.registration,
            wish_id,
            shown=request.form.get("shown", ""),
            strength=_strength(),
            person_id=whole_number(request.form.get("person", "")),
            or_colleague="only_them" not in request.form,
            why=why,
        )
    if refusal:
        refusal.show()
        if why.strip():
            flash(_("You had written: “%(why)s”", why=why.strip()), "info")
        return redirect_back("participant.wishes", open=wish_id, anchor=f"wish-{wish_id}")
    return redirect_back("participant.wishes", _("The wish is saved."), anchor=f"wish-{wish_id}")


@bp.post("/wishes/<int:wish_id>/move")
@agreed_required
def wish_move(slug: str, wish_id: int) -> Response:
    """Put a wish at another rank; its panel stays open for the next step."""
    rank = whole_number(request.form.get("rank", ""))
    if rank is None:
        raise InvalidInput(N_("Say to which place the wish goes."))
    move(database.session(), g.registration, wish_id, rank)
    return redirect_back("participant.wishes", open=wish_id, anchor=f"wish-{wish_id}")


@bp.post("/wishes/order")
@agreed_required
def wish_order(slug: str) -> Response:
    """Take the order of a dragged list."""
    wanted = whole_numbers(request.form.get("order", "").split(","))
    if wanted is None:
        raise InvalidInput(N_("The order could not be read. Please load the page again."))
    with refusable(Stale) as refusal:
        order(database.session(), g.registration, wanted, shown=request.form.get("shown", ""))
    if refusal:
        refusal.show()
        return redirect_back("participant.wishes")
    return redirect_back("participant.wishes", _("The order is saved."))


@bp.post("/wishes/<int:wish_id>/remove")
@agreed_required
def wish_remove(slug: str, wish_id: int) -> Response:
    """Take a wish off the list."""
    to_id = remove(database.session(), g.registration, wish_id)
    if to_id is not None:
        offer_undo(wish_id, to_id)
    # beside the button that takes it back the page says that it is removed
    said = [] if _removed_name() else [_("The wish is removed. Nobody is told.")]
    if to_id is not None and published_meetings(to_id):
        said.append(STANDS)
    return redirect_back("participant.wishes", " ".join(map(str, said)))


def _removed_name() -> str:
    """Return the name of the company whose wish was removed last; empty where nothing can be put back."""
    offered = offered_undo()
    if offered is None:
        return ""
    with refusable(NotFound, writes=False):
        return read_company(database.session(), g.delegation.id, offered[1], language()).name
    return ""


def _strength() -> Strength:
    wanted = choice(Strength, request.form.get("strength", Strength.WANT))
    if wanted is None:
        raise InvalidInput(N_("Choose how much you want this meeting."))
    return wanted
