"""cities of a mission, who goes along where, minutes between places, transfers"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category", "follow_tiers", "set_categories"),
    *("change_agreement", "change_exclusions", "move_event", "change_plan", "add_rule", "remove_rule"),
)
NEW_ACTS = ("add_leg", "change_leg", "remove_leg", "leg_members", "add_office", "change_travel")
MEANS = sa.Enum(
    *("bus", "flight", "ferry", "train"), name="means", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    _create(
        "leg",
        *(
            sa.Column("event_id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(length=100), nullable=False),
        ),
        *(sa.Column("country", sa.String(length=2), nullable=False), sa.Column("zone", sa.String(64), nullable=False)),
        *(sa.Column("starts_on", sa.Date(), nullable=False), sa.Column("ends_on", sa.Date(), nullable=False)),
        sa.Column("airport", sa.String(length=120), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("speed", "detour", "margin")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_leg_span")),
        sa.CheckConstraint("speed > 0", name=op.f("ck_leg_speed")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_leg_event_id_name")),
        points={"event_id": "event"},
    )
    _create(
        "leg_member",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("leg_id", "delegation_id")),
        sa.UniqueConstraint("leg_id", "delegation_id", name=op.f("uq_leg_member_leg_id_delegation_id")),
        points={"leg_id": "leg", "delegation_id": "delegation"},
    )
    _create(
        "travel_time",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("event_id", "low_id", "high_id", "minutes")),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_travel_time_order")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_travel_time_minutes")),
        sa.UniqueConstraint("low_id", "high_id", name=op.f("uq_travel_time_low_id_high_id")),
        points={"event_id": "event", "low_id": "venue", "high_id": "venue"},
    )
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leg_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("hub", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("postcode", sa.String(length=20), nullable=False, server_default=""))
        batch_op.create_foreign_key(op.f("fk_venue_leg_id_leg"), "leg", ["leg_id"], ["id"])
        batch_op.create_index(op.f("ix_venue_leg_id"), ["leg_id"])
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_leg_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("means", MEANS, nullable=True))
        batch_op.create_foreign_key(op.f("fk_programme_item_to_leg_id_leg"), "leg", ["to_leg_id"], ["id"])
        batch_op.create_index(op.f("ix_programme_item_to_leg_id"), ["to_leg_id"])
    _allow_acts(*ACTS, *NEW_ACTS)


def _create(name: str, *parts: sa.schema.SchemaItem, points: dict[str, str]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *parts,
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"))
            for column, table in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    for column in points:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act.in_(NEW_ACTS)))
    _allow_acts(*ACTS)
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_programme_item_to_leg_id"))
        batch_op.drop_constraint(op.f("fk_programme_item_to_leg_id_leg"), type_="foreignkey")
        batch_op.drop_constraint(op.f("ck_programme_item_means"), type_="check")
        batch_op.drop_column("means")
        batch_op.drop_column("to_leg_id")
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_venue_leg_id"))
        batch_op.drop_constraint(op.f("fk_venue_leg_id_leg"), type_="foreignkey")
        for column in ("postcode", "hub", "leg_id"):
            batch_op.drop_column(column)
    for table in ("travel_time", "leg_member", "leg"):
        op.drop_table(table)
