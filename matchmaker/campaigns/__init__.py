"""Campaigns: mails in an organiser's own words to the people of an event who match a filter.

commands/drafts        make, change and delete a draft
commands/sending       confirm for the people shown, stop, a test to oneself
jobs                   writes to those confirmed, each once
queries/audience       whom a filter finds, and who of them is left out
queries/campaigns      lists, one campaign, what became of each mail
rules/audience         filter of recipients, as a pure function
rules/placeholders     placeholders in texts: parse, check, fill; nothing is evaluated
words/mails            a campaign's text as the mail of one person
words/presets          texts and filters that a preset begins with
"""
