"""alerts about changes of the structure"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = (
    *("declined", "cancelled", "withdrawn", "move", "late", "no_show"),
    *("refused", "counter", "bounced", "message"),
)


def upgrade() -> None:
    _allow_kinds(*KINDS, "structure")


def _allow_kinds(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_alert_alertkind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_alertkind"), f"kind IN ({accepted})")


def downgrade() -> None:
    op.execute("DELETE FROM alert WHERE kind = 'structure'")
    _allow_kinds(*KINDS)
