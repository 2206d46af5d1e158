"""a counterpart would rather have a call; a line to the other side of a meeting; alerts about tapped hours"""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None

TEXTS = {"call_phone": 40, "call_email": 254, "call_when": 300}
KINDS = (
    *("declined", "cancelled", "withdrawn", "move", "late", "no_show"),
    *("refused", "counter", "bounced", "message", "structure", "speaker"),
)


def _allow_kinds(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert") as batch:
        batch.drop_constraint(op.f("ck_alert_alertkind"), type_="check")
        batch.create_check_constraint(op.f("ck_alert_alertkind"), f"kind IN ({accepted})")


def upgrade() -> None:
    _allow_kinds(*KINDS, "hours")
    with op.batch_alter_table("prospect") as batch:
        batch.add_column(sa.Column("call_asked_at", sa.DateTime(timezone=True), nullable=True))
        for name, length in TEXTS.items():
            batch.add_column(sa.Column(name, sa.String(length=length), server_default="", nullable=False))
    with op.batch_alter_table("prospect") as batch:
        for name in TEXTS:
            batch.alter_column(name, server_default=None)
    with op.batch_alter_table("meeting_report") as batch:
        batch.add_column(sa.Column("to_other", sa.String(length=300), server_default="", nullable=False))
    with op.batch_alter_table("meeting_report") as batch:
        batch.alter_column("to_other", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM alert WHERE kind = 'hours'")
    _allow_kinds(*KINDS)
    with op.batch_alter_table("meeting_report") as batch:
        batch.drop_column("to_other")
    with op.batch_alter_table("prospect") as batch:
        for name in (*TEXTS, "call_asked_at"):
            batch.drop_column(name)
