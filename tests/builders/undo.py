"""Files of two companies and their wishes, and the undo of an import."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.imports.commands.undo import undo_import
from matchmaker.imports.queries.undo import UndoPlan, open_imports, plan_undo
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Event, ImportBatch

PEOPLE = "organisation_id;organisation;category;first_name;last_name;email;job_title"
ADA = "A1;Quillworks;basic;Ada;Quill;ada@quillworks.example;Head"
NOE = "A2;Nivelyo;basic;Noé;Dupuis;noe@nivelyo.example;"
ZOE = "A3;Café Ötzi;premium;Zoé;Weiß;zoe@cafe.example;Barista"
PROGRAMME = "code;kind;title_fr;venue;day;starts;ends;organisation;speaker;attendees"


def undo(session: Session, event: Event, batch_id: int | None = None) -> UndoPlan:
    """Undo an import, by default the last one, as its page shows it."""
    batch = session.get_one(ImportBatch, batch_id or open_imports(session, event, clock.now() - UNDONE_WITHIN)[0].id)
    return undo_import(session, event, batch.id, seen=plan_undo(session, batch).digest, actor="Anne")
