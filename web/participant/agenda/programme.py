"""The published agenda on paper, as a PDF file."""

from flask import g
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.models import Act, row_id
from matchmaker.programmes.queries.personal import read_programme
from matchmaker.programmes.words.personal import personal_paper
from web import database
from web.auth.guards import agreed_required
from web.i18n import language
from web.papers import paper_file
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
