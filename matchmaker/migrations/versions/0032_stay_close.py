"""runs that start from a schedule and stay close to it"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MODES = ("add", "close", "better", "afresh")


def upgrade() -> None:
    mode = sa.Enum(*MODES, name="solvemode", native_enum=False, create_constraint=False, length=32)
    with op.batch_alter_table("solve_run") as batch:
        batch.add_column(sa.Column("mode", mode, nullable=False, server_default="afresh"))
        batch.add_column(sa.Column("reference_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("allowance", sa.Integer(), nullable=False, server_default="2"))
        batch.create_foreign_key(op.f("fk_solve_run_reference_id_scenario"), "scenario", ["reference_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_solve_run_solvemode"), f"mode IN ({', '.join(repr(mode) for mode in MODES)})"
        )


def downgrade() -> None:
    with op.batch_alter_table("solve_run") as batch:
        batch.drop_constraint(op.f("ck_solve_run_solvemode"), type_="check")
        batch.drop_constraint(op.f("fk_solve_run_reference_id_scenario"), type_="foreignkey")
        batch.drop_column("allowance")
        batch.drop_column("reference_id")
        batch.drop_column("mode")
