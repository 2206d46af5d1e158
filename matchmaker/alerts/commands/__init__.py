"""Writes: alerts, withdrawals, answers, repairs, automatic cancellation, mails to organisers."""
