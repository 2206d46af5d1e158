"""The published agenda on paper, as a PDF file."""

from flask import g
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import NotFound
from matchmaker.models import Act, row_id
from matchmaker.programmes.queries.made import booklet_for, file_of
from matchmaker.programmes.queries.personal import read_programme
from matchmaker.programmes.words.personal import personal_paper
from web import database
from web.auth.guards import agreed_required
from web.downloads import attachment
from web.i18n import language
from web.papers import PDF, paper_file
from web.participant.blueprint import bp
from web.redirects import redirect_to
from web.security import not_kept


@bp.get("/agenda/programme.pdf")
@agreed_required
@not_kept
def programme(slug: str) -> Response:
    """Give the reader's own programme."""
    found = read_programme(database.session(), g.event, g.registration, language())
    if found is None:
        return redirect_to("participant.agenda", gettext("Nothing is published for you yet."))
    paper = personal_paper([found], language())
    return paper_file(paper, f"{slug}-programme", people=Act.DOWNLOAD_PROGRAMME, registration=row_id(g.registration))


@bp.get("/agenda/booklet.pdf")
@agreed_required
@not_kept
def booklet(slug: str) -> Response:
    """Give the booklet of the event that was made last, in the reader's language where there is one."""
    session = database.session()
    found = booklet_for(session, g.event, language())
    if found is None:
        raise NotFound
    _paper, data = file_of(session, g.event, row_id(found))
    name = f"{slug}-booklet-{found.language}.pdf"
    return attachment(data, name, PDF, people=Act.DOWNLOAD_PAPER, file=name)
