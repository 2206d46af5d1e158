"""Mails that tell people something without an invitation.

commands/first_mails   what those get who have not registered yet
commands/notices       reminders and news about wishes
commands/withdrawals   receipts of a withdrawal
"""
