"""Entity matching: recognises an organisation that exists already or was brought by an earlier line."""

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz, process
from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.likeness import most_alike
from matchmaker.base.names import fold, legal_form, may_be_same_name, name_key
from matchmaker.base.vat import normal_vat
from matchmaker.imports.plan import Draft
from matchmaker.imports.preview import RowMessage
from matchmaker.imports.rows import Row
from matchmaker.models import Delegation, Event, Organisation

Known = Draft[Organisation]
ALIKE = 87.5
"""From this likeness on (0 to 100) two names may be spellings of one."""
CANDIDATES = 5
"""So many of the likest names are looked at."""


class Organisations:
    """Organisations by external id, then VAT number, then folded name.

    A weaker key never joins what a stronger one tells apart: two organisations of the same name with different
    VAT numbers, external ids or legal forms are two. An external id alone identifies nobody who is known already: the
    name or the VAT number must say the same, or a wrong id would rename a company (see decision 18).
    """

    def __init__(self, drafts: Iterable[Known] = ()) -> None:
        self._by_id: dict[str, Known] = {}
        self._by_vat: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        self._by_beginning: dict[str, dict[str, None]] = {}
        """Folded names by how their words begin (blocking): a file of 5,000 lines has 25 million pairs."""
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Known) -> None:
        """Take in an organisation, or what an earlier line has said about it since."""
        if external_id := draft.get("external_id"):
            self._by_id[external_id] = draft
        for index, key in ((self._by_vat, draft.get("vat")), (self._by_name, name_key(draft.get("name")))):
            if key and draft not in index.setdefault(key, []):
                index[key].append(draft)
        for beginning in _beginnings(name_key(draft.get("name"))):
            self._by_beginning.setdefault(beginning, {})[name_key(draft.get("name"))] = None

    def find(self, external_id: str | None, vat: str | None, name: str) -> Known | None:
        """Return the organisation that is meant.

        Raises InvalidInput if several of the same name may be, or if the id belongs to one of another name and number.
        """
        if external_id and external_id in self._by_id:
            known = self._by_id[external_id]
            _confirm(known, external_id, vat, name)
            return known
        same_vat = [known for known in self._by_vat.get(vat or "", []) if _may_be(known, "external_id", external_id)]
        if same_vat:
            return _only(same_vat, name)
        same_name = [
            known
            for known in self._by_name.get(name_key(name), [])
            if _may_be(known, "external_id", external_id)
            and _may_be(known, "vat", vat)
            and may_be_same_name(known.get("name"), name)
        ]
        exact = [known for known in same_name if fold(known.get("name")) == fold(name)]
        return _only(exact or same_name, name) if same_name else None

    def named(self, text: str) -> Known | None:
        """Return the organisation that one cell names, by whichever key; raises InvalidInput if several may be."""
        if text in self._by_id:
            return self._by_id[text]
        try:
            numbered = self._by_vat.get(normal_vat(text))
        except ValueError:
            numbered = None
        return _only(numbered, text) if numbered else self.find(None, None, text)

    def alike(self, values: Mapping[str, Any]) -> Known | None:
        """Return the organisation that a newcomer with these `values` may be: its name is spelled nearly the same,
        and a word of it begins the same way.

        Nobody whom a VAT number, an external id, a legal form or a digit in the name tells apart.
        """
        key = name_key(values["name"])
        near = dict.fromkeys(name for one in _beginnings(key) for name in self._by_beginning.get(one, ()))
        found = process.extract(key, list(near), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=CANDIDATES)
        alike = (known for name, _, _ in found if _digits(name) == _digits(key) for known in self._by_name[name])
        return next((known for known in alike if not _told_apart(known, values)), None)

    def closest(self, text: str) -> str | None:
        """Return the name most like `text`, for a hint."""
        keys = most_alike(name_key(text), self._by_name, least=75)
        return str(self._by_name[keys[0]][0].get("name")) if keys else None


