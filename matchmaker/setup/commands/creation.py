"""Making an event on screen: from a preset, with its venue, its days cut into slots, its tables and categories."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, pairwise

from sqlmodel import Session, select

from matchmaker.base import clock
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import LANGUAGES, N_, translate
from matchmaker.base.plain_text import one_line
from matchmaker.models import (
    Act,
    Block,
    Category,
    CategoryExclusion,
    Community,
    Event,
    EventStaff,
    Phase,
    Place,
    Staff,
    StaffRole,
    Venue,
    record,
    row_id,
)
from matchmaker.setup.commands.blocks import cut_block
from matchmaker.setup.rules import (
    ANSWERS_DAYS,
    DEADLINE_HOUR,
    LONGEST_SLUG,
    PRESETS,
    WISHES_DAYS,
    Preset,
    default_deadline,
    slug_of,
)
from matchmaker.wishes.rules.exclusions import preset_exclusions

MOST_DAYS = 14
NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What an organiser says of a new event; blocks are wall times of each of its days, lengths are minutes."""

    preset: Preset
    name: str
    city: str
    venue: str
    address: str = ""
    country: str = "BE"
    zone: str
    language: str
    starts_on: date
    ends_on: date
    blocks: tuple[tuple[time, time], ...]
    slot_minutes: int
    changeover_minutes: int
    tables: int


def create_event(session: Session, community: Community, new: NewEvent, *, staff: Staff) -> Event:
    """Make an event in preparation, organised by `staff`, with a short name of its own.

    Raises `InvalidInput` for dates, times or lengths that do not fit together, and for a second event of the community
    with the same name and first day, such as that of a double click.
    """
    _check(new)
    rules = PRESETS[new.preset]
    event = Event(
        community_id=row_id(community),
        slug="",
        kind=rules.kind,
        name=one_line(new.name),
        city=one_line(new.city),
        zone=new.zone,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        phase=Phase.DRAFT,
        agreement=rules.agreement,
        language=new.language,
        slot_minutes=new.slot_minutes,
        changeover_minutes=new.changeover_minutes,
        wishes_close_at=deadline_before(new.starts_on, WISHES_DAYS, new.zone),
        answers_close_at=deadline_before(new.starts_on, ANSWERS_DAYS, new.zone),
        contact_name=staff.name,
        contact_email=staff.email,
    )
    begin_event(session, event, staff=staff)
    record(session, staff.name, Act.CREATE_EVENT, event_id=row_id(event), preset=new.preset.value)
    _add_categories(session, event, new.preset)
    venue = Venue(
        event_id=row_id(event),
        name=one_line(new.venue),
        address=one_line(new.address),
        city=one_line(new.city),
        country=new.country,
        zone=new.zone,
    )
    session.add(venue)
    session.flush()
    _add_blocks(session, event, venue, new)
    for number in range(1, new.tables + 1):
        session.add(Place(event_id=row_id(event), venue_id=row_id(venue), code=f"T{number}", position=number - 1))
    session.flush()
    return event


def begin_event(session: Session, event: Event, *, staff: Staff) -> None:
    """Save a new event under a short name of its own, organised by `staff`.

    Raises `InvalidInput` for a day that has passed, and for a second event of the community with the same name and
    first day, such as that of a double click.
    """
    if event.starts_on < clock.local(clock.now(), event.zone).date():
        raise InvalidInput(N_("The first day has passed."))
    community = select(Community.id).where(Community.id == event.community_id)
    session.exec(community.with_for_update(key_share=True)).one()
    same = select(Event.id).where(
        Event.community_id == event.community_id, Event.name == event.name, Event.starts_on == event.starts_on
    )
    if session.exec(same).first() is not None:
        raise InvalidInput(N_("There is an event “%(name)s” on this day already."), name=event.name)
    event.slug = _free_slug(session, slug_of(event.name, event.starts_on))
    session.add(event)
    session.flush()
    session.add(EventStaff(event_id=row_id(event), staff_id=row_id(staff), role=StaffRole.ORGANISER))


def deadline_before(starts_on: date, days: int, zone: str) -> datetime | None:
    """Return the deadline `days` before the first day of an event, or the day before it, whichever is still to come."""
    day = default_deadline(starts_on, days, clock.local(clock.now(), zone).date())
    return clock.instant(day, DEADLINE_HOUR, zone) if day else None


def _check(new: NewEvent) -> None:
    if not new.starts_on <= new.ends_on < new.starts_on + timedelta(days=MOST_DAYS):
        raise InvalidInput(N_("An event ends after it begins and lasts at most %(days)d days."), days=MOST_DAYS)
    for starts, ends in new.blocks:
        if starts >= ends:
            raise InvalidInput(N_("A block ends after it begins."))
        if datetime.combine(new.starts_on, starts) + timedelta(minutes=new.slot_minutes) > datetime.combine(
            new.starts_on, ends
        ):
            raise InvalidInput(N_("The block at %(time)s is shorter than one meeting."), time=f"{starts:%H:%M}")
    if any(before[1] > after[0] for before, after in pairwise(sorted(new.blocks))):
        raise InvalidInput(N_("The two blocks overlap."))


def _free_slug(session: Session, wanted: str) -> str:
    """Return the short name, with a number behind it where it is taken."""
    for number in count(1):
        slug = wanted if number == 1 else f"{wanted[: LONGEST_SLUG - len(str(number)) - 1]}-{number}"
        if session.exec(select(Event.id).where(Event.slug == slug)).first() is None:
            return slug
    raise AssertionError


def _add_categories(session: Session, event: Event, preset: Preset) -> None:
    meeting = []
    for position, category in enumerate(PRESETS[preset].categories):
        values = asdict(category)
        name = values.pop("name")
        names = {language: translate(language, name) for language in LANGUAGES}
        row = Category(event_id=row_id(event), position=position, names=names, **values)
        session.add(row)
        session.flush()
        if row.has_meetings:
            meeting.append(row_id(row))
    session.add_all(
        CategoryExclusion(event_id=row_id(event), from_id=one, to_id=other)
        for one, other in sorted(preset_exclusions(PRESETS[preset].meetings, meeting))
    )


def _add_blocks(session: Session, event: Event, venue: Venue, new: NewEvent) -> None:
    """Make the blocks of each day, cut into slots."""
    days = (new.ends_on - new.starts_on).days + 1
    for number in range(days):
        day = new.starts_on + timedelta(days=number)
        for starts, ends in sorted(new.blocks):
            part, name = ("AM", N_("Morning")) if starts < NOON else ("PM", N_("Afternoon"))
            block = Block(
                event_id=row_id(event),
                venue_id=row_id(venue),
                code=part if days == 1 else f"D{number + 1}-{part}",
                names={language: translate(language, name) for language in LANGUAGES},
                day=day,
                starts=starts,
                ends=ends,
            )
            cut_block(session, block, venue.zone, minutes=new.slot_minutes, changeover=new.changeover_minutes)
