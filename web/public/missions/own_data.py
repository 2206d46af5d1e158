"""What is kept of a counterpart, removed on its page without an account."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.base.names import email_key
from matchmaker.models import row_id
from matchmaker.prospects.commands.own_data import remove_own_data
from matchmaker.prospects.queries.links import open_counterpart
from matchmaker.prospects.queries.registered import registered_contact
from web import database
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.refusals import refusable


@bp.get("/meet/<token>/remove")
def counterpart_remove(token: str) -> str:
    """Ask before anything is removed, and say what happens."""
    found = opened(open_counterpart, token)
    row = found.counterpart
    registered = registered_contact(database.session(), g.event, row, email_key(row.email)) is not None
    return render_template("public/missions/remove.html", token=token, opened=found, registered=registered)


@bp.post("/meet/<token>/remove")
def counterpart_removed(token: str) -> Page:
    """Remove what is kept of the reader; the address of the page opens nothing from then on."""
    found = opened(open_counterpart, token)
    took_part = False
    with refusable(InvalidInput, Stale, Closed) as refusal:
        took_part = remove_own_data(database.session(), g.event, row_id(found.counterpart))
    if refusal:
        refusal.show()
        return redirect_to("public.counterpart_page", token=token)
    database.after_commit(jobs.enqueue_alerts)
    said = gettext("What you had given on this page is removed, and the page is closed.")
    if took_part:
        said += " " + gettext("The organisers are asked to delete the rest.")
    return redirect_to("public.home", said)
