"""What has become of a draft that somebody still looks at."""

import re

from sqlmodel import Session, col, select

from matchmaker.base.i18n import N_
from matchmaker.models import Event, Release, Scenario, ScenarioKind, row_id
from matchmaker.releases.queries.published import last_release

PUBLISHED = N_("The draft was published meanwhile, as release %(number)d.")
DISCARDED = N_("The draft was discarded meanwhile. It is still in the list of scenarios.")
PUT_ASIDE = N_(
    "Another schedule was published meanwhile, as release %(number)d, and the draft was put aside: it is still in the"
    " list of scenarios."
)
GONE = N_("There is no draft any more.")


def what_became(session: Session, event: Event, shown: str = "") -> tuple[str, dict[str, int]]:
    """Return a sentence, with what fills it, about the draft of a token (`draft_token`), else about the last one."""
    number = shown.partition(".")[0]
    drafts = select(Scenario).where(Scenario.event_id == event.id, Scenario.kind == ScenarioKind.DRAFT)
    if re.fullmatch(r"[0-9]{1,9}", number):
        drafts = drafts.where(Scenario.id == int(number))
    draft, release = (
        session.exec(drafts.order_by(col(Scenario.id).desc())).first(),
        last_release(session, row_id(event)),
    )
    if draft is None:
        return GONE, {}
    if draft.discarded_at is not None:
        return DISCARDED, {}
    own = session.exec(select(Release.number).where(Release.scenario_id == draft.id)).first()
    if own is not None:
        return PUBLISHED, {"number": own}
    release = last_release(session, row_id(event))
    return (GONE, {}) if release is None else (PUT_ASIDE, {"number": release.number})
