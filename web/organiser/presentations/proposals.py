"""What was proposed, as the committee reads it: the list, and each proposal with one's own mark."""

from typing import Any

from flask import g, render_template, request
from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import InputRequired, Length

from matchmaker.base import clock
from matchmaker.base.names import fold
from matchmaker.communities.rules import Permission
from matchmaker.models import DayPart, row_id
from matchmaker.presentations.commands.marking import mark_proposal
from matchmaker.presentations.queries.call import read_call
from matchmaker.presentations.queries.committee import Marked, marked_of, next_to_mark, read_marked
from matchmaker.presentations.rules import BEST, takes_proposals
from matchmaker.presentations.words import part_of_day
from web import database
from web.auth.guards import event_permission
from web.i18n import language
from web.organiser.blueprint import bp
from web.pages import Page
from web.redirects import redirect_to
from web.saved_forms import SavedForm
from web.submissions import Edit, Sent

review_required = event_permission(Permission.REVIEW)


class MarkForm(SavedForm):
    """What a member of the committee thinks of a proposal."""

    mark = RadioField(
        lazy_gettext("Your mark"),
        coerce=int,
        choices=[SelectChoice(number, str(number)) for number in range(1, BEST + 1)],
        validators=[InputRequired(lazy_gettext("Give a mark from 1 to 5."))],
    )
    note = TextAreaField(
        lazy_gettext("Note for the committee"),
        description=lazy_gettext("The proposers never see marks and notes; other members do, after their own mark."),
        validators=[Length(max=1000, message=lazy_gettext("At most %(max)d characters, please."))],
        render_kw={"rows": 3, "maxlength": 1000},
    )

    @classmethod
    def of(cls, marked: Marked, sent: Sent) -> "MarkForm":
        """Return the form with one's own mark, and with what was `sent`."""
        own = marked.own
        values: dict[str, Any] = {"shown": marked.token} | ({"mark": own.mark, "note": own.note} if own else {})
        return cls.of_saved(values, sent)


@bp.get("/<slug>/presentations")
@review_required
def presentations(slug: str) -> str:
    """Show what was proposed, with one's own marks, and those of others once one has marked."""
    session = database.session()
    call, found = read_call(session, g.event), read_marked(session, g.event, row_id(g.staff))
    wanted, to_mark = fold(request.args.get("q", "")), bool(request.args.get("to_mark"))
    spoken = request.args.get("language", "")
    return render_template(
        "organiser/presentations/proposals.html",
        call=call,
        is_open=takes_proposals(g.event, call, clock.now()),
        found=found,
        shown=[
            one
            for one in found
            if wanted in fold(f"{one.proposal.row.title} {one.proposal.organisation} {one.proposal.speaker}")
            and (one.to_mark or not to_mark)
            and spoken in {"", one.proposal.row.language}
        ],
        query=request.args.get("q", ""),
        to_mark=to_mark,
        spoken=spoken,
        languages=sorted({one.proposal.row.language for one in found}),
    )


@bp.route("/<slug>/presentations/<int:presentation_id>", methods=["GET", "POST"])
@review_required
def proposal(slug: str, presentation_id: int) -> Page:
    """Show a proposal with one's own mark; POST keeps the mark, and leads on to the next one without."""
    session, staff_id = database.session(), row_id(g.staff)
    edit = Edit(lambda sent: MarkForm.of(marked_of(session, g.event, presentation_id, staff_id), sent))
    if not edit.save(
        lambda form: mark_proposal(
            session,
            g.event,
            presentation_id,
            form.mark.data,
            form.note.data or "",
            shown=form.token,
            staff=g.staff,
        )
    ):
        return _page(edit.form, marked_of(session, g.event, presentation_id, staff_id), edit.status)
    following = next_to_mark(read_marked(session, g.event, staff_id), presentation_id)
    if request.form.get("do") == "next" and following is not None:
        return redirect_to("organiser.proposal", gettext("Your mark is saved."), presentation_id=following)
    return redirect_to("organiser.proposal", gettext("Your mark is saved."), presentation_id=presentation_id)


def _page(form: MarkForm, marked: Marked, status: int) -> tuple[str, int]:
    impossible = [part_of_day(part, language()) for part in DayPart if part.value in marked.proposal.row.impossible]
    page = render_template(
        "organiser/presentations/proposal.html", form=form, marked=marked, best=BEST, impossible=impossible
    )
    return page, status
