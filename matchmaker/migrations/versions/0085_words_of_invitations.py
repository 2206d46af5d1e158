"""words of invitations by language; seminars and signings; missions of before ask nobody by themselves"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

KINDS = ("opening", "closing", "presentation", "talk", "meal", "reception", "visit", "transfer")
NEW_KINDS = ("seminar", "signing")
MONTHS = (3, 6, 12)


def _allow(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("programme_item", schema=None) as batch:
        batch.drop_constraint(op.f("ck_programme_item_programmekind"), type_="check")
        batch.create_check_constraint(op.f("ck_programme_item_programmekind"), f"kind IN ({accepted})")


def upgrade() -> None:
    _allow(*KINDS, *NEW_KINDS)
    with op.batch_alter_table("guest_list") as batch:
        batch.add_column(sa.Column("texts", sa.JSON(), server_default="{}", nullable=False))
    event = sa.table("event", sa.column("id"), sa.column("language"), sa.column("kind"))
    lists = sa.table(
        "guest_list", sa.column("id"), sa.column("event_id"), sa.column("words"), sa.column("texts", sa.JSON())
    )
    rows = sa.select(lists.c.id, lists.c.words, event.c.language).join(event, event.c.id == lists.c.event_id)
    for number, words, language in op.get_bind().execute(rows.where(lists.c.words != "")).all():
        op.execute(sa.update(lists).where(lists.c.id == number).values(texts={language: words}))
    with op.batch_alter_table("guest_list") as batch:
        batch.drop_column("words")
        batch.alter_column("texts", server_default=None)
    # what was made before asks nobody until an organiser turns a round on
    rounds = sa.table("follow_up_round", sa.column("event_id"), sa.column("months"), sa.column("is_on"))
    for months in MONTHS:
        known = sa.select(rounds.c.event_id).where(rounds.c.months == months)
        missions = sa.select(event.c.id, sa.literal(months), sa.false()).where(
            event.c.kind == "mission", event.c.id.not_in(known)
        )
        op.execute(sa.insert(rounds).from_select(["event_id", "months", "is_on"], missions))


def downgrade() -> None:
    with op.batch_alter_table("guest_list") as batch:
        batch.add_column(sa.Column("words", sa.String(length=500), server_default="", nullable=False))
    lists = sa.table("guest_list", sa.column("id"), sa.column("words"), sa.column("texts", sa.JSON()))
    for number, texts in op.get_bind().execute(sa.select(lists.c.id, lists.c.texts)).all():
        said = json.loads(texts) if isinstance(texts, str) else texts
        if words := next(iter(said.values()), ""):
            op.execute(sa.update(lists).where(lists.c.id == number).values(words=words))
    with op.batch_alter_table("guest_list") as batch:
        batch.drop_column("texts")
        batch.alter_column("words", server_default=None)
    items = sa.table("programme_item", sa.column("kind"))
    op.execute(sa.update(items).where(items.c.kind.in_(NEW_KINDS)).values(kind="reception"))
    _allow(*KINDS)
