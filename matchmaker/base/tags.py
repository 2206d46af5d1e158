"""The list of tags for company cards, in four languages (`tags.csv` beside this file, which a person can open)."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast


@dataclass(frozen=True, slots=True)
class Tag:
    """A sector, or a need that is both offered and looked for."""

    code: str
    kind: Literal["sector", "need"]
    names: dict[str, str]

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]


def tag_name(code: str, language: str) -> str:
    """Return the name of a tag; its code for one that is not in the list."""
    return tags()[code].name(language) if code in tags() else code


@cache
def tags() -> dict[str, Tag]:
    """Return all tags by code, in the order of the list."""
    rows = csv.DictReader((files("matchmaker.base") / "tags.csv").read_text(encoding="utf-8").splitlines())
    return {
        row["code"]: Tag(
            row["code"],
            cast("Literal['sector', 'need']", row["kind"]),
            {language: row[language] for language in ("fr", "en", "nl", "de")},
        )
        for row in rows
    }
