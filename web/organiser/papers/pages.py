"""What can be printed: made in the background where it takes long, else while one waits."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES
from matchmaker.jobs import enqueue_paper
from matchmaker.missions.queries.legs import leg_of, legs_of
from matchmaker.models import Act, MadePaper, PaperKind, row_id
from matchmaker.programmes.commands.making import order_paper
from matchmaker.programmes.queries.made import file_of, made_papers
from matchmaker.programmes.queries.sheets import read_city, read_interpreters, read_rides
from matchmaker.programmes.typesetting import Paper
from matchmaker.programmes.words.sheets import city_paper, interpreters_paper, rides_paper
from matchmaker.releases.queries.published import last_release
from web import database
from web.auth.guards import organiser_required
from web.choice import choice
from web.downloads import attachment
from web.i18n import LANGUAGE_NAMES, language
from web.organiser.blueprint import bp
from web.pages import polled
from web.papers import PDF, paper_file
from web.redirects import redirect_to
from web.refusals import refusable


@dataclass(frozen=True)
class PaperLine:
    """A paper that can be made, with how far it is."""

    kind: PaperKind
    language: str
    name: str
    paper: MadePaper | None

    @property
    def file(self) -> str:
        """The address of its file; empty while there is none."""
        if self.paper is None or self.paper.file_release is None:
            return ""
        return url_for("organiser.made_paper", paper_id=self.paper.id)


def _lines() -> list[PaperLine]:
    found = made_papers(database.session(), g.event)
    wanted = [(PaperKind.PROGRAMMES, "", gettext("Programmes of all"))]
    wanted += [
        (PaperKind.BOOKLET, code, gettext("Booklet, %(language)s", language=LANGUAGE_NAMES[code])) for code in LANGUAGES
    ]
    return [PaperLine(kind, code, name, found.get((kind, code))) for kind, code, name in wanted]


def _active(lines: list[PaperLine]) -> bool:
    return any(line.paper is not None and line.paper.active for line in lines)


@bp.get("/<slug>/papers")
@organiser_required
def papers(slug: str) -> str:
    """Show what can be printed and what is made already."""
    session, lines = database.session(), _lines()
    return render_template(
        "organiser/papers/papers.html",
        lines=lines,
        active_papers=_active(lines),
        release=last_release(session, row_id(g.event)),
        cities=legs_of(session, g.event),
        languages=LANGUAGES,
    )


@bp.get("/<slug>/papers/progress")
@organiser_required
def papers_progress(slug: str) -> Response:
    """Show how far papers are: a part of the page, which asks for it again and again."""
    lines = _lines()
    release = last_release(database.session(), row_id(g.event))
    part = render_template("organiser/papers/_made.html", lines=lines, active_papers=_active(lines), release=release)
    return polled(part, active=_active(lines))


@bp.post("/<slug>/papers")
@organiser_required
def make_paper(slug: str) -> Response:
    """Have a paper made; its language and kind stand in the form."""
    kind = choice(PaperKind, request.form.get("kind", "")) or PaperKind.BOOKLET
    with refusable(InvalidInput) as refusal:
        paper = order_paper(database.session(), g.event, kind, request.form.get("language", ""))
        number = row_id(paper)
        database.after_commit(lambda: enqueue_paper(number))
    if refusal:
        refusal.show()
    return redirect_to("organiser.papers")


@bp.get("/<slug>/papers/<int:paper_id>.pdf")
@organiser_required
def made_paper(slug: str, paper_id: int) -> Response:
    """Give the file that was made last."""
    paper, data = file_of(database.session(), g.event, paper_id)
    name = "-".join(part for part in (slug, paper.kind.value, paper.language) if part)
    return attachment(data, f"{name}.pdf", PDF, people=Act.DOWNLOAD_PAPER, file=f"{name}.pdf")


@bp.get("/<slug>/papers/transfers.pdf")
@organiser_required
def transfer_sheet(slug: str) -> Response:
    """Give who is on which transfer, with boxes to tick."""
    sheet = read_rides(database.session(), g.event)
    return _sheet(f"{slug}-transfers", rides_paper(sheet, language()) if sheet else None)


@bp.get("/<slug>/papers/interpreters.pdf")
@organiser_required
def interpreter_sheet(slug: str) -> Response:
    """Give who interprets where."""
    sheet = read_interpreters(database.session(), g.event)
    return _sheet(f"{slug}-interpreters", interpreters_paper(sheet, language()) if sheet else None)


@bp.get("/<slug>/papers/cities/<int:leg_id>.pdf")
@organiser_required
def city_sheet(slug: str, leg_id: int) -> Response:
    """Give the meetings of a city by hour."""
    session = database.session()
    sheet = read_city(session, g.event, leg_of(session, g.event, leg_id))
    return _sheet(f"{slug}-city-{leg_id}", city_paper(sheet, language()) if sheet else None)


def _sheet(name: str, paper: Paper | None) -> Response:
    """Give a sheet as a file called `name`; back to the page of papers where nothing is published."""
    if paper is None:
        return redirect_to("organiser.papers")
    return paper_file(paper, name, people=Act.DOWNLOAD_PAPER, file=f"{name}.pdf")
