"""Counterparts of one city, and approaches of one for one company, that become one: what each of the two says."""

from collections.abc import Mapping
from typing import Any

from matchmaker.models import MeetsAt, ProspectStage

Values = Mapping[str, Any]
CONTACT = ("first_name", "last_name", "email", "phone", "job_title", "language")
INSTEAD = ("instead_first_name", "instead_last_name", "instead_email")
PLACE = ("meets_at", "address", "door", "times")
ANSWER = ("said_wants", "said_by", "said_at")
STEP = ("next_step", "due_on")
REFUSAL = ("stage", "reason", "refused_at", "call_asked_at", "call_phone", "call_email", "call_when")
LONGEST_NOTE = 1000


def joined_counterpart(one: Values, other: Values) -> dict[str, Any]:
    """Return what the one that stays takes of the other: a contact is one person's, a place is one place."""
    found: dict[str, Any] = {"note": _both(one["note"], other["note"])}
    if not (one["email"] or one["first_name"] or one["last_name"]):
        found |= {name: other[name] for name in CONTACT}
    if one["meets_at"] is MeetsAt.UNKNOWN and not any(one[name] for name in PLACE[1:]):
        found |= {name: other[name] for name in PLACE}
    if not one["instead_email"]:
        found |= {name: other[name] for name in INSTEAD}
    return _changes(one, found)


def joined_prospect(one: Values, other: Values) -> dict[str, Any]:
    """Return what the one that stays takes of the other: a refusal of one is that of both, else the further stage.

    Of the words of the company, the newest counts.
    """
    found: dict[str, Any] = {
        "note": _both(one["note"], other["note"]),
        "pitch": one["pitch"] or other["pitch"],
        "pitch_language": one["pitch_language"] if one["pitch"] else other["pitch_language"],
        "asked_at": _first(one["asked_at"], other["asked_at"]),
        "wanted_at": _last(one["wanted_at"], other["wanted_at"]),
        "left_at": _last(one["left_at"], other["left_at"]),
    }
    refusal = next((row for row in (one, other) if row["stage"] is ProspectStage.DECLINED), None)
    if refusal is not None:
        found |= {name: refusal[name] for name in REFUSAL}
    else:
        order = list(ProspectStage)
        found["stage"] = max(one["stage"], other["stage"], key=order.index)
    if found["left_at"] and found["wanted_at"] and found["left_at"] < found["wanted_at"]:
        found["left_at"] = None
    elif found["left_at"]:
        found["wanted_at"] = None
        if refusal is None:
            found["stage"] = ProspectStage.PROPOSED
    if not any(one[name] for name in STEP):
        found |= {name: other[name] for name in STEP}
    said = other if _last(one["said_at"], other["said_at"]) != one["said_at"] else one
    found |= {name: said[name] for name in ANSWER}
    newest = max(one, other, key=lambda row: row["changed_at"])
    found |= {name: newest[name] for name in ("changed_at", "changed_by")}
    return _changes(one, found)


def _changes(one: Values, found: Values) -> dict[str, Any]:
    return {name: value for name, value in found.items() if one[name] != value}


def _both(one: str, other: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (one, other) if text))[:LONGEST_NOTE]


def _first(*moments: Any) -> Any:
    return min((moment for moment in moments if moment), default=None)


def _last(*moments: Any) -> Any:
    return max((moment for moment in moments if moment), default=None)
