"""rules for particular people; required pairs are among them"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category", "follow_tiers", "set_categories"),
    *("change_agreement", "change_exclusions", "move_event", "change_plan"),
)
NEW_ACTS = ("add_rule", "remove_rule")
KINDS = ("required", "forbidden", "not_before", "not_after", "table", "language", "order")

_decisions = sa.table(
    "pair_decision",
    *(sa.column(name) for name in ("event_id", "low_id", "high_id")),
    sa.column("approved", sa.Boolean()),
    sa.column("required", sa.Boolean()),
)
_rules = sa.table(
    "particular_rule",
    *(sa.column(name) for name in ("event_id", "kind", "delegation_id", "other_id", "note", "created_by")),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _create()
    _allow_acts(*ACTS, *NEW_ACTS)
    wanted = sa.select(
        _decisions.c.event_id, sa.literal("required"), _decisions.c.low_id, _decisions.c.high_id, sa.literal(""),
        sa.literal(""), sa.literal(datetime.now(UTC), sa.DateTime(timezone=True)),
    ).where(_decisions.c.required)  # fmt: skip
    columns = ["event_id", "kind", "delegation_id", "other_id", "note", "created_by", "created_at"]
    op.execute(sa.insert(_rules).from_select(columns, wanted))
    op.execute(sa.delete(_decisions).where(_decisions.c.required, ~_decisions.c.approved))
    with op.batch_alter_table("pair_decision", schema=None) as batch_op:
        batch_op.drop_column("required")


def _create() -> None:
    op.create_table(
        "particular_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="rulekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("then_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("wall", sa.Time(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("edit_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("delegation_id <> other_id", name=op.f("ck_particular_rule_not_oneself")),
        sa.CheckConstraint("other_id <> then_id", name=op.f("ck_particular_rule_two_meetings")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_particular_rule_{column}_{table}"))
            for column, table in (
                ("event_id", "event"),
                *((side, "delegation") for side in ("delegation_id", "other_id", "then_id")),
                ("registration_id", "registration"),
                ("place_id", "place"),
                ("edit_id", "draft_edit"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_particular_rule")),
        sqlite_autoincrement=True,
    )
    for column in ("event_id", "delegation_id", "other_id", "edit_id"):
        op.create_index(op.f(f"ix_particular_rule_{column}"), "particular_rule", [column])


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act.in_(NEW_ACTS)))
    _allow_acts(*ACTS)
    with op.batch_alter_table("pair_decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("required", sa.Boolean(), nullable=False, server_default=sa.false()))
    _require_pairs_again()
    op.drop_table("particular_rule")


def _require_pairs_again() -> None:
    """Write required pairs back as decisions; the other rules had no place then."""
    ends = (_rules.c.delegation_id, _rules.c.other_id)
    low, high = (
        sa.case((ends[0] < ends[1], ends[0]), else_=ends[1]),
        sa.case((ends[0] < ends[1], ends[1]), else_=ends[0]),
    )
    wanted = sa.select(_rules.c.event_id, low.label("low_id"), high.label("high_id")).where(_rules.c.kind == "required")
    pairs = wanted.distinct().subquery()
    same = (pairs.c.low_id == _decisions.c.low_id) & (pairs.c.high_id == _decisions.c.high_id)
    op.execute(sa.update(_decisions).values(required=True).where(sa.exists().where(same)))
    missing = sa.select(pairs, sa.false(), sa.true()).where(~sa.exists().where(same).correlate(pairs))
    columns = ["event_id", "low_id", "high_id", "approved", "required"]
    op.execute(sa.insert(_decisions).from_select(columns, missing))
