"""What tests need beside Python packages, and what happens where it is missing.

Programs are installed by `make aids`; kits (calendar readers, published instances) are no part of the repository. The
tests of what is missing are reported as skipped; where `CI` is set they fail, except those of kits with `KITS=none`.
"""

import os
from typing import NoReturn

import pytest


def missing_program(reason: str) -> NoReturn:
    """Skip the test; fail it where `CI` is set."""
    _missing(reason, required=bool(os.environ.get("CI")))


def missing_kit(reason: str) -> NoReturn:
    """Skip the test; fail it where `CI` is set, unless `KITS` is `none`."""
    _missing(reason, required=bool(os.environ.get("CI")) and os.environ.get("KITS") != "none")


def _missing(reason: str, *, required: bool) -> NoReturn:
    if required:
        pytest.fail(reason)
    pytest.skip(reason)
