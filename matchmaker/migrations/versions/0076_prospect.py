"""counterparts of a city, and how far each company has come with them"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "counterpart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("leg_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("meets_at", _kind("meetsat", "unknown", "office", "hotel", "either"), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("door", sa.String(length=300), nullable=False),
        sa.Column("times", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("link_epoch", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=201), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_counterpart_event_id_event")),
        sa.ForeignKeyConstraint(["leg_id"], ["leg.id"], name=op.f("fk_counterpart_leg_id_leg")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_counterpart_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counterpart")),
        sa.UniqueConstraint("leg_id", "organisation_id", name=op.f("uq_counterpart_leg_id_organisation_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "prospect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counterpart_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            _kind("stage", "found", "proposed", "wanted", "contacted", "interested", "declined"),
            nullable=False,
        ),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("pitch", sa.String(length=300), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=201), nullable=False),
        sa.ForeignKeyConstraint(
            ["counterpart_id"], ["counterpart.id"], name=op.f("fk_prospect_counterpart_id_counterpart")
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_prospect_delegation_id_delegation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prospect")),
        sa.UniqueConstraint("counterpart_id", "delegation_id", name=op.f("uq_prospect_counterpart_id_delegation_id")),
        sqlite_autoincrement=True,
    )
    for table, columns in (
        ("counterpart", ("event_id", "leg_id", "organisation_id")),
        ("prospect", ("counterpart_id", "delegation_id")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    op.drop_table("prospect")
    op.drop_table("counterpart")
