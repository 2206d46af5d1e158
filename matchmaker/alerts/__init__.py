"""Alerts: what people report (withdrawals, answers, delays), and the repairs that follow.

commands/alert_mails   mails to organisers
commands/alerts        raise, settle, reopen
commands/answered      alerts that a release answers
commands/answers       answers to invitations
commands/auto_cancel   cancel what is due, without an organiser
commands/bounces       mails that did not arrive
commands/causes        settle and reopen all that one cause has raised, together
commands/drafts        save a repair as the draft
commands/given_up      a repair that is undone, discarded or put aside opens its alerts again
commands/lateness      tell those who wait for somebody late
commands/publication   publish, and settle what that answers
commands/putting_back  take back what a repair has changed without need
commands/refusals      a "no" or a veto against a published meeting
commands/repairs       choose a repair for an alert
commands/reports       what participants report of a meeting or a day
commands/speakers      presentations that lose their speaker
commands/structure     published meetings that a change of the structure contradicts
commands/withdrawal    withdraw, and come back
jobs/alert_mails, jobs/auto_cancel, jobs/lateness   the same in transactions of their own
jobs/outbox            send the outbox, with alerts about refusals
planning/contradictions   published meetings that have lost their time or place
planning/describing    a repair in names and numbers
planning/disruption    what has happened, in the solver's problem
planning/missed         the wishes that a repair does not meet, with their reasons
planning/needless       what a draft changes although its cause is undone
planning/only_cancel   what is published without some meetings
planning/proposals     the solver's repairs in names and numbers
planning/repairs       find repairs
queries/answers        what organisers decided of an answer
queries/alerts         alerts and what is said of them
queries/auto_cancel    what keeps a cancellation from being done
queries/causes         alerts as organisers decide about them: those of one cause together
queries/declined       schedules that hold a declined meeting
queries/handled        alerts that drafts handle
queries/lateness       who is late, for those who wait
queries/lines          lines of published agendas that alerts are about
queries/other_causes   meetings that cannot stay by another cause than that of an alert
queries/own_lines      a participant's meeting, and its token
queries/page           the organisers' page
queries/refusals       published meetings that a refusal would put in danger
queries/repairs        what can be tried for an alert
queries/schedules      whether there is a schedule that a change could disturb
queries/slots          other times for a meeting
queries/structure      what a changed structure does to published meetings
queries/talks          presentations that lose their speaker
rules                  what is kept of a note, and which alerts one cause has raised
words                  one sentence for each alert
"""
