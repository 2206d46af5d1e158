"""A counterpart of a small mission that has agreed, so that somebody takes part for it."""

from datetime import time

from sqlmodel import select

from matchmaker.base import clock
from matchmaker.models import Absence, Registration, row_id
from matchmaker.prospects.commands.stages import Speaker, line_of, move
from matchmaker.prospects.queries.counterpart import approached_of
from matchmaker.prospects.rules import PipelineStage
from tests.builders.prospects import SmallMission


def let_agree(mission: SmallMission) -> Registration:
    """Let the counterpart agree to meet Nivelyo, and return who takes part for it."""
    if "Nivelyo" not in mission.prospects:
        mission.approach("Nivelyo", wanted_at=clock.now(), asked_at=clock.now())
    number, prospect = row_id(mission.counterpart), row_id(mission.prospects["Nivelyo"])
    shown = line_of(approached_of(mission.session, mission.event, number), prospect).token
    speaks = {"shown": shown, "speaks": Speaker.COUNTERPART, "by": "Aino"}
    move(mission.session, mission.event, number, prospect, PipelineStage.AGREED, **speaks)
    newest = select(Registration).order_by(Registration.id.desc())
    return mission.session.exec(newest).first()


def absent(mission: SmallMission) -> list[tuple[time, time, str]]:
    """Return when people of the event do not want meetings, with the notes."""
    rows = mission.session.exec(select(Absence).order_by(Absence.day, Absence.starts)).all()
    return [(row.starts, row.ends, row.note) for row in rows]
