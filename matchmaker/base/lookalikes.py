"""Names that look alike: the skeleton by which they are compared (Unicode Technical Standard 39), mixed scripts.

The letters are those that Unicode's `confusables.txt` calls confusable with one of ASCII, in upper or lower case
(`lookalikes.csv` beside this file; Unicode License).
"""

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from matchmaker.base.names import name_key

_WRITTEN_TOGETHER = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"})
"""Scripts that one name has side by side, by the first word of the names of their letters."""
_NO_SCRIPT = frozenset({"MODIFIER", "KATAKANA-HIRAGANA"})
"""First words of the names of letters that are of no script, or of two."""


@cache
def _letters() -> dict[int, str]:
    rows = csv.DictReader((files("matchmaker.base") / "lookalikes.csv").read_text(encoding="utf-8").splitlines())
    return {ord(sign): row["letter"] for row in rows for sign in row["look_alikes"]}


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """Return the name of an organisation as it looks: names with the same one can be taken for each other.

    It is in Latin letters where these look the same, without legal form, accents, case and spaces; 1, l and I are one,
    as are 0 and O, and "rn" and "m".
    """
    plain = name_key(unicodedata.normalize("NFKD", name).translate(_letters()))
    return plain.replace(" ", "").replace("1", "l").replace("i", "l").replace("0", "o").replace("rn", "m")


def mixes_scripts(name: str) -> bool:
    """Tell whether a name, but for its legal form, has letters of scripts that are not written together.

    "Газпром SA" has one script; "Газпром Belgium" has two.
    """
    letters = filter(str.isalpha, name_key(name))
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters} - _NO_SCRIPT
    return len(scripts) > 1 and not scripts <= _WRITTEN_TOGETHER
