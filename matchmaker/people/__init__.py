"""Accounts, log-in, permissions, the cards of companies and people.

commands/accounts   staff and their passwords
commands/log_ins    log-ins in the audit trail
commands/login      log-in links
commands/link_requests    links that were asked for, noted and answered
commands/tries      rate limits of tries and of mails that anybody can ask for
commands/first_links    links in mails to those who have never logged in
commands/sessions   beginnings and ends of sessions
commands/passwords  another password, the link for a forgotten one
commands/second_factors   codes of an authenticator app, recovery codes
commands/account_mails    mails after a change of the log-in
commands/languages  the language of pages, mails and calendars
commands/terms      agreement to the terms
commands/company    the company card
commands/logos      its logo
commands/person     the personal card and the pace
commands/cards      what they share
rules/passwords     hashes, and which passwords are refused
rules/terms         versions of what people agree to
rules/totp          codes of an authenticator app
rules/recovery      recovery codes
rules/company       the company card, its token, what of it is searched
rules/public_card   what the public directory shows of a card
rules/person        the personal card, and the pace
rules/completion    when a card is complete
rules/names           names that stand in mails to others
rules/contact_details     websites, profiles, telephone numbers
rules/pictures      logos, drawn anew
rules/sessions      keys and limits of sessions
rules/devices       browser and system of a User-Agent
rules/clients       who is one client, what is kept of an address
queries/access      who may see which event, who takes part in it
queries/link_requests     links that wait to be mailed
queries/accounts    whose a session is; passwords and codes of the staff
jobs                links that were asked for are mailed
"""
