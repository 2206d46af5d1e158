"""One member: everything that the community knows of it on a page; added and corrected."""

from flask import g, render_template
from flask_babel import gettext

from matchmaker.base import clock
from matchmaker.communities.rules import EVENT_PERMISSIONS, Permission
from matchmaker.events.queries.events import EventCard, my_events
from matchmaker.members.commands.members import add_member, place_member, save_member
from matchmaker.members.queries.member import Member, position_token, read_member
from matchmaker.members.rules.record import MemberRecord
from matchmaker.models import Act, row_id
from matchmaker.releases.queries.met import met_at_events
from web import database
from web.auth.guards import community_permission
from web.authors import Author, author_of
from web.cards import PUBLIC_FIELDS
from web.community.blueprint import bp
from web.community.members.forms import MemberForm, PositionForm
from web.community.members.wording import STATES
from web.pages import Page
from web.redirects import redirect_to
from web.submissions import EditOf, Sent, Submission


def found_member(organisation_id: int) -> Member:
    """Return a member of the page's community; 404 for any other id."""
    return read_member(database.session(), g.community, organisation_id, clock.today())


def author_of_member(act: Act, organisation_id: int) -> Author:
    """Return what finds who has last done `act` with a member."""

    def found() -> str:
        find = author_of(act, subject=found_member(organisation_id).organisation.name)
        return find()

    return found


@bp.get("/members/<int:organisation_id>")
@community_permission(Permission.MEMBERS)
def member(community: str, organisation_id: int) -> str:
    """Show a member: card, memberships, contacts, people, events, and whom it met."""
    view = found_member(organisation_id)
    return render_template(
        "community/members/member.html",
        view=view,
        one=view.organisation,
        met=met_at_events(database.session(), row_id(g.community), organisation_id),
        states=STATES,
        public_fields=PUBLIC_FIELDS,
        today=clock.today(),
        organised={event.slug for event in my_events(database.session(), row_id(g.staff)) if _sees_people(event)},
    )


def _sees_people(event: EventCard) -> bool:
    return Permission.PEOPLE in EVENT_PERMISSIONS[event.role]


@bp.route("/members/new", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def new_member(community: str) -> Page:
    """Add a company to the community."""
    form = MemberForm()
    form.prepare()
    new = Submission(form)
    if new.save(lambda form: add_member(database.session(), g.community, form.record(), actor=g.staff.name)):
        said = gettext("“%(name)s” is added. Say from when it is a member, and at which level.", name=new.made.name)
        return redirect_to("community.new_period", said, organisation_id=row_id(new.made))
    return render_template("community/members/edit.html", form=form, view=None), new.status


@bp.route("/members/<int:organisation_id>/edit", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def edit_member(community: str, organisation_id: int) -> Page:
    """Correct a company."""

    def form_of(view: Member, sent: Sent) -> MemberForm:
        names = MemberRecord.__slots__
        values = {name: getattr(view.organisation, name) for name in names if name != "tags"}
        form = MemberForm.of_saved(values | {"shown": view.shown, "tags": ", ".join(view.tags)}, sent)
        form.prepare()
        return form

    def save(form: MemberForm) -> None:
        where = database.session(), g.community, organisation_id
        save_member(*where, form.record(), shown=form.token, actor=g.staff.name)

    edit = EditOf(
        lambda: found_member(organisation_id), form_of, author=author_of_member(Act.SAVE_MEMBER, organisation_id)
    )
    if edit.save(save):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    return render_template("community/members/edit.html", form=edit.form, view=edit.found), edit.status


@bp.route("/members/<int:organisation_id>/position", methods=["GET", "POST"])
@community_permission(Permission.MEMBERS)
def member_position(community: str, organisation_id: int) -> Page:
    """Set where a company is on the map: dragged, typed, or left to its postcode (both fields empty)."""

    def form_of(view: Member, sent: Sent) -> PositionForm:
        one = view.organisation
        values = {"latitude": one.latitude, "longitude": one.longitude, "shown": position_token(one)}
        return PositionForm.of_saved(values, sent)

    def save(form: PositionForm) -> None:
        where = database.session(), g.community, organisation_id
        place_member(*where, form.position(), shown=form.token, actor=g.staff.name)

    edit = EditOf(
        lambda: found_member(organisation_id), form_of, author=author_of_member(Act.SAVE_MEMBER, organisation_id)
    )
    if edit.save(save):
        return redirect_to("community.member", gettext("Saved."), organisation_id=organisation_id)
    page = render_template(
        "community/members/position.html", form=edit.form, view=edit.found, one=edit.found.organisation
    )
    return page, edit.status
