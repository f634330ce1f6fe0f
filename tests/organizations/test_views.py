import csv
import datetime as dt
import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from django.utils.html import strip_tags

from organizations.models import Contact, Offer, Organization
from trials.models import Trial
from trials.sync.runner import load_samples

from . import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("family")]

ADDRESS = "/organizations/"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def read(client, address=ADDRESS, **asked):
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def text(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


def found(client, **asked):
    """The organizations of the list, in its order."""
    return re.findall(r'<h3>\s*<a href="/organizations/([^/"]+)/', read(client, **asked))


# One organization


def test_a_page_shows_a_number_that_can_be_pressed_and_says_when_it_was_checked(client):
    made.organization("one", [made.phone("555-010-0100", days_ago(3), label="helpline")])
    page = read(client, ADDRESS + "one/")
    assert '<a class="phone" href="tel:+1-555-010-0100">555-010-0100</a>' in page
    assert "Phone (helpline):" in text(page)
    assert "Checked on" in page
    assert "Called, and someone answered (Editor)" in page
    assert "may have changed" not in page
    assert "have not checked" not in page


def test_a_number_of_the_government_says_that_we_did_not_check_it(client):
    made.organization("one", [made.phone("800-821-7356")])
    for page in (read(client), read(client, ADDRESS + "one/")):
        assert re.search("800-821-7356(</span>)?</a>", page)
        assert "We have not checked this yet." in page


def test_a_contact_that_waits_for_its_check_says_so(client):
    made.organization("one", [made.phone(checked_on=days_ago(181))])
    assert "This may have changed." in read(client, ADDRESS + "one/")


@pytest.mark.parametrize("contacts", [[], [made.phone("888-555-0100")]])
def test_where_nothing_is_shown_the_page_still_says_who_it_is_and_what_it_does(client, contacts):
    made.organization("one", contacts, other_names=["Only"], note="A note.")
    page = text(read(client, ADDRESS + "one/"))
    assert "Its contacts are being checked." in page
    assert "888-555" not in page
    assert all(word in page for word in ("One", "Only", "A note.", "Brings people together."))
    assert "Its contacts are being checked." in text(read(client))


def test_marks_stand_beside_what_nobody_has_read(client):
    offers = [
        Offer(text="It was read.", mark="read", source="https://a.example/"),
        Offer(text="It was heard.", mark="memory"),
    ]
    made.organization("one", offers=offers, unread=["languages"])
    page = text(read(client, ADDRESS + "one/"))
    assert "It was read. It was heard. To be reviewed" in page
    assert "English To be reviewed" in page
    assert "United States Languages" in page


def test_search_engines_learn_what_readers_see_and_no_more(client):
    contacts = [
        made.phone("800-821-7356"),
        made.phone("888-555-0100"),
        Contact(kind="website", value="https://one.example/"),
        Contact(kind="email", value="a@one.example", checked_on=days_ago(1), **made.CHECK),
    ]
    made.organization("one", contacts, unread=["languages"], other_names=["</script>"])
    page = read(client, ADDRESS + "one/")
    data = json.loads(DATA.search(page)[1])
    assert data == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "One",
        "alternateName": "</script>",
        "mainEntityOfPage": "http://testserver/organizations/one/",
        "telephone": "800-821-7356",
        "email": "a@one.example",
        "areaServed": "United States",
    }
    assert "one.example/" not in page
    assert "888-555" not in page


def test_a_draft_has_no_page(client):
    draft = made.organization("draft")
    Organization.objects.filter(pk=draft.pk).update(live=False)
    assert client.get(ADDRESS + "draft/").status_code == 404
    assert found(client) == []
    assert "No organizations have been published yet" in read(client)


# The list


