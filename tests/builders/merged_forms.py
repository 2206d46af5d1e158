"""Forms of saved values whose merging is tested beside their pages, each with where."""

from web.demands import OfferForm
from web.organiser.receptions.guests import ListForm
from web.participant.agenda.after import OnwardForm
from web.public.follow_up import AnswerForm
from web.public.invited import GuestForm
from web.public.missions.after import AfterwardsForm
from web.public.missions.hours import HoursForm
from web.public.missions.reception import ReceptionForm

ELSEWHERE = {
    AfterwardsForm: "of a counterpart: tests/web/public/missions/test_after.py",
    AnswerForm: "of a follow-up: tests/web/public/test_follow_up.py",
    GuestForm: "of a guest: tests/web/public/test_invited.py",
    HoursForm: "of a counterpart: tests/web/public/missions/test_hours.py",
    ListForm: "of a reception: tests/web/organiser/receptions/test_receptions.py",
    OfferForm: "of an attaché: tests/web/public/missions/test_attache.py",
    OnwardForm: "of participants: tests/web/participant/agenda/test_after.py",
    ReceptionForm: "of a counterpart: tests/web/public/missions/test_counterpart.py",
}
