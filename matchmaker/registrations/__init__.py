"""People and organisations of one event, as its organisers keep them.

rules                       how far a registration has come; the values that organisers edit
queries/listing             the list of everybody: search, filters, order, pages
words                       this list as a table for spreadsheets
queries/person              everything about one person
queries/delegation          everything about one organisation
queries/day                 a person's days as strips
queries/wishes              the wishes of a delegation, with answers, meetings and reasons
queries/talks               their presentations, as the delegation may know how they stand
queries/mails               the mails to and from a person
queries/saved_views         views of the list that were saved under a name
queries/impact              what a withdrawal or other times would touch of what is published
queries/several             whom a withdrawal, a return or another category of several people concerns
commands/edit               correct a person; category and limits of a delegation
commands/recorded           a change of many people as one line of the history
commands/several            withdrawn, taken back or put into a category together
commands/saved_views        save and remove such a view
commands/add                add a person, or move one to another organisation: an import of one line
commands/acting             what an organiser does on the pages of a participant, as that person
commands/told               mails to people for whom something was noted
commands/withdrawals        withdrawals of people and organisations, taken back, a colleague instead
commands/telephone          times and terms that people say by telephone
"""
