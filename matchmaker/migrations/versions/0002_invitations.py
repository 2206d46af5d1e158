"""invitations"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = ("queued", "sending", "sent", "failed")
MORE = ("bounced", "superseded")


def _state(*values: str) -> sa.Enum:
    return sa.Enum(*values, name="messagestate", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "sent_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column(
            "method",
            sa.Enum("request", "cancel", name="invitationmethod", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("thread_root", sa.String(length=200), nullable=False),
        sa.Column("last_message_id", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("standing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["release_entry.id"], name=op.f("fk_sent_invitation_entry_id_release_entry")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_sent_invitation_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_sent_invitation_message_id_message")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_sent_invitation_registration_id_registration")
        ),
        sa.ForeignKeyConstraint(
            ["standing_id"], ["release_entry.id"], name=op.f("fk_sent_invitation_standing_id_release_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_invitation")),
        sa.UniqueConstraint("registration_id", "uid", name=op.f("uq_sent_invitation_registration_id_uid")),
    )
    with op.batch_alter_table("sent_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_invitation_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sent_invitation_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sent_invitation_registration_id"), ["registration_id"], unique=False)

    # one statement each: SQLite must not make anew a table that others refer to
    op.add_column("event", sa.Column("mail_invitations", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("event", sa.Column("reminder_hours", sa.Integer(), nullable=True))
    for name in ("calendar_chosen_at", "unsubscribed_at", "wishes_told_at"):
        op.add_column("registration", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("message", sa.Column("topic", sa.String(length=80), nullable=True))
    op.add_column("message", sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_message_topic"), "message", ["topic"])
    op.create_index(op.f("ix_message_tried_at"), "message", ["tried_at"])
    with op.batch_alter_table("message") as batch_op:
        batch_op.alter_column(
            "state", existing_type=_state(*BEFORE), type_=_state(*BEFORE, *MORE), existing_nullable=False
        )


def downgrade() -> None:
    with op.batch_alter_table("sent_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_invitation_registration_id"))
        batch_op.drop_index(batch_op.f("ix_sent_invitation_message_id"))
        batch_op.drop_index(batch_op.f("ix_sent_invitation_meeting_id"))

    op.drop_table("sent_invitation")
    op.execute("UPDATE message SET state = 'failed' WHERE state IN ('bounced', 'superseded')")
    with op.batch_alter_table("message") as batch_op:
        batch_op.alter_column(
            "state", existing_type=_state(*BEFORE, *MORE), type_=_state(*BEFORE), existing_nullable=False
        )
    op.drop_index(op.f("ix_message_tried_at"), "message")
    op.drop_index(op.f("ix_message_topic"), "message")
    for table, name in (
        ("message", "tried_at"),
        ("message", "topic"),
        ("registration", "wishes_told_at"),
        ("registration", "unsubscribed_at"),
        ("registration", "calendar_chosen_at"),
        ("event", "reminder_hours"),
        ("event", "mail_invitations"),
    ):
        op.drop_column(table, name)
