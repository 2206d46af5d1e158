"""campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PRESETS = ("invitation", "missing", "wishes", "times", "practical", "own")
STATES = ("draft", "planned", "done")
LEFT_OUT = ("unsubscribed", "recent", "done", "unusable")


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("preset", _choice("campaignpreset", PRESETS), nullable=False),
        sa.Column("state", _choice("campaignstate", STATES), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("essential", sa.Boolean(), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_campaign_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_event_id"), "campaign", ["event_id"])
    op.create_index(op.f("ix_campaign_state"), "campaign", ["state"])
    op.create_table(
        "campaign_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("left_out", _choice("leftout", LEFT_OUT), nullable=True),
        sa.Column("mail_key", sa.String(length=120), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_campaign_recipient_campaign_id_campaign"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_campaign_recipient_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_recipient")),
        sa.UniqueConstraint(
            "campaign_id", "registration_id", name=op.f("uq_campaign_recipient_campaign_id_registration_id")
        ),
    )
    op.create_index(op.f("ix_campaign_recipient_mail_key"), "campaign_recipient", ["mail_key"])
    op.create_index(
        op.f("ix_campaign_recipient_registration_id_campaign_id"),
        "campaign_recipient",
        ["registration_id", "campaign_id"],
    )


def downgrade() -> None:
    op.execute("DELETE FROM audit_entry WHERE verb IN ('send_campaign', 'stop_campaign')")
    op.drop_table("campaign_recipient")
    op.drop_table("campaign")
