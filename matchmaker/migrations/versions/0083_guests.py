"""guests of a programme item, their answers and their tables"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "guest_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("answers_until", sa.Date(), nullable=True),
        sa.Column("may_bring", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_guest_list_capacity")),
        _to("guest_list", "event_id", "event"),
        _to("guest_list", "item_id", "programme_item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_list")),
        sa.UniqueConstraint("item_id", name=op.f("uq_guest_list_item_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guest_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats > 0", name=op.f("ck_guest_table_seats")),
        _to("guest_table", "list_id", "guest_list"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_table")),
        sa.UniqueConstraint("list_id", "name", name=op.f("uq_guest_table_list_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=201), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("link_epoch", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "says",
            sa.Enum("yes", "no", name="guestsays", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("brings", sa.Boolean(), nullable=False),
        sa.Column("brings_whom", sa.String(length=120), nullable=False),
        sa.Column("diet", sa.String(length=200), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        _to("guest", "list_id", "guest_list"),
        _to("guest", "registration_id", "registration"),
        _to("guest", "table_id", "guest_table"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("list_id", "registration_id", name=op.f("uq_guest_list_id_registration_id")),
        sa.UniqueConstraint("list_id", "email_key", name=op.f("uq_guest_list_id_email_key")),
        sqlite_autoincrement=True,
    )
    for table, columns in {
        "guest_list": ("event_id",),
        "guest_table": ("list_id",),
        "guest": ("list_id", "registration_id", "table_id"),
    }.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def downgrade() -> None:
    for table in ("guest", "guest_table", "guest_list"):
        op.drop_table(table)
