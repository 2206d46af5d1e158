"""The column of full names of a file, as its reader checks it in the preview."""

from collections.abc import Sequence

from matchmaker.imports.full_names import SplitName, SplitNames
from matchmaker.imports.layout import CHOICE, FULL_NAME, LAST_FIRST, Layout

_OTHER = {FULL_NAME.name: LAST_FIRST.name, LAST_FIRST.name: FULL_NAME.name}


def split_names(headers: Sequence[str], layout: Layout, names: Sequence[SplitName]) -> SplitNames | None:
    """Return what there is to check of full names; None for a file that has none."""
    column = next((name for name in _OTHER if name in layout.places), None)
    if column is None or {"first_name", "last_name"} <= set(layout.places):
        return None
    return SplitNames(
        header=headers[layout.places[column][0]],
        last_first=column == LAST_FIRST.name,
        names=tuple(sorted(names, key=lambda name: name.told)),
        turned=_turned(len(headers), layout, column),
        constants=layout.constants,
    )


def _turned(width: int, layout: Layout, column: str) -> tuple[str, ...]:
    fields = [""] * width
    for name, places in layout.places.items():
        if len(places) > 1 and name != CHOICE.name:
            return ()
        for place in places:
            fields[place] = _OTHER[name] if name == column else name
    return tuple(fields)
