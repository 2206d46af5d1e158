"""alerts of those who come along and are away during published meetings"""

from alembic import op

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None

KINDS = (
    *("declined", "cancelled", "withdrawn", "move", "late", "no_show", "refused"),
    *("hours", "place", "counter", "bounced", "message", "structure", "speaker"),
)


def _allow_kinds(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert") as batch:
        batch.drop_constraint(op.f("ck_alert_alertkind"), type_="check")
        batch.create_check_constraint(op.f("ck_alert_alertkind"), f"kind IN ({accepted})")


def upgrade() -> None:
    _allow_kinds(*KINDS, "away")


def downgrade() -> None:
    op.execute("DELETE FROM alert WHERE kind = 'away'")
    _allow_kinds(*KINDS)
