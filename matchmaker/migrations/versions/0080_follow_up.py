"""what became of meetings, and what people answer months later"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

INDEXED = {
    "meeting_report": ("event_id", "meeting_id", "delegation_id"),
    "meeting_rating": ("meeting_id", "registration_id"),
    "follow_up_round": ("event_id",),
    "follow_up_answer": ("round_id", "registration_id"),
}


def _kind(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "meeting_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("teller", _kind("teller", "side", "attache", "organiser"), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("outcome", _kind("outcome", "held", "absent", "missed", "later", "not_held"), nullable=False),
        sa.Column("result", sa.String(length=500), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=201), nullable=False),
        _to("meeting_report", "event_id", "event"),
        _to("meeting_report", "meeting_id", "meeting"),
        _to("meeting_report", "delegation_id", "delegation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_report")),
        sa.UniqueConstraint(
            "meeting_id", "teller", "delegation_id", name=op.f("uq_meeting_report_meeting_id_teller_delegation_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_meeting_rating_rating")),
        _to("meeting_rating", "meeting_id", "meeting"),
        _to("meeting_rating", "registration_id", "registration"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_rating")),
        sa.UniqueConstraint("meeting_id", "registration_id", name=op.f("uq_meeting_rating_meeting_id_registration_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow_up_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        _to("follow_up_round", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_round")),
        sa.UniqueConstraint("event_id", "months", name=op.f("uq_follow_up_round_event_id_months")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow_up_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("link_epoch", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("contracts", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("may_be_named", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.CheckConstraint(
            "contacts >= 0 AND offers >= 0 AND contracts >= 0 AND value >= 0",
            name=op.f("ck_follow_up_answer_counts"),
        ),
        _to("follow_up_answer", "round_id", "follow_up_round"),
        _to("follow_up_answer", "registration_id", "registration"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_answer")),
        sa.UniqueConstraint("round_id", "registration_id", name=op.f("uq_follow_up_answer_round_id_registration_id")),
        sqlite_autoincrement=True,
    )
    for table, columns in INDEXED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("follow_up_answer", "follow_up_round", "meeting_rating", "meeting_report"):
        op.drop_table(table)
