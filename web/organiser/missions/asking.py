"""Counterparts asked by mail: whom companies want to meet, who is silent, and the mail as it arrives."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, render_template, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from matchmaker import jobs
from matchmaker.base.errors import Closed
from matchmaker.base.i18n import screen_language
from matchmaker.mail.letter import Letter
from matchmaker.models import Phase
from matchmaker.prospects.commands.asking import ask_by_mail, mail_to
from matchmaker.prospects.queries.asking import AskedCounterparts, ToAsk, asking_lines, read_asked
from matchmaker.prospects.rules import PipelineStage
from web import database
from web.auth.guards import organiser_required
from web.i18n import LANGUAGE_NAMES
from web.ids import chosen_ids
from web.organiser.blueprint import bp
from web.redirects import redirect_to
from web.refusals import refusable


@dataclass(frozen=True, slots=True)
class AskingPreview:
    """The first mail and the reminder, by the language of their readers."""

    languages: dict[str, str]
    language: str
    letters: Sequence[Letter]


@bp.get("/<slug>/pipeline/mails")
@organiser_required
def asking(slug: str) -> str:
    """Show who can be written to, and what they would read."""
    asked = read_asked(database.session(), g.event)
    return render_template(
        "organiser/missions/asking.html", asked=asked, preview=_preview(asked), is_open=g.event.phase is Phase.OPEN
    )


@bp.post("/<slug>/pipeline/mails")
@organiser_required
def send_asking(slug: str) -> Response:
    """Write to the counterparts of the form: the first mail, or with `again` the reminder."""
    with refusable(Closed) as refusal:
        again = request.form.get("again") == "1"
        count = ask_by_mail(database.session(), g.event, chosen_ids("counterpart"), again=again, by=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("organiser.asking")
    database.after_commit(jobs.enqueue_outbox)
    said = ngettext("%(num)d mail is on its way.", "%(num)d mails are on their way.", count)
    return redirect_to("organiser.asking", said)


def _preview(asked: AskedCounterparts) -> AskingPreview | None:
    """Return the mail in the language that is asked for, or that of the first reader; None without readers."""
    samples = {screen_language(one.approached.counterpart.language): one for one in (*asked.silent, *asked.new)}
    if not samples:
        return None
    chosen = request.args.get("language", "")
    language = chosen if chosen in samples else next(reversed(samples))
    one = samples[language].approached  # companies for which they were asked before stand in the mail too
    asked_for = ToAsk(one, asking_lines(one, PipelineStage.WANTED, PipelineStage.CONTACTED))
    letters = [mail_to(database.session(), g.event, asked_for, again=again).letter() for again in (False, True)]
    return AskingPreview({code: LANGUAGE_NAMES[code] for code in sorted(samples)}, language, letters)
