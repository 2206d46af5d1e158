"""Duplicates of a community: people and organisations that are there twice.

rules                   how alike two names, numbers and addresses are
queries/suggestions     the pairs that look like one
queries/shared          events in which both of two take part: whether their rows there become one
queries/comparison      two side by side, and what their merge does
queries/addresses       which of two addresses a merge may keep, and for whom
queries/letters         what those concerned are written, to queue and to read before
queries/undo            the merges that can be undone, and what stands in the way
words                   why two look alike, and what a merge does, as sentences
commands/rows           lead what refers to one row to another, and back
commands/answers        a "no" to one of two, or of one of two, is that of both
commands/approaches     counterparts of one city that become one: what each of the two says
commands/accounts       end the log-ins and feeds of those who are merged or parted, and tell them
commands/organisations  tell the people of organisations that are merged or parted, end the feeds both saw
commands/merging        merge two; remember that two are two
commands/undo           take a merge back
"""
