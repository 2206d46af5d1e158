"""whom a company looks for in a city"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("leg_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("profiles", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("not_whom", sa.String(length=500), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=201), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_demand_minutes")),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_demand_delegation_id_delegation")),
        sa.ForeignKeyConstraint(["leg_id"], ["leg.id"], name=op.f("fk_demand_leg_id_leg")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand")),
        sa.UniqueConstraint("leg_id", "delegation_id", name=op.f("uq_demand_leg_id_delegation_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("demand", schema=None) as batch_op:
        for column in ("delegation_id", "leg_id"):
            batch_op.create_index(batch_op.f(f"ix_demand_{column}"), [column], unique=False)


def downgrade() -> None:
    op.drop_table("demand")
