"""Mails that tell people something without an invitation: reminders, news, receipts."""
