"""Programmes on paper (PDF): read from the last release, said in the reader's language, set by typst.

commands/making   a paper is ordered
commands/texts    what organisers write for the booklet
jobs              papers made in the background
queries/booklet   everything that stands in the booklet
queries/cards     cards and logos of organisations
queries/made      papers that are made, and their files
queries/met       counterparts with whom meetings are published
queries/personal  the programme of one person
queries/sheets    who is on which transfer; the meetings of a city
rules/blocks      headings, paragraphs and lists in what organisers write
rules/long_words  words that no column holds
typesetting       texts to a PDF file, by a child process
typst_child       that process
words/booklet     the general booklet
words/cards       the card of an organisation
words/frame       title, head and foot of every paper
words/personal    the personal programme
words/sheets      sheets for the road

Templates lie in `templates`, fonts in `fonts`, each with its licence beside it.
"""
