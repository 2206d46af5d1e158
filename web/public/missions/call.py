"""Rather a call than a meeting: how a counterpart can be reached outside the mission, without an account."""

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import EmailField, SelectChoice, StringField, TelField
from wtforms.validators import Length

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.models import row_id
from matchmaker.prospects.commands.calls import CallWish, rather_call, take_call_back
from matchmaker.prospects.queries.links import OpenedCounterpart, open_counterpart
from matchmaker.prospects.queries.own_page import Asking, read_own_page
from matchmaker.prospects.rules import PipelineStage
from web import database
from web.forms import Checkboxes, Form
from web.ids import whole_number
from web.pages import Page
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_to
from web.refusals import refusable
from web.submissions import Submission

STANDING = frozenset({PipelineStage.PLACED, PipelineStage.CONFIRMED})
"""Stages with a meeting that is published and not over."""


class RatherCallForm(Form):
    """With whom a counterpart would rather have a call, and how to reach it."""

    companies = Checkboxes(lazy_gettext("With whom"), coerce=int)
    phone = TelField(lazy_gettext("Telephone"), validators=[Length(max=40)])
    email = EmailField(lazy_gettext("E-mail"), validators=[Length(max=254)])
    when = StringField(
        lazy_gettext("When it suits you"),
        description=lazy_gettext("For example: half an hour next week, in the morning."),
        validators=[Length(max=300)],
    )

    @classmethod
    def of(cls, found: OpenedCounterpart, asking: tuple[Asking, ...]) -> "RatherCallForm":
        """Return the form: the company of the address is ticked, or the only one, and what is known is filled in."""
        row = found.counterpart
        said = next((one.line.prospect for one in asking if one.rather_calls), None)
        chosen = [one.line.id for one in asking if len(asking) == 1 or one.line.id == _asked_company()]
        values = {"companies": chosen, "phone": row.phone, "email": row.email}
        if said is not None:
            values |= {"phone": said.call_phone, "email": said.call_email, "when": said.call_when}
        form = cls(data=values)
        form.companies.choices = [SelectChoice(one.line.id, one.organisation.name) for one in asking]
        return form

    @property
    def call(self) -> CallWish:
        """What was sent."""
        return CallWish(phone=self.phone.data or "", email=self.email.data or "", when=self.when.data or "")


@bp.route("/meet/<token>/call", methods=["GET", "POST"])
def counterpart_call(token: str) -> Page:
    """Ask how to reach the reader, with the company `?company=` ticked; POST declines to meet and passes it on."""
    found, session = opened(open_counterpart, token), database.session()
    number = row_id(found.counterpart)
    page = read_own_page(session, g.event, number)
    if not page.asking:
        return redirect_to("public.counterpart_page", token=token)
    sent = Submission(RatherCallForm.of(found, page.asking), InvalidInput, Stale, Closed)
    if sent.save(lambda form: rather_call(session, g.event, number, form.companies.data or (), form.call)):
        database.after_commit(jobs.enqueue_alerts)
        database.after_commit(jobs.enqueue_outbox)
        return redirect_to("public.counterpart_page", gettext("Thank you. They have how to reach you."), token=token)
    published = [one.organisation.name for one in page.asking if one.line.stage in STANDING]
    page_shown = render_template(
        "public/missions/call.html", token=token, opened=found, form=sent.form, published=published
    )
    return page_shown, sent.status


@bp.post("/meet/<token>/call/back")
def counterpart_call_back(token: str) -> Response:
    """Take back that the reader would rather have a call with the company of the form."""
    found, session = opened(open_counterpart, token), database.session()
    with refusable(InvalidInput, Stale, Closed) as refusal:
        company = whole_number(request.form.get("prospect", "")) or 0
        take_call_back(session, g.event, row_id(found.counterpart), company)
    if refusal:
        refusal.show()
        return redirect_to("public.counterpart_page", token=token)
    database.after_commit(jobs.enqueue_alerts)
    said = gettext("Taken back. You can agree to meet, or not.")
    return redirect_to("public.counterpart_page", said, token=token)


def _asked_company() -> int | None:
    return whole_number(request.args.get("company", ""))
