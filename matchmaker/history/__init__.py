"""History: the audit trail as people read it, and how long it is kept.

rules               the topics by which acts are filtered
queries             the history of an event or a community, in pages or whole
codes               words for the codes among the details of an act
words               the sentence of each act, who did it, the whole as a table
commands            retention
"""
