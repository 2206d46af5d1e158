"""rules that ask for two people of one side"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

KINDS = ("required", "forbidden", "not_before", "not_after", "table", "language", "order")
TOGETHER = "together"


def upgrade() -> None:
    _allow(*KINDS, TOGETHER)


def _allow(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("particular_rule", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_particular_rule_rulekind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_particular_rule_rulekind"), f"kind IN ({accepted})")


def downgrade() -> None:
    rules = sa.table("particular_rule", sa.column("kind"))
    op.execute(sa.delete(rules).where(rules.c.kind == TOGETHER))
    _allow(*KINDS)
