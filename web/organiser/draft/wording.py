"""What an edit of the draft has done, and how large its grid is drawn, in words."""

from flask_babel import lazy_gettext

from matchmaker.models import DraftAct

SAID = {
    DraftAct.MOVE: lazy_gettext("Moved: %(about)s"),
    DraftAct.SWAP: lazy_gettext("Swapped: %(about)s"),
    DraftAct.PLACE: lazy_gettext("Placed: %(about)s"),
    DraftAct.REMOVE: lazy_gettext("Removed: %(about)s"),
    DraftAct.LOCK: lazy_gettext("Locked: %(about)s"),
    DraftAct.UNLOCK: lazy_gettext("Unlocked: %(about)s"),
    DraftAct.REPAIR: lazy_gettext("Taken: %(about)s"),
}
ZOOMS = {
    "compact": lazy_gettext("Compact"),
    "normal": lazy_gettext("Normal"),
    "large": lazy_gettext("Large"),
}
