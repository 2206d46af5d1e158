"""call for presentations"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

STATES = ("draft", "sent", "withdrawn")


def upgrade() -> None:
    op.create_table(
        "presentation_call",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("lengths", sa.JSON(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_presentation_call_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_presentation_call")),
    )
    with op.batch_alter_table("presentation") as batch:
        batch.add_column(sa.Column("minutes", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("state", sa.String(length=32), nullable=False, server_default="sent"))
        batch.add_column(sa.Column("proposed_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("impossible", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("time_note", sa.String(length=200), nullable=False, server_default=""))
        batch.add_column(sa.Column("reason", sa.String(length=500), nullable=False, server_default=""))
        for name in ("sent_at", "decided_at", "told_at"):
            batch.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch.create_check_constraint(op.f("ck_presentation_proposalstate"), _one_of("state", STATES))
        batch.create_foreign_key(
            op.f("fk_presentation_proposed_by_id_registration"), "registration", ["proposed_by_id"], ["id"]
        )
    _allow_decisions("proposed", "accepted", "waiting", "declined")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _allow_decisions(*decisions: str) -> None:
    with op.batch_alter_table("presentation") as batch:
        batch.drop_constraint(op.f("ck_presentation_decision"), type_="check")
        batch.create_check_constraint(op.f("ck_presentation_decision"), _one_of("decision", decisions))


def downgrade() -> None:
    op.execute("DELETE FROM presentation WHERE state <> 'sent'")
    op.execute("UPDATE presentation SET decision = 'proposed' WHERE decision = 'waiting'")
    _allow_decisions("proposed", "accepted", "declined")
    with op.batch_alter_table("presentation") as batch:
        batch.drop_constraint(op.f("fk_presentation_proposed_by_id_registration"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_presentation_proposalstate"), type_="check")
        for name in (
            *("minutes", "state", "proposed_by_id", "impossible", "time_note", "reason"),
            *("sent_at", "decided_at", "told_at"),
        ):
            batch.drop_column(name)
    op.drop_table("presentation_call")
