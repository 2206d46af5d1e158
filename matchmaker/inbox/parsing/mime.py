"""MIME parser with bounds on size, depth and number of parts: linear time, never raises.

Python's own parser follows every nesting that it is given, and raises where a header is broken enough. A mailbox that
anybody can write to needs less and stricter: header lines, the leaves of the tree, and attached mails left closed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.base.plain_text import clean
from matchmaker.inbox.parsing import texts

LARGEST = 2_000_000
"""Bytes of a mail that are looked at; what lies behind is another one's attachment."""
HEAD_BYTES, MOST_HEADERS, LONGEST_HEADER = 128_000, 400, 8_000
DEEPEST, MOST_PARTS = 10, 100

_PARAMETER = re.compile(r';\s*([\w*-]{1,40})\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s"]*)')
_ADDRESS = re.compile(r"[^\s<>\"(),;:@\\\[\]]{1,100}@[^\s<>\"(),;:@\\\[\]]{1,250}")
_IN_ANGLES = re.compile(r"<\s*([^\s<>\"(),;:@\\\[\]]{1,100}@[^\s<>\"(),;:@\\\[\]]{1,250})\s*>")
_ID = re.compile(r"<[^<>\s]{1,250}>")


class Head:
    """The header lines of a mail or of one of its parts, by name in any case."""

    def __init__(self, data: bytes) -> None:
        self._lines = tuple(_header_lines(data[:HEAD_BYTES]))

    def all(self, name: str) -> list[str]:
        """Return the texts of all header lines called `name`, decoded and on one line each."""
        wanted = name.lower()
        return [texts.one_line(texts.encoded_words(text), LONGEST_HEADER) for key, text in self._lines if key == wanted]

    def get(self, name: str) -> str:
        """Return the text of the first header line called `name`, or nothing."""
        return next(iter(self.all(name)), "")

    def __contains__(self, name: str) -> bool:
        return any(key == name.lower() for key, _ in self._lines)

    def raw(self, name: str) -> str:
        """Return the first header line called `name` before its encoded words are read: addresses stand there."""
        return next((text for key, text in self._lines if key == name.lower()), "")

    def addresses(self, *names: str) -> tuple[str, ...]:
        """Return the mail addresses in the header lines of these names, in this order, at most 20."""
        found = (address for name in names for key, text in self._lines if key == name.lower() for address in _in(text))
        return tuple(dict.fromkeys(found))[:20]

    def sender(self) -> str:
        """Return the address in From: the one in angle brackets, never an address in the display name."""
        text = self.raw("from")
        angled = _IN_ANGLES.findall(text)
        return angled[-1] if angled else next(iter(_in(text)), "")

    def ids(self, *names: str) -> tuple[str, ...]:
        """Return the message ids in the header lines of these names, with their brackets, the last 20."""
        return tuple(dict.fromkeys(one for name in names for text in self.all(name) for one in _ID.findall(text)))[-20:]


def _in(text: str) -> list[str]:
    return [texts.one_line(found.rstrip("."), 254) for found in _ADDRESS.findall(text[:LONGEST_HEADER])]


def _header_lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (name in lower case, text on one line), folded lines joined; what is no header line is passed over."""
    joined = re.sub(rb"\r?\n[ \t]+", b" ", data)
    for line in re.split(rb"\r?\n", joined)[:MOST_HEADERS]:
        name, colon, text = line[: LONGEST_HEADER * 4].partition(b":")
        if colon and name and b" " not in name.strip():
            yield texts.decode(name.strip()).lower(), clean(texts.decode(text)).strip().replace("\n", " ")


@dataclass(frozen=True)
class Part:
    """A leaf of the tree: its header lines, and its bytes as they came."""

    head: Head
    data: bytes

    @cached_property
    def kind(self) -> str:
        """The media type in lower case."""
        return _kind(self.head)

    @cached_property
    def params(self) -> Mapping[str, str]:
        """The parameters of the media type, their names in lower case."""
        return _params(self.head)

    @property
    def attached(self) -> bool:
        return self.head.get("content-disposition").lower().startswith("attachment")

    def content(self, most: int) -> bytes:
        """Return at most `most` bytes of the content, its transfer encoding undone."""
        encoding = self.head.get("content-transfer-encoding").lower()
        if encoding == "base64":
            return texts.from_base64(self.data[: most * 3 // 2])[:most]
        if encoding == "quoted-printable":
            return texts.from_quoted(self.data[: most * 3])[:most]
        return self.data[:most]

    def text(self, most: int) -> str:
        """Return the content as text, made of at most `most` bytes."""
        return clean(texts.decode(self.content(most), self.params.get("charset", "")))


@dataclass(frozen=True)
class ParsedMail:
    """A mail opened as far as it is looked at."""

    head: Head
    kind: str
    params: Mapping[str, str]
    parts: tuple[Part, ...]
    """The leaves in their order; attached mails are leaves."""

    def first(self, *kinds: str) -> Part | None:
        """Return the first part of one of these media types, the earlier type before the later."""
        return next((part for kind in kinds for part in self.parts if part.kind == kind), None)


def open_mail(data: bytes) -> ParsedMail:
    """Open the first LARGEST bytes of a mail."""
    data = data[:LARGEST]
    if data.startswith((b"From ", b">From ")):  # the separator of mailbox files, which some pipes leave there
        data = data.partition(b"\n")[2]
    head, body = split_head(data)
    return ParsedMail(head, _kind(head), _params(head), tuple(_leaves(head, body)))


def split_head(data: bytes) -> tuple[Head, bytes]:
    """Return the header lines and what follows the first empty line."""
    if found := re.match(rb"\r?\n", data):
        return Head(b""), data[found.end() :]
    found = re.search(rb"\r?\n\r?\n", data)
    if found is None:
        return Head(data), b""
    return Head(data[: found.start()]), data[found.end() :]


def _leaves(head: Head, body: bytes) -> Iterator[Part]:
    """Yield the leaves below a head, depth first; beyond the bounds nothing is opened."""
    waiting, seen = [(head, body, 0)], 0
    while waiting and seen < MOST_PARTS:
        head, body, depth = waiting.pop()
        boundary = _params(head).get("boundary", "") if _kind(head).startswith("multipart/") else ""
        if not boundary:
            seen += 1
            yield Part(head, body)
        elif depth < DEEPEST:
            inner = [(*split_head(piece), depth + 1) for piece in _pieces(body, boundary)]
            waiting.extend(reversed(inner))


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    mark = re.escape(boundary.encode("utf-8", "ignore"))
    pieces = re.split(rb"(?:\A|\r?\n)--" + mark + rb"(?=--|[ \t\r\n]|\Z)[^\n]*\n?", body, maxsplit=MOST_PARTS + 1)
    return [piece for piece in pieces[1 : MOST_PARTS + 1] if piece.strip()]


def _kind(head: Head) -> str:
    kind = head.get("content-type").partition(";")[0].strip().lower()
    return kind if "/" in kind else "text/plain"


def _params(head: Head) -> dict[str, str]:
    found = _PARAMETER.findall(head.get("content-type"))
    return {name.lower().rstrip("*"): _unquoted(value) for name, value in reversed(found)}


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
