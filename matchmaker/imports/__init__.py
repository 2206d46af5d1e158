"""Files in: recognise, preview with line-by-line errors, apply in one transaction.

commands/apply     write a plan
commands/folder    write a whole event from a folder
commands/uploads   keep a file between preview and application
blocks             blocks with their slots
cells              what a cell may hold
columns            columns of each file
identity           recognise an organisation
importer           plan and preview of a file
participants, programme, wishes   what the lines of each file mean
people             recognise a person, or ask
plan               drafts of rows, before anything is written
preview            lines with changes and errors in words
read               bytes to a table
stays              arrival and departure
texts              encodings, and cells without what nobody sees or means
restrictions, structure   files that only a folder has
rows               lines joined with columns and cells
times              days, wall times and zones
venues             venue of a line
"""

from matchmaker.imports.commands.apply import apply
from matchmaker.imports.commands.folder import load_folder
from matchmaker.imports.importer import preview
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
