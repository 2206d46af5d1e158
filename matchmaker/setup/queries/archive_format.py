"""The document in which an event leaves an installation: its structure, rules and texts, and nobody's data.

Days are counted from the first one, which is 0; times are wall times of the venue. Parts are named by code or name.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from matchmaker.base.plain_text import one_line
from matchmaker.models import (
    Agreement,
    AnswerAudience,
    EventKind,
    PlaceKind,
    ProgrammeKind,
    QuestionKind,
    RequestDigest,
    ShapeKind,
)
from matchmaker.setup.queries.archive_values import (
    LARGEST_NUMBER,
    Cell,
    Code,
    Day,
    Language,
    Many,
    Minutes,
    Name,
    Names,
    Number,
    Some,
    Text,
    Wall,
    Words,
    Zone,
    no_presentation,
    written,
)

FORMAT, VERSION = "matchmaker-event", 1
MOST_SLOTS = 5000


class ArchivePart(BaseModel):
    """Base of all parts: what is not known is refused, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Deadline(ArchivePart):
    """So many days before the first day, at a wall time of the event."""

    days_before: Annotated[int, Field(ge=-60, le=1000)]
    at: Wall


class EventPart(ArchivePart):
    """What an event is, beside its dates."""

    name: Name
    kind: EventKind
    city: Annotated[str, Field(max_length=100), AfterValidator(one_line)]
    zone: Zone
    language: Language
    days: Annotated[int, Field(ge=1, le=60)]
    agreement: Agreement
    slot_minutes: Annotated[int, Field(ge=1, le=1440)]
    changeover_minutes: Minutes
    wishes_close: Deadline | None
    answers_close: Deadline | None
    floor_of_one: bool
    mail_invitations: bool
    reminder_hours: Number | None
    cancel_after_minutes: Number | None


class CategoryPart(ArchivePart):
    """A category with its rules, the levels of membership that lead to it and the categories it may not wish for."""

    code: Code
    names: Names
    position: Number
    has_meetings: bool
    may_present: bool
    weight: Number
    wish_limit: Number | None
    guarantee: Number
    max_meetings: Number | None
    max_received: Number | None
    tiers: Some[Code]
    not_with: Some[Code]


class LegPart(ArchivePart):
    """A city of a mission, its days counted as those of the event."""

    name: Annotated[str, Field(max_length=100), AfterValidator(written)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    zone: Zone
    starts: Day
    ends: Day
    airport: Words
    speed: Annotated[int, Field(ge=1, le=200)]
    detour: Annotated[int, Field(ge=100, le=500)]
    margin: Annotated[int, Field(ge=0, le=240)]
    district_minutes: Annotated[dict[Words, dict[Words, Minutes]], Field(max_length=100)] = {}


class TravelPart(ArchivePart):
    """Minutes between two venues."""

    one: Name
    other: Name
    minutes: Minutes


class VenuePart(ArchivePart):
    """A venue with its address, and the city of a mission that it is in."""

    name: Name
    leg: Annotated[str, Field(max_length=100), AfterValidator(one_line)] = ""
    hub: bool = False
    district: Annotated[str, Field(max_length=100), AfterValidator(one_line)] = ""
    postcode: Annotated[str, Field(max_length=20), AfterValidator(one_line)] = ""
    address: Annotated[str, Field(max_length=300), AfterValidator(one_line)]
    city: Annotated[str, Field(max_length=100), AfterValidator(one_line)]
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
    zone: Zone
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None


class BlockPart(ArchivePart):
    """A block and how it is cut into slots, in minutes."""

    venue: Name
    code: Code
    names: Names
    day: Day
    starts: Wall
    ends: Wall
    minutes: Annotated[int, Field(ge=1, le=1440)]
    changeover: Minutes


class ClosedSlot(ArchivePart):
    """A slot in which a place cannot be used."""

    day: Day
    starts: Wall


class PlacePart(ArchivePart):
    """A table or booth, without its owner."""

    venue: Name
    code: Annotated[str, Field(max_length=20), AfterValidator(written)]
    kind: PlaceKind
    label: Words
    position: Number
    capacity: Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
    travel_group: Annotated[str, Field(max_length=40), AfterValidator(one_line)]
    closed: Annotated[list[ClosedSlot], Field(max_length=MOST_SLOTS)]


class ShapePart(ArchivePart):
    """What a plan shows beside tables, in cells."""

    kind: ShapeKind
    x: Cell
    y: Cell
    width: Cell
    height: Cell
    text: Annotated[str, Field(max_length=40), AfterValidator(one_line)]


class PlanPart(ArchivePart):
    """A table plan: column and row of each place by its code."""

    venue: Name
    name: Annotated[str, Field(max_length=120), AfterValidator(written)]
    columns: Annotated[int, Field(ge=2, le=80)]
    rows: Annotated[int, Field(ge=2, le=80)]
    spots: Annotated[dict[Code, tuple[Cell, Cell]], Field(max_length=2000)]
    shapes: Some[ShapePart]


class ItemPart(ArchivePart):
    """A programme item for everybody."""

    venue: Name
    code: Code
    kind: Annotated[ProgrammeKind, AfterValidator(no_presentation)]
    titles: Names
    room: Words
    day: Day
    starts: Wall
    ends: Wall
    buffer_before: Minutes
    buffer_after: Minutes


class OfferedPart(ArchivePart):
    """A category on the open form."""

    category: Code
    capacity: Number | None


class QuestionPart(ArchivePart):
    """A question of the organiser's own."""

    position: Number
    kind: QuestionKind
    labels: Annotated[Names, Field(min_length=1)]
    options: Annotated[dict[Language, Some[Name]], Field(max_length=9)]
    is_required: bool
    seen_by: AnswerAudience


class FormPart(ArchivePart):
    """The open form; in a new event it is closed."""

    closes: Deadline | None = None
    capacity: Number | None
    by_link_only: bool
    needs_approval: bool
    digest: RequestDigest
    has_waiting_list: bool
    fields: dict[Literal["job_title", "phone", "vat"], Literal["optional", "required"]]
    introductions: Annotated[dict[Language, Text], Field(max_length=9)]
    offered: Some[OfferedPart]
    questions: Some[QuestionPart]


class CallPart(ArchivePart):
    """The call for presentations; in a new event it is closed."""

    closes: Deadline | None
    texts: Annotated[dict[Language, Text], Field(max_length=9)]
    languages: Some[Language]
    lengths: Some[Annotated[int, Field(ge=1, le=1440)]]
    limits: Annotated[dict[Code, Annotated[int, Field(ge=0, le=100)]], Field(max_length=50)]
    """Most proposals of a delegation, by the code of its category."""


class EventArchive(ArchivePart):
    """The whole document; `archive_check` tells whether its parts fit together."""

    format: Literal["matchmaker-event"] = "matchmaker-event"
    version: Literal[1] = 1
    event: EventPart
    categories: Some[CategoryPart]
    legs: Some[LegPart] = []
    venues: Many[VenuePart]
    travel: Many[TravelPart] = []
    blocks: Annotated[list[BlockPart], Field(max_length=500)]
    places: Many[PlacePart]
    plans: Some[PlanPart]
    programme: Annotated[list[ItemPart], Field(max_length=500)]
    form: FormPart | None
    call: CallPart | None = None
