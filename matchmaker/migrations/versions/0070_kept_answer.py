"""an answer outlives the wish that it answers"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

ANSWER = sa.Enum("none", "yes", "if_room", "no", name="answer", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _create("kept_answer", sa.Column("answer", ANSWER, nullable=False))
    op.execute(
        "INSERT INTO kept_answer (event_id, from_id, to_id, answer, answered_at, answered_by_id)"
        " SELECT event_id, from_id, to_id, 'no', answered_at, answered_by_id FROM refusal ORDER BY id"
    )
    op.drop_table("refusal")


def downgrade() -> None:
    _create("refusal")
    op.execute(
        "INSERT INTO refusal (event_id, from_id, to_id, answered_at, answered_by_id)"
        " SELECT event_id, from_id, to_id, answered_at, answered_by_id FROM kept_answer"
        " WHERE answer = 'no' ORDER BY id"
    )
    op.drop_table("kept_answer")


def _create(table: str, *more: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        *more,
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name=op.f(f"ck_{table}_not_oneself")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["registration.id"], name=op.f(f"fk_{table}_answered_by_id_registration")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event")),
        sa.ForeignKeyConstraint(["from_id"], ["delegation.id"], name=op.f(f"fk_{table}_from_id_delegation")),
        sa.ForeignKeyConstraint(["to_id"], ["delegation.id"], name=op.f(f"fk_{table}_to_id_delegation")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f(f"uq_{table}_from_id_to_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in ("event_id", "from_id", "to_id"):
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
