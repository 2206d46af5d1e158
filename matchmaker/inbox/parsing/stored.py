"""JSON of what was understood of a mail, as its row keeps it."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from matchmaker.inbox.parsing.bounces import Bounce
from matchmaker.inbox.parsing.itip import CalendarAnswer
from matchmaker.inbox.parsing.understand import Understood
from matchmaker.models import InboundMail


def to_json(found: Understood) -> dict[str, Any]:
    """Return what `InboundMail.understood` keeps."""
    return {
        "recipients": found.recipients,
        "references": found.references,
        "answer": _to_json(found.answer),
        "bounce": _to_json(found.bounce),
    }


def answer_of(mail: InboundMail) -> CalendarAnswer | None:
    """Return what the calendar in the mail said."""
    stored = mail.understood["answer"]
    if stored is None:
        return None
    answer = CalendarAnswer(**stored)
    return replace(
        answer,
        stamped_at=_from_json(stored["stamped_at"]),
        proposed_at=_from_json(stored.get("proposed_at")),
    )


def _from_json(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None


def bounce_of(mail: InboundMail) -> Bounce | None:
    """Return what the report in the mail said."""
    stored = mail.understood["bounce"]
    return Bounce(**stored) if stored is not None else None


def _to_json(found: CalendarAnswer | Bounce | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(found).items()}
