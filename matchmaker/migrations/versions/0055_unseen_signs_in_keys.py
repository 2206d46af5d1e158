"""keys of organisations leave out what nobody sees in their names, as keys of today do"""

import sqlalchemy as sa
from alembic import op

from matchmaker.base.names import name_key

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_organisations = sa.table("organisation", *(sa.column(name) for name in ("id", "name", "name_key")))


def upgrade() -> None:
    for number, name, key in op.get_bind().execute(sa.select(*_organisations.columns)).all():
        if not name.isascii() and (new := name_key(name)) != key:
            op.execute(sa.update(_organisations).where(_organisations.c.id == number).values(name_key=new))


def downgrade() -> None:
    """Leave the keys as they are: a name that is saved again gets that of then."""
