"""History: the audit trail as people read it, and how long it is kept.

rules               the topics by which acts are filtered
queries             the history of an event or a community, in pages or whole
words               the sentence of each act, who did it, the whole as a table
commands            retention
"""
