"""The first step of an import: what can be imported, and the choice of a file."""

from flask import g, render_template
from werkzeug.wrappers import Response

from matchmaker.campaigns.queries.audience import read_list_size
from matchmaker.events.queries.structure import read_structure
from web import database
from web.auth.guards import organiser_required
from web.downloads import table_file
from web.i18n import language
from web.imports.files import done_imports, file_page
from web.imports.wording import KIND_HELP, KIND_TITLES
from web.organiser.blueprint import bp
from web.organiser.imports.place import any_place, kinds_here, place_of
from web.organiser.imports.samples import sample
from web.pages import Page
from web.security import takes_files


@bp.get("/<slug>/import")
@organiser_required
def import_overview(slug: str) -> str:
    """Say what can be imported, and in which order, and what was and can be undone."""
    return render_template(
        "organiser/imports/overview.html",
        kinds=kinds_here(),
        titles=KIND_TITLES,
        help=KIND_HELP,
        place=any_place(),
        size=read_list_size(database.session(), g.event),
        **done_imports(g.event),
    )


@bp.route("/<slug>/import/<kind>", methods=["GET", "POST"])
@organiser_required
@takes_files
def import_file(slug: str, kind: str) -> Page:
    """Ask for a file; POST keeps it and leads to its preview, or to its columns if they are not recognised.

    A file that cannot be read is refused here.
    """
    return file_page(
        place_of(kind), "organiser/imports/file.html", kind=kind, title=KIND_TITLES[kind], help=KIND_HELP[kind]
    )


@bp.get("/<slug>/import/<kind>/sample.<file_format>")
@organiser_required
def import_sample(slug: str, kind: str, file_format: str) -> Response:
    """Download a small file with the right headings."""
    place_of(kind)
    view = read_structure(database.session(), g.event, language())
    return table_file(sample(kind, view, g.event.starts_on), kind, file_format, people=None)
