"""How one release follows another, whatever happens to the schedule in between."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.models import KEEP_CANCELLED, EntryKind, EntryState, ReleaseEntry
from matchmaker.releases.rules.succession import Past, changed_copies, copy_of, line_of, succeed

BEGIN = datetime(2027, 3, 1, tzinfo=UTC)
DAY = date(2027, 3, 11)
VENUE = {"name": "Palais", "address": "Rue Haute 1", "city": "Namur", "latitude": None, "longitude": None}


def line(
    registration: int, uid: str, hour: int, place: str, *, people: tuple[int, ...], text: str = ""
) -> ReleaseEntry:
    kind = EntryKind.MEETING if uid.startswith("m-") else EntryKind.PROGRAMME
    details = {"venue": VENUE, "text": text}
    if kind is EntryKind.MEETING:
        details |= {
            "place": {"code": place},
            "own": {"people": [{"registration_id": person} for person in people if person == registration]},
            "other": {"people": [{"registration_id": person} for person in people if person != registration]},
        }
    else:
        details["room"] = place
    return ReleaseEntry(
        registration_id=registration,
        kind=kind,
        state=EntryState.CONFIRMED,
        uid=uid,
        day=DAY,
        starts=time(hour),
        ends=time(hour, 25),
        zone="Europe/Brussels",
        starts_at=datetime(2027, 3, 11, hour, tzinfo=UTC),
        ends_at=datetime(2027, 3, 11, hour, 25, tzinfo=UTC),
        details=details,
    )


@st.composite
def schedules(draw: st.DrawFn) -> list[ReleaseEntry]:
    """Meetings between two of four people, and programme items with some of them."""
    made = []
    for uid in draw(st.sets(st.sampled_from(["m-A", "m-B", "p-X"]))):
        hour, place = draw(st.integers(8, 10)), draw(st.sampled_from("12"))
        text = draw(st.sampled_from(["", "new name"]))
        if uid.startswith("m-"):
            people = draw(st.sampled_from([(1, 2), (1, 3), (4, 2)]))
        else:
            people = tuple(draw(st.sets(st.integers(1, 4), min_size=1)))
        made += [line(person, uid, hour, place, people=people, text=text) for person in people]
    return made


class Publisher:
    """Publishes schedule after schedule, a day apart, and remembers what was said."""

    def __init__(self) -> None:
        self.past = Past()
        self.now = BEGIN

    def publish(self, proposed: list[ReleaseEntry], *, restated: bool = False) -> dict:
        entries = succeed(proposed, self.past, now=self.now, restated=restated)
        before = self.past
        sequences, created = dict(before.sequences), dict(before.created)
        for entry in entries:
            sequences[line_of(entry)] = max(entry.sequence, sequences.get(line_of(entry), 0))
            created.setdefault(copy_of(entry), entry.created_at)
        self.past = Past({copy_of(entry): entry for entry in entries}, sequences, created)
        self.now += timedelta(days=1)
        self.told = changed_copies(entries, before)
        return self.past.entries


@given(st.lists(schedules(), min_size=1, max_size=4))
def test_publishing_the_same_again_changes_no_entry_and_tells_nobody(life):
    publisher = Publisher()
    for schedule in life:
        before = publisher.publish(schedule)

    after = publisher.publish(life[-1])

    assert {copy: entry.model_dump() for copy, entry in after.items()} == {
        copy: entry.model_dump() for copy, entry in before.items()
    }
    assert publisher.told == []


@given(st.lists(st.tuples(schedules(), st.booleans()), min_size=2, max_size=5))
def test_calendars_can_go_by_sequence_and_time_of_change(life):
    publisher = Publisher()
    last: dict = {}
    for schedule, restated in life:
        moment = publisher.now
        entries = publisher.publish(schedule, restated=restated and bool(last))
        for copy, entry in entries.items():
            old = last.get(copy)
            assert entry.created_at <= entry.changed_at <= moment
            if old is None:
                continue
            assert entry.sequence >= old.sequence
            if entry.sequence == old.sequence:
                assert (entry.state, entry.starts_at) == (old.state, old.starts_at)
            if entry.changed_at == old.changed_at:
                assert entry.model_dump() == old.model_dump()
        confirmed = [entry for entry in entries.values() if entry.state is EntryState.CONFIRMED]
        of_meetings = {(entry.uid, entry.sequence) for entry in confirmed if entry.kind is EntryKind.MEETING}
        assert len(of_meetings) == len({uid for uid, _ in of_meetings})
        last |= entries


def test_a_cancelled_line_is_carried_for_thirty_days_and_its_sequence_remembered_for_ever():
    publisher = Publisher()
    meeting = [line(1, "m-A", 9, "1", people=(1, 2)), line(2, "m-A", 9, "1", people=(1, 2))]
    publisher.publish(meeting)
    publisher.publish([])

    publisher.now = BEGIN + timedelta(days=1) + KEEP_CANCELLED - timedelta(seconds=1)
    assert [entry.sequence for entry in publisher.publish([]).values()] == [1, 1]
    publisher.now = BEGIN + timedelta(days=1) + KEEP_CANCELLED
    assert publisher.publish([]) == {}

    back = publisher.publish(meeting)[1, "m-A"]
    assert (back.sequence, back.created_at, back.state) == (2, BEGIN, EntryState.CONFIRMED)
