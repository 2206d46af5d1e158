"""Those who wait for an organiser or for a place: approved, refused, downloaded with their answers."""

from flask import Response, g, render_template, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.base import clock
from matchmaker.base.errors import Closed, InvalidInput, Stale
from matchmaker.enrolment.commands.decisions import Approved, approve, refuse
from matchmaker.enrolment.queries.form import all_questions, read_settings
from matchmaker.enrolment.queries.numbers import count_requests, read_places
from matchmaker.enrolment.queries.requests import CONFIRMED, read_requests
from matchmaker.enrolment.rules.places import admits
from matchmaker.enrolment.words import answer_text, requests_table
from matchmaker.jobs import enqueue_outbox
from matchmaker.models import Act, RequestState
from web import database
from web.auth.guards import organiser_required
from web.downloads import table_file
from web.i18n import language
from web.ids import chosen_ids
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable

LONGEST_WORD = 500


@bp.get("/<slug>/registration/requests")
@organiser_required
def registration_requests(slug: str) -> str:
    """Show who is to be approved, who waits for a place, and who was refused."""
    session = database.session()
    settings, lines = read_settings(session, g.event), read_requests(session, g.event, language())
    return render_template(
        "organiser/registration/requests.html",
        settings=settings,
        counts=count_requests(session, g.event),
        places=read_places(session, g.event, settings),
        admits=admits(g.event, clock.now()),
        lines={state.value: [line for line in lines if line.request.state is state] for state in RequestState},
        answer_text=answer_text,
        longest=LONGEST_WORD,
    )


@bp.post("/<slug>/registration/requests")
@organiser_required
def decide_requests(slug: str) -> BaseResponse:
    """Approve or refuse those who were chosen."""
    session, chosen = database.session(), chosen_ids("request")
    with refusable(InvalidInput, Closed, Stale) as refusal:
        if request.form.get("do") == "refuse":
            number = refuse(session, g.event, chosen, word=request.form.get("word", "")[:LONGEST_WORD], staff=g.staff)
            said = ngettext(
                "%(num)d registration refused; the person is told by mail.",
                "%(num)d registrations refused; the people are told by mail.",
                number,
            )
        else:
            said = _said(approve(session, g.event, chosen, staff=g.staff, above=request.form.get("do") == "above"))
    if refusal:
        refusal.show()
        return redirect_to("organiser.registration_requests")
    database.after_commit(enqueue_outbox)
    return redirect_to("organiser.registration_requests", said)


@bp.get("/<slug>/registration/requests.<file_format>")
@organiser_required
def registration_requests_file(slug: str, file_format: str) -> Response:
    """Download all who have confirmed the form, with their answers."""
    session = database.session()
    lines = read_requests(session, g.event, language(), CONFIRMED)
    table = requests_table(lines, all_questions(session, g.event), g.event, language())
    name = f"{g.event.slug}-registration"
    return table_file(table, name, file_format, people=Act.DOWNLOAD_REQUESTS, number=len(lines))


def _said(outcome: Approved) -> str:
    parts = (
        (
            outcome.accepted,
            ngettext(
                "%(num)d person is registered and told by mail.",
                "%(num)d people are registered and told by mail.",
                outcome.accepted,
            ),
        ),
        (
            outcome.listed,
            ngettext(
                "%(num)d person is on the waiting list: there is no place.",
                "%(num)d people are on the waiting list: there is no place.",
                outcome.listed,
            ),
        ),
        (
            outcome.left,
            ngettext(
                "%(num)d stays as it was: no place, or decided meanwhile.",
                "%(num)d stay as they were: no place, or decided meanwhile.",
                outcome.left,
            ),
        ),
    )
    return " ".join(sentence for number, sentence in parts if number) or gettext("Nothing has changed.")
