"""A time for an accepted presentation, with what each costs in wishes; a way out where its speaker is gone."""

from datetime import date, time

from flask import g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import HiddenField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import format_day, format_time
from matchmaker.base.tokens import content_token
from matchmaker.jobs import enqueue_times
from matchmaker.models import Presentation, ProgrammeItem
from matchmaker.presentations.commands.placing import place_presentation, search_times, stop_search
from matchmaker.presentations.commands.speakers import cancel_presentation, change_speaker
from matchmaker.presentations.planning.times import TalkTime
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.presentations.queries.rooms import items_in_room, known_rooms, room_called
from matchmaker.presentations.queries.speakers import possible_speakers, speaker_token
from matchmaker.presentations.queries.times import TimesPage, placeable, read_times, search_of
from web import database
from web.auth.guards import organiser_required
from web.forms import REQUIRED, Form, NumberRange
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.setup.trying import ask_and_do, attempt, trial_page
from web.pages import Page, polled
from web.redirects import redirect_to
from web.refusals import refusable


class TimeForm(Form):
    """The time and the room of a presentation."""

    at = RadioField(lazy_gettext("Time"), validators=[InputRequired(lazy_gettext("Choose a time."))])
    room = StringField(
        lazy_gettext("Room"), validators=[Length(max=120)], render_kw={"maxlength": 120, "list": "rooms"}
    )
    quiet_minutes = IntegerField(
        lazy_gettext("Quiet minutes for the speaker, before and after"),
        validators=[REQUIRED, NumberRange(0, 240)],
    )


class SpeakerForm(Form):
    """Who speaks instead."""

    shown = HiddenField()
    speaker_id = RadioField(
        lazy_gettext("Who speaks?"), coerce=int, validators=[InputRequired(lazy_gettext("Choose who speaks."))]
    )


@bp.route("/<slug>/presentations/<int:presentation_id>/time", methods=["GET", "POST"])
@organiser_required
def presentation_time(slug: str, presentation_id: int) -> Page:
    """Show the times with what each costs; POST puts the presentation there, after a look at the consequences."""
    session = database.session()
    presentation_of_event(session, g.event, presentation_id)
    with refusable(Stale, writes=False) as gone:
        placeable(session, g.event, presentation_id)
    if gone:
        gone.show()
        return redirect_to("organiser.proposal", presentation_id=presentation_id)
    talk = presentation_of_event(session, g.event, presentation_id)
    page = read_times(session, g.event, talk)
    times = {one.time.key: one.time for one in page.times}
    form = TimeForm(data={"quiet_minutes": talk.quiet_minutes, "at": page.cheapest})
    form.at.choices = [SelectChoice(key, _when(one.day, one.starts)) for key, one in times.items()]
    if not form.is_submitted():
        return _time_page(form, page, presentation_id)
    if not form.validate():
        return _time_page(form, page, presentation_id, 422)
    at, quiet = times[form.at.data], form.quiet_minutes.data
    room = room_called(session, g.event, form.room.data or "")
    there = items_in_room(session, g.event, room, at)
    refusal, trial = attempt(
        lambda: place_presentation(
            session, g.event, presentation_id, at, room=room, quiet_minutes=quiet, staff=g.staff
        ),
        title=gettext("“%(title)s” at %(time)s", title=talk.title, time=_when(at.day, at.starts)),
        button=gettext("Put it there"),
        back=url_for("organiser.presentation_time", presentation_id=presentation_id),
        step=", ".join(filter(None, (_span(at.starts, at.ends), room))),
        also=(*_speaker_away(talk, at, quiet), *map(_is_there, there)),
        always=bool(there),
        shown=content_token([(item.id, item.starts_at, item.ends_at) for item in there]) if there else "",
    )
    if trial is not None:
        return trial_page(trial, menu="presentations")
    if refusal:
        refusal.show(form)
        return _time_page(form, page, presentation_id, refusal.status)
    return redirect_to(
        "organiser.proposal",
        gettext("It is in the programme. Its speaker is told when you publish."),
        presentation_id=presentation_id,
    )


@bp.get("/<slug>/presentations/<int:presentation_id>/time/search")
@organiser_required
def presentation_times_search(slug: str, presentation_id: int) -> Response:
    """Show how far the search is: a part of the page, which asks for it again and again; at its end the page is loaded
    anew, with what each time costs."""
    session = database.session()
    talk = presentation_of_event(session, g.event, presentation_id)
    search = search_of(session, talk)
    active = search is not None and search.active
    part = render_template("organiser/presentations/_search.html", talk=talk, search=search, active_search=active)
    return polled(part, active=active)


