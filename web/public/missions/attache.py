"""The pipeline of one city for its attaché, without an account: the secret address is the key."""

from dataclasses import replace
from functools import partial

from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.base.errors import Closed, InvalidInput, Stale, TooMany
from matchmaker.base.names import email_key
from matchmaker.followup.queries.meetings import past_meetings_in
from matchmaker.missions.queries.along import interpreters_in
from matchmaker.missions.queries.demands import demands_in
from matchmaker.models import row_id
from matchmaker.programmes.queries.sheets import read_city
from matchmaker.programmes.words.sheets import city_paper
from matchmaker.prospects.commands.asking import ask_one, mail_to_one, mail_token
from matchmaker.prospects.commands.counterparts import add_counterpart, save_contact
from matchmaker.prospects.commands.stages import line_of, save_step
from matchmaker.prospects.queries.asking import UNANSWERED, asked_mail, asking_lines
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.queries.hours import read_hours
from matchmaker.prospects.queries.links import OpenedAttache, open_attache
from matchmaker.prospects.queries.registered import registered_contact
from matchmaker.releases.queries.published import last_release
from web import database
from web.i18n import LANGUAGE_NAMES, language
from web.next_step import ProspectForm
from web.pages import Page
from web.papers import paper_file
from web.pipeline import (
    CounterpartForm,
    Keeper,
    NewCounterpartForm,
    added_in_words,
    board,
    instead_answered,
    move_chosen,
    words,
)
from web.public.blueprint import bp
from web.public.opening import opened
from web.redirects import redirect_back, redirect_to
from web.refusals import refusable
from web.security import not_kept
from web.submissions import EditOf, Submission

PAGES = {
    "board": "public.attache",
    "new": "public.attache_new",
    "counterpart": "public.attache_counterpart",
    "prospect": "public.attache_prospect",
    "move": "public.attache_move",
    "offer": "public.attache_offer",
    "instead": "public.attache_instead",
    "held": "public.attache_held",
}


def _keeper(token: str, found: OpenedAttache) -> Keeper:
    return Keeper(g.event, found.page.name, PAGES, found.page.leg_id, token)


@bp.get("/attache/<token>")
def attache(token: str) -> str:
    """Show the counterparts of the city, as a board or with `?view=table` by date."""
    found = opened(open_attache, token)
    published = last_release(database.session(), row_id(g.event)) is not None
    interpreters = interpreters_in(database.session(), g.event, found.page.leg_id, language())
    over = past_meetings_in(database.session(), g.event, found.leg.name)
    shown = {"published": published, "interpreters": interpreters, "over": over}
    return render_template("public/missions/attache.html", opened=found, **shown, **board(_keeper(token, found)))


@bp.get("/attache/<token>/meetings.pdf")
@not_kept
def attache_sheet(token: str) -> Response:
    """Give the published meetings of the city by hour, on paper."""
    found = opened(open_attache, token)
    sheet = read_city(database.session(), g.event, found.leg)
    if sheet is None:
        return redirect_to("public.attache", gettext("Nothing is published yet."), token=token)
    return paper_file(city_paper(sheet, language()), f"{g.event.slug}-meetings", people=None)


@bp.post("/attache/<token>/<int:counterpart_id>/move")
def attache_move(token: str, counterpart_id: int) -> Response:
    """Move prospects of one counterpart to a stage."""
    keeper = _keeper(token, opened(open_attache, token))
    return redirect_back("public.attache", move_chosen(keeper, counterpart_id), token=token)


@bp.post("/attache/<token>/<int:counterpart_id>/instead")
def attache_instead(token: str, counterpart_id: int) -> Response:
    """Accept whom a counterpart has named in the place of its contact, or not."""
    said = instead_answered(_keeper(token, opened(open_attache, token)), counterpart_id)
    return redirect_to("public.attache_counterpart", said, token=token, counterpart_id=counterpart_id)


