"""The report of an event, for the agency or for a funder, on screen and as a table."""

from collections.abc import Mapping

from babel.numbers import format_currency
from flask import g, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.base.cities import city_name
from matchmaker.base.i18n import locale
from matchmaker.base.tags import tag_name
from matchmaker.communities.rules import Permission
from matchmaker.followup.queries.report import EventReport, ReportLine, read_report
from matchmaker.followup.queries.tables import report_table
from matchmaker.followup.rules import FEWEST, FEWEST_MARKS
from matchmaker.models import Act
from web import database
from web.auth.guards import event_permission, organiser_required
from web.downloads import table_file
from web.i18n import language
from web.organiser.blueprint import bp
from web.organiser.results.bars import BarChart, bar_chart


@bp.get("/<slug>/results")
@organiser_required
def results(slug: str) -> str:
    """Show what came of the event; with `?for=funder` without small cells and names."""
    return _page(_report())


@bp.get("/<slug>/figures/results")
@event_permission(Permission.OUTCOMES)
def results_for_partner(slug: str) -> str:
    """Show a partner what a funder reads."""
    return _page(read_report(database.session(), g.event, for_funder=True), as_partner=True)


def _page(report: EventReport, *, as_partner: bool = False) -> str:
    return render_template(
        "organiser/results/report.html",
        report=report,
        charts=_charts(report),
        fewest=FEWEST,
        fewest_marks=FEWEST_MARKS,
        money=money,
        tag=_tag,
        as_partner=as_partner,
    )


@bp.get("/<slug>/results.<file_format>")
@organiser_required
def results_file(slug: str, file_format: str) -> Response:
    """Download the same as a table."""
    report = _report()
    table = report_table(report, language())
    name = f"report-{slug}" if report.for_funder else f"results-{slug}"
    return table_file(table, name, file_format, people=Act.DOWNLOAD_RESULTS, number=len(table.rows))


def money(value: int, currency: str) -> str:
    """Return an amount as people of the page's language write it, with the code of its currency."""
    written = format_currency(value, currency, format="#,##0\xa0¤¤", locale=locale(language()), currency_digits=False)
    return str(written)


def _report() -> EventReport:
    return read_report(database.session(), g.event, for_funder=request.args.get("for") == "funder")


def _tag(code: str) -> str:
    return tag_name(code, language())


def _charts(report: EventReport) -> Mapping[str, BarChart]:
    """Return the pictures; one with nothing to show has no bars."""

    def of_meetings(lines: tuple[ReportLine, ...], *, of_tags: bool = False) -> BarChart:
        return bar_chart(
            [
                (_tag(one.key) if of_tags else city_name(one.key, language()), one.meetings, one.held, one.unknown)
                for one in lines
                if not one.few
            ]
        )

    rounds = [one for one in report.rounds if one.answered.companies]
    return {
        "cities": of_meetings(report.cities),
        "sectors": of_meetings(report.sectors[:8], of_tags=True),
        "ratings": bar_chart([(gettext("%(mark)d of 5", mark=mark), n, n, 0) for mark, n in report.ratings.items()]),
        "rounds": bar_chart(
            [
                (
                    gettext("After %(months)s months", months=one.key),
                    max(one.answered.offers, one.answered.contracts),
                    one.answered.contracts,
                    0,
                )
                for one in rounds
            ]
        ),
    }
