"""Categories: added, removed while nobody is in them, and their rules: wishes, guarantee, limits, weight."""

import re
from dataclasses import asdict, dataclass
from itertools import chain, count

from sqlmodel import Session, col, func, or_, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.journal.words import named
from matchmaker.models import (
    Act,
    Campaign,
    CampaignState,
    Category,
    CategoryExclusion,
    CategoryTier,
    Delegation,
    Event,
    OfferedCategory,
    RegistrationLink,
    RegistrationRequest,
    Staff,
    StructureAct,
    row_id,
)
from matchmaker.setup.commands.changes import no_run, noted
from matchmaker.setup.queries.parts import category_of

LONGEST_CODE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRules:
    """What holds for everybody in a category; none is no limit."""

    has_meetings: bool
    may_present: bool
    weight: int
    wish_limit: int | None
    guarantee: int
    max_meetings: int | None
    max_received: int | None


def rules_token(category: Category) -> str:
    """Return the token of the names and rules that a form begins with (optimistic locking)."""
    rules = [getattr(category, name) for name in CategoryRules.__slots__]
    return content_token(category.names, *rules)


def change_category(
    session: Session,
    event: Event,
    category_id: int,
    rules: CategoryRules,
    *,
    names: dict[str, str],
    shown: str,
    staff: Staff,
) -> Category:
    """Change the names and rules of a category; the next schedule keeps to them, a published one stays.

    Raises `NotFound` for a category of another event, `Stale` if somebody has changed it since `shown`, and
    `InvalidInput` for a guarantee above the most meetings and for no name at all.
    """
    event = lock_event(session, row_id(event))
    category = category_of(session, event, category_id)
    if shown != rules_token(category):
        raise Stale
    given = _checked(rules, names)
    about = [named(category.names, category.code)]
    with noted(
        session,
        event,
        StructureAct.CHANGE_CATEGORY,
        about,
        staff=staff,
        recorded=Act.CHANGE_CATEGORY,
        category=about,
    ):
        category.names = given
        for name, value in asdict(rules).items():
            setattr(category, name, value)
    return category


def add_category(
    session: Session, event: Event, rules: CategoryRules, *, names: dict[str, str], staff: Staff
) -> Category:
    """Add a category behind the others, which may wish for it and it for them; undone while nobody is in it.

    Raises `InvalidInput` for the name of another category, and as `change_category` does.
    """
    event = lock_event(session, row_id(event))
    given = _checked(rules, names)
    others = session.exec(select(Category).where(col(Category.event_id) == row_id(event))).all()
    taken = {fold(name) for other in others for name in (other.code, *other.names.values())}
    if any(fold(name) in taken for name in given.values()):
        raise InvalidInput(N_("Another category of this event has this name."))
    category = Category(
        event_id=row_id(event),
        code=_free_code(next(iter(given.values())), {other.code for other in others}),
        names=given,
        position=max((other.position for other in others), default=-1) + 1,
        **asdict(rules),
    )
    about = ["+ ", named(category.names, category.code)]  # a sign is read in every language
    with noted(
        session,
        event,
        StructureAct.CHANGE_CATEGORY,
        about,
        staff=staff,
        recorded=Act.CHANGE_CATEGORY,
        category=about,
    ):
        session.add(category)
        session.flush()
    return category


def remove_category(session: Session, event: Event, category_id: int, *, staff: Staff) -> str:
    """Remove a category in which nobody is, with what it may ask and its membership tiers, and return its name.

    Raises `NotFound` for a category of another event, and `InvalidInput` for the last one, and while a run is under
    way, organisations are in it, people can register for it, or a mail that has not left is for it.
    """
    event = lock_event(session, row_id(event))
    category = category_of(session, event, category_id)
    no_run(session, event)
    name = category.name(staff.language)
    inside = session.exec(select(func.count()).where(col(Delegation.category_id) == category_id)).one()
    if inside:
        raise InvalidInput(
            N_("Organisations in %(category)s: %(number)d. Move them to another category first."),
            number=inside,
            category=name,
        )
    others = session.exec(select(func.count()).where(Category.event_id == event.id, Category.id != category_id)).one()
    if not others:
        raise InvalidInput(N_("An event has at least one category."))
    offered = select(OfferedCategory.category_id).where(OfferedCategory.category_id == category_id)
    leads = select(RegistrationLink.id).where(RegistrationLink.category_id == category_id)
    asked = select(RegistrationRequest.id).where(RegistrationRequest.category_id == category_id)
    if any(session.exec(some.limit(1)).first() is not None for some in (offered, leads, asked)):
        raise InvalidInput(
            N_("The registration form or a link of it leads to %(category)s. Change that first."), category=name
        )
    if _is_addressed(session, event, category.code):
        raise InvalidInput(
            N_("A mail that has not left yet goes to %(category)s. Change its recipients first."), category=name
        )
    about = ["− ", named(category.names, category.code)]
    with noted(
        session,
        event,
        StructureAct.CHANGE_CATEGORY,
        about,
        staff=staff,
        recorded=Act.CHANGE_CATEGORY,
        category=about,
    ):
        sides = or_(col(CategoryExclusion.from_id) == category_id, col(CategoryExclusion.to_id) == category_id)
        for row in session.exec(select(CategoryExclusion).where(sides)).all():
            session.delete(row)
        for tier in session.exec(select(CategoryTier).where(CategoryTier.category_id == category_id)).all():
            session.delete(tier)
        session.flush()
        session.delete(category)
        session.flush()
    return name


def _checked(rules: CategoryRules, names: dict[str, str]) -> dict[str, str]:
    """Return the names that are given, once they and the rules can hold."""
    if rules.max_meetings is not None and rules.guarantee > rules.max_meetings:
        raise InvalidInput(N_("More meetings are promised than are allowed."))
    given = {language: name for language in LANGUAGES if (name := one_line(names.get(language, "")))}
    if not given:
        raise InvalidInput(N_("A category needs a name."))
    return given


def _is_addressed(session: Session, event: Event, code: str) -> bool:
    """Tell whether a campaign that has not left names a category: without it, it would go to everybody or to nobody."""
    waiting = select(Campaign.audience).where(Campaign.event_id == event.id, Campaign.state != CampaignState.DONE)
    return any(code in audience.get("categories", ()) for audience in session.exec(waiting).all())


def _free_code(name: str, taken: set[str]) -> str:
    """Return what stands for a category in files: its name in small letters, with a number where that is taken."""
    code = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:LONGEST_CODE] or "category"
    return next(one for one in chain([code], (f"{code}-{number}" for number in count(2))) if one not in taken)
