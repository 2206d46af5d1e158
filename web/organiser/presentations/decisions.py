"""Decisions about what was proposed: made in bulk, changed until they are told, told after a look at the mails."""

from flask import abort, g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Decision, row_id
from matchmaker.presentations.commands.deciding import decide, tell_decisions
from matchmaker.presentations.queries.committee import read_marked
from matchmaker.presentations.queries.decisions import decision_mails, decision_token, untold
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.ids import chosen_ids, whole_number
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

LONGEST_WORD = 500


@bp.get("/<slug>/presentations/decide")
@organiser_required
def decisions(slug: str) -> str:
    """Show every proposal with the marks of all, the best first, to be decided about."""
    session = database.session()
    found = [one for one in read_marked(session, g.event, row_id(g.staff)) if not one.proposal.withdrawn]
    return render_template(
        "organiser/presentations/decisions.html",
        found=sorted(found, key=lambda one: -(one.mean or 0)),
        untold=len(untold(session, g.event)),
        longest=LONGEST_WORD,
    )


@bp.post("/<slug>/presentations/decide")
@organiser_required
def decide_presentations(slug: str) -> Response:
    """Decide about those chosen; nobody is told by it."""
    decision = choice(Decision, request.form.get("do", ""))
    if decision is None:
        abort(400)
    number = 0
    with refusable(InvalidInput, Stale) as refusal:
        number = decide(
            database.session(),
            g.event,
            chosen_ids("chosen"),
            decision,
            reason=request.form.get("word", "")[:LONGEST_WORD] if decision is Decision.DECLINED else "",
            seen=_seen(),
            staff=g.staff,
        )
    if refusal:
        refusal.show()
        return redirect_to("organiser.decisions")
    said = ngettext(
        "%(num)d presentation decided. Nobody is told yet.",
        "%(num)d presentations decided. Nobody is told yet.",
        number,
    )
    return redirect_to("organiser.decisions", said)


def _seen() -> dict[int, Decision]:
    """Return how each proposal stood on the page that was sent."""
    pairs = (text.partition(" ") for text in request.form.getlist("seen"))
    return {
        number: decision
        for text, _, code in pairs
        if (number := whole_number(text)) is not None and (decision := choice(Decision, code)) is not None
    }


@bp.route("/<slug>/presentations/tell", methods=["GET", "POST"])
@organiser_required
def tell_proposers(slug: str) -> Page:
    """Show the mails about decisions as they will be sent; POST sends each once."""
    session = database.session()
    if request.method == "POST":
        with refusable(Stale) as refusal:
            tell_decisions(session, g.event, shown=request.form.get("shown", ""), staff=g.staff)
        if refusal:
            refusal.show()
            return redirect_to("organiser.tell_proposers")
        database.after_commit(enqueue_outbox)
        return redirect_to("organiser.decisions", gettext("The proposers are told by mail."))
    rows = untold(session, g.event)
    mails = {row.id: [mail for _, mail in decision_mails(session, g.event, row)] for row in rows}
    return render_template(
        "organiser/presentations/tell.html",
        mails=[mail for own in mails.values() for mail in own],
        without_mail=[row for row in rows if not mails[row.id]],
        number=len(rows),
        shown=decision_token(rows),
    )
