"""runs that look for the trade-off between wishes met and people disturbed"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MODES = ("add", "close", "better", "afresh")


def upgrade() -> None:
    with op.batch_alter_table("solve_run") as batch:
        batch.add_column(sa.Column("trade_off", sa.JSON(), nullable=False, server_default="[]"))
    _allow_modes(*MODES, "trade_off")


def _allow_modes(*modes: str) -> None:
    accepted = ", ".join(f"'{mode}'" for mode in modes)
    with op.batch_alter_table("solve_run") as batch:
        batch.drop_constraint(op.f("ck_solve_run_solvemode"), type_="check")
        batch.create_check_constraint(op.f("ck_solve_run_solvemode"), f"mode IN ({accepted})")


def downgrade() -> None:
    runs, progress = (
        sa.table("solve_run", sa.column("id"), sa.column("mode")),
        sa.table("solve_progress", sa.column("run_id")),
    )
    gone = sa.select(runs.c.id).where(runs.c.mode == "trade_off")
    op.execute(sa.delete(progress).where(progress.c.run_id.in_(gone)))
    op.execute(sa.delete(runs).where(runs.c.mode == "trade_off"))
    _allow_modes(*MODES)
    with op.batch_alter_table("solve_run") as batch:
        batch.drop_column("trade_off")
