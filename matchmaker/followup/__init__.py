"""After an event: whether its meetings took place, what followed from them, and the report for agency and funder.

commands/answers   answers to the mails that come months later
commands/asking    those mails, and one reminder
commands/outcomes  what sides, attachés and organisers say of a meeting
commands/rounds    when the mails leave, stopped or moved by organisers
jobs               mails that are due, each event in a transaction of its own
queries/companies  figures of each company: its meetings, its last answer
queries/links      secret addresses of the answers
queries/meetings   meetings that are over, with what is said of them
queries/own        those of one person
queries/report     figures by city, sector and round, for the agency or without small cells for the funder
queries/rounds     rounds with their days, who is asked, who has answered
queries/tables     the report as tables to download
rules              days of rounds; what a report may say
"""
