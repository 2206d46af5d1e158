"""Three-way merge of a form: what it showed, what was sent, and what somebody else has saved meanwhile."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

Image = str | list[str]
"""What a form keeps of a field that it shows: a hash of one value; options that are ticked, as they are."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a field says: one text, or the options that are ticked, each once and in order."""

    values: tuple[str, ...]
    several: bool = False

    @property
    def image(self) -> Image:
        """Image of the field; ticked options stay as they are, to be merged one by one."""
        return list(self.values) if self.several else sha256("\0".join(self.values).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Where the value of each field comes from; what is not named comes from what was sent."""

    saved: frozenset[str] = frozenset()
    """Fields that have the value that is saved."""
    ticked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Options of fields that both have changed, each its own ones."""
    conflicts: tuple[str, ...] = ()
    """Fields that both have changed in different ways."""
    told: tuple[str, ...] = ()
    """Fields that somebody else alone has changed, or where both have ticked options."""


def merge(
    shown: Mapping[str, Image],
    sent: Mapping[str, Written],
    saved: Mapping[str, Written],
    groups: Iterable[Collection[str]] = (),
    taken: Collection[str] = (),
) -> Merged:
    """Merge field by field; the fields of a group are one value, such as latitude and longitude.

    `shown` holds images by field. A field without one counts as changed by both, so that nothing is lost unseen.
    `taken` names fields whose saved value somebody has chosen.
    """
    together = [members for group in groups if (members := [name for name in group if name in sent])]
    alone = [[name] for name in sent if not any(name in members for members in together)]
    kept: list[str] = []
    ticked: dict[str, list[str]] = {}
    conflicts: list[str] = []
    told: list[str] = []
    for unit in (*alone, *together):
        first, differ = unit[0], [name for name in unit if sent[name] != saved[name]]
        began = shown.get(first) if len(unit) == 1 and sent[first].several else None
        if not differ:
            continue
        if set(taken) & set(unit):
            kept += differ
        elif isinstance(began, list):
            both = _options(began, sent[first].values, saved[first].values)
            if both != list(sent[first].values):
                ticked[first] = both
                told.append(first)
        elif not _changed(unit, shown, sent):
            kept += differ
            told += differ
        elif _changed(unit, shown, saved):
            conflicts += differ
    return Merged(saved=frozenset(kept), ticked=ticked, conflicts=tuple(conflicts), told=tuple(told))


def _changed(unit: Iterable[str], shown: Mapping[str, Image], by: Mapping[str, Written]) -> bool:
    return any(shown.get(name) != by[name].image for name in unit)


def _options(began: Sequence[str], sent: Sequence[str], saved: Sequence[str]) -> list[str]:
    """Return what was sent, with what the other has ticked and without what they have unticked."""
    gone = set(began) - set(saved)
    added = set(saved) - set(began)
    return sorted((set(sent) | added) - gone)
