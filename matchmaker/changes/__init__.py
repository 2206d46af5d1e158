"""The change desk: alerts, withdrawals, answers to invitations, and the repairs that follow."""
