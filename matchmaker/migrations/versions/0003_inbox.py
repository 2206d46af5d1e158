"""inbox"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailbox_position",
        sa.Column("mailbox", sa.String(length=300), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailbox_position")),
    )
    op.create_table(
        "inbound_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.String(length=254), nullable=False),
        sa.Column("sender", sa.String(length=254), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "reply",
                "counter",
                "refresh",
                "bounce",
                "automatic",
                "message",
                name="inboundkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("understood", sa.JSON(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received", "done", "failed", name="inboundstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_inbound_mail_event_id_event")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["sent_invitation.id"], name=op.f("fk_inbound_mail_invitation_id_sent_invitation")
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["message.id"], name=op.f("fk_inbound_mail_outbox_id_message")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_inbound_mail_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mail")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_inbound_mail_fingerprint")),
    )
    with op.batch_alter_table("inbound_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_mail_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mail_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mail_outbox_id"), ["outbox_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mail_received_at"), ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mail_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbound_mail_state"), ["state"], unique=False)

    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "declined",
                "cancelled",
                "withdrawn",
                "move",
                "late",
                "no_show",
                "counter",
                "bounced",
                "message",
                name="alertkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=40), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "handled",
                "dismissed",
                "taken_back",
                name="alertstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("open_key", sa.String(length=120), nullable=True),
        sa.Column("scenario_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_alert_event_id_event")),
        sa.ForeignKeyConstraint(["mail_id"], ["inbound_mail.id"], name=op.f("fk_alert_mail_id_inbound_mail")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_alert_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_alert_registration_id_registration")
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_alert_scenario_id_scenario")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name=op.f("fk_alert_settled_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("open_key", name=op.f("uq_alert_open_key")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_state"), ["state"], unique=False)

    op.create_table(
        "invitation_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=40), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column(
            "says",
            sa.Enum(
                "accepted", "tentative", "declined", name="says", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["inbound_mail.id"], name=op.f("fk_invitation_answer_mail_id_inbound_mail")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_answer_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_invitation_answer_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_answer")),
        sa.UniqueConstraint("registration_id", "uid", name=op.f("uq_invitation_answer_registration_id_uid")),
    )
    with op.batch_alter_table("invitation_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_answer_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_answer_registration_id"), ["registration_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("invitation_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_answer_registration_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_answer_meeting_id"))

    op.drop_table("invitation_answer")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_state"))
        batch_op.drop_index(batch_op.f("ix_alert_registration_id"))
        batch_op.drop_index(batch_op.f("ix_alert_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_alert_event_id"))

    op.drop_table("alert")
    with op.batch_alter_table("inbound_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_mail_state"))
        batch_op.drop_index(batch_op.f("ix_inbound_mail_registration_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_mail_received_at"))
        batch_op.drop_index(batch_op.f("ix_inbound_mail_outbox_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_mail_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_inbound_mail_event_id"))

    op.drop_table("inbound_mail")
    op.drop_table("mailbox_position")
