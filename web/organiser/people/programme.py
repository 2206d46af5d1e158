"""The programme of one person on paper, for who prints it for them."""

from flask import g
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.models import Act
from matchmaker.people.queries.access import registration_of
from matchmaker.programmes.queries.personal import read_programme
from matchmaker.programmes.words.personal import personal_paper
from web import database
from web.auth.guards import organiser_required
from web.organiser.blueprint import bp
from web.papers import paper_file
from web.redirects import redirect_to


@bp.get("/<slug>/people/<int:registration_id>/programme.pdf")
@organiser_required
def person_programme(slug: str, registration_id: int) -> Response:
    """Give the programme of a person in their own language."""
    session = database.session()
    registration = registration_of(session, g.event, registration_id)
    found = read_programme(session, g.event, registration)
    if found is None:
        said = gettext("Nothing is published for them yet.")
        return redirect_to("organiser.person", said, registration_id=registration_id)
    paper = personal_paper([found])
    return paper_file(paper, f"{slug}-{registration_id}", people=Act.DOWNLOAD_PROGRAMME, registration=registration_id)
