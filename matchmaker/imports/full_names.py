"""Split of a full name into first and last name."""

from collections.abc import Mapping
from dataclasses import dataclass

LISTED = 100
"""So many names can be corrected on screen; those that do not tell by themselves come first."""
PARTICLES = frozenset(
    {
        *("van", "von", "vom", "de", "du", "des", "den", "der", "het", "la", "le", "les", "ter", "ten", "te", "zu"),
        *("zum", "zur", "da", "das", "dos", "di", "del", "della", "degli", "el", "d'", "d’", "'t", "’t", "'s", "’s"),
    }
)
"""In lower case; they begin or continue a last name and are never a first name."""


@dataclass(frozen=True, slots=True)
class SplitName:
    """The full name of a line, and what its columns of first and last name hold."""

    line: int
    cell: str
    first: str
    last: str

    @property
    def told(self) -> bool:
        """Whether capitals or a comma tell the parts apart, whatever the order of the column."""
        return split_by_spelling(self.cell) is not None


@dataclass(frozen=True, slots=True)
class SplitNames:
    """The column of full names, in which order it is read, and the names that nobody has corrected yet."""

    header: str
    last_first: bool
    names: tuple[SplitName, ...]
    turned: tuple[str, ...]
    """Our columns for those of the file with the other order; empty where a recognised export has several for one."""
    constants: Mapping[str, str]

    @property
    def listed(self) -> tuple[SplitName, ...]:
        return self.names[:LISTED]

    @property
    def untold(self) -> int:
        """How many names are split by the order of the column alone."""
        return sum(not name.told for name in self.names)


def split_name(name: str, *, last_first: bool = False) -> tuple[str, str]:
    """Return first and last name; where the name itself does not tell them apart, in the order of its column.

    "Lefèvre Chloé" is Chloé, Lefèvre where the last name comes first. A first name that is only particles is empty,
    and one word alone is a last name.
    """
    words = name.split()
    found = split_by_spelling(name)
    if found is None and len(words) > 1 and (last_first or _is_particle(words[0])) and not _is_particle(words[-2]):
        found = words[-1], " ".join(words[:-1])
    first, last = found or (words[0], " ".join(words[1:]))
    return ("", name.strip()) if all(map(_is_particle, first.split())) else (first, last)


def split_by_spelling(name: str) -> tuple[str, str] | None:
    """Return first and last name if the name tells them apart: "DUPONT, Jean", "DUPONT Jean" and "Jean DUPONT" do.

    A comma stands behind the last name; words in capitals are the last name, with the particles at them.
    """
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma:
        return first, last
    words = name.split()
    if len(words) < 2:
        return "", name.strip()
    capitals = [word.isupper() and len(word) > 1 for word in words]
    if not any(capitals):
        return None
    of_last = [capital or _is_particle(word) for word, capital in zip(words, capitals, strict=True)]
    if all(of_last):
        return None
    leading = of_last.index(False)
    if any(capitals[:leading]):
        return " ".join(words[leading:]), " ".join(words[:leading])
    if of_last[-1] and not leading:
        trailing = len(of_last) - of_last[::-1].index(False)
        return " ".join(words[:trailing]), " ".join(words[trailing:])
    return None


def _is_particle(word: str) -> bool:
    return word.lower() in PARTICLES
