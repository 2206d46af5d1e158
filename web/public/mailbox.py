"""The demo's mailbox: every mail that would have been sent. It shows log-in links, so it exists nowhere else."""

from flask import Response, abort, render_template, request

from matchmaker.mail.queries.mailbox import MailView, read_mail, read_mails
from web import database, security
from web.config import is_demo, product_config
from web.public.blueprint import bp


@bp.get("/mailbox")
def mailbox() -> str:
    """List the mails, newest first; those to one address with `?to=`."""
    if not is_demo():
        abort(404)
    recipient = request.args.get("to", "").strip()
    mails = read_mails(database.session(), recipient=recipient)
    return render_template("public/mailbox.html", mails=mails, recipient=recipient)


@bp.get("/mailbox/<int:message_id>")
def mail(message_id: int) -> str:
    """Show one mail as its reader sees it, and what a calendar program makes of it."""
    found = _opened(message_id)
    # the demo may be visited under another host name than the one in its mails
    links = [(found.named.get(link), link.removeprefix(product_config().base_url)) for link in found.links]
    return render_template("public/mail.html", mail=found, links=links)


@bp.get("/mailbox/<int:message_id>/letter")
def mail_letter(message_id: int) -> Response:
    """Show the HTML of one mail alone, as a mail program would."""
    return security.letter(_opened(message_id).html)


def _opened(message_id: int) -> MailView:
    found = read_mail(database.session(), message_id) if is_demo() else None
    if found is None:
        abort(404)
    return found
