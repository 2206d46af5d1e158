"""Words for the codes among the details of an act."""

from collections.abc import Mapping

from matchmaker.base.i18n import N_
from matchmaker.mail.letters.on_behalf import BASES

CODES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "participants": N_("participants"),
        "wishes": N_("wishes"),
        "programme": N_("programme"),
        "prospects": N_("counterparts"),
        "folder": N_("whole event"),
        "provisional": N_("provisional"),
        "final": N_("final"),
        "declined": N_("invitation declined"),
        "cancelled": N_("cannot come"),
        "withdrawn": N_("withdrawal"),
        "refused": N_("meeting refused"),
        "move": N_("other time wanted"),
        "late": N_("late"),
        "no_show": N_("other side absent"),
        "counter": N_("other time proposed"),
        "hours": N_("other hours"),
        "place": N_("other place"),
        "bounced": N_("mail not delivered"),
        "message": N_("mail to read"),
        "away": N_("away during meetings"),
        "structure": N_("change of the structure"),
        "speaker": N_("presentation without a speaker"),
    },
    "outcome": {"held": N_("took place"), "not_held": N_("did not take place")},
    "stage": {
        "found": N_("found"),
        "proposed": N_("proposed to the company"),
        "wanted": N_("wanted by the company"),
        "contacted": N_("contacted"),
        "interested": N_("interested"),
        "agreed": N_("agreed to meet"),
        "declined": N_("declined"),
    },
    "role": {
        "": N_("no role"),
        "administrator": N_("Administrator"),
        "organiser": N_("Organiser"),
        "member_manager": N_("Member manager"),
        "helper": N_("Helper"),
        "attache": N_("Attaché"),
        "partner": N_("Partner"),  # before there were three
        "partner_all": N_("Partner: sees all"),
        "partner_own": N_("Partner: own members"),
        "partner_figures": N_("Partner: figures only"),
        "committee": N_("Programme committee"),
    },
    "phase": {
        "draft": N_("in preparation"),
        "open": N_("open to participants"),
        "closed": N_("closed"),
        "archived": N_("archived"),
    },
    "preset": {
        "forum": N_("Forum"),
        "hosted_buyers": N_("Hosted buyers"),
        "speed_networking": N_("Speed networking"),
        "mission": N_("Mission"),
    },
    "state": {
        "pending": N_("to approve"),
        "waiting": N_("waiting list"),
    },
    "what": {
        "wishes": N_("wishes"),
        "answers": N_("answers"),
        "times": N_("times"),
        "card": N_("personal card"),
        "company": N_("company card"),
        "reports": N_("what is wrong with a meeting"),
        "presentations": N_("presentations"),
    },
    "edit": {
        "move": N_("meeting moved"),
        "swap": N_("meetings swapped"),
        "place": N_("meeting placed"),
        "remove": N_("meeting removed"),
        "lock": N_("meeting locked"),
        "unlock": N_("meeting unlocked"),
        "repair": N_("repair taken"),
    },
    "limit": {
        "quiet": N_("pause around a presentation"),
        "max_per_day": N_("meetings a day"),
        "max_in_a_row": N_("meetings in a row"),
        "lunch": N_("time for lunch"),
    },
    "decision": {
        "proposed": N_("to decide"),
        "accepted": N_("proposal accepted"),
        "waiting": N_("waiting list"),
        "declined": N_("proposal declined"),
    },
    "basis": {basis.value: words for basis, words in BASES.items()},
    "scope": {
        "person": N_("own schedule"),
        "delegation": N_("colleagues"),
        "organiser": N_("whole event"),
        "place": N_("table or booth"),
    },
}
