"""registration form"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ACTS = (
    *("register", "ask_to_register", "admit", "refuse_registration", "give_up_registration"),
    *("change_registration_form", "download_requests"),
)
"""Of the history, which older versions have no words for."""


def upgrade() -> None:
    op.create_table(
        "registration_form",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("has_waiting_list", sa.Boolean(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("introductions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_form_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_registration_form")),
    )
    op.create_table(
        "registration_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text", "choice", "tick", name="questionkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_question_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_question")),
    )
    op.create_index(op.f("ix_registration_question_event_id"), "registration_question", ["event_id"])

    op.create_table(
        "offered_category",
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_offered_category_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_offered_category_event_id_event")),
        sa.PrimaryKeyConstraint("category_id", name=op.f("pk_offered_category")),
    )
    op.create_index(op.f("ix_offered_category_event_id"), "offered_category", ["event_id"])

    op.create_table(
        "registration_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sent",
                "pending",
                "waiting",
                "accepted",
                "refused",
                "given_up",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("last_name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("vat", sa.String(length=20), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("terms", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_registration_request_category_id_category"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_request_event_id_event")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_request_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_request")),
        sa.UniqueConstraint("key", name=op.f("uq_registration_request_key")),
    )
    op.create_index(op.f("ix_registration_request_email_key"), "registration_request", ["email_key"])
    op.create_index(op.f("ix_registration_request_event_id"), "registration_request", ["event_id"])
    op.create_index(op.f("ix_registration_request_registration_id"), "registration_request", ["registration_id"])

    op.create_table(
        "registration_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["registration_question.id"],
            name=op.f("fk_registration_answer_question_id_registration_question"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["registration_request.id"],
            name=op.f("fk_registration_answer_request_id_registration_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_answer")),
        sa.UniqueConstraint("request_id", "question_id", name=op.f("uq_registration_answer_request_id_question_id")),
    )
    op.create_index(op.f("ix_registration_answer_question_id"), "registration_answer", ["question_id"])


def downgrade() -> None:
    for table in ("answer", "request", "question", "form"):
        op.drop_table(f"registration_{table}")
    op.drop_table("offered_category")
    op.execute(sa.delete(sa.table("audit_entry", sa.column("verb"))).where(sa.column("verb").in_(ACTS)))
