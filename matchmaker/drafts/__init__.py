"""The draft of an event, edited by hand: each edit is a command with an inverse, checked on a board, undone and redone.

commands/clearing        take out all that cannot be saved
commands/drafts          start a draft, discard it
commands/edits           move, swap, place, remove, lock, unlock
commands/log             write an edit; undo and redo it
commands/making_way      place a pair while other meetings move or leave
commands/presence        who has the draft open
commands/publishing      count its numbers anew
commands/taking          a repair that was taken, as one edit
planning/board           what each change would do
planning/counting        its numbers as it is now
planning/loading         the rows that an edit looks at
planning/options         where a meeting could go
planning/people          what speaks against a person in a slot
planning/rearranging     meetings make way for another
planning/sentences       what speaks against a spot, in words
queries/drafts           the draft, its log, who has it open
queries/gone             what has become of a draft that is gone
queries/grid             its rows and cells
queries/logged           whether it was edited; rows that undo and redo lead back to
queries/pick             what each cell means for a picked meeting
queries/removed          meetings taken out by hand that a later schedule holds again
queries/steps            from where to where each edit has moved its meetings, in words
queries/swaps            with which others a meeting can change places
queries/unmet            wishes to place by hand
queries/verdict          what the judge finds wrong
queries/ways             where other meetings can make way, and what it costs
rules/conflicts          hard rules, and which may be waived
rules/spots              where a meeting is; a change and its inverse
"""
