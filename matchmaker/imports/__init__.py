"""Files in: recognise, preview with line-by-line errors, apply in one transaction.

commands/apply     write a plan
commands/folder    write a whole event from a folder
commands/journal   keep the rows that an import has written
commands/recorded  the history of each person whom an import has registered or changed
commands/mappings  set the columns of a file
commands/undo      undo an import
commands/uploads   keep a file between preview and application
commands/words     what words mean that are no tags
amendments         cells mended, questions answered and lines left out in the preview
blocks             blocks with their slots
categories         categories by the words of files
cells              what a cell may hold
choices            columns of a wide sheet of wishes
closest            suggestions for a cell that names nothing known
companies          what the lines of a file say of one company
columns, folder_columns   columns of each file
csv_text, workbook, unpack   bytes of each format to a grid
exports            headers of other products
grid               lines of cells, and limits
identity           recognise an organisation
importer           plan and preview of a file
layout, full_names   lines by our columns
names              full names with their parts, for a look
mapping            what each column of a file means
proposal, remembered   columns to set on screen, and as they were set before
participants, programme, prospects, wishes   what the lines of each file mean
members            what the lines of a list of members mean
newcomers          what a participant consists of
owners             whose rows a file describes
partners           partners of the event by the words of files
people             recognise a person, or ask
plan               drafts of rows, before anything is written
preview            lines with changes and errors in words
kept               rows that an undo leaves as they are
queries/left_out   lines of a file that would not be imported, with the reasons
queries/undo       which imports can be undone, and what that would do
read               bytes of any format to a table with its header
value_words        values of columns that take few words, as the pages call them
shown              values in the words of their reader
spellings          a company whose name is spelled in two ways
stays              arrival and departure
tag_words          words in columns of tags
texts              encodings, and cells without what nobody sees or means
demands, legs, restrictions, structure   files that only a folder has
rows               lines joined with columns and cells
times              days, wall times and zones
venues             venue of a line
"""

from matchmaker.imports.amendments import Amendments
from matchmaker.imports.commands.apply import apply
from matchmaker.imports.commands.folder import load_folder
from matchmaker.imports.importer import first_reading, preview
from matchmaker.imports.preview import Kind, LineOutcome, Outcome, Preview, PreviewLine, RowChange, RowMessage

__all__ = [
    "Amendments",
    "Kind",
    "LineOutcome",
    "Outcome",
    "Preview",
    "PreviewLine",
    "RowChange",
    "RowMessage",
    "apply",
    "first_reading",
    "load_folder",
    "preview",
]
