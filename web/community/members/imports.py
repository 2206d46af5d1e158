"""Import of a list of members: a file, its preview line by line, all of it or nothing."""

from flask import g, render_template
from flask_babel import lazy_gettext, ngettext
from flask_wtf.file import FileAllowed, FileField, FileRequired
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput, MatchmakerError
from matchmaker.base.tables import Table
from matchmaker.communities.rules import Permission
from matchmaker.imports.commands.member_lists import apply_member_list, find_member_list, keep_member_list
from matchmaker.imports.members import COLUMNS, preview_members
from web import database
from web.auth.guards import community_permission
from web.community.blueprint import bp
from web.downloads import table_file
from web.forms import Form
from web.pages import Page
from web.redirects import redirect_to
from web.refusals import refusable
from web.security import takes_files

TABLES = ("csv", "tsv", "txt", "xlsx", "ods")
SHOWN = 300
"""Lines on the page; all of them are applied."""
SAMPLE = {
    "organisation_id": "M01",
    "organisation": "Exemple Mobile",
    "vat": "",
    "postcode": "5000",
    "country": "BE",
    "tier": "Basic",
    "member_since": "2027-01-01",
    "member_until": "2027-12-31",
    "tags": "founder|export",
    "contact_name": "Ada Lambert",
    "contact_email": "ada.lambert@exemple-mobile.example",
}


class ListForm(Form):
    """The file to look at."""

    file = FileField(
        lazy_gettext("File"),
        validators=[
            FileRequired(lazy_gettext("Choose a file first.")),
            FileAllowed(TABLES, lazy_gettext("Choose a table: an XLSX, ODS or CSV file.")),
        ],
    )


@bp.route("/members/import", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
@takes_files
def import_members(community: str) -> Page:
    """Ask for a list; POST keeps it and leads to its preview. A file that cannot be read is refused here."""
    form = ListForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            session, file = database.session(), form.file.data
            data = file.stream.read()
            with refusable(MatchmakerError) as refusal:
                preview_members(session, g.community, data)
                filename = file.filename or "members.csv"
                upload = keep_member_list(session, g.community, staff_id=g.staff.id, filename=filename, data=data)
            if not refusal:
                return redirect_to("community.import_members_preview", upload_id=upload.id)
            refusal.show(form.file)
            status = refusal.status
    return render_template("community/members/import.html", form=form), status


@bp.get("/members/import/sample.csv")
@community_permission(Permission.MEMBERS)
def import_members_sample(community: str) -> Response:
    """Download a small file with the right headings."""
    headings = [column.name for column in COLUMNS]
    line = SAMPLE | {"tier": g.community.tiers[0]}
    return table_file(Table(headings, [[line.get(name) for name in headings]]), "members", "csv", people=None)


@bp.get("/members/import/<upload_id>")
@community_permission(Permission.MEMBERS)
def import_members_preview(community: str, upload_id: str) -> str:
    """Show line by line what the list would change."""
    session = database.session()
    upload = find_member_list(session, g.community, staff_id=g.staff.id, upload_id=upload_id)
    view = preview_members(session, g.community, upload.data, upload.filename)
    order = {"error": 0, "new": 1, "changed": 2}
    lines = sorted(view.lines, key=lambda line: (order.get(line.outcome, 3), line.number))
    return render_template("community/members/preview.html", view=view, upload=upload, lines=lines[:SHOWN])


@bp.post("/members/import/<upload_id>")
@community_permission(Permission.MEMBERS)
def apply_members(community: str, upload_id: str) -> Response:
    """Apply the previewed list in one transaction."""
    session = database.session()
    upload = find_member_list(session, g.community, staff_id=g.staff.id, upload_id=upload_id)
    with refusable(InvalidInput) as refusal:
        outcome = apply_member_list(session, g.community, upload, actor=g.staff.name)
    if refusal:
        refusal.show()
        return redirect_to("community.import_members_preview", upload_id=upload_id)
    changes = outcome.new + outcome.changed
    said = ngettext("%(num)d change is applied.", "%(num)d changes are applied.", changes)
    return redirect_to("community.members", said)
