"""refusals"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ANSWERS = ("none", "yes", "if_room", "no")
KINDS = ("declined", "cancelled", "withdrawn", "move", "late", "no_show", "counter", "bounced", "message")
# the solver's reasons where it gave one, else that nothing was agreed
EXPLAIN_LAST_RELEASES = """
INSERT INTO release_unmet (release_id, from_id, to_id, code, agreed)
SELECT release.id, wish.from_id, wish.to_id, coalesce(unmet_request.code, 'not_answered'),
  wish.shown <> 'none'
  OR EXISTS (SELECT 1 FROM wish AS back WHERE back.from_id = wish.to_id AND back.to_id = wish.from_id)
FROM wish
JOIN release ON release.event_id = wish.event_id
  AND release.number = (SELECT max(newer.number) FROM release AS newer WHERE newer.event_id = wish.event_id)
LEFT JOIN unmet_request ON unmet_request.scenario_id = release.scenario_id AND (
  (unmet_request.low_id = wish.from_id AND unmet_request.high_id = wish.to_id)
  OR (unmet_request.low_id = wish.to_id AND unmet_request.high_id = wish.from_id))
WHERE wish.created_at <= release.published_at AND NOT EXISTS (
  SELECT 1 FROM placement JOIN meeting ON meeting.id = placement.meeting_id
  WHERE placement.scenario_id = release.scenario_id AND (
    (meeting.low_id = wish.from_id AND meeting.high_id = wish.to_id)
    OR (meeting.low_id = wish.to_id AND meeting.high_id = wish.from_id)))
"""


def upgrade() -> None:
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "shown",
                sa.Enum(*ANSWERS, name="shown", native_enum=False, create_constraint=True, length=32),
                nullable=False,
                server_default="none",
            )
        )
    # until now a veto hid the wish and the yes of its author from the other side
    op.execute(
        "DELETE FROM wish WHERE EXISTS"
        " (SELECT 1 FROM veto WHERE veto.from_id = wish.from_id AND veto.against_id = wish.to_id)"
    )
    op.execute(
        "UPDATE wish SET shown = answer WHERE answer IN ('yes', 'if_room') AND NOT EXISTS"
        " (SELECT 1 FROM veto WHERE veto.from_id = wish.to_id AND veto.against_id = wish.from_id)"
    )
    op.create_table(
        "release_unmet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("own_side", sa.Boolean(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["delegation.id"], name=op.f("fk_release_unmet_from_id_delegation")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_unmet_release_id_release")),
        sa.ForeignKeyConstraint(["to_id"], ["delegation.id"], name=op.f("fk_release_unmet_to_id_delegation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_unmet")),
        sa.UniqueConstraint("release_id", "from_id", "to_id", name=op.f("uq_release_unmet_release_id_from_id_to_id")),
    )
    op.execute(EXPLAIN_LAST_RELEASES)
    _allow_kinds(*KINDS, "refused")


def _allow_kinds(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_alert_alertkind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_alert_alertkind"), f"kind IN ({accepted})")


def downgrade() -> None:
    # an older version knows no refusals of published meetings
    op.execute("DELETE FROM alert WHERE kind = 'refused'")
    _allow_kinds(*KINDS)
    op.drop_table("release_unmet")
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_constraint("shown", type_="check")
        batch_op.drop_column("shown")
