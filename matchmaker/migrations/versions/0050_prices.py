"""runs that look for the price of each rule"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MODES = ("add", "close", "better", "afresh", "trade_off")


def upgrade() -> None:
    with op.batch_alter_table("solve_run") as batch:
        batch.add_column(sa.Column("prices", sa.JSON(), nullable=False, server_default="{}"))
    _allow_modes(*MODES, "prices")


def _allow_modes(*modes: str) -> None:
    accepted = ", ".join(f"'{mode}'" for mode in modes)
    with op.batch_alter_table("solve_run") as batch:
        batch.drop_constraint(op.f("ck_solve_run_solvemode"), type_="check")
        batch.create_check_constraint(op.f("ck_solve_run_solvemode"), f"mode IN ({accepted})")


def downgrade() -> None:
    runs = sa.table("solve_run", sa.column("mode"))
    op.execute(sa.delete(runs).where(runs.c.mode == "prices"))
    _allow_modes(*MODES)
    with op.batch_alter_table("solve_run") as batch:
        batch.drop_column("prices")
