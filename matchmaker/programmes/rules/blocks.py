"""What organisers write for the booklet, as blocks: headings, paragraphs, lists; the same on the page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading or a paragraph has one line, a list one for each of its points."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks_of(text: str) -> tuple[TextBlock, ...]:
    """Return the blocks of a text: a line that begins with # is a heading, lines that begin with - are a list, and an
    empty line ends a paragraph."""
    return tuple(_joined(list(_lines(text))))


def _lines(text: str) -> Iterator[tuple[BlockKind | None, str]]:
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("#"):
            yield BlockKind.HEADING, words.lstrip("# ")
        elif words.startswith(("- ", "• ")):
            yield BlockKind.LIST, words[2:].strip()
        else:
            yield BlockKind.PARAGRAPH if words else None, words


def _joined(lines: list[tuple[BlockKind | None, str]]) -> Iterator[TextBlock]:
    kind: BlockKind | None = None
    found: list[str] = []
    for next_kind, words in [*lines, (None, "")]:
        if found and (next_kind is not kind or kind is BlockKind.HEADING):
            assert kind is not None
            yield TextBlock(kind, (" ".join(found),) if kind is BlockKind.PARAGRAPH else tuple(found))
            found = []
        kind = next_kind
        if words:
            found.append(words)
