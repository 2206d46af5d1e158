"""What came of an event, in figures: for the agency, or for a funder, who reads of few companies nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from matchmaker.followup.queries.companies import CompanyFigures, read_companies
from matchmaker.followup.queries.meetings import PastMeeting, past_meetings, planned_meetings
from matchmaker.followup.queries.rounds import read_rounds
from matchmaker.followup.rules import FEWEST_MARKS, MONTHS, mean, withheld
from matchmaker.missions.queries.legs import legs_of
from matchmaker.models import Event, FollowUpAnswer, Registration, row_id
from matchmaker.releases.rules.held import MeetingState

Group = tuple[str, str]
"""What a figure is of, and its key there."""
Given = tuple[CompanyFigures, FollowUpAnswer]
TOTAL = ("total", "")
ROUND, SECTOR, CITY = "round", "sector", "city"
UNCLEAR = frozenset({MeetingState.UNKNOWN, MeetingState.CONTESTED})
"""Meetings that are over and of which it is not known whether they took place."""


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
    unknown: int = 0
    """Of which nobody has said whether they took place, or not all the same."""
    few: bool = False
    """Whether too few companies stand behind the meetings: their numbers are 0."""
    rating: float | None = None
    few_marks: bool = False
    """Whether there are marks, and too few for a mean."""
    marks_withheld: bool = False
    """Whether there are enough, but their mean would tell those of few companies, or a single one."""
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
    """How often each mark was given, from 5 to 1; empty where there are too few."""
    rating: float | None
    few_marks: bool
    """As of a line, and the next."""
    marks_withheld: bool
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
    marks = _marks(session, event, meetings, for_funder=for_funder)
    groups = _groups(companies)
    answered = _answered(groups, for_funder=for_funder)
    return EventReport(
        for_funder=for_funder,
        planned=planned_meetings(session, event),
        states=states,
        ratings={mark: marks[TOTAL].count(mark) for mark in range(5, 0, -1)} if marks[TOTAL] else {},
        rating=mean(marks[TOTAL]),
        few_marks=_few(meetings),
        marks_withheld=_withholds(meetings, marks[TOTAL]),
        total=answered[TOTAL],
        cities=_cities(session, event, meetings, marks),
        sectors=_sectors(companies, answered, for_funder=for_funder),
        rounds=tuple(
            ReportLine(key=key, asked=len(stand.asked), answered=answered[ROUND, key])
            for stand in read_rounds(session, event)
            for key in [str(stand.days.months)]
        ),
        companies=tuple(one for one in companies if not for_funder or one.may_be_named),
        with_meetings=sum(bool(one.meetings) for one in companies),
    )


def _marks(
    session: Session, event: Event, meetings: Sequence[PastMeeting], *, for_funder: bool
) -> dict[Group, list[int]]:
    """Return the ratings of all meetings and of those of each city; none where they are few.

    Nor where few could be told by taking off others that are said. For a funder, few companies are too few as well.
    """
    groups: dict[Group, list[PastMeeting]] = {TOTAL: list(meetings)}
    for meeting in meetings:
        groups.setdefault((CITY, meeting.city), []).append(meeting)
    number = {key: place for place, key in enumerate((one.id, who) for one in meetings for who in one.ratings)}
    hidden = withheld(
        {key: [(number[one.id, who],) * 2 for one in found for who in one.ratings] for key, found in groups.items()},
        FEWEST_MARKS,
    )
    if for_funder:
        who = select(Registration.id, Registration.delegation_id).where(Registration.event_id == event.id)
        company = dict(session.exec(who).all())
        hidden |= withheld(
            {key: [(company[who], one.id) for one in found for who in one.ratings] for key, found in groups.items()}
        )
    return {
        key: [] if key in hidden else [mark for one in found for mark in one.ratings.values()]
        for key, found in groups.items()
    }


def _few(meetings: Sequence[PastMeeting]) -> bool:
    """Tell whether there are marks, and too few for a mean."""
    return 0 < sum(len(one.ratings) for one in meetings) < FEWEST_MARKS


def _withholds(meetings: Sequence[PastMeeting], said: Sequence[int]) -> bool:
    """Tell whether there are marks enough, and none is said."""
    return sum(len(one.ratings) for one in meetings) >= FEWEST_MARKS and not said


def _groups(companies: Sequence[CompanyFigures]) -> dict[Group, list[Given]]:
    """Return the answers that stand behind each figure: of all, of each round, of each sector, the largest first.

    Of each company its last answer counts, but for rounds. A company of two sectors is in both.
    """
    last = [(one, one.last) for one in companies if one.last]
    rounds = {
        (ROUND, str(months)): [(one, said.answer) for one in companies for said in one.answers if said.months == months]
        for months in MONTHS
    }
    sectors = {
        (SECTOR, key): [given for given in last if key in given[0].sectors]
        for key in sorted({sector for one in companies for sector in one.sectors})
    }
    return {TOTAL: last} | rounds | dict(sorted(sectors.items(), key=lambda one: -len(one[1])))


def _answered(groups: Mapping[Group, Sequence[Given]], *, for_funder: bool) -> dict[Group, Answered]:
    """Return the sums of groups; for a funder those alone from which no answer of few companies follows."""
    hidden = withheld({key: _unnamed(given) for key, given in groups.items()}) if for_funder else frozenset()
    said = {key: given for key, given in groups.items() if key not in hidden}
    values: dict[Group, dict[str, int | None]] = {key: {} for key in said}
    for currency in sorted({answer.currency for given in said.values() for _one, answer in given if answer.value}):
        behind = {
            key: [(one, answer) for one, answer in given if answer.value and answer.currency == currency]
            for key, given in said.items()
        }
        few = withheld({key: _unnamed(given) for key, given in behind.items()}) if for_funder else frozenset()
        for key, given in behind.items():
            if given:
                values[key][currency] = None if key in few else sum(answer.value or 0 for _one, answer in given)
    nothing = Answered(companies=0, contacts=0, offers=0, contracts=0, values={}, hidden=True)
    return dict.fromkeys(hidden, nothing) | {
        key: Answered(
            companies=len(given),
            contacts=sum(answer.contacts for _one, answer in given),
            offers=sum(answer.offers for _one, answer in given),
            contracts=sum(answer.contracts for _one, answer in given),
            values=values[key],
        )
        for key, given in said.items()
    }


def _unnamed(given: Iterable[Given]) -> list[tuple[int, int]]:
    """Return what is not read beside a name: the others' numbers stand in the report, and could be taken off."""
    return [
        (one.delegation_id, row_id(answer)) for one, answer in given if not (one.may_be_named and answer.may_be_named)
    ]


