"""The demo's mailbox: every mail that would have been sent. It shows log-in links, so it exists nowhere else."""

from flask import abort, render_template, request

from matchmaker.queries import mailbox as mailbox_query
from web import database
from web.auth.blueprint import bp
from web.config import is_demo, product_config


@bp.get("/mailbox")
def mailbox() -> str:
    """List the mails, newest first; those to one address with `?to=`."""
    if not is_demo():
        abort(404)
    recipient = request.args.get("to", "").strip()
    mails = mailbox_query.mails(database.session(), recipient=recipient)
    return render_template("auth/mailbox.html", mails=mails, recipient=recipient)


@bp.get("/mailbox/<int:message_id>")
def mail(message_id: int) -> str:
    """Show one mail as its reader sees it."""
    if not is_demo():
        abort(404)
    found = mailbox_query.mail(database.session(), message_id)
    if found is None:
        abort(404)
    # the demo may be visited under another host name than the one in its mails
    links = [link.removeprefix(product_config().base_url) for link in found.links]
    return render_template("auth/mail.html", mail=found, links=links)
