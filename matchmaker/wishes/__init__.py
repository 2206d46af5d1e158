"""Whom a delegation wants to meet, what others answer, and what that is worth.

commands/answers      answer the wishes of others
commands/approaches   what is noted of approaching somebody follows the wish for them
commands/delegation   lock a delegation and its list
commands/kept         an answer outlives its wish
commands/removed      undo of a removed wish
commands/vetoes       never meet
commands/wishes       add, change, order, remove
queries/contacts      people who can be met
queries/directory     companies to meet, filters
queries/exclusions    categories that may not wish for each other
queries/interest      wishes received
queries/listing       what lists show, kept in memory
queries/logos         logos and their versions
queries/offers        what the others offer
queries/others        companies that can be met, and what was said
queries/refusals      who said no to whom
queries/said          whether anything was said meanwhile
queries/states        how the wishes of a delegation stand
queries/suggestions   companies that fit best
queries/wishes        the list of a delegation
rules/agreement       who may meet
rules/exclusions      who may wish for whom by category: presets
rules/refusals        what of an answer is shown
rules/states          how a wish stands for its author
rules/suggestions     needs and languages in common
rules/tokens          optimistic locking of wishes
rules/values          what a wish is worth
"""
