"""Receptions, seminars and signings: guests invited by mail, what they answer, where they sit.

calendar          the invitation of a guest from outside as a calendar file
commands/answers  a guest says yes or no by a secret address; who takes part in the event has it in the agenda then
commands/guests   the list of a programme item, its guests, invitations and reminders
commands/known    what guests know of the time and the place
commands/lists    guests from outside put on the list, many at once
commands/locking  the lock of what organisers change about guests
commands/noting   what is done with guests, in the history
commands/seating  tables, and who sits at which
commands/telling  guests told of another time or place
queries/guests    lists with their guests, as many statements at any size
queries/links     secret addresses of the answers
rules             guests as they are pasted, one a line
"""
