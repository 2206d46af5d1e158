"""What WTForms says by itself, in the product's words; its own translations have gaps and typewriter apostrophes."""

from typing import Any

from flask_babel import lazy_gettext, ngettext
from flask_wtf.i18n import translations

_CHOICE = lazy_gettext("Choose one from the list.")
_SEVERAL = lazy_gettext("Choose from the list.")
_NUMBER = lazy_gettext("Enter a number.")
SENTENCES = {
    "Invalid Choice: could not coerce.": _CHOICE,
    "Not a valid choice.": _CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _SEVERAL,
    "Not a valid datetime value.": lazy_gettext("Enter a day and a time that exist."),
    "Not a valid date value.": lazy_gettext("Enter a day that exists."),
    "Not a valid time value.": lazy_gettext("Enter a time of the day."),
    "Not a valid integer value.": lazy_gettext("Enter a whole number."),
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Number must be at least %(min)s.": lazy_gettext("Enter %(min)s or more."),
    "Number must be at most %(max)s.": lazy_gettext("Enter %(max)s at most."),
    "Number must be between %(min)s and %(max)s.": lazy_gettext("Enter a number from %(min)s to %(max)s."),
    "This field is required.": lazy_gettext("Please fill this in."),
    "Invalid email address.": lazy_gettext("This does not look like an e-mail address, for example name@company.be."),
}
"""Of each sentence of the library, ours with the same placeholders."""


class FormWords:
    """The translations that a form asks: the library fills the placeholders afterwards."""

    def gettext(self, sentence: str) -> str:
        """Return a sentence in the language of the page."""
        ours = SENTENCES.get(sentence)
        return str(ours) if ours is not None else _typographic(translations.gettext(sentence))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the sentence for a number in the language of the page."""
        if one == "Field cannot be longer than %(max)d character.":
            said: str = ngettext("Use %(num)d character at most.", "Use %(num)d characters at most.", number)
        elif one == "Field must be at least %(min)d character long.":
            said = ngettext("Use at least %(num)d character.", "Use at least %(num)d characters.", number)
        elif one.startswith("'%(value)s'"):
            said = str(_SEVERAL)
        else:
            said = _typographic(translations.ngettext(one, many, number))
        return said


def _typographic(text: Any) -> str:
    return str(text).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
