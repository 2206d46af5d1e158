"""Fixes and reliefs as English sentences."""

from solver.cli.findings import listed
from solver.model.fix import Fix, FixKind, Relief


def fix_of(fix: Fix) -> str:
    """What to change, and at least what it brings."""
    names = listed(item.request for item in fix.lets_in)
    return f"{_change(fix)} lets at least {len(fix.lets_in)} in, worth {fix.value}: {names}"


def relief_of(relief: Relief) -> str:
    """What to change before solving, and at most what it brings."""
    return f"{_change(relief.change)} may let in up to {relief.up_to}"


def _change(fix: Fix) -> str:
    times, several = listed(fix.slots), "s" if fix.amount > 1 else ""
    where = f" in {fix.subject}" if fix.subject else ""
    return {
        FixKind.PLACES: f"{fix.amount} more place{several}{where} at {times}",
        FixKind.TIME: f"{fix.subject} there at {times} too",
        FixKind.DELEGATE: f"one more delegate of {fix.subject}",
        FixKind.DELEGATION_LIMIT: f"no most meetings of {fix.subject}",
        FixKind.PERSONAL_LIMIT: f"no limits of pace of {fix.subject}",
    }[fix.kind]
