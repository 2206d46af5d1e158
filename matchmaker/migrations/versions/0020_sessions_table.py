"""a table of sessions"""

from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

METHODS = ("link", "password", "code", "recovery_code", "older")
NO_COOKIE = 900_000_000
"""An epoch above those of any cookie: after the way back, everybody logs in again."""


def upgrade() -> None:
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "method",
            sa.Enum(*METHODS, name="loginmethod", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("browser", sa.String(length=30), nullable=False),
        sa.Column("system", sa.String(length=30), nullable=False),
        sa.Column("client", sa.String(length=50), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("person_id IS NULL OR staff_id IS NULL", name=op.f("ck_login_session_one_account")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_login_session_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_login_session_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_login_session_key_hash")),
    )
    op.create_index(op.f("ix_login_session_person_id"), "login_session", ["person_id"])
    op.create_index(op.f("ix_login_session_staff_id"), "login_session", ["staff_id"])
    _keep_participants()
    op.drop_table("ended_login")
    op.drop_column("person", "session_epoch")
    op.drop_column("staff", "session_epoch")
    op.execute("UPDATE audit_entry SET verb = 'end_other_log_ins' WHERE verb = 'logout_everywhere'")


def _keep_participants() -> None:
    """Make one row of all log-ins of a person, as their cookies name them, and one of each that has ended.

    Who has never used a link has no cookie.
    """
    connection, now = op.get_bind(), datetime.now(UTC)
    sessions = sa.table(
        "login_session",
        sa.column("person_id", sa.Integer()),
        *(sa.column(name, sa.String()) for name in ("key_hash", "method", "browser", "system", "client")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("began_at", "used_at", "ended_at")),
    )
    unknown = {"method": "older", "browser": "", "system": "", "client": "", "began_at": now, "used_at": now}
    logged_in = (
        "SELECT id, session_epoch FROM person "
        "WHERE email_key IN (SELECT email_key FROM login_link WHERE used_at IS NOT NULL)"
    )
    people = connection.execute(sa.text(logged_in)).all()
    rows = [
        unknown
        | {"person_id": number, "key_hash": sha256(f"participant:{number}:{epoch}".encode()).hexdigest()}
        | {"ended_at": None}
        for number, epoch in people
    ]
    ended = connection.execute(sa.text("SELECT key_hash FROM ended_login")).scalars().all()
    rows += [unknown | {"person_id": None, "key_hash": key_hash, "ended_at": now} for key_hash in ended]
    if rows:
        connection.execute(sa.insert(sessions), rows)


def downgrade() -> None:
    op.execute("UPDATE audit_entry SET verb = 'logout_everywhere' WHERE verb = 'end_other_log_ins'")
    op.execute("DELETE FROM audit_entry WHERE verb = 'end_log_in'")
    for table in ("person", "staff"):
        op.add_column(table, sa.Column("session_epoch", sa.Integer(), nullable=False, server_default=str(NO_COOKIE)))
    op.create_table(
        "ended_login",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_login")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_ended_login_key_hash")),
    )
    op.create_index(op.f("ix_ended_login_ended_at"), "ended_login", ["ended_at"])
    op.drop_table("login_session")
