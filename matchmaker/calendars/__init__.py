"""iCalendar as pure functions: no clock, no database.

along        who of neither side comes along to a meeting
build        an agenda as a calendar file
details      the frozen texts of a published line
entry        one published line as a value
event        one entry as VEVENT
invitation   the calendar part of an invitation mail
texts        the words of an entry
zones        VTIMEZONE components
"""
