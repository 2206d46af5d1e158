"""The frozen texts of a published agenda line (`ReleaseEntry.details`): defined here, written by publishing, read by
agendas, calendars, mails and prints."""

from typing import NotRequired, TypedDict


class PersonDetails(TypedDict):
    registration_id: int
    name: str
    job_title: str
    languages: list[str]


class AlongDetails(PersonDetails):
    """Somebody of neither side of a meeting who comes to it."""

    role: str
    """A `Role` value."""


class PartyDetails(TypedDict):
    """One side of a meeting."""

    delegation_id: int
    organisation: str
    people: list[PersonDetails]


class PlaceDetails(TypedDict):
    code: str
    kind: str
    """A `PlaceKind` value."""
    label: str


class VenueDetails(TypedDict):
    name: str
    address: str
    city: str
    latitude: float | None
    longitude: float | None
    leg: NotRequired[str]
    """Of a mission: the city that it is in, by the name of its leg."""


class WayDetails(TypedDict):
    """How its reader comes to a line: from where they are before it."""

    minutes: int
    source: str
    """A `MinutesFrom` value: how the minutes are known."""
    origin: str
    """Names of the two places."""
    goal: str


class ArrivalDetails(TypedDict):
    """Where a transfer ends."""

    place: str
    """The city, or the venue outside of any."""
    zone: str


class EventDetails(TypedDict):
    name: str
    slug: str
    contact_name: str
    contact_email: str


class WishDetails(TypedDict):
    rank: int
    strength: str


class WhyDetails(TypedDict):
    """Why the meeting takes place, seen from the reader."""

    mine: WishDetails | None
    theirs: WishDetails | None
    my_answer: str | None
    """What the reader's side answered to their wish: yes, if_room or None."""
    their_answer: str | None


class MeetingDetails(TypedDict):
    """Keys of an entry of kind `meeting`."""

    event: EventDetails
    venue: VenueDetails
    place: PlaceDetails
    own: PartyDetails
    other: PartyDetails
    why: WhyDetails
    way: NotRequired[WayDetails]
    """To it; absent where there is none, and in releases before ways were told."""
    along: NotRequired[list[AlongDetails]]
    """Who of neither side comes too, without the reader."""
    role: NotRequired[str]
    """What a reader of neither side is there for (a `Role` value): `other` is then both sides together, with the id 0,
    and `own` the reader alone."""
    sides: NotRequired[list[PartyDetails]]
    """The two sides, for such a reader."""


class ProgrammeDetails(TypedDict):
    """Keys of an entry of kind `programme` or `presentation`."""

    event: EventDetails
    venue: VenueDetails
    item_kind: str
    """A `ProgrammeKind` value."""
    titles: dict[str, str]
    room: str
    quiet_minutes: NotRequired[int]
    """For a speaker: minutes kept free around it."""
    without_speaker: NotRequired[bool]
    """Its speaker has withdrawn, and nobody else speaks yet."""
    way: NotRequired[WayDetails]
    arrival: NotRequired[ArrivalDetails]
    """Of a transfer between cities."""
    means: NotRequired[str]
    """Of a transfer: a `Means` value."""
    early: NotRequired[int]
    """Of a transfer: how many minutes before its departure one gathers."""