def test_the_list_filters_and_counts(client):
    made.organization("german", country="Germany", languages=["de"], kinds=["helpline", "group"])
    made.organization("french", country="France", languages=["fr"], reach="europe")
    made.organization("world", reach="world", audience=["parent"], kinds=["camp"])
    assert found(client, country="Germany") == ["german", "french", "world"]
    assert found(client, country="Spain") == ["french", "world"]
    assert found(client, kind="camp") == ["world"]
    assert found(client, audience="parent") == ["world"]
    assert found(client, language="de") == ["german"]
    assert found(client, country="uk") == ["french", "world"]
    page = read(client, country="Germany")
    assert '<option value="Germany" selected>Germany (3)</option>' in page
    assert '<option value="camp" >Camp for children (1)</option>' in page
    assert "3 organizations" in page


def test_numbers_that_work_stand_first(client):
    made.organization("silent", position=1)
    made.organization("callable", [made.phone("800-821-7356")], position=2)
    assert found(client) == ["callable", "silent"]


def test_words_are_looked_for_in_all_that_is_said_of_one(client):
    made.organization("pool", offers=[Offer(text="Rents a swimming pool.")])
    made.organization("money", kinds=["grants"])
    assert found(client, q="swimming POOLS") == ["pool"]
    assert found(client, q="financial help") == ["money"]
    assert found(client, q="where can I find help") == ["money", "pool"]


def test_a_name_leads_to_its_bearer(client):
    made.organization("tma", name="The Myositis Association", other_names=["Myositis Association"])
    made.organization("other")
    assert found(client, q="myositis association phone number") == ["tma"]
    assert found(client, q="TMA The Myositis Association", condition="dermatomyositis") == ["tma"]


def test_where_nothing_fits_the_nearest_are_shown_and_what_was_left_out_is_said(client):
    made.organization("german", country="Germany")
    made.organization("camp", kinds=["camp"])
    page = read(client, kind="camp", country="Germany", condition="dermatomyositis")
    assert "We do not know of any organizations that match everything that you asked for." in page
    assert "we left out: Kind of help." in text(page)
    assert found(client, kind="camp", country="Germany") == ["german"]
    assert found(client, q="zebra", country="Germany") == ["german"]
    assert "We left out: zebra" in text(read(client, q="zebra"))
    assert "We do not know of any organizations that match" not in read(client, country="Germany")


def test_of_words_that_nobody_has_all_of_those_with_the_most_are_shown(client):
    made.organization("pool", offers=[Offer(text="Rents a swimming pool.")], position=200)
    for number in range(4):
        made.organization(f"horse-{number}", offers=[Offer(text="Keeps horses.")])
    made.organization("other", position=1)
    assert found(client, q="swimming horse")[-1] == "pool"
    assert found(client, q="swimming zebra") == ["pool"]


@pytest.mark.parametrize(
    "asked",
    [
        {"country": "Atlantis"},
        {"kind": "wizardry"},
        {"condition": "nothing"},
        {"q": "a\x00b"},
        {"q": "x" * 300},
        {"language": "'; DROP TABLE"},
    ],
)
def test_what_cannot_be_used_is_said_or_does_no_harm(client, asked):
    made.organization("one")
    assert found(client, **asked) == ["one"]


def test_a_query_is_not_more_work_where_there_are_more(client, django_assert_max_num_queries):
    for number in range(8):
        made.organization(f"one-{number}", [made.phone("800-821-7356")])
    # One of them asks for the version of the content.
    with django_assert_max_num_queries(10):
        read(client, q="group", country="Germany")
    with django_assert_max_num_queries(7):
        read(client, ADDRESS + "one-1/")


def test_urgent_words_come_before_everything(client):
    made.organization("one")
    assert "call or text 988" in strip_tags(read(client, q="I want to kill myself"))


def test_the_navigation_leads_here(client):
    assert 'href="/organizations/">Groups</a>' in read(client, "/")


# Near a place, and when people meet


def test_what_is_near_stands_first_with_its_distance(client):
    made.organization("far", place="Seattle, WA", position=1)
    made.organization("near", place="Columbia, MD", position=9)
    page = read(client, place="Baltimore")
    assert found(client, place="Baltimore") == ["near", "far"]
    assert re.search(r"Columbia, MD, United States, about \d\d miles away", text(page))
    assert "We do not know of any organizations near" not in page
    assert found(client, q="group near Baltimore") == ["near", "far"]
    assert found(client, place="Maryland") == ["near", "far"]


