"""Where things are: the repository, the forums that come with it, and what lies beside it."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
TINY = FIXTURES / "forum-tiny"
"""Eight companies."""
NAMUR = FIXTURES / "forum-namur"
"""The sample forum of the demo."""
NORDIC = FIXTURES / "mission-nordic"
"""The sample mission of the demo."""
CATALOGUES = sorted(ROOT.glob("*/translations/*/LC_MESSAGES/messages.po"))
"""The translations, each compiled to a .mo file beside it."""
SHARED = ROOT.parent / "shared"
CALENDAR_READERS = Path(os.environ.get("ICS_ORACLES") or SHARED / "ics_oracles").resolve()
"""The kit of independent calendar readers, which is not part of the repository."""
