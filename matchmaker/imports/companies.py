"""What the lines of a file say of one company: values add up or must agree, and the better spelling of its name counts.

A name without small letters or accents is how a register or an accounting program writes it; it renames nobody.
"""

from typing import Any

from matchmaker.base.i18n import N_
from matchmaker.base.names import spelled_worse
from matchmaker.imports.columns import ORGANISATION
from matchmaker.imports.identity import Known, same_name
from matchmaker.imports.preview import RowMessage
from matchmaker.imports.rows import Row
from matchmaker.imports.shown import written
from matchmaker.imports.tag_words import said_by_both

ANOTHER_VALUE = N_(
    "Column “%(column)s”: “%(value)s” differs from “%(other)s” on line %(line)d for the same organisation. "
    "Write the same on both."
)
TWO_WITH_ONE_NUMBER = N_(
    "Column “%(column)s”: “%(value)s” has the same number %(number)s as “%(other)s” on line %(line)d. "
    "Correct the number if these are two companies, or write the same name on both."
)
SPELLING_KEPT = N_("“%(name)s” is known as “%(known)s”: this spelling stays.")


class Sayings:
    """Values of companies by the lines that say them."""

    def __init__(self) -> None:
        self.said_on: dict[tuple[Known, str], Row] = {}
        """Which line first said a value."""
        self.kept: dict[int, list[RowMessage]] = {}
        """By line: which present spelling stays."""

    def take(self, row: Row, company: Known, values: dict[str, Any]) -> None:
        """Take in what a line says of a company; refuses a cell that differs from what a line above says."""
        self._keep_spelling(row, company, values)
        for name, value in values.items():
            before = company.values.get(name, value)
            if name in company.values and (both := said_by_both(name, before, value)) is not None:
                company.values[name] = both
            elif before != value and same_name(name, before, value):
                company.values[name] = value if spelled_worse(before, value) else before
            elif before != value:
                self._refuse(row, company, name, values)
        for name, value in values.items():
            if name not in company.values:
                company.values[name] = value
                self.said_on[company, name] = row

    def _refuse(self, row: Row, company: Known, name: str, values: dict[str, Any]) -> None:
        column = next(column.name for column in ORGANISATION if column.target == name)
        told: dict[str, Any] = {"other": written(company.values[name]), "line": self.said_on[company, name].number}
        number = values.get("vat")
        if name == "name" and number and number == company.values.get("vat"):
            row.refuse_cell(column, TWO_WITH_ONE_NUMBER, also=("vat",), number=number, **told)
        else:
            row.refuse_cell(column, ANOTHER_VALUE, **told)

    def _keep_spelling(self, row: Row, company: Known, values: dict[str, Any]) -> None:
        """Write the name of a company that is known as it is, where the line has a worse spelling of it."""
        if company.present is None or "name" not in values:
            return
        known, said = company.present.name, values["name"]
        if same_name("name", known, said) and spelled_worse(said, known):
            values["name"] = known
            if (company, "name") not in self.said_on:
                self.keep(row, said, known)

    def keep(self, row: Row, said: str, known: str) -> None:
        """Note that the present spelling of a name stays."""
        self.kept.setdefault(row.number, []).append(RowMessage(SPELLING_KEPT, {"name": said, "known": known}))
