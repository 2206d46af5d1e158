"""Rules of a category: wishes, guarantee, limits, weight."""

from dataclasses import asdict, dataclass

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import LANGUAGES, N_
from matchmaker.base.plain_text import one_line
from matchmaker.base.tokens import content_token
from matchmaker.events.commands import lock_event
from matchmaker.models import Act, Category, Event, Staff, StructureAct, row_id
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.parts import category_of


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
    if rules.max_meetings is not None and rules.guarantee > rules.max_meetings:
        raise InvalidInput(N_("More meetings are promised than are allowed."))
    given = {language: name for language in LANGUAGES if (name := one_line(names.get(language, "")))}
    if not given:
        raise InvalidInput(N_("A category needs a name."))
    about = category.name(staff.language)
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