def test_a_place_with_nobody_near_says_so_and_shows_who_serves_it(client):
    made.organization("german", country="Germany", place="Berlin")
    made.organization("far", place="Seattle, WA")
    page = text(read(client, place="Dallas"))
    assert "We do not know of any organizations near Dallas, Texas, United States." in page
    assert "These help people anywhere in the United States" in page
    assert found(client, place="Dallas") == ["far"]


def test_those_near_that_do_not_match_the_words_are_named_not_denied(client):
    made.organization("center", place="Chicago, IL", kinds=["clinic"])
    made.organization("far", place="Seattle, WA", kinds=["group"])
    for address in (ADDRESS, "/search/"):
        page = text(read(client, address, q="support group near Chicago"))
        assert "We do not know of any organizations near" not in page
        said = page.index("None of the organizations near Chicago, Illinois, United States that we")
        assert said < page.index("Center , less than 5 miles away") < page.index("Seattle, WA")
    assert found(client, q="support group near Chicago") == ["far"]


def test_those_in_a_country_that_do_not_match_are_named_not_denied(client):
    made.organization("center", country="Germany", kinds=["clinic"])
    made.organization("abroad", country="Austria", reach="europe", kinds=["group"])
    page = text(read(client, country="Germany", kind="group"))
    assert "None of the organizations in Germany that we know matches" in page
    assert page.index("Center") < page.index("Abroad")
    nobody = text(read(client, country="France", kind="group"))
    assert "None of the organizations in France" not in nobody


def test_where_nobody_serves_a_place_the_nearest_is_shown_and_then_who_can_be_reached(client):
    made.organization("lisbon", country="Portugal", place="Lisbon", kinds=["clinic"])
    made.organization("oslo", country="Norway", place="Oslo", kinds=["clinic"])
    made.organization("meets", ways=["online"], country="Canada")
    made.organization("calls", [made.phone("800-821-7356")])
    page = read(client, place="Madrid", kind="clinic")
    assert found(client, place="Madrid", kind="clinic") == ["lisbon", "oslo", "meets", "calls"]
    assert "we left out: Near." in text(page)
    assert page.index("They meet online") < page.index("You can call")


def test_the_order_can_be_by_distance(client):
    made.organization("far", [made.phone("800-821-7356")], place="Boston, MA")
    made.organization("near", place="Seattle, WA")
    made.organization("nowhere", position=1)
    asked = {"place": "Portland, OR", "sort": "distance"}
    assert found(client, **asked) == ["near", "far", "nowhere"]
    page = text(read(client, sort="distance"))
    assert "Type your city or town, and we can show what is nearby." in page
    answer = client.get("/api/v1/organizations/", {"sort": "distance"})
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"sort"})
    answer = client.get("/api/v1/organizations/", {"sort": "distance", "place": "Portland"})
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"place"})


def test_a_place_of_several_meanings_is_asked_about(client):
    made.organization("one")
    page = read(client, place="Springfield", kind="group")
    assert "There is more than one place called" in page
    assert "place=Springfield%2C+Illinois%2C+United+States&amp;kind=group" in page


def test_a_country_is_chosen_by_any_of_its_names(client):
    made.organization("georgian", country="Georgia")
    made.organization("german", country="Germany")
    made.organization("british", country="United Kingdom")
    for name, slug in [
        ("Georgia", "georgian"),
        ("Deutschland", "german"),
        ("DE", "german"),
        ("UK", "british"),
        ("Scotland", "british"),
    ]:
        assert found(client, country=name)[0] == slug
        assert "We can’t find a country" not in read(client, country=name)
    assert "We can’t find a country called “Narnia.”" in text(read(client, country="Narnia"))


def test_groups_that_meet_online_can_be_chosen(client):
    made.organization("online", ways=["online"])
    made.organization("clinic", kinds=["clinic"])
    assert found(client, way="online") == ["online"]
    assert found(client, q="meets online") == ["online"]
    assert found(client, way="in-person") == ["clinic"]


