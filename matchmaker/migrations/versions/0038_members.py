"""members: tiers of a community, renewals, public directory, town and position, tags and contacts"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

ACTS = ("add_member", "save_membership", "save_contact", "save_public_card", "remind_renewal", "import_members")


def upgrade() -> None:
    op.add_column("organisation", sa.Column("postcode", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("town", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("organisation", sa.Column("latitude", sa.Float(), nullable=True))
    op.add_column("organisation", sa.Column("longitude", sa.Float(), nullable=True))
    op.add_column("organisation", sa.Column("placed_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("organisation", sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("organisation", sa.Column("public_fields", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("organisation", sa.Column("public_text", sa.String(), nullable=False, server_default=""))
    op.add_column("community", sa.Column("tiers", sa.JSON(), nullable=False, server_default='["Basic", "Premium"]'))
    op.add_column("community", sa.Column("renewal_days", sa.Integer(), nullable=True))
    op.add_column("community", sa.Column("directory_open", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("community", sa.Column("directory_indexed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("community", sa.Column("directory_sites", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "member_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_member_tag_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_tag")),
        sa.UniqueConstraint("organisation_id", "tag", name=op.f("uq_member_tag_organisation_id_tag")),
    )
    for column in ("organisation_id", "tag"):
        op.create_index(op.f(f"ix_member_tag_{column}"), "member_tag", [column])
    op.create_table(
        "member_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_member_contact_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_contact")),
        sa.UniqueConstraint("organisation_id", "email_key", name=op.f("uq_member_contact_organisation_id_email_key")),
    )
    op.create_index(op.f("ix_member_contact_organisation_id"), "member_contact", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("member_contact")
    op.drop_table("member_tag")
    with op.batch_alter_table("community") as batch:
        for column in ("directory_sites", "directory_indexed", "directory_open", "renewal_days", "tiers"):
            batch.drop_column(column)
    with op.batch_alter_table("organisation") as batch:
        for column in (
            "public_text",
            "public_fields",
            "is_public",
            "placed_by_hand",
            "longitude",
            "latitude",
            "town",
            "postcode",
        ):
            batch.drop_column(column)
    audit = sa.table("audit_entry", sa.column("verb"))
    op.execute(sa.delete(audit).where(audit.c.verb.in_(ACTS)))
