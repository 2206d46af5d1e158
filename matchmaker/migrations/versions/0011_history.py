"""history: whom an entry concerns, from where, in which community"""

import sqlalchemy as sa
from alembic import op

from matchmaker.base.names import fold

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PEOPLE = """SELECT registration.id, person.first_name, person.last_name
FROM registration JOIN person ON person.id = registration.person_id"""


def upgrade() -> None:
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("community_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("registration_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("subject", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("names", sa.String(length=241), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("client", sa.String(length=50), nullable=False, server_default=""))
        for name, table in (("community_id", "community"), ("registration_id", "registration"), ("staff_id", "staff")):
            batch_op.create_foreign_key(batch_op.f(f"fk_audit_entry_{name}_{table}"), table, [name], ["id"])
            batch_op.create_index(batch_op.f(f"ix_audit_entry_{name}"), [name])
        batch_op.create_index(batch_op.f("ix_audit_entry_at"), ["at"])
    _fill()


def _fill() -> None:
    """Bring the community of the event, and whom it concerns out of the details, into the new columns."""
    database = op.get_bind()
    events = {row.id: row.community_id for row in database.execute(sa.text("SELECT id, community_id FROM event"))}
    people = {row.id: f"{row.first_name} {row.last_name}".strip() for row in database.execute(sa.text(PEOPLE))}
    staff = {row.id: row.name for row in database.execute(sa.text("SELECT id, name FROM staff"))}
    communities = set(database.execute(sa.text("SELECT id FROM community")).scalars())
    entry = sa.table(
        "audit_entry",
        *(sa.column(name) for name in ("id", "event_id", "actor", "community_id", "registration_id", "staff_id")),
        *(sa.column(name) for name in ("subject", "names")),
        sa.column("details", sa.JSON),
    )
    for row in database.execute(sa.select(entry)).all():
        details = dict(row.details)
        registration, account = details.pop("registration", None), details.pop("staff", None)
        community = events.get(row.event_id) or details.pop("community", None)
        subject = (people.get(registration) or staff.get(account) or "")[:120]
        values = {
            "community_id": community if community in communities else None,
            "registration_id": registration if registration in people else None,
            "staff_id": account if account in staff else None,
            "subject": subject,
            "names": fold(f"{row.actor} {subject}")[:241],
            "details": details,
        }
        database.execute(sa.update(entry).where(entry.c.id == row.id).values(values))


def downgrade() -> None:
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_at"))
        for name, table in (("community_id", "community"), ("registration_id", "registration"), ("staff_id", "staff")):
            batch_op.drop_index(batch_op.f(f"ix_audit_entry_{name}"))
            batch_op.drop_constraint(batch_op.f(f"fk_audit_entry_{name}_{table}"), type_="foreignkey")
            batch_op.drop_column(name)
        for name in ("subject", "names", "client"):
            batch_op.drop_column(name)