def test_contacts_that_were_checked_long_ago_can_be_unfolded(client):
    contacts = [made.phone("555-010-0100", days_ago(400)), made.phone("555-010-0199")]
    made.organization("one", contacts)
    page = read(client, ADDRESS + "one/")
    assert "Its contacts are being checked." in text(page)
    folded = re.search(r"<details>.*?</details>", page, re.S)[0]
    assert "555-010-0100" in folded
    assert "This may have changed." in folded
    assert "555-010-0199" not in page
    assert "555-010-0100" not in read(client)


# Files of the list


def test_the_list_is_a_table_too(client):
    made.organization("near", [made.phone("800-821-7356")], place="Columbia, MD")
    made.organization("formula", place="Seattle, WA", name="=HYPERLINK(1)")
    response = client.get("/organizations.csv", {"place": "Baltimore"})
    rows = list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines()))
    assert [row["name"] for row in rows] == ["Near", "'=HYPERLINK(1)"]
    assert rows[0]["phone"] == "800-821-7356"
    assert rows[0]["distance_km"] == "20.3"
    assert rows[0]["address"] == "http://testserver/organizations/near/"


def test_programs_get_the_same_rows_with_marks_and_dates(client):
    hidden = made.phone("555-010-0199")
    made.organization("one", [made.phone(checked_on=days_ago(3)), hidden], unread=["languages"])
    made.organization("other", country="Germany", kinds=["camp"])
    answer = client.get("/api/v1/organizations/", {"country": "Germany", "kind": "group"}).json()
    assert [row["slug"] for row in answer["results"]] == ["other"]
    assert answer["left_out"] == ["kind"]
    one = client.get("/api/v1/organizations/one/").json()
    assert [(c["value"], c["checked_how"]) for c in one["contacts"]] == [("555-010-0100", "called")]
    assert one["hides_contacts"]
    assert one["unread"] == ["languages"]
    assert one["offers"][0]["is_read"]
    assert "555-010-0199" not in json.dumps(one)


def test_programs_are_told_what_cannot_be_used(client):
    response = client.get("/api/v1/organizations/", {"country": "Atlantis", "colour": "red"})
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"country", "colour"}
    assert client.get("/api/v1/organizations/nobody/").status_code == 404


# Studies that it runs


def test_studies_stand_on_the_page_of_who_runs_them_once_an_editor_linked_the_names(client):
    load_samples()
    trial = Trial.objects.listed().exclude(lead_sponsor_name="").first()
    one = made.organization("one")
    assert "Studies that it runs" not in read(client, ADDRESS + "one/")
    one.registry_names = [trial.lead_sponsor_name]
    one.save_revision().publish()
    page = read(client, ADDRESS + "one/")
    assert trial.get_absolute_url() in page
    assert str(trial.status_label) in page
    assert "Sample, not real" in page


# The groups on other pages


def shown(tag):
    context = Context({"request": RequestFactory().get("/"), "for_audience": "?for=child"})
    return Template("{% load organizations %}{% " + tag + " %}").render(context)


def test_other_pages_show_a_few_groups_that_fit():
    made.organization("skin", [made.phone("800-821-7356")], conditions=["dermatomyositis"])
    for number in range(6):
        made.organization(f"family-{number}")
    html = shown('groups_for condition="dermatomyositis"')
    assert html.count("<article") == 4
    assert html.index("/organizations/skin/?for=child") < html.index("/organizations/family-0/")
    assert 'href="tel:+1-800-821-7356"' in html
    assert "/organizations/?condition=dermatomyositis" in html


def test_a_study_for_children_shows_groups_of_parents_first():
    made.organization("adults", [made.phone("800-821-7356")])
    made.organization("parents", audience=["parent"])
    html = shown('groups_for condition="inflammatory-myopathy" audience="parent"')
    assert html.index("/organizations/parents/") < html.index("/organizations/adults/")


def test_where_no_group_fits_the_page_leads_to_all_of_them():
    made.organization("one", country="Germany")
    for tag in ('condition="gne-myopathy-hibm"', 'condition="dermatomyositis" country="Japan"'):
        html = shown(f"groups_for {tag}")
        assert "<article" not in html
        assert "All groups and helplines" in html
