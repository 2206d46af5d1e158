"""rules that prefer a language in common"""

import sqlalchemy as sa
from alembic import op

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None

KINDS = ("required", "forbidden", "not_before", "not_after", "table", "language", "order", "together", "interpreter")
PREFERRED = "language_preferred"


def upgrade() -> None:
    _allow(*KINDS, PREFERRED)


def _allow(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("particular_rule", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_particular_rule_rulekind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_particular_rule_rulekind"), f"kind IN ({accepted})")


def downgrade() -> None:
    rules = sa.table("particular_rule", sa.column("kind"))
    op.execute(sa.delete(rules).where(rules.c.kind == PREFERRED))
    _allow(*KINDS)
