"""Presentations: the call, what delegations propose.

rules                 when one may propose and how many, parts of the day, how a proposal stands
queries/call          the call as it is set
queries/proposals     what was sent, as the organisers see it
queries/own           the proposals of one delegation
commands/call         opening, changing and closing the call
planning/times        times for a presentation, and the solver’s problem with it at one of them
queries/times         the times with what each costs
commands/placing      a time and a room, and the search for what each costs
commands/speakers     another speaker, or cancelled
jobs                  the search for what each time costs
words                 parts of the day in words
queries/committee     the marks, as members of the committee may see them
commands/marking      marks of the committee
commands/deciding     decisions, changed until they are told, told once
commands/proposing    a proposal saved, sent, withdrawn and taken up again
"""
