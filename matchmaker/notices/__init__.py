"""Mails that tell people something without an invitation.

commands/notices       reminders and news about wishes
commands/withdrawals   receipts of a withdrawal
"""