@bp.route("/attache/<token>/<int:counterpart_id>/ask", methods=["GET", "POST"])
def attache_ask(token: str, counterpart_id: int) -> Page:
    """Show the mail by which a counterpart gets the address of its page, where it answers itself; POST sends it."""
    found, session = opened(open_attache, token), database.session()
    keeper, city = _keeper(token, found), found.page.leg_id
    back = partial(redirect_to, "public.attache_counterpart", token=token, counterpart_id=counterpart_id)
    shown = request.form.get("shown", "")
    with refusable(InvalidInput, Closed, TooMany, Stale) as refusal:
        if request.method == "POST":
            ask_one(session, g.event, counterpart_id, shown=shown, leg_id=city, by=keeper.name)
        else:
            mail = mail_to_one(session, g.event, counterpart_id, leg_id=city)
    if refusal:
        refusal.show()
        return back()
    if request.method == "POST":
        database.after_commit(jobs.enqueue_outbox)
        return back(gettext("The mail with their page is on its way."))
    approached = approached_of(session, g.event, counterpart_id, leg_id=city)
    return render_template(
        "public/missions/attache_ask.html",
        opened=found,
        keeper=keeper,
        approached=approached,
        mail=mail,
        shown=mail_token(mail),
        letter=mail.letter(),
        languages=LANGUAGE_NAMES,
        unsaid=[line for line in asking_lines(approached, *UNANSWERED) if not line.prospect.pitch],
    )


@bp.route("/attache/<token>/new", methods=["GET", "POST"])
def attache_new(token: str) -> Page:
    """Add a counterpart for some companies."""
    found = opened(open_attache, token)
    keeper = _keeper(token, found)
    form = NewCounterpartForm.at(keeper, found.page.leg_id)
    new = Submission(form, InvalidInput, Closed)
    if new.save(
        lambda form: add_counterpart(database.session(), g.event, replace(form.new, known_here=True), by=keeper.name)
    ):
        said = added_in_words(new.made, form.new.contact)
        return redirect_to("public.attache_counterpart", said, token=token, counterpart_id=new.made.id)
    return render_template("public/missions/attache_new.html", form=new.form, opened=found, keeper=keeper), new.status


@bp.route("/attache/<token>/<int:counterpart_id>", methods=["GET", "POST"])
def attache_counterpart(token: str, counterpart_id: int) -> Page:
    """Show a counterpart of the city; POST corrects whom to ask there."""
    session, found = database.session(), opened(open_attache, token)
    keeper = _keeper(token, found)
    edit = EditOf(
        lambda: approached_of(session, g.event, counterpart_id, leg_id=keeper.leg_id),
        CounterpartForm.of,
        *(InvalidInput, Stale, Closed),
    )
    if edit.save(
        lambda form: save_contact(
            session, g.event, counterpart_id, form.contact, leg_id=keeper.leg_id, shown=form.token, by=keeper.name
        )
    ):
        said = gettext("Saved.")
        return redirect_to("public.attache_counterpart", said, token=token, counterpart_id=counterpart_id)
    page = render_template(
        "public/missions/attache_counterpart.html",
        form=edit.form,
        demands=demands_in(session, found.page.leg_id),
        approached=edit.found,
        waits=bool(asking_lines(edit.found, *UNANSWERED)),
        registered=registered_contact(session, g.event, edit.found.counterpart, email_key(edit.found.counterpart.email))
        is not None,
        hours=read_hours(session, g.event, edit.found.counterpart),
        asked=asked_mail(session, counterpart_id),
        opened=found,
        keeper=keeper,
        **words(),
    )
    return page, edit.status


@bp.route("/attache/<token>/<int:counterpart_id>/<int:prospect_id>", methods=["GET", "POST"])
def attache_prospect(token: str, counterpart_id: int, prospect_id: int) -> Page:
    """Show what comes next for one company; POST keeps it."""
    session, found = database.session(), opened(open_attache, token)
    keeper = _keeper(token, found)
    approached = approached_of(session, g.event, counterpart_id, leg_id=keeper.leg_id)
    edit = EditOf(
        lambda: line_of(approached_of(session, g.event, counterpart_id, leg_id=keeper.leg_id), prospect_id),
        ProspectForm.of,
        *(InvalidInput, Stale, Closed),
    )

    def save(form: ProspectForm) -> None:
        save_step(
            session,
            g.event,
            counterpart_id,
            prospect_id,
            form.step,
            shown=form.token,
            leg_id=keeper.leg_id,
            by=keeper.name,
        )

    if edit.save(save):
        said = gettext("Saved.")
        return redirect_to("public.attache_counterpart", said, token=token, counterpart_id=counterpart_id)
    page = render_template(
        "public/missions/attache_prospect.html",
        form=edit.form,
        line=edit.found,
        approached=approached,
        opened=found,
        keeper=keeper,
        **words(),
    )
    return page, edit.status
