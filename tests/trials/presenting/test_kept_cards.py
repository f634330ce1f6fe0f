"""A card that was kept is the card that would be made anew."""

import datetime as dt
import random

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from tests.client import soup
from tests.studies import contact, site, study
from tests.trials.decisions import decided
from trials.models import Location, Trial
from trials.presenting import kept_cards, kept_sites
from trials.presenting.cards import kept_nearest, kept_results, kept_trials

pytestmark = pytest.mark.django_db

SEARCHES = 20
BOSTON = site("Boston", "United States", geoPoint={"lat": 42.36, "lon": -71.06})
CRITERIA = "Inclusion Criteria:\n\n* Dermatomyositis\n* Positive for anti-Jo-1 antibodies"
PARAMETERS = {
    "q": ["rituximab", "dermatomyositis", "rituximab placebo"],
    "place": ["Boston, MA", "Lyon", "France", "02139"],
    "unit": ["km", "mi"],
    "condition": ["dermatomyositis", "inclusion-body-myositis"],
    "antibody": ["jo-1"],
    "topic": ["cancer-associated"],
    "rules": ["pregnancy"],
    "healthy": ["yes"],
    "for": ["someone", "child", "volunteer"],
}


def forget():
    kept_cards.kept.clear()
    kept_sites.kept.clear()
    kept_trials.clear()
    kept_results.clear()
    kept_nearest.clear()


@pytest.fixture
def three(publish):
    forget()
    central = {"centralContacts": [contact()]}
    publish(
        study(
            "NCT99000001",
            title="A study of rituximab & <placebo>",
            contactsLocationsModule=central | {"locations": [BOSTON, site("Lyon")]},
            eligibilityModule={"eligibilityCriteria": CRITERIA, "healthyVolunteers": True},
        ),
        study("NCT99000002", contactsLocationsModule={"locations": [site("L'Isle & Sons")]}),
        study("NCT99000003", "COMPLETED", contactsLocationsModule={"locations": [BOSTON]}),
    )


def cards(client, asked):
    """The HTML of the list, as the page is made now."""
    caches["questions"].clear()
    caches["pages"].clear()
    page = client.get("/trials/", {"status": "all"} | asked)
    return [str(card) for card in soup(page).select("ol.cards")]


def test_whatever_is_asked(client, three):
    chance, seen = random.Random(7), set()
    for _ in range(SEARCHES):
        names = chance.sample(sorted(PARAMETERS), chance.randint(0, 4))
        asked = {name: chance.choice(PARAMETERS[name]) for name in names}
        # Most cards are there from the searches before, near other places.
        kept = cards(client, asked)
        forget()
        assert cards(client, asked) == kept, asked
        # And now from this very search.
        assert cards(client, asked) == kept, asked
        seen.update(kept)
    assert len(seen) > SEARCHES / 4


def test_places_are_filled_in_and_escaped(client, three):
    for place, label in (("Boston, MA", "Boston%2C+Massachusetts"), ("Lyon", "Lyon")):
        [html] = cards(client, {"place": place})
        assert "mark-" not in html
        assert html.count(f"/?place={label}") == 3
        assert "L'Isle &amp; Sons" in html
    assert len(kept_cards.kept) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda: Trial.objects.update(brief_title="Another title"),
        lambda: Trial.objects.update(lead_sponsor_name="S", status_verified_date=None),
        lambda: Trial.objects.update(central_contacts=[contact("Somebody Else")]),
        lambda: Location.objects.update(status="COMPLETED"),
        lambda: Location.objects.update(city="Elsewhere"),
        lambda: Location.objects.all().delete(),
        lambda: decided("NCT99000001", note="Ask for the other place.", is_pinned=True),
        lambda: decided("NCT99000001", subtypes=[("dermatomyositis", "excluded", "A test.")]),
    ],
)
def test_a_change_is_on_the_next_card(client, three, change):
    before = cards(client, {"place": "Lyon"})
    change()
    changed = cards(client, {"place": "Lyon"})
    assert changed != before
    forget()
    assert cards(client, {"place": "Lyon"}) == changed


def test_a_mark_that_ages_is_of_the_day(client, three):
    before = cards(client, {})
    with time_machine.travel(timezone.now() + dt.timedelta(days=800), tick=False):
        assert cards(client, {}) != before
    assert cards(client, {}) == before


def test_only_so_many_are_kept(client, three, monkeypatch):
    monkeypatch.setattr(kept_cards.kept, "most", 4)
    monkeypatch.setattr(kept_trials, "most", 2)
    monkeypatch.setattr(kept_results, "most", 2)
    monkeypatch.setattr(kept_nearest, "most", 2)
    monkeypatch.setattr(kept_sites.kept, "most", 2)
    for words in ("a", "study", "of", "rituximab"):
        cards(client, {"q": words})
        assert len(kept_cards.kept) <= 4
        assert len(kept_trials) <= 2
        assert len(kept_results) <= 2
        assert len(kept_nearest) <= 2
        assert len(kept_sites.kept) <= 2
