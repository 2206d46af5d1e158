"""Duplicates of a community: people and organisations that are there twice.

rules                how alike two names, numbers and addresses are
queries/suggestions  the pairs that look like one
queries/shared       events in which both of two take part: whether their rows there become one
queries/comparison   two side by side, and what their merge does
queries/images       images of the rows that a merge has written
queries/undo         whether a merge can be undone
words                why two look alike, and what a merge does, as sentences
commands/rows        lead what refers to one row to another, and back
commands/merging     merge two; remember that two are two
commands/undo        take a merge back
"""