def _may_be(known: Known, key: str, value: str | None) -> bool:
    return not value or not known.get(key) or known.get(key) == value


def _beginnings(key: str) -> list[str]:
    return list(dict.fromkeys(word[:3] for word in key.split()))


def _digits(text: str) -> list[str]:
    return [sign for sign in text if sign.isdecimal()]


def _told_apart(known: Known, values: Mapping[str, Any]) -> bool:
    numbered = any(values.get(key) and known.get(key) for key in ("vat", "external_id"))
    return numbered or len({legal_form(known.get("name")), legal_form(values["name"])} - {None}) == 2


def _confirm(known: Known, external_id: str, vat: str | None, name: str) -> None:
    """Raise InvalidInput if neither the name nor the VAT number of the organisation that has the id is the same.

    What an earlier line has made of it counts as well.
    """
    if known.present is None:
        return
    names, numbers = {known.present.name, known.get("name")}, {known.present.vat, known.get("vat")}
    if name_key(name) in map(name_key, names) or (vat and vat in numbers):
        return
    if known.get("vat"):
        message = N_(
            "The id “%(id)s” belongs to “%(known)s”. If that company has a new name, write its VAT number on this "
            "line; if this is another company, correct the id or leave it empty."
        )
    else:
        message = N_(
            "The id “%(id)s” belongs to “%(known)s”. If that company has a new name, first import its VAT number under "
            "the present name; if this is another company, correct the id or leave it empty."
        )
    raise InvalidInput(message, id=external_id, known=known.get("name"))


def _only(found: list[Known], name: str) -> Known:
    if len(found) > 1:
        raise InvalidInput(
            N_("Several organisations are called “%(name)s”. Say which one by its organisation_id or its VAT number."),
            name=name,
        )
    return found[0]


class Delegations:
    """The delegations of an event, found by what a cell says of their organisation."""

    def __init__(self, session: Session, event: Event) -> None:
        pairs = session.exec(
            select(Delegation, Organisation)
            .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
            .where(Delegation.event_id == event.id)
        ).all()
        self._delegations = {organisation.id: delegation for delegation, organisation in pairs}
        self._organisations = Organisations(Draft(Organisation, organisation) for _, organisation in pairs)

        self.names = {delegation.id: organisation.name for delegation, organisation in pairs}

    def in_cell(self, row: Row, column: str) -> Delegation | None:
        """Return the delegation that a cell of a line names; refuses the line where there is none of that name."""
        if column not in row.values:
            return None
        found = self.find(row.values[column])
        if isinstance(found, RowMessage):
            row.refuse_cell(column, found.message, found.suggestions, **found.params)
            return None
        return found

    def find(self, text: str) -> Delegation | RowMessage:
        """Return the delegation that a cell names, or the sentence that says why there is none."""
        try:
            known = self._organisations.named(text)
        except InvalidInput as error:
            return RowMessage(error.message, error.params)
        if known is not None:
            return self._delegations[known.id]
        closest = self._organisations.closest(text)
        if closest:
            return RowMessage(
                N_(
                    "Column “%(column)s”: “%(value)s” takes no part in this event. Did you mean “%(closest)s”? "
                    "Write the organisation_id, the VAT number or the name as it is among the participants."
                ),
                {"closest": closest},
                suggestions=(closest,),
            )
        return RowMessage(
            N_(
                "Column “%(column)s”: “%(value)s” takes no part in this event. "
                "Import the participants first, or correct the name."
            )
        )


def same_number(draft: Known, values: Mapping[str, Any]) -> bool:
    """Tell whether an id or a VAT number of the line is that of the organisation."""
    return any(values.get(key) and values[key] == draft.get(key) for key in ("external_id", "vat"))


def same_name(field: str, one: str, other: str) -> bool:
    """Tell whether two values of a field are one name in two spellings."""
    return field == "name" and name_key(one) == name_key(other)
