"""The error that a problem which makes no sense raises."""

from collections.abc import Iterable


class InvalidProblem(ValueError):
    """The problem contradicts itself: a `code` and the ids of the culprits; the sentence is made by the caller."""

    def __init__(self, code: str, ids: Iterable[str] = ()) -> None:
        self.code = code
        self.ids = tuple(ids)
        super().__init__(f"{code}: {', '.join(self.ids)}")


def refuse(code: str, culprits: Iterable[str]) -> None:
    """Raise `InvalidProblem` if there are culprits."""
    found = tuple(culprits)
    if found:
        raise InvalidProblem(code, sorted(map(str, found)) if isinstance(culprits, frozenset | set) else found)
