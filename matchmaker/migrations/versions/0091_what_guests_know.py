"""guests are told when a reception moves: the time and place that the last mail to each said"""

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

COLUMNS = ("knows_from", "knows_until", "knows_place", "told_at", "sequence")
_guests = sa.table("guest", *map(sa.column, ("id", "list_id", "invited_at", *COLUMNS)))
_lists = sa.table("guest_list", *map(sa.column, ("id", "item_id")))
_items = sa.table("programme_item", *map(sa.column, ("id", "venue_id", "room", "starts_at", "ends_at")))
_venues = sa.table("venue", *map(sa.column, ("id", "name", "address")))


def upgrade() -> None:
    with op.batch_alter_table("guest") as batch:
        batch.add_column(sa.Column("knows_from", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("knows_until", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("knows_place", sa.String(length=600), server_default="", nullable=False))
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("guest") as batch:
        batch.alter_column("knows_place", server_default=None)
        batch.alter_column("sequence", server_default=None)
    # who is invited already knows what stands now
    rows = (
        sa.select(_lists.c.id, _items.c.starts_at, _items.c.ends_at, _items.c.room, _venues.c.name, _venues.c.address)
        .join(_items, _items.c.id == _lists.c.item_id)
        .join(_venues, _venues.c.id == _items.c.venue_id)
    )
    for number, starts_at, ends_at, *place in op.get_bind().execute(rows).all():
        known = {"knows_from": starts_at, "knows_until": ends_at, "knows_place": ", ".join(filter(None, place))[:600]}
        invited = (_guests.c.list_id == number) & _guests.c.invited_at.is_not(None)
        op.execute(sa.update(_guests).where(invited).values(**known))


def downgrade() -> None:
    with op.batch_alter_table("guest") as batch:
        for column in reversed(COLUMNS):
            batch.drop_column(column)
