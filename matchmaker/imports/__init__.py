"""Files in: recognise, preview with line-by-line errors, apply in one transaction.

`read` turns bytes into a table, `columns` says which columns each file has, `cells` what a cell may hold, `rows` joins
the three. `participants`, `wishes`, `programme` work out what the rows mean; `importer` previews and applies.
`folder` loads a whole event, with its `structure` and `restrictions`, through the same readers.
"""

from matchmaker.imports.folder import load_folder
from matchmaker.imports.importer import apply, preview
from matchmaker.imports.preview import Kind, LineOutcome, Outcome, Preview, PreviewLine, RowChange, RowMessage

__all__ = [
    "Kind",
    "LineOutcome",
    "Outcome",
    "Preview",
    "PreviewLine",
    "RowChange",
    "RowMessage",
    "apply",
    "load_folder",
    "preview",
]
