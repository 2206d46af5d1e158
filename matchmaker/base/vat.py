"""VAT and enterprise numbers: recognised by their form and check digits."""

import re

from stdnum.eu import vat as eu_vat

_FOREIGN = re.compile(r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{4,20}")
"""Of a country outside the Union: at least four digits, so that no word is taken for a number."""


def normal_vat(text: str) -> str:
    """Return a number compact and, for the Union, with its country: BE0403019261; raises `ValueError` for none.

    Numbers of the Union are checked by their check digits; those of other countries are only normalised. A number of
    nine or ten digits alone is a Belgian one where its check digits say so.
    """
    compact = re.sub(r"[\s.\-/]", "", text).upper()
    if re.fullmatch(r"[01]\d{9}", compact) or (re.fullmatch(r"\d{9}", compact) and eu_vat.is_valid("BE0" + compact)):
        compact = "BE" + compact.zfill(10)
    in_union = compact[:2].lower() in eu_vat.MEMBER_STATES | {"el"}
    if in_union and eu_vat.is_valid(compact):
        return str(eu_vat.compact(compact))
    if in_union or not _FOREIGN.fullmatch(compact):
        raise ValueError("not a VAT number")
    return compact
