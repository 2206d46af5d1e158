"""The page on which categories follow memberships."""

from datetime import date

from sqlmodel import select

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
    form = {"shown": shown(client.get(page)), "tier": ["Premium"], "category": [str(premium.id)]}

    saved = client.post(page, data=form, follow_redirects=True)
    stale = client.post(page, data=form, follow_redirects=True)
    wrong = client.post(page, data=form | {"shown": shown(stale), "category": ["9" * 310]}, follow_redirects=True)
    tried = client.post(f"{page}/apply")
    done = client.post(f"{page}/apply", data={"seen": shown(tried, "seen")}, follow_redirects=True)

    assert "Categories do not follow memberships yet." in text(before)
    assert "1 organisation is in another category than that of its membership." in text(saved)
    assert "Somebody has changed this page meanwhile." in stale.text
    assert "Choose categories of this event." in wrong.text
    assert "1 organisation changes its category: Alpha (Basic → Premium)." in text(tried)
    assert "Done." in done.text
    session.expire_all()
    assert session.exec(select(Delegation.category_id)).one() == premium.id
    assert session.exec(select(CategoryTier.tier)).all() == ["Premium"]
