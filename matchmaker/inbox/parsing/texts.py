"""Decoding of foreign bytes to safe text: any charset or markup in, no control characters out."""

import re
from binascii import a2b_base64, a2b_qp
from html import unescape

from matchmaker.base import plain_text

_CHARSETS = re.compile(
    r"(us-)?ascii|utf-?(8|16|32)([-_]?[bl]e)?|iso-?8859-\d{1,2}|latin-?\d|windows-12\d\d|cp\d{3,4}|koi8-[ru]|gb2312|gbk"
    r"|gb18030|big5(-hkscs)?|euc-(jp|kr)|shift[-_]jis|iso-2022-(jp|kr)|macintosh",
    re.IGNORECASE,
)
"""Python knows more, of which some are no charsets (zip, idna) or take a time that grows with the square."""
_ENCODED = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\s]*)\?=(?:\s+(?==\?[^?\s]{1,40}\?[bBqQ]\?))?")
_BLOCKS = re.compile(r"</?(?:p|div|br|tr|li|h[1-6]|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_HIDDEN = ("script", "style", "head", "title")
_ORIGINAL = re.compile(
    r"(?m)^[ \t]*(?:-{2,20}[ \t]?(?:original message|message d.origine|oorspronkelijk bericht"
    r"|urspr.ngliche nachricht)|_{20,80}$|(?:on|le|op|am)[ \t][^\n]{6,200}(?:wrote|a écrit|schreef|schrieb)[ \xa0]?:$)",
    re.IGNORECASE,
)
"""What mail programs put above the mail that is answered. Each try stays within its line."""


def decode(data: bytes, charset: str = "") -> str:
    """Return `data` as text: by its charset if it is one, else UTF-8, else the bytes as they are in Latin-1."""
    if _CHARSETS.fullmatch(charset):
        try:
            return data.decode(charset, "replace")
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")


def one_line(text: str, most: int = 300) -> str:
    """Return `text` on one line of at most `most` characters."""
    return plain_text.one_line(text[: 4 * most])[:most]


def encoded_words(text: str) -> str:
    """Return a header's text with its encoded words (RFC 2047) decoded; broken ones stay as they are."""
    return _ENCODED.sub(_encoded_word, text)


def _encoded_word(found: re.Match[str]) -> str:
    charset, form, word = found[1].partition("*")[0], found[2].lower(), found[3]
    if form == "q":
        return decode(from_quoted(word.replace("_", " ").encode("utf-8", "ignore")), charset)
    return decode(from_base64(word.encode("utf-8", "ignore")), charset)


def from_base64(data: bytes) -> bytes:
    """Return decoded base64, as much as can be read of it."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    return a2b_base64(whole + b"=" * (-len(whole) % 4))


def from_quoted(data: bytes) -> bytes:
    """Return decoded quoted-printable."""
    return a2b_qp(data)


def from_html(markup: str) -> str:
    """Return the words of a page of HTML, without its scripts and styles; nothing in it is followed or loaded."""
    for name in _HIDDEN:
        markup = _without(markup, name)
    return unescape(_TAGS.sub("", _BLOCKS.sub("\n", markup)))


def _without(markup: str, name: str) -> str:
    """Return `markup` without the elements called `name`, an open one to the end; linear in its length."""
    lower, kept, place = markup.lower(), [], 0
    if len(lower) != len(markup):  # a letter that grows in lower case would shift every place behind it
        lower = markup
    opening, closing = f"<{name}", f"</{name}"
    while (start := lower.find(opening, place)) >= 0:
        kept.append(markup[place:start])
        end = lower.find(closing, start)
        if end < 0:
            return "".join(kept)
        place = end
    kept.append(markup[place:])
    return "".join(kept)


def own_words(text: str, most: int = 4000) -> str:
    """Return what somebody wrote above the mail that they answer; the whole text if they wrote only within it."""
    text = plain_text.clean(text[: 20 * most])
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    found = _ORIGINAL.search(text)
    above = text[: found.start()] if found else text
    lines = [line for line in above.split("\n") if not line.startswith(">")]
    own = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return (own or text.strip())[:most]
