"""Prospects of a mission: counterparts in its cities, and how far each company has come with them.

commands/against_hours  hours that leave out a published meeting are reported to the organisers
commands/against_place  published meetings that are not where a counterpart receives are reported to the organisers
commands/agreement     a counterpart agrees to meet, or declines: wishes with answers follow
commands/asking        counterparts are asked by mail, many at once
commands/attache_mails  mails to attachés: their page, and what counterparts of their city say
commands/attache_news  what counterparts say, kept until their attaché is told
commands/attaches      pages without an account for attachés
commands/call_mails    the people of a company hear that a counterpart would rather have a call
commands/calls         a counterpart would rather have a call, or takes that back
commands/contacts      another contact takes over what the former one was registered for
commands/counterparts  counterparts added and corrected, each for the companies that may meet them
commands/hours         the hours that a counterpart has tapped on its page
commands/instead       somebody comes in the place of the contact
commands/locking       in which order everybody locks what an approach concerns
commands/own_answers   what a counterpart says on its page
commands/own_data      what a counterpart has said of itself is removed, on its page
commands/proposals     a company says whether it wants to meet a counterpart
commands/stages        what people note of an approach: its stage, the next step
jobs                   mails to attachés, one transaction an event
queries/against_hours  published meetings that the hours of a counterpart leave out
queries/asking         whom a mail can ask, and who is silent
queries/against_place  published meetings that are not where a counterpart receives
queries/attaches       those pages
queries/calls          counterparts that would rather have a call with a company
queries/counterpart    one counterpart, with what was done
queries/former         former addresses of those pages, and whom to ask
queries/hours          hours at which a counterpart could meet
queries/links          secret addresses of pages without an account
queries/meeting_slots  slots in which a counterpart could meet one of its companies
queries/office_hours   what the form of an office begins with
queries/own_page       the page of a counterpart
queries/pipeline       counterparts with their prospects, and where each stands
queries/proposals      what is proposed to a company
queries/receiving      counterparts that receive: whose office is not there yet, and how to find the others
queries/said_held      whether published meetings took place, as far as anybody has said it
queries/taken_back     what counterparts have reported and taken back since
queries/registered     the contact of a counterpart among those who take part
rules                  where a prospect stands, and who must act
"""
