"""The page on which categories follow memberships."""

from datetime import date

from sqlmodel import select

from matchmaker.base.tokens import content_token
from matchmaker.models import CategoryTier, Delegation, TierPeriod
from tests.builders import factories as make
from tests.builders.pages import shown, text


def test_tiers_lead_to_categories_and_are_applied_after_a_look(client, session, as_organiser):
    event = make.make_event(session)
    basic, premium = (make.make_category(session, event, code) for code in ("basic", "premium"))
    delegation = make.make_delegation(session, event, basic, make.make_organisation(session, "Alpha"))
    anne = make.make_staff(session, event, language="en")
    as_organiser(client, anne)
    page = f"/o/{event.slug}/rules/tiers"
    before = client.get(page)
    session.add(TierPeriod(organisation_id=delegation.organisation_id, tier="Premium", starts_on=date(2000, 1, 1)))
    session.flush()
    field = f"tier_{content_token('Premium')}"
    form = {"shown": shown(client.get(page)), field: str(premium.id)}

    saved = client.post(page, data=form, follow_redirects=True)
    stale = client.post(page, data=form | {field: str(basic.id)})
    wrong = client.post(page, data=form | {"shown": shown(stale), field: "9" * 310})
    tried = client.post(f"{page}/apply")
    done = client.post(f"{page}/apply", data={"seen": shown(tried, "seen")}, follow_redirects=True)

    assert "Categories do not follow memberships yet." in text(before)
    assert "1 organisation is in another category than that of its membership." in text(saved)
    assert (stale.status_code, wrong.status_code) == (409, 422)
    assert "1 organisation changes its category: Alpha (Basic → Premium)." in text(tried)
    assert "Done." in done.text
    session.expire_all()
    assert session.exec(select(Delegation.category_id)).one() == premium.id
    assert session.exec(select(CategoryTier.tier)).all() == ["Premium"]
