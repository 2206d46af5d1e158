"""a repair that was taken is the first edit of its draft"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

ACTS = ("move", "swap", "place", "remove", "lock", "unlock")


def upgrade() -> None:
    _allow_acts(*ACTS, "repair")


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("draft_edit") as batch:
        batch.drop_constraint(op.f("ck_draft_edit_draftact"), type_="check")
        batch.create_check_constraint(op.f("ck_draft_edit_draftact"), f"act IN ({accepted})")


def downgrade() -> None:
    edits = sa.table("draft_edit", sa.column("act"))
    op.execute(sa.delete(edits).where(edits.c.act == "repair"))
    _allow_acts(*ACTS)
