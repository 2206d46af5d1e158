"""The report as tables to download: one line a company for the agency, one line a figure for the funder."""

from collections.abc import Iterator

from matchmaker.base.i18n import N_, locale, translate
from matchmaker.base.tables import Cell, Table
from matchmaker.base.tags import tag_name
from matchmaker.followup.queries.report import Answered, EventReport, ReportLine
from matchmaker.followup.rules import FEWEST_MARKS
from matchmaker.releases.rules.held import MeetingState

COMPANY = (
    N_("Company"),
    N_("Country"),
    N_("Sectors"),
    N_("Meetings over"),
    N_("Meetings held"),
    N_("Not held"),
    N_("Not known"),
    N_("Answered in month"),
    N_("Live contacts"),
    N_("Offers made"),
    N_("Contracts"),
    N_("Value"),
    N_("Currency"),
    N_("May be named"),
    N_("In their words"),
)
FIGURES = (
    N_("What"),
    N_("Of"),
    N_("Meetings over"),
    N_("Meetings held"),
    N_("Mean rating"),
    N_("Companies that answered"),
    N_("Live contacts"),
    N_("Offers made"),
    N_("Contracts"),
    N_("Value"),
    N_("Currency"),
)


def report_table(report: EventReport, language: str) -> Table:
    """Return the report as one table: companies, or for a funder figures and the companies that may be named."""
    if report.for_funder:
        return Table([translate(language, one) for one in FIGURES], [*_figures(report, language)])
    return Table([translate(language, one) for one in COMPANY], [*_companies(report, language)])


def _companies(report: EventReport, language: str) -> Iterator[list[Cell]]:
    yes, no = translate(language, "yes"), translate(language, "no")
    for one in report.companies:
        states = [meeting.state for meeting in one.meetings]
        unclear = states.count(MeetingState.UNKNOWN) + states.count(MeetingState.CONTESTED)
        start: list[Cell] = [
            one.name,
            str(locale(language).territories.get(one.country, one.country)),
            ", ".join(tag_name(code, language) for code in one.sectors),
            len(states),
            one.held,
            states.count(MeetingState.NOT_HELD),
            unclear,
        ]
        last = one.last
        if last is None:
            yield [*start, *[None] * (len(COMPANY) - len(start))]
            continue
        said: list[Cell] = [one.answers[-1].months, last.contacts, last.offers, last.contracts, last.value]
        currency = last.currency if last.value is not None else None
        yield [*start, *said, currency, yes if last.may_be_named else no, last.words]


def _figures(report: EventReport, language: str) -> Iterator[list[Cell]]:
    few = translate(language, "too few companies")
    start: list[Cell] = [translate(language, "In all"), None, report.over, report.held, _rating(report, language)]
    yield from _lines(start, report.total, few)
    for line in report.cities:
        start = [translate(language, "City"), line.key, line.meetings, line.held, _rating(line, language)]
        yield [*start, *[None] * 6]
    for line in report.sectors:
        met = (few, None) if line.few else (line.meetings, line.held)
        start = [translate(language, "Sector"), tag_name(line.key, language), *met, None]
        yield from _lines(start, line.answered, few)
    for line in report.rounds:
        start = [translate(language, "Months later"), int(line.key), None, None, None]
        yield from _lines(start, line.answered, few)
    for one in report.companies:
        if last := one.last:
            values = {last.currency: last.value} if last.value else {}
            answer = Answered(
                companies=1, contacts=last.contacts, offers=last.offers, contracts=last.contracts, values=values
            )
            start = [translate(language, "Company"), one.name, len(one.meetings), one.held, None]
            yield from _lines(start, answer, few)


def _lines(start: list[Cell], answered: Answered, few: str) -> Iterator[list[Cell]]:
    """Yield the line that begins with `start`, and one more for each further currency."""
    if answered.hidden:
        yield [*start, few, None, None, None, None, None]
        return
    counts: list[Cell] = [answered.companies, answered.contacts, answered.offers, answered.contracts]
    values = list(answered.values.items()) or [("", None)]
    for place, (currency, value) in enumerate(values):
        cell = few if value is None and currency else value
        beginning = [*start, *counts] if place == 0 else [*start[:2], *[None] * 7]
        yield [*beginning, cell, currency or None]


def _rating(line: EventReport | ReportLine, language: str) -> Cell:
    if line.few_marks:
        return translate(language, "from %(number)d marks on", number=FEWEST_MARKS)
    if line.marks_withheld:
        return translate(language, "not shown")
    return None if line.rating is None else round(line.rating, 1)
