"""Presentations: the call, proposals, the committee with its marks and decisions, times and speakers.

rules                 when one may propose and how many, marks, parts of the day, how a proposal stands
planning/times        times for a presentation, and the solver’s problem with it at one of them
queries/call          the call as it is set
queries/proposals     what was sent, as the organisers see it
queries/own           the proposals of one delegation
queries/committee     the marks, as members of the committee may see them
queries/decisions     decisions that wait to be told, and the mails that tell them
queries/places        when and where each is, as published or as planned
queries/rooms         the rooms of an event, and what is in one of them at a time
queries/times         the times with what each costs, and how far the search is
queries/speakers      who may give a presentation instead of its speaker
words                 parts of the day in words
commands/call         opening, changing and closing the call
commands/proposing    a proposal saved, sent, withdrawn and taken up again
commands/marking      marks of the committee
commands/deciding     decisions, changed until they are told, told once
commands/placing      a time and a room, and the search for what each costs
commands/speakers     another speaker, or cancelled
jobs                  the search for what each time costs
"""
