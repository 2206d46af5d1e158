"""names that the program gives are kept by kind, and read in one's own language

Until now they were kept as text in the language of their event: what looks like one of these is one.
"""

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

NAMES = {
    "first_come": (
        *("First come, first served", "Premier arrivé, premier servi"),
        *("Wie eerst komt, eerst maalt", "Wer zuerst kommt, mahlt zuerst"),
    ),
    "standard": ("Standard rules", "Règles standard", "Standaardregels", "Standardregeln"),
    "nobody": (
        *("Nobody disturbed", "Sans déranger personne"),
        *("Niemand getroffen", "Ohne dass jemand betroffen ist"),
    ),
    "as_many": (
        *("As many people disturbed as it takes", "Autant de personnes dérangées qu’il en faut"),
        *("Zoveel mensen getroffen als nodig", "So viele Personen betroffen wie nötig"),
    ),
    "nothing_lost": (
        *("Repair: only what cannot be avoided", "Réparation\xa0: le strict nécessaire"),
        *("Herstel: alleen het onvermijdelijke", "Umplanung: nur das Unvermeidliche"),
    ),
    "only_cancel": (
        *("Repair: only cancel", "Réparation\xa0: annuler seulement"),
        *("Herstel: alleen annuleren", "Umplanung: nur absagen"),
    ),
    "least_disturbance": (
        *("Repair: fewest people disturbed", "Réparation\xa0: le moins de personnes dérangées"),
        *("Herstel: zo weinig mogelijk mensen getroffen", "Umplanung: am wenigsten Betroffene"),
    ),
    "more_met": (
        *("Repair: more or weightier wishes met", "Réparation\xa0: souhaits plus nombreux ou de plus de poids"),
        *("Herstel: meer of zwaarder wegende wensen vervuld", "Umplanung: mehr oder gewichtigere Wünsche erfüllt"),
        *("Repair: more wishes met", "Réparation\xa0: plus de souhaits satisfaits"),
        *("Herstel: meer wensen vervuld", "Umplanung: mehr erfüllte Wünsche"),
    ),
    "most_met": (
        *("Repair: still more wishes met", "Réparation\xa0: encore plus de souhaits satisfaits"),
        *("Herstel: nog meer wensen vervuld", "Umplanung: noch mehr erfüllte Wünsche"),
    ),
    "other_times": (
        *("Repair: at other times", "Réparation\xa0: à d’autres heures"),
        *("Herstel: op andere tijden", "Umplanung: zu anderen Zeiten"),
    ),
    "put_back": (
        *("Put back as published", "Remis comme publié"),
        *("Teruggezet zoals gepubliceerd", "Wie veröffentlicht wiederhergestellt"),
    ),
    "prices": (
        *("The price of each rule", "Le prix de chaque règle"),
        *("De prijs van elke regel", "Der Preis jeder Regel"),
    ),
    "trade_off": (
        *("Wishes met, people disturbed", "Souhaits placés, personnes dérangées"),
        *("Vervulde wensen, getroffen mensen", "Erfüllte Wünsche, Betroffene"),
    ),
}
NUMBERED = {
    "numbered": r"(?:Scenario|Scénario n°|Szenario Nr\.)[ \xa0](\d{1,6})",
    "draft": r"(?:Draft|Brouillon|Ontwerp|Entwurf) (\d{1,6})",
    "at_most": r"(?:At most (\d{1,6}) p\w+ disturbed|Au plus (\d{1,6}) personnes? dérangées?"
    r"|Hoogstens (\d{1,6}) (?:persoon|mensen) getroffen|Höchstens (\d{1,6}) Person(?:en)? betroffen)",
}
KINDS = sa.Enum(*NAMES, *NUMBERED, name="namekind", native_enum=False, create_constraint=True, length=32)
NAMED = ("scenario", "solve_run")


def upgrade() -> None:
    for table in NAMED:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("name_kind", KINDS, nullable=True))
            batch.add_column(sa.Column("name_number", sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("name_number", server_default=None)
        _by_kind(table)
    with op.batch_alter_table("draft_edit") as batch:
        batch.add_column(sa.Column("about_kind", KINDS, nullable=True))
    _by_kind("draft_edit")


def downgrade() -> None:
    """Say the names in English again."""
    _in_words("draft_edit")
    with op.batch_alter_table("draft_edit") as batch:
        batch.drop_constraint(op.f("ck_draft_edit_namekind"), type_="check")
        batch.drop_column("about_kind")
    for table in reversed(NAMED):
        _in_words(table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_namekind"), type_="check")
            batch.drop_column("name_number")
            batch.drop_column("name_kind")


def _by_kind(table: str) -> None:
    rows, (text, kind, *number) = _rows(table)
    connection = op.get_bind()
    for row_id, words in connection.execute(sa.select(rows.c.id, text)).all():
        if (found := _kind_of(words)) is not None:
            values = {text.name: "", kind.name: found[0]} | {column.name: found[1] for column in number}
            connection.execute(sa.update(rows).where(rows.c.id == row_id).values(values))


def _in_words(table: str) -> None:
    rows, (text, kind, *number) = _rows(table)
    connection = op.get_bind()
    for row_id, *found in connection.execute(sa.select(rows.c.id, kind, *number).where(kind.is_not(None))).all():
        connection.execute(sa.update(rows).where(rows.c.id == row_id).values({text.name: _words_of(*found)}))


def _rows(table: str) -> tuple[sa.TableClause, list[sa.ColumnClause[Any]]]:
    """Return a table, and its columns of the text, the kind and the number (none of an edit)."""
    names = ("about", "about_kind") if table == "draft_edit" else ("name", "name_kind", "name_number")
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
    return sa.table(table, sa.column("id"), *columns), columns


def _kind_of(words: str) -> tuple[str, int] | None:
    for kind, names in NAMES.items():
        if words in names:
            return kind, 0
    for kind, pattern in NUMBERED.items():
        if found := re.fullmatch(pattern, words):
            return kind, int(next(filter(None, found.groups())))
    return None


def _words_of(kind: str, number: int = 0) -> str:
    words = {"numbered": "Scenario {}", "draft": "Draft {}", "at_most": "At most {} people disturbed"}
    return words[kind].format(number) if kind in words else NAMES[kind][0]
