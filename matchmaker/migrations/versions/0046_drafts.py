"""the draft of an event: its edits, waived limits, who is there"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _key(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.add_column("scenario", sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "draft_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", _words("draftact", "move", "swap", "place", "remove", "lock", "unlock"), nullable=False),
        sa.Column("state", _words("editstate", "done", "undone", "dropped"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _key("draft_edit", "scenario_id", "scenario"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_edit")),
        sa.UniqueConstraint("scenario_id", "number", name=op.f("uq_draft_edit_scenario_id_number")),
    )
    op.create_index(op.f("ix_draft_edit_scenario_id"), "draft_edit", ["scenario_id"])
    op.create_table(
        "limit_waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("rule", _words("waivedrule", "quiet", "max_per_day", "max_in_a_row", "lunch"), nullable=False),
        _key("limit_waiver", "event_id", "event"),
        _key("limit_waiver", "scenario_id", "scenario"),
        _key("limit_waiver", "meeting_id", "meeting"),
        _key("limit_waiver", "registration_id", "registration"),
        _key("limit_waiver", "slot_id", "slot"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_limit_waiver")),
        sa.UniqueConstraint(
            *("scenario_id", "meeting_id", "registration_id", "rule"),
            name=op.f("uq_limit_waiver_scenario_id_meeting_id_registration_id_rule"),
        ),
    )
    for column in ("event_id", "registration_id", "scenario_id"):
        op.create_index(op.f(f"ix_limit_waiver_{column}"), "limit_waiver", [column])
    op.create_table(
        "draft_presence",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        _key("draft_presence", "event_id", "event"),
        _key("draft_presence", "staff_id", "staff", ondelete="CASCADE"),
        _key("draft_presence", "meeting_id", "meeting"),
        sa.PrimaryKeyConstraint("event_id", "staff_id", name=op.f("pk_draft_presence")),
    )


def downgrade() -> None:
    for table in ("draft_presence", "limit_waiver", "draft_edit"):
        op.drop_table(table)
    op.drop_column("scenario", "discarded_at")
