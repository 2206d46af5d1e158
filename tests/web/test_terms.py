"""What people agree to has a version: another wording is another version."""

from hashlib import sha256

from matchmaker.people.rules.terms import WORDING
from tests.builders.paths import ROOT

TEXT = ROOT / "web" / "templates" / "macros" / "terms.html"
KNOWN = {"2026-11": "55c8cb137bf5636c"}
"""Digest of the text of each version; add one with the new version, and keep the others."""


def test_the_version_of_the_terms_is_that_of_their_text():
    assert sha256(TEXT.read_bytes()).hexdigest()[:16] == KNOWN[WORDING]
