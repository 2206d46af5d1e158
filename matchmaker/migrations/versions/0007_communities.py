"""communities"""

import re
import unicodedata
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COMMUNITY = sa.table(
    "community",
    *(sa.column(name) for name in ("id", "slug", "name", "colour", "sender_name", "sender_email")),
    sa.column("languages", sa.JSON()),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
OWNED = ("organisation", "event")
COMMUNITY_ROLES = ("administrator", "organiser", "member_manager")
EVENT_ROLES = ("organiser", "helper", "attache")


def upgrade() -> None:
    op.create_table(
        "community",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("sender_email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sa.UniqueConstraint("slug", name=op.f("uq_community_slug")),
    )
    op.create_table(
        "community_staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*COMMUNITY_ROLES, name="communityrole", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_community_staff_community_id_community")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_community_staff_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_staff")),
        sa.UniqueConstraint("community_id", "staff_id", name=op.f("uq_community_staff_community_id_staff_id")),
    )
    op.create_index(op.f("ix_community_staff_community_id"), "community_staff", ["community_id"])
    op.create_index(op.f("ix_community_staff_staff_id"), "community_staff", ["staff_id"])
    for table in OWNED:
        op.add_column(table, sa.Column("community_id", sa.Integer(), nullable=True))
    _put_everything_into_one_community()
    for table in OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("community_id", existing_type=sa.Integer(), nullable=False)
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_community_id_community"), "community", ["community_id"], ["id"]
            )
            batch_op.create_index(op.f(f"ix_{table}_community_id"), ["community_id"], unique=False)
            if table == "organisation":
                batch_op.drop_constraint("uq_organisation_external_id", type_="unique")
                batch_op.create_unique_constraint(
                    op.f("uq_organisation_community_id_external_id"), ["community_id", "external_id"]
                )
    op.drop_column("staff", "administrator")
    _allow_roles(*EVENT_ROLES, "partner")


def _put_everything_into_one_community() -> None:
    """Make the community of an installation that holds data, named after the contact of its first event."""
    connection = op.get_bind()
    if not any(
        connection.scalar(sa.text(f"SELECT count(*) FROM {table}"))  # noqa: S608 -- names of this file
        for table in (*OWNED, "staff")
    ):
        return
    contact = connection.scalar(sa.text("SELECT contact_name FROM event ORDER BY id LIMIT 1"))
    name = " ".join((contact or "").split()) or "Matchmaker"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    values = {
        "id": 1,
        "slug": "-".join(re.findall("[a-z0-9]+", plain))[:60].strip("-") or "matchmaker",
        "name": name,
        "languages": ["fr", "en", "nl", "de"],
        "colour": "",
        "sender_name": "",
        "sender_email": "",
        "created_at": datetime.now(UTC),
    }
    op.bulk_insert(COMMUNITY, [values])
    if connection.dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('community', 'id'), 1)")
    for table in OWNED:
        op.execute(f"UPDATE {table} SET community_id = 1")  # noqa: S608 -- names of this file
    op.execute(
        "INSERT INTO community_staff (community_id, staff_id, role) "
        "SELECT 1, id, CASE WHEN administrator = true THEN 'administrator' ELSE 'organiser' END FROM staff "
        "WHERE administrator = true OR id IN (SELECT staff_id FROM event_staff WHERE role = 'organiser') ORDER BY id"
    )


def _allow_roles(*roles: str) -> None:
    """Let event_staff.role be one of `roles`."""
    accepted = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("event_staff", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_event_staff_staffrole"), type_="check")
        batch_op.create_check_constraint(op.f("ck_event_staff_staffrole"), f"role IN ({accepted})")


def downgrade() -> None:
    # an older version knows neither partners nor communities: the first one keeps its ids, all share one installation
    op.execute("DELETE FROM event_staff WHERE role = 'partner'")
    _allow_roles(*EVENT_ROLES)
    op.add_column("staff", sa.Column("administrator", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE staff SET administrator = true "
        "WHERE id IN (SELECT staff_id FROM community_staff WHERE role = 'administrator')"
    )
    op.execute(
        "UPDATE organisation SET external_id = NULL WHERE EXISTS (SELECT 1 FROM organisation AS earlier "
        "WHERE earlier.external_id = organisation.external_id AND earlier.community_id < organisation.community_id)"
    )
    for table in reversed(OWNED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            if table == "organisation":
                batch_op.drop_constraint("uq_organisation_community_id_external_id", type_="unique")
                batch_op.create_unique_constraint(op.f("uq_organisation_external_id"), ["external_id"])
            batch_op.drop_index(op.f(f"ix_{table}_community_id"))
            batch_op.drop_constraint(op.f(f"fk_{table}_community_id_community"), type_="foreignkey")
            batch_op.drop_column("community_id")
    op.drop_table("community_staff")
    op.drop_table("community")
