"""what a partner may read"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OTHERS = ("organiser", "helper", "attache")
PARTNERS = ("partner_all", "partner_own", "partner_figures")
COLUMNS = (("event_staff", "role"), ("staff_invitation", "event_role"))


def upgrade() -> None:
    # figures are the least of the three: nobody reads more than before without an organiser's decision
    for table, column in COLUMNS:
        _rename(table, column, {"partner": "partner_figures"}, (*OTHERS, *PARTNERS))


def downgrade() -> None:
    for table, column in COLUMNS:
        _rename(table, column, dict.fromkeys(PARTNERS, "partner"), (*OTHERS, "partner"))


def _rename(table: str, column: str, names: dict[str, str], accepted: tuple[str, ...]) -> None:
    """Rename the roles in a column; from then on it holds one of `accepted`."""
    check, rows = op.f(f"ck_{table}_staffrole"), sa.table(table, sa.column(column, sa.String()))
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(check, type_="check")
    for old, new in names.items():
        op.execute(rows.update().where(rows.c[column] == old).values({column: new}))
    with op.batch_alter_table(table) as batch:
        batch.create_check_constraint(check, sa.column(column).in_(accepted))
