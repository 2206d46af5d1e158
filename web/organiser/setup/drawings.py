"""What a form of a table plan says: read, shown again after a refusal, merged with what a colleague has drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import request
from flask_babel import gettext

from matchmaker.base.merging import Image, Written, merge
from matchmaker.events.queries.plans import PlanShape, PlanSpot, PlanView
from matchmaker.setup.commands.plans import Drawing, read_cell
from matchmaker.setup.rules import Cells

BOX = ("x", "y", "width", "height")
"""Of a shape, in cells."""
FIRST = (1, 1, 0, 0)
"""What a page adds to each: columns and rows are counted from 1."""
NAME, COLUMNS, ROWS, SHAPES = " name", " columns", " rows", " shapes"
"""Parts of a drawing beside its places, which are named by their codes: no code begins with a space."""
NOWHERE = Written(())


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedDrawing:
    """A drawing with what only the other has changed, and with its own where both have."""

    drawing: Drawing
    told: tuple[str, ...]
    """In words: what the other alone has changed."""
    conflicts: tuple[str, ...]
    """In words: what both have changed in different ways."""


def read_drawing(name: str, grid: Cells) -> Drawing:
    """Return what the fields of the request say; raises `InvalidInput` for what is no column or row."""
    sent = request.form
    placed = zip(sent.getlist("code"), sent.getlist("x"), sent.getlist("y"), strict=False)
    spots = {code: (read_cell(x), read_cell(y)) for code, x, y in placed if x and y}
    kinds = zip(sent.getlist("kind"), sent.getlist("text"), strict=False)
    boxes = zip(*(sent.getlist(name) for name in ("left", "top", "width", "height")), strict=False)
    shapes = [
        PlanShape(kind=kind, text=text, **dict(zip(BOX, map(read_cell, box, FIRST), strict=True)))
        for (kind, text), box in zip(kinds, boxes, strict=False)
        if kind
    ]
    return Drawing(name=name, grid=grid, spots=spots, shapes=shapes)


def drawing_of(plan: PlanView) -> Drawing:
    """Return the drawing that is saved."""
    spots = {one.code: (one.x or 0, one.y or 0) for one in plan.placed}
    return Drawing(name=plan.name, grid=Cells(plan.columns, plan.rows), spots=spots, shapes=plan.shapes)


def drawn(plan: PlanView, missing: list[PlanSpot], drawing: Drawing) -> tuple[PlanView, list[PlanSpot]]:
    """Return a plan as somebody has drawn it, and what stands nowhere in it: the page of a refusal loses nothing."""
    here = [_moved(one, drawing.spots.get(one.code)) for one in (*plan.placed, *missing)]
    placed = tuple(one for one in here if one.x is not None)
    across, down = drawing.grid.columns, drawing.grid.rows
    view = replace(plan, placed=placed, shapes=tuple(drawing.shapes), columns=across, rows=down)
    return view, [one for one in here if one.x is None]


def images_of(drawing: Drawing) -> dict[str, Image]:
    """Return the image of each part of a drawing, which its form carries."""
    return {name: one.image for name, one in _written(drawing).items()}


def merge_drawings(shown: Mapping[str, Image], sent: Drawing, saved: Drawing) -> MergedDrawing:
    """Merge part by part, each place a part: what a form showed (`images_of`), what was sent and what is saved."""
    mine, theirs = _written(sent), _written(saved)
    parts = {*mine, *theirs, *shown}
    mine, theirs = ({part: by.get(part, NOWHERE) for part in parts} for by in (mine, theirs))
    found = merge(dict.fromkeys(parts, NOWHERE.image) | dict(shown), mine, theirs)
    spots = {code: at for code, at in sent.spots.items() if code not in found.saved}
    spots |= {code: at for code, at in saved.spots.items() if code in found.saved}
    merged = Drawing(
        name=(saved if NAME in found.saved else sent).name,
        grid=Cells(
            (saved if COLUMNS in found.saved else sent).grid.columns, (saved if ROWS in found.saved else sent).grid.rows
        ),
        spots=spots,
        shapes=(saved if SHAPES in found.saved else sent).shapes,
    )
    return MergedDrawing(drawing=merged, told=_in_words(found.told), conflicts=_in_words(found.conflicts))


def _written(drawing: Drawing) -> dict[str, Written]:
    return {
        NAME: Written((drawing.name,)),
        COLUMNS: Written((str(drawing.grid.columns),)),
        ROWS: Written((str(drawing.grid.rows),)),
        SHAPES: Written(
            tuple(f"{one.kind} {one.text} {[getattr(one, side) for side in BOX]}" for one in drawing.shapes)
        ),
        **{code: Written(tuple(map(str, at))) for code, at in drawing.spots.items()},
    }


def _in_words(parts: tuple[str, ...]) -> tuple[str, ...]:
    names = {
        NAME: gettext("Room"),
        COLUMNS: gettext("Cells across"),
        ROWS: gettext("Cells down"),
        SHAPES: gettext("Doors, stage, words"),
    }
    return tuple(names.get(part, part) for part in sorted(parts))


def _moved(one: PlanSpot, at: tuple[int, int] | None) -> PlanSpot:
    return replace(one, x=at[0] if at else None, y=at[1] if at else None)