@bp.post("/<slug>/presentations/<int:presentation_id>/time/search")
@organiser_required
def search_presentation_times(slug: str, presentation_id: int) -> Response:
    """Let the solver look what each time costs, in the background."""
    with refusable(InvalidInput, Stale) as refusal:
        search_times(database.session(), g.event, presentation_id)
    if refusal:
        refusal.show()
    else:
        database.after_commit(lambda: enqueue_times(presentation_id))
    return redirect_to("organiser.presentation_time", presentation_id=presentation_id)


@bp.post("/<slug>/presentations/<int:presentation_id>/time/stop")
@organiser_required
def stop_presentation_times(slug: str, presentation_id: int) -> Response:
    """Stop the search; what it has found stays."""
    stop_search(database.session(), g.event, presentation_id)
    return redirect_to("organiser.presentation_time", presentation_id=presentation_id)


@bp.route("/<slug>/presentations/<int:presentation_id>/speaker", methods=["GET", "POST"])
@organiser_required
def presentation_speaker(slug: str, presentation_id: int) -> Page:
    """Show the ways out when a speaker is gone; POST lets a colleague speak."""
    session = database.session()
    talk = presentation_of_event(session, g.event, presentation_id)
    people = possible_speakers(session, talk)
    form = SpeakerForm(shown=speaker_token(talk)) if not request.form else SpeakerForm()
    form.speaker_id.choices = [SelectChoice(one.registration_id, one.name) for one in people]
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            number, shown = form.speaker_id.data, form.shown.data or ""
            refusal, trial = attempt(
                lambda: change_speaker(session, g.event, presentation_id, number, shown=shown, staff=g.staff),
                title=gettext("Another speaker for “%(title)s”", title=talk.title),
                button=gettext("Change the speaker"),
                back=url_for("organiser.presentation_speaker", presentation_id=presentation_id),
            )
            if trial is not None:
                return trial_page(trial, menu="alerts")
            if not refusal:
                said = gettext("Somebody else speaks. Agendas have it from the next publication on.")
                return redirect_to("organiser.alerts", said)
            refusal.show(form)
            form.shown.data, status = speaker_token(talk), refusal.status
    return render_template("organiser/presentations/speaker.html", form=form, talk=talk, people=people), status


@bp.post("/<slug>/presentations/<int:presentation_id>/cancel")
@organiser_required
def cancel_presentation_page(slug: str, presentation_id: int) -> Page:
    """Ask, then take a presentation out of the programme."""
    session = database.session()
    title = presentation_of_event(session, g.event, presentation_id).title
    shown = request.form.get("shown", "")
    return ask_and_do(
        lambda: cancel_presentation(session, g.event, presentation_id, shown=shown, staff=g.staff),
        title=gettext("Cancel “%(title)s”", title=title),
        button=gettext("Cancel it"),
        back=url_for("organiser.presentation_speaker", presentation_id=presentation_id),
        menu="alerts",
        done=lambda: redirect_to(
            "organiser.alerts",
            gettext("The presentation is cancelled. Agendas lose it when you publish: page “Releases”."),
        ),
    )


def _speaker_away(talk: Presentation, at: TalkTime, quiet: int) -> tuple[str, ...]:
    """Return from when to when the speaker can have no meeting; nothing without a speaker."""
    if talk.speaker_id is None:
        return ()
    begins, ends = (clock.local(moment, at.zone).time() for moment in at.with_quiet(quiet))
    return (gettext("The speaker has no meetings then, quiet minutes included: %(span)s.", span=_span(begins, ends)),)


def _is_there(item: ProgrammeItem) -> str:
    """Say what is in the same room at the same time."""
    words: str = gettext(
        "In the same room then: “%(title)s”, %(span)s.",
        title=item.title(language()),
        span=_span(item.starts, item.ends),
    )
    return words


def _span(starts: time, ends: time) -> str:
    return f"{format_time(starts, language())} – {format_time(ends, language())}"


def _when(day: date, starts: time) -> str:
    return f"{format_day(day, language())}, {format_time(starts, language())}"


def _time_page(form: TimeForm, page: TimesPage, presentation_id: int, status: int = 200) -> tuple[str, int]:
    talk = presentation_of_event(database.session(), g.event, presentation_id)
    shown = render_template(
        "organiser/presentations/time.html",
        form=form,
        page=page,
        talk=talk,
        rooms=known_rooms(database.session(), g.event),
        search=page.search,
        active_search=page.search is not None and page.search.active,
        chosen=form.at.data,
        several_days=g.event.several_days,
    )
    return shown, status
