"""What came of an event, in figures: for the agency, or for a funder, who reads of few companies nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.followup.queries.companies import CompanyFigures, read_companies
from matchmaker.followup.queries.meetings import PastMeeting, past_meetings, planned_meetings
from matchmaker.followup.queries.rounds import FollowUpStand, read_rounds
from matchmaker.followup.rules import FEWEST, MeetingState, mean, withheld
from matchmaker.missions.queries.legs import legs_of
from matchmaker.models import Event, FollowUpAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Sums of the last answers of some companies."""

    companies: int
    contacts: int
    offers: int
    contracts: int
    values: Mapping[str, int | None]
    """By currency, never added up across them; None where too few companies stand behind it."""
    hidden: bool = False
    """Whether too few companies stand behind all of it: its numbers are 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One city, sector or round."""

    key: str
    country: str = ""
    meetings: int = 0
    """That are over."""
    held: int = 0
    rating: float | None = None
    answered: Answered
    asked: int = 0
    """Of a round: people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """Everything that the report shows."""

    for_funder: bool
    planned: int
    """Meetings of the last final release, those to come too."""
    states: Mapping[MeetingState, int]
    """Of those that are over."""
    ratings: Mapping[int, int]
    """How often each mark was given, from 5 to 1; empty where too few companies have given one."""
    rating: float | None
    total: Answered
    cities: tuple[ReportLine, ...]
    sectors: tuple[ReportLine, ...]
    rounds: tuple[ReportLine, ...]
    companies: tuple[CompanyFigures, ...]
    """For a funder, those alone that may be named."""
    with_meetings: int
    """Companies with a meeting that is over."""

    @property
    def over(self) -> int:
        return sum(self.states.values())

    @property
    def held(self) -> int:
        return self.states[MeetingState.HELD]

    @property
    def rated(self) -> int:
        return sum(self.ratings.values())


def read_report(session: Session, event: Event, *, for_funder: bool) -> EventReport:
    """Return the report of an event; as many queries for any number of meetings and companies."""
    meetings = past_meetings(session, event)
    companies = read_companies(session, event, meetings)
    states = {state: sum(one.state is state for one in meetings) for state in MeetingState}
    marks = _marks(meetings, for_funder=for_funder)
    return EventReport(
        for_funder=for_funder,
        planned=planned_meetings(session, event),
        states=states,
        ratings={mark: marks.count(mark) for mark in range(5, 0, -1)} if marks else {},
        rating=mean(marks),
        total=_answered([one for one in companies if one.last], _last, for_funder=for_funder),
        cities=_cities(session, event, meetings, for_funder=for_funder),
        sectors=_sectors(companies, for_funder=for_funder),
        rounds=tuple(_round(stand, companies, for_funder=for_funder) for stand in read_rounds(session, event)),
        companies=tuple(one for one in companies if not for_funder or one.may_be_named),
        with_meetings=sum(bool(one.meetings) for one in companies),
    )


def _last(company: CompanyFigures) -> FollowUpAnswer | None:
    return company.last


def _marks(meetings: Iterable[PastMeeting], *, for_funder: bool) -> list[int]:
    """Return the ratings of meetings; none for a funder where too few people have given one."""
    given = [(who, mark) for meeting in meetings for who, mark in meeting.ratings.items()]
    if for_funder and len({who for who, _mark in given}) < FEWEST:
        return []
    return [mark for _who, mark in given]


def _answered(
    companies: Sequence[CompanyFigures],
    answer_of: Callable[[CompanyFigures], FollowUpAnswer | None],
    *,
    for_funder: bool,
    hidden: bool | None = None,
) -> Answered:
    """Return the sums of companies; `hidden` where a table has decided it, else by how many are not named.

    Companies that may be named count for nothing there: their numbers stand in the report, and could be taken off.
    """
    found = [(one, answer) for one in companies if (answer := answer_of(one)) is not None]
    unnamed = _unnamed(answer for _one, answer in found)
    if for_funder and (0 < unnamed < FEWEST if hidden is None else hidden):
        return Answered(companies=0, contacts=0, offers=0, contracts=0, values={}, hidden=True)
    by_currency: dict[str, list[FollowUpAnswer]] = {}
    for _one, answer in found:
        if answer.value:
            by_currency.setdefault(answer.currency, []).append(answer)
    return Answered(
        companies=len(found),
        contacts=sum(answer.contacts for _one, answer in found),
        offers=sum(answer.offers for _one, answer in found),
        contracts=sum(answer.contracts for _one, answer in found),
        values={
            currency: None if for_funder and 0 < _unnamed(given) < FEWEST else sum(one.value or 0 for one in given)
            for currency, given in sorted(by_currency.items())
        },
    )


def _unnamed(answers: Iterable[FollowUpAnswer]) -> int:
    return sum(not one.may_be_named for one in answers)


def _cities(
    session: Session, event: Event, meetings: Sequence[PastMeeting], *, for_funder: bool
) -> tuple[ReportLine, ...]:
    nothing = Answered(companies=0, contacts=0, offers=0, contracts=0, values={})
    return tuple(
        ReportLine(
            key=leg.name,
            country=leg.country,
            meetings=len(there),
            held=sum(one.state is MeetingState.HELD for one in there),
            rating=mean(_marks(there, for_funder=for_funder)),
            answered=nothing,
        )
        for leg in legs_of(session, event)
        for there in [[one for one in meetings if one.city == leg.name]]
    )


def _sectors(companies: Sequence[CompanyFigures], *, for_funder: bool) -> tuple[ReportLine, ...]:
    """Return the sectors with the most meetings first; a company of two sectors counts in both."""
    of_sector: dict[str, list[CompanyFigures]] = {}
    for company in companies:
        for sector in company.sectors:
            of_sector.setdefault(sector, []).append(company)
    hidden = withheld({key: _unnamed(one.last for one in found if one.last) for key, found in of_sector.items()})
    lines = [
        ReportLine(
            key=key,
            meetings=len({meeting.id for one in found for meeting in one.meetings}),
            held=len({m.id for one in found for m in one.meetings if m.state is MeetingState.HELD}),
            answered=_answered(found, _last, for_funder=for_funder, hidden=key in hidden),
        )
        for key, found in of_sector.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.meetings, line.key)))


def _round(stand: FollowUpStand, companies: Sequence[CompanyFigures], *, for_funder: bool) -> ReportLine:
    months = stand.days.months

    def answer_of(company: CompanyFigures) -> FollowUpAnswer | None:
        return next((one.answer for one in company.answers if one.months == months), None)

    return ReportLine(
        key=str(months), asked=len(stand.asked), answered=_answered(companies, answer_of, for_funder=for_funder)
    )
