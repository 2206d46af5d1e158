"""Accounts, log-in, permissions, the cards of companies and people.

commands/accounts   staff and their passwords
commands/login      log-in links, rate limits
commands/profile    terms, company card, personal card
queries             who may see which event
"""