def _cities(
    session: Session, event: Event, meetings: Sequence[PastMeeting], marks: Mapping[Group, Sequence[int]]
) -> tuple[ReportLine, ...]:
    nothing = Answered(companies=0, contacts=0, offers=0, contracts=0, values={})
    return tuple(
        ReportLine(
            key=leg.name,
            country=leg.country,
            meetings=len(there),
            held=sum(one.state is MeetingState.HELD for one in there),
            unknown=sum(one.state in UNCLEAR for one in there),
            rating=mean(marks.get((CITY, leg.name), [])),
            few_marks=_few(there),
            marks_withheld=_withholds(there, marks.get((CITY, leg.name), [])),
            answered=nothing,
        )
        for leg in legs_of(session, event)
        for there in [[one for one in meetings if one.city == leg.name]]
    )


def _sectors(
    companies: Sequence[CompanyFigures], answered: Mapping[Group, Answered], *, for_funder: bool
) -> tuple[ReportLine, ...]:
    """Return the sectors with the most meetings first; a company of two sectors counts in both.

    A funder reads no meetings from which those of few companies follow, with the meetings of all taken off too.
    """
    of_sector: dict[str, list[CompanyFigures]] = {}
    for company in companies:
        for sector in company.sectors:
            of_sector.setdefault(sector, []).append(company)
    met = {
        key: [(one.delegation_id, meeting.id) for one in found if not one.may_be_named for meeting in one.meetings]
        for key, found in sorted(of_sector.items(), key=lambda one: (-len(one[1]), one[0]))
    }
    everybody = [
        (one.delegation_id, meeting.id) for one in companies if not one.may_be_named for meeting in one.meetings
    ]
    hidden = withheld({"": everybody} | met) if for_funder else frozenset()
    lines = [
        ReportLine(
            key=key,
            meetings=len({meeting.id for one in found for meeting in one.meetings}),
            held=len({m.id for one in found for m in one.meetings if m.state is MeetingState.HELD}),
            unknown=len({m.id for one in found for m in one.meetings if m.state in UNCLEAR}),
            answered=answered[SECTOR, key],
        )
        for key, found in of_sector.items()
    ]
    ordered = sorted(lines, key=lambda line: (line.key in hidden, -line.meetings, line.key))
    return tuple(
        replace(line, meetings=0, held=0, unknown=0, few=True) if line.key in hidden else line for line in ordered
    )
