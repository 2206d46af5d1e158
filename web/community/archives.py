"""A new event of the community from an archive: a file, what is in it, then its name and its first day."""

import base64
import zlib

from flask import g, render_template
from flask_babel import gettext, lazy_gettext, ngettext
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField
from wtforms.validators import Length

from matchmaker.base.errors import InvalidInput
from matchmaker.communities.rules import Permission
from matchmaker.setup.commands.archives import restore_event
from matchmaker.setup.queries.archive_check import LARGEST_ARCHIVE, count_slots, parse_archive
from matchmaker.setup.queries.archive_format import EventArchive
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.forms import REQUIRED, WRITTEN, Form, InCalendar
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.security import takes_files


class ArchiveForm(Form):
    """The file to look at."""

    file = FileField(
        lazy_gettext("File"),
        description=lazy_gettext("Downloaded from the settings of an event, here or in another installation."),
        validators=[FileRequired(lazy_gettext("Choose a file first."))],
    )


class RestoreForm(Form):
    """What differs from the event of the archive; the document comes back as it was shown."""

    document = HiddenField()
    name = StringField(lazy_gettext("Name of the new event"), validators=[WRITTEN, Length(max=200)])
    starts_on = DateField(
        lazy_gettext("First day"),
        description=lazy_gettext("The other days and the deadlines move along."),
        validators=[REQUIRED, InCalendar()],
    )


@bp.route("/events/archive", methods=["GET", "POST"])
@community_permission(Permission.EVENTS)
@takes_files
def restore(community: str) -> Page:
    """Ask for a file and say what is in it; the second form makes the event, and the next page prepares it."""
    asked, form = ArchiveForm(), RestoreForm()
    if not asked.is_submitted():
        return render_template("community/archive.html", form=asked)
    chosen = form.document.data
    if not chosen and not asked.validate():
        return render_template("community/archive.html", form=asked), 422
    with refusable(InvalidInput) as refusal:
        archive = parse_archive(_unpack(chosen) if chosen else asked.file.data.stream.read())
    if refusal:
        refusal.show(asked.file)
        return render_template("community/archive.html", form=asked), 422
    if not chosen:
        form = RestoreForm(formdata=None, document=_pack(archive), name=archive.event.name)
        return _preview(form, archive)
    if form.validate():
        with refusable(InvalidInput) as refusal:
            event = restore_event(
                database.session(),
                g.community,
                archive,
                name=form.name.data,
                starts_on=form.starts_on.data,
                staff=g.staff,
            )
        if not refusal:
            said = gettext("“%(name)s” is made. Nobody sees it before you open it.", name=event.name)
            return redirect_to("organiser.preparation", said, slug=event.slug)
        refusal.show(form)
    return _preview(form, archive), 422


def _preview(form: RestoreForm, archive: EventArchive) -> str:
    tiers = [tier for one in archive.categories for tier in one.tiers if tier not in g.community.tiers]
    return render_template(
        "community/restore_event.html", form=form, archive=archive, contents=_contents(archive), unknown=tiers
    )


def _contents(archive: EventArchive) -> list[str]:
    """Return how much of each kind the archive holds; what it does not hold is not named."""
    questions = len(archive.form.questions) if archive.form else 0
    counts = [
        (archive.event.days, ngettext("%(num)d day", "%(num)d days", archive.event.days)),
        (len(archive.blocks), ngettext("%(num)d block", "%(num)d blocks", len(archive.blocks))),
        (slots := count_slots(archive), ngettext("%(num)d slot", "%(num)d slots", slots)),
        (
            len(archive.places),
            ngettext("%(num)d table or booth", "%(num)d tables and booths", len(archive.places)),
        ),
        (len(archive.plans), ngettext("%(num)d table plan", "%(num)d table plans", len(archive.plans))),
        (len(archive.categories), ngettext("%(num)d category", "%(num)d categories", len(archive.categories))),
        (
            len(archive.programme),
            ngettext("%(num)d programme item", "%(num)d programme items", len(archive.programme)),
        ),
        (questions, ngettext("%(num)d question of the form", "%(num)d questions of the form", questions)),
        (archive.call is not None, gettext("The call for presentations")),
    ]
    return [words for count, words in counts if count]


def _pack(archive: EventArchive) -> str:
    return base64.b64encode(zlib.compress(archive.model_dump_json().encode())).decode()


def _unpack(document: str) -> bytes:
    """Return what `_pack` has packed, at most a byte more than an archive may have; empty for anything else."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(document, validate=True), LARGEST_ARCHIVE + 1)
    except (ValueError, zlib.error):
        return b""
