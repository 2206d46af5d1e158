"""The times at which a presentation can be given, with what each costs."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.models import (
    Decision,
    EntryKind,
    Event,
    Presentation,
    ProposalState,
    Registration,
    TimeSearch,
)
from matchmaker.presentations.planning.times import TakenTime, TalkTime, taken_times, talk_times
from matchmaker.presentations.queries.committee import presentation_of_event
from matchmaker.releases.queries.published import standing_appointments
from matchmaker.scheduling.planning.facts import load_facts


@dataclass(frozen=True, slots=True)
class PricedTime:
    """A time with what it costs."""

    time: TalkTime
    meetings: int
    """Published meetings of the speaker during the presentation or its quiet."""
    wishes: int | None
    """Fewer wishes met than without the presentation, as the solver found; none if it has not looked, as at a time at
    which the speaker cannot speak."""
    proved: bool
    """Neither schedule can be worth more, so that the number is no estimate."""


@dataclass(frozen=True, slots=True)
class TimesPage:
    """Everything on the page where a presentation gets its time."""

    times: tuple[PricedTime, ...]
    search: TimeSearch | None
    taken: tuple[TakenTime, ...]
    """Times that are not among `times`, for an item of the programme."""

    @property
    def cheapest(self) -> str:
        """The key of the possible time that costs the fewest wishes; empty before the solver has looked."""
        priced = self._priced
        return min(priced, key=lambda one: (one.wishes, one.meetings, one.time.starts_at)).time.key if priced else ""

    @property
    def least(self) -> int | None:
        """The fewest wishes that a time costs; none before the solver has looked, and where all cost the same."""
        costs = {one.wishes for one in self._priced if one.wishes is not None}
        return min(costs) if len(costs) > 1 else None

    @property
    def _priced(self) -> list[PricedTime]:
        return [one for one in self.times if one.wishes is not None]


def read_times(session: Session, event: Event, talk: Presentation) -> TimesPage:
    """Return the times of a presentation, in their order, with what the last search has found."""
    facts = load_facts(session, event, anew=True)
    search = search_of(session, talk)
    prices = {price["key"]: price for price in search.prices} if search else {}
    speaker = session.get(Registration, talk.speaker_id) if talk.speaker_id is not None else None
    published = [] if speaker is None else standing_appointments(session, speaker)
    meetings = [one for one in published if one.kind is EntryKind.MEETING]
    found = []
    for time in talk_times(facts, talk):
        price = prices.get(time.key)
        begins, ends = time.with_quiet(talk.quiet_minutes)
        wishes, proved = None, False
        if search is not None and search.met is not None and price is not None and not time.impossible:
            wishes, proved = max(search.met - price["met"], 0), search.proved and bool(price["proved"])
        found.append(
            PricedTime(
                time=time,
                meetings=sum(one.starts_at < ends and begins < one.ends_at for one in meetings),
                wishes=wishes,
                proved=proved,
            )
        )
    return TimesPage(tuple(found), search, taken_times(facts, talk))


def search_of(session: Session, talk: Presentation) -> TimeSearch | None:
    """Return the last search for what the times of a presentation cost; none if there was none."""
    return session.get(TimeSearch, talk.id)


def placeable(session: Session, event: Event, presentation_id: int) -> Presentation:
    """Return a presentation that can get a time.

    Raises `NotFound` for one of another event, and `Stale` if it has a time already or is not accepted.
    """
    talk = presentation_of_event(session, event, presentation_id)
    if talk.state is not ProposalState.SENT or talk.decision is not Decision.ACCEPTED:
        raise Stale(N_("Only an accepted presentation gets a time."))
    if talk.item_id is not None:
        raise Stale(N_("This presentation has a time already: change it in the programme."))
    return talk
