"""A forum with a draft: meetings of eight companies at three tables, to be edited by hand."""

from sqlmodel import Session, col, select

from matchmaker.drafts.commands.drafts import start_draft
from matchmaker.drafts.planning.loading import read_held
from matchmaker.drafts.queries.drafts import draft_token
from matchmaker.drafts.rules.spots import MeetingSpot
from matchmaker.models import Meeting, Scenario, Staff
from tests.builders import factories
from tests.builders.forum import Forum, Seat, make_forum
from tests.builders.sides import NUMBERS


class Draft:
    """A draft of a forum whose companies A to H all wish to meet each other; A–B, C–D, A–C, B–D are placed."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.forum: Forum = make_forum(session, tables=3)
        self.event = self.forum.event
        self.sides = {name: self.forum.join(name) for name in "ABCDEFGH"}
        for one in self.sides.values():
            for rank, other in enumerate((side for side in self.sides.values() if side is not one), start=1):
                self.forum.wish(one, other, rank=rank)
        self.staff: Staff = factories.make_staff(session, self.event, name="Anne", language="en")
        self.parent: Scenario = self.forum.scenario(
            *(Seat(self.sides[one], self.sides[two], slot, table) for one, two, slot, table in PLACED), numbers=NUMBERS
        )
        self.scenario = start_draft(session, self.event, self.parent.id, staff=self.staff)
        self.meetings = {
            f"{one}{two}": self.meeting(self.sides[one].id, self.sides[two].id) for one, two, _, _ in PLACED
        }

    @property
    def shown(self) -> str:
        """The token of a page that shows the draft as it is now."""
        self.session.refresh(self.scenario)
        return draft_token(self.scenario)

    @property
    def by(self) -> dict:
        """Who edits, on a page that is fresh."""
        return {"shown": self.shown, "staff": self.staff}

    @property
    def judged(self) -> dict:
        return self.by | {"language": "en"}

    def slot(self, number: int) -> int:
        return self.forum.slots[number].id

    def table(self, number: int) -> int:
        return self.forum.tables[number].id

    def person(self, name: str) -> int:
        return self.forum.people[name].id

    def meeting(self, low: int, high: int) -> int:
        found = select(Meeting.id).where(col(Meeting.low_id) == low, col(Meeting.high_id) == high)
        return self.session.exec(found).one()

    def spots(self) -> dict[int, MeetingSpot]:
        """Where the meetings of the draft are."""
        return {number: held.spot for number, held in read_held(self.session, self.scenario).items()}


PLACED = (("A", "B", 0, 0), ("C", "D", 0, 1), ("A", "C", 1, 0), ("B", "D", 1, 1))
"""Two companies, slot, table."""
