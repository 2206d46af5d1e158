"""Duplicates of a community: what looks like one, side by side, merged, told apart, taken back."""

from flask import abort, g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, NotFound, Stale
from matchmaker.base.i18n import translate
from matchmaker.communities.rules import Permission
from matchmaker.duplicates.commands.merging import merge, tell_apart
from matchmaker.duplicates.commands.undo import undo_merge
from matchmaker.duplicates.queries.addresses import address_choices, corrects_addresses
from matchmaker.duplicates.queries.comparison import FIELDS, SideBySide, compare
from matchmaker.duplicates.queries.letters import letters_before
from matchmaker.duplicates.queries.suggestions import read_duplicates
from matchmaker.duplicates.queries.undo import latest_merges
from matchmaker.duplicates.words import LIKENESS, effects_in_words, obstacles_in_words
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import MergeKind, row_id
from web import database
from web.auth.guards import community_permission
from web.choice import choice
from web.community.blueprint import bp
from web.i18n import language
from web.ids import whole_number
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable

LABELS = {
    "first_name": lazy_gettext("First name"),
    "last_name": lazy_gettext("Last name"),
    "email": lazy_gettext("E-mail address"),
    "phone": lazy_gettext("Telephone"),
    "linkedin": lazy_gettext("LinkedIn profile"),
    "job_title": lazy_gettext("Job title"),
    "language": lazy_gettext("Language of pages and mails"),
    "languages": lazy_gettext("Languages spoken in meetings"),
    "name": lazy_gettext("Name"),
    "external_id": lazy_gettext("Member number"),
    "vat": lazy_gettext("VAT number"),
    "country": lazy_gettext("Country"),
    "postcode": lazy_gettext("Postcode"),
    "town": lazy_gettext("Town"),
    "website": lazy_gettext("Website"),
    "description": lazy_gettext("Description"),
    "offers": lazy_gettext("Offers"),
    "seeks": lazy_gettext("Looks for"),
    "sectors": lazy_gettext("Sectors"),
    "offers_text": lazy_gettext("Offers, in own words"),
    "seeks_text": lazy_gettext("Looks for, in own words"),
}


@bp.get("/duplicates")
@community_permission(Permission.MEMBERS)
def duplicates(community: str) -> str:
    """List the pairs that look like one, and what was merged lately."""
    session = database.session()
    number = row_id(g.community)
    return render_template(
        "community/duplicates.html",
        found=read_duplicates(session, number),
        merged=latest_merges(session, number),
        likeness={why: translate(language(), words) for why, words in LIKENESS.items()},
        zone=clock.DEFAULT_ZONE,
    )


@bp.route("/duplicates/<merge_kind>/<int:one_id>/<int:other_id>", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def duplicate(community: str, merge_kind: str, one_id: int, other_id: int) -> Page:
    """Show two side by side with what a merge does; POST merges them, or remembers that they are two."""
    session, kind, ids = database.session(), _kind(merge_kind), (one_id, other_id)
    status, said = 200, ""
    if request.method == "POST":
        if request.form.get("do") not in {"merge", "apart"}:
            abort(400)
        with refusable(InvalidInput, Stale) as refusal:
            if request.form.get("do") == "apart":
                tell_apart(session, g.community, kind, ids, actor=g.staff.name)
                done = gettext("Remembered as two. They are not suggested again.")
            else:
                merged = merge(
                    session,
                    g.community,
                    kind,
                    ids,
                    chosen=_chosen(kind),
                    shown=request.form.get("shown", ""),
                    moves_addresses=_moves_addresses(compare(session, g.community, kind, ids)),
                    actor=g.staff.name,
                )
                database.after_commit(enqueue_outbox)
                done = gettext("Merged: %(name)s. You can undo it below.", name=merged.kept_name)
        if not refusal:
            return redirect_to("community.duplicates", done)
        status, said = refusal.status, refusal.sentence
    with refusable(Stale, InvalidInput, writes=False) as gone:
        return _page(compare(session, g.community, kind, ids), said), status
    gone.show()
    return redirect_to("community.duplicates")


@bp.post("/duplicates/merges/<int:merge_id>/undo")
@community_permission(Permission.MEMBERS)
def merge_undo(community: str, merge_id: int) -> Response:
    """Take a merge back, where nothing rests on it yet."""
    with refusable(NotFound, Stale) as refusal:
        undo_merge(database.session(), g.community, merge_id, actor=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("community.duplicates")
    database.after_commit(enqueue_outbox)
    return redirect_to("community.duplicates", gettext("Undone: both are there again, as before."))


def _moves_addresses(found: SideBySide) -> bool:
    """Tell whether the reader may lead an account to another address: as an administrator, or as organiser of both."""
    return Permission.STAFF in g.permissions or corrects_addresses(database.session(), found, row_id(g.staff))


def _page(found: SideBySide, said: str) -> str:
    addresses = address_choices(found, may_move=_moves_addresses(found))
    obstacles = obstacles_in_words(found, addresses, language())
    kept_address = addresses[0] if addresses else None
    return render_template(
        "community/duplicate.html",
        found=found,
        fields=FIELDS[found.kind],
        labels=LABELS,
        addresses=addresses,
        effects=effects_in_words(found, addresses, language()),
        obstacles=obstacles,
        letters=() if obstacles else letters_before(database.session(), found, kept_address),
        said=said,
    )


def _kind(text: str) -> MergeKind:
    found = choice(MergeKind, text)
    if found is None:
        raise NotFound
    return found


def _chosen(kind: MergeKind) -> dict[str, int]:
    given = {name: whole_number(request.form.get(name, "")) for name in FIELDS[kind]}
    return {name: number for name, number in given.items() if number is not None}
