"""What a reader sees of studies, through the whole site: addresses, templates, banners."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from tests.studies import contact, site, study
from trials.choices import Presence
from trials.fit import evaluation_figures as self_check_figures
from trials.models import Trial
from trials.sync import runner

pytestmark = pytest.mark.django_db


def text_of(response):
    """The words of a page as a reader gets them, its tags taken out."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_list_shows_open_studies_and_says_that_it_does(client, publish):
    publish(
        study("NCT99000001", title="An open one"), study("NCT99000002", "COMPLETED", "A closed one")
    )
    page = text_of(client.get("/trials/"))
    assert "An open one" in page
    assert "A closed one" not in page
    assert "Only studies listed as open" in page


def test_the_list_pages_and_keeps_the_question(client, publish):
    publish(*[study(f"NCT99{n:06}", title=f"Study {n:02}") for n in range(1, 26)])
    first = client.get("/trials/?q=study&status=all")
    assert first.content.decode().count('class="card study-card"') == 20
    assert "?q=study&amp;status=all&amp;page=2" in first.content.decode()
    second = client.get("/trials/?q=study&status=all&page=2")
    assert second.content.decode().count('class="card study-card"') == 5
    assert "Page 2 of 2" in text_of(second)


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_a_page_that_does_not_exist_shows_the_nearest_one(client, publish, page):
    publish(study(title="The only one"))
    assert "The only one" in text_of(client.get(f"/trials/?page={page}"))


def test_nothing_found_is_said_kindly_with_ways_on(client, publish):
    publish(study())
    page = text_of(client.get("/trials/?q=zebra"))
    assert (
        "No study in our copy of ClinicalTrials.gov matches everything that you asked for." in page
    )
    assert "WHO search portal" in page


def test_bad_input_is_left_out_said_and_kept_in_its_field(client, publish):
    publish(study(title="A study of myositis"))
    response = client.get("/trials/?age=old&q=myositis&colour=red&utm_source=x")
    page = text_of(response)
    assert response.status_code == 200
    assert "A study of myositis" in page
    assert "Age: We can’t read the age “old.”" in page
    assert "colour: This page has no such filter." in page
    assert "utm_source" not in page
    assert 'value="old"' in response.content.decode()
    assert 'value="myositis"' in response.content.decode()


def test_the_way_to_change_a_search_counts_only_filters(client, publish):
    publish(study())
    assert "Change your search Words" in " ".join(
        text_of(client.get("/trials/?q=dermatomyositis")).split()
    )
    assert "Change your search (1 filter)" in text_of(client.get("/trials/?sex=MALE&q=x"))


def full_record():
    return study(
        title="A study <b>of</b> something",
        identificationModule={
            "officialTitle": "The official title",
            "acronym": "SAMPLE",
            "orgStudyIdInfo": {"id": "ORG-1"},
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Example Sponsor", "class": "INDUSTRY"},
            "collaborators": [{"name": "Example Partner"}],
        },
        descriptionModule={
            "briefSummary": "The **summary**.<script>alert(1)</script>",
            "detailedDescription": "The description.",
        },
        designModule={
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "DOUBLE"}},
            "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
        },
        armsInterventionsModule={
            "armGroups": [{"label": "The arm", "type": "EXPERIMENTAL"}],
            "interventions": [{"type": "DRUG", "name": "The drug", "otherNames": ["Other name"]}],
        },
        outcomesModule={"primaryOutcomes": [{"measure": "The measure", "timeFrame": "24 weeks"}]},
        eligibilityModule={
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Age \\>= 18 years",
            "maximumAge": "75 Years",
            "healthyVolunteers": False,
        },
        contactsLocationsModule={
            "centralContacts": [contact("Central Contact") | {"phoneExt": "7"}],
            "overallOfficials": [{"name": "An Official", "affiliation": "Example University"}],
            "locations": [
                site("Lyon", status="COMPLETED"),
                site("Paris", contacts=[contact("Site Contact")]),
                site("Bonn", "Germany", status=None),
            ],
        },
        referencesModule={
            "references": [{"pmid": "1", "citation": "The citation."}],
            "seeAlsoLinks": [
                {"label": "Good link", "url": "https://example.org/"},
                {"label": "Bad link", "url": "javascript:alert(1)"},
            ],
        },
        ipdSharingStatementModule={"ipdSharing": "NO", "timeFrame": "Never"},
        oversightModule={"oversightHasDmc": True},
        somethingNewModule={"unheardOf": ["A value <i>yet</i> unknown"]},
    )


def test_the_trial_page_says_everything_that_the_record_says(client, publish):
    publish(full_record())
    page = text_of(client.get("/trials/NCT99000001/"))
    for words in (
        "This study is listed as recruiting.",
        "October 2026",
        "The official title",
        "SAMPLE",
        "ORG-1",
        "Example Sponsor (Company)",
        "Example Partner",
        "The summary .",
        "The description.",
        "Phase 2/3",
        "By chance (randomized)",
        "People in two roles do not know",
        "120 (estimated)",
        "The arm (Tested treatment)",
        "The drug (Medicine)",
        "Other name",
        "The measure",
        "24 weeks",
        "Age &gt;= 18 years",
        "Ages 18 to 75 years",
        "Central Contact",
        "extension 7",
        "An Official, Example University",
        "Site Contact",
        "1 listed as recruiting",
        "The registry does not say whether this location is open; call first",
        "The citation.",
        "Good link",
        "Does a data monitoring committee watch over safety? Yes.",
        "Never",
        "Unheard of A value &lt;i&gt;yet&lt;/i&gt; unknown",
        "Source: ClinicalTrials.gov, record NCT99000001",
        "Processed by ClinicalTrials.gov on Nov. 20, 2026",
        "What we changed",
    ):
        assert words in page, words


def test_the_registrys_text_cannot_act_on_the_page(client, publish):
    publish(full_record())
    html = client.get("/trials/NCT99000001/").content.decode()
    assert "<script>alert" not in html
    assert "<b>of</b>" not in html
    assert "javascript:" not in html


def test_open_places_come_first_and_a_closed_or_silent_one_is_never_open(client, publish):
    publish(full_record())
    html = client.get("/trials/NCT99000001/").content.decode()
    assert html.index("Example Hospital Paris") < html.index("Example Hospital Lyon")
    assert [site.city for site in Trial.objects.get().locations.all() if site.is_open] == ["Paris"]
    assert "at 1 location; call first." in text_of(client.get("/trials/"))


def test_a_recruiting_place_of_a_closed_study_is_not_open(client, publish):
    record = full_record()
    record["protocolSection"]["statusModule"]["overallStatus"] = "SUSPENDED"
    publish(record)
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "listed as recruiting" not in page
    assert not any(site.is_open for site in Trial.objects.get().locations.all())


@pytest.mark.parametrize("status", ["COMPLETED", "UNKNOWN"])
def test_a_study_that_closes_is_shown_so_after_the_next_sync_without_contacts(
    client, registry, publish, status
):
    publish(full_record())
    assert "Central Contact" in text_of(client.get("/trials/NCT99000001/"))
    registry.get("NCT99000001")["protocolSection"]["statusModule"]["overallStatus"] = status
    registry.data_timestamp = "2026-11-23T09:00:05"
    publish()
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "This study is listed as recruiting." not in page
    assert "Central Contact" not in page
    assert "Site Contact" not in page
    assert "What has changed since we first listed it" in page
    assert "something" not in text_of(client.get("/trials/?status=open"))
    page = text_of(client.get("/trials/"))
    assert "No matching study is listed as open to new participants." in page
    assert "Not open: " in page


def test_a_study_with_next_to_nothing_in_it_has_a_page(client, publish):
    publish({"protocolSection": {"identificationModule": {"nctId": "NCT99000007"}}})
    response = client.get("/trials/NCT99000007/")
    assert response.status_code == 200
    assert "The registry lists no location." in text_of(response)


def test_a_status_that_we_do_not_know_is_shown_as_it_is(client, publish):
    publish(study(status="PAUSED_BY_MOONLIGHT"))
    assert "PAUSED_BY_MOONLIGHT" in text_of(client.get("/trials/NCT99000001/"))


def test_a_number_in_small_letters_leads_to_the_page(client, publish):
    publish(study())
    response = client.get("/trials/nct99000001/")
    assert (response.status_code, response["Location"]) == (301, "/trials/NCT99000001/")


def test_a_former_number_redirects_for_good(client, publish):
    record = study("NCT99000001")
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record)
    response = client.get("/trials/NCT99000901/")
    assert (response.status_code, response["Location"]) == (301, "/trials/NCT99000001/")


def test_a_study_missing_from_the_registrys_answer_says_so_and_gives_no_contact(client, publish):
    publish(full_record())
    Trial.objects.update(presence=Presence.MISSING)
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "missing from the registry’s data since" in page
    assert "This study is listed as recruiting." not in page


def test_a_study_that_is_gone_has_a_tombstone(client, publish):
    publish(full_record())
    Trial.objects.update(presence=Presence.GONE)
    response = client.get("/trials/NCT99000001/")
    assert response.status_code == 410
    assert "no longer on the registry" in text_of(response)


@pytest.mark.parametrize("address", ["/trials/NCT00000000/", "/trials/NCT1/", "/nothing/"])
def test_an_address_that_we_do_not_have_is_404_with_a_way_on(client, publish, address):
    publish(study())
    response = client.get(address)
    assert response.status_code == 404
    assert "We cannot find this page" in text_of(response)
    assert "Find a study" in text_of(response)


def test_samples_are_marked_on_every_page_and_nobody_can_be_called(client):
    runner.load_samples()
    numbers = Trial.objects.values_list("nct_id", flat=True)
    addresses = ["/", "/trials/", "/status/", "/nothing/", *(f"/trials/{n}/" for n in numbers)]
    assert len(addresses) > 44
    for address in addresses:
        html = client.get(address).content.decode()
        assert "Sample studies, not real" in html, address
        assert "tel:" not in html, address
        assert "mailto:" not in html, address
        assert "clinicaltrials.gov/study/" not in html, address
        assert "rocessed by ClinicalTrials.gov" not in html, address


def test_filters_that_leave_nothing_together_are_named(client, publish):
    publish(
        study("NCT99000001", title="Rituximab", eligibilityModule={"minimumAge": "40 Years"}),
    )
    page = text_of(client.get("/trials/?q=rituximab&age=9&phase=PHASE2"))
    assert "together these filters leave no studies: Status, Phase, Age." in page
    assert "With your words alone, open or not, anywhere: 1 study" in page


def test_an_emergency_stands_above_the_results(client, publish):
    publish(study(title="Trouble swallowing"))
    html = client.get("/trials/?q=trouble+swallowing").text
    assert html.index('id="emergency"') < html.index('id="results"') < html.index('class="search"')
    assert 'id="emergency"' not in client.get("/trials/?q=rituximab").text
    assert "988" in client.get("/trials/?q=I+want+to+die").text


def test_the_page_says_how_it_read_the_words_and_offers_the_very_words(client, publish):
    publish(study(title="Efgartigimod"))
    html = client.get("/trials/?q=vyvgart+for+adults+near+Boston").text
    assert "“vyvgart”: efgartigimod" in text_of(client.get("/trials/?q=vyvgart"))
    assert "Boston, Massachusetts, United States" in html
    assert "verbatim=on" in html


def test_the_trial_page_puts_the_nearest_places_first(client, publish):
    places = [site(f"Town {n}", "France") for n in range(40)]
    lyon = site("Lyon", "France", geoPoint={"lat": 45.76, "lon": 4.84})
    publish(study(contactsLocationsModule={"locations": [*places, lyon]}))
    html = client.get("/trials/NCT99000001/?place=Villeurbanne").text
    assert html.index("Nearest to Villeurbanne") < html.index("Example Hospital Lyon")
    assert "less than 8 km away" in html
    filtered = text_of(client.get("/trials/NCT99000001/?site=lyon"))
    assert "Locations that match “lyon”: 1 of 41." in filtered
    asked = text_of(client.get("/trials/NCT99000001/?place=Springfield"))
    assert "There is more than one place called “Springfield.”" in asked


def test_the_nearest_that_are_not_open_stand_below_and_are_named_so(client, publish):
    near = site("Akron", "United States", "SUSPENDED", geoPoint={"lat": 41.08, "lon": -81.52})
    far = site("Columbus", "United States", geoPoint={"lat": 39.96, "lon": -83.0})
    publish(study(contactsLocationsModule={"locations": [near, far]}))
    html = client.get("/trials/NCT99000001/?place=Cleveland,+OH").text
    heads = [html.index("Nearest to Cleveland"), html.index("but not listed as open\n")]
    assert heads[0] < html.index("Example Hospital Columbus") < heads[1]
    assert heads[1] < html.index("Example Hospital Akron")


def test_a_place_that_is_asked_about_is_a_question_and_no_error(client, publish):
    publish(study(contactsLocationsModule={"locations": [site()]}))
    for path in ["/trials/", "/trials/NCT99000001/", "/organizations/"]:
        for typed in ["Cleveland", "10117", "2115", "09012", "Абвгдейка"]:
            html = client.get(path, {"place": typed}).text
            assert html.count('<div class="banner" role="status">') == 1
            assert 'role="alert"' not in html


def test_what_else_a_postcode_or_a_name_may_be_is_offered_beside_the_answer(client, publish):
    publish(study(contactsLocationsModule={"locations": [site()]}))
    for path in ["/trials/", "/trials/NCT99000001/", "/organizations/"]:
        html = client.get(path, {"place": "69120"}).text
        assert "Arnold, Nebraska, United States" in html
        assert "Did you mean another country?" in text_of(client.get(path, {"place": "69120"}))
        assert "Heidelberg" in html
        assert "of that name?" not in html
        html = client.get(path, {"place": "London"}).text
        assert "London, England, United Kingdom" in html
        assert "Did you mean another place of that name?" in html
        assert "London, Ontario, Canada" in html
        assert "Did you mean" not in client.get(path, {"place": "02115"}).text


def test_how_we_read_studies_is_explained_with_the_thresholds(client):
    page = text_of(client.get("/how-we-read-trials/"))
    assert "within the last 6 months" in page
    assert "for more than 12 months" in page
    assert "We never say that you are eligible." in page


@pytest.mark.parametrize("verdict", ["no_conflict", "may_rule_out"])
def test_how_we_read_studies_says_how_the_self_check_did_on_lines_it_had_not_seen(client, verdict):
    found, wrong, labeled = (
        self_check_figures.FIGURES[f"{verdict}_{of}"] for of in ("found", "wrong", "labeled")
    )
    said = f"we said this about {found} lines, and were wrong about {wrong} of them."
    assert f"{said} It was the right answer for {labeled} lines." in text_of(
        client.get("/how-we-read-trials/")
    )
    measured = Path("docs/measured.md").read_text(encoding="utf-8")
    assert f"{wrong} of {found} | {found - wrong} of {labeled} |" in measured


def test_what_was_chosen_can_be_taken_away_one_by_one(client, publish):
    publish(study())
    query = "condition=dermatomyositis&fit=takes&status=open,COMPLETED&country=&age=40&place=france"
    html = client.get(f"/trials/?{query}").content.decode()
    chips = re.findall(r'<a href="([^"]*)">([^<]*) <span class="spoken">', html)
    chosen = {words.strip(): unescape(address) for address, words in chips}
    assert set(chosen) == {
        "Condition: Dermatomyositis",
        "Type of myositis: Accepts this type by name",
        "Near: France",
        "Age: 40",
        "Status: Open to new participants",
        "Status: Completed",
    }
    assert "status=open&" in chosen["Status: Completed"] + "&"
    assert "fit" not in chosen["Condition: Dermatomyositis"]
    assert "place" not in chosen["Near: France"]


def test_a_search_can_be_left_and_found_again_by_its_link(client, publish):
    publish(study())
    html = client.get("/trials/?age=40&utm_source=x&page=1&status=COMPLETED,open").content.decode()
    assert 'href="?status=COMPLETED,open&amp;age=40">' in html


def test_a_card_answers_first_where_for_who_what_it_asks_and_who_to_call(client, publish):
    publish(
        study(
            contactsLocationsModule={"centralContacts": [contact()], "locations": [site()]},
            armsInterventionsModule={
                "armGroups": [{"label": "Placebo", "type": "PLACEBO_COMPARATOR"}],
                "interventions": [{"type": "DRUG", "name": "Examplimab tablets"}],
            },
            designModule={"studyType": "INTERVENTIONAL"},
        )
    )
    card = text_of(client.get("/trials/?condition=dermatomyositis"))
    words = (
        "Open · call first",
        "1 location open",
        "A study of something",
        "18 years and older. Accepts dermatomyositis by name",
        "Listed as recruiting",
        "Recently confirmed",
        "Tablets or capsules, possibly a placebo",
        "Call 202-555-0143",
        "Confirmed Oct. 2026",
        "NCT99000001",
    )
    places = [card.index(word) for word in words[:-1]]
    assert places == sorted(places)
    assert card.index(words[-1], places[-1]) > places[-1]


def test_the_search_form_is_folded_unless_something_in_it_has_to_be_mended(client, publish):
    publish(study())
    folded = '<details class="filters" >'
    assert folded in page_of(client, "")
    assert folded in page_of(client, "age=40")
    assert '<details class="filters" open>' in page_of(client, "age=old")


def test_the_title_and_the_heading_say_what_was_asked(client, publish):
    publish(study(contactsLocationsModule={"locations": [site()]}))
    asked = "1 open study for dermatomyositis near Lyon, Auvergne-Rhône-Alpes"
    html = page_of(client, "condition=dermatomyositis&place=Lyon")
    assert f'id="results">{asked}' in html
    assert asked in " ".join(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1].split())
    assert "1 open study of myositis" in page_of(client, "")
    assert "0 open studies with “zebra”" in page_of(client, "q=zebra")


CAREGIVERS = {
    "title": "Strain on caregivers of people with dermatomyositis",
    "eligibilityModule": {
        "eligibilityCriteria": "Inclusion Criteria:\n\n* Caregivers of people with dermatomyositis"
    },
}


def test_studies_are_grouped_by_whether_they_take_the_type_by_name(client, publish):
    umbrella = {"conditions": ["Idiopathic Inflammatory Myopathies"]}
    publish(
        study("NCT99000001", title="Of myositis as a whole", conditionsModule=umbrella),
        study("NCT99000002", title="Of dermatomyositis"),
        study("NCT99000003", **CAREGIVERS),
    )
    page = text_of(client.get("/trials/?condition=dermatomyositis"))
    words = (
        "Accepts your type by name: 1",
        "Of dermatomyositis",
        "Does not say whether your type can join, or is unclear about it: 1",
        "its words are unclear, that means neither yes nor no.",
        "Of myositis as a whole",
        "For caregivers, relatives, or volunteers, not for people with it: 1",
        CAREGIVERS["title"],
    )
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert "Includes your type by name" not in text_of(client.get("/trials/"))
    newest = text_of(client.get("/trials/?condition=dermatomyositis&sort=newest"))
    assert "by name: 1" not in newest
    for_somebody = text_of(client.get("/trials/?condition=dermatomyositis&for=someone"))
    assert "Accepts this type by name: 1" in for_somebody
    assert "your type" not in for_somebody


WANTS_HEALTHY, SILENT, FOR_PATIENTS = "NCT99000001", "NCT99000002", "NCT99000003"


@pytest.fixture
def volunteers(publish):
    """Studies that take healthy people, do not say so, and take none."""
    lyon = {"locations": [site()]}
    publish(
        study(
            WANTS_HEALTHY,
            title="One for all",
            eligibilityModule={"healthyVolunteers": True},
            contactsLocationsModule=lyon,
        ),
        study(SILENT, title="One that is silent"),
        study(
            FOR_PATIENTS, title="One for patients", eligibilityModule={"healthyVolunteers": False}
        ),
    )


def test_a_volunteer_sees_studies_that_want_healthy_people_and_can_leave_that_view(
    client, volunteers
):
    html = page_of(client, "for=volunteer&condition=dermatomyositis")
    assert "One for all" in html
    assert "One that is silent" not in html
    assert "One for patients" not in html
    assert "1 open study of dermatomyositis for healthy volunteers" in html
    page = " ".join(strip_tags(html).split())
    assert "18 years and older. Also accepts healthy people" in page
    # A volunteer has no type that a study could name or leave out.
    assert "Includes" not in page
    assert f"/trials/{WANTS_HEALTHY}/?for=volunteer" in html
    assert 'href="?condition=dermatomyositis"' in html
    assert "I am healthy and want to volunteer" not in html
    assert "I am healthy and want to volunteer" in page_of(client, "")


def test_the_way_out_of_an_empty_list_of_a_volunteer_leads_out_of_that_view(client, publish):
    publish(study(eligibilityModule={"healthyVolunteers": False}))
    html = page_of(client, "for=volunteer")
    button = re.search(r'<a class="button" href="([^"]*)">Without “Healthy volunteers”', html)
    assert button[1] == "?"


@pytest.mark.parametrize(
    ("number", "fact", "sentence"),
    [
        (WANTS_HEALTHY, "Accepted", "says that this study also accepts healthy people."),
        (SILENT, "Not stated", "does not say whether this study accepts healthy people."),
        (FOR_PATIENTS, "Not accepted", "says that this study does not accept healthy people."),
    ],
)
def test_the_page_of_a_study_answers_a_volunteer(client, volunteers, number, fact, sentence):
    page = text_of(client.get(f"/trials/{number}/?for=volunteer"))
    assert f"Healthy volunteers {fact}" in page
    assert page.index(f"The registry {sentence}") > page.index("Could I join?")
    assert "People who understand" not in page
    assert sentence not in text_of(client.get(f"/trials/{number}/"))


def page_of(client, query):
    return client.get(f"/trials/?{query}").content.decode()


def test_it_says_at_once_who_else_than_by_age_can_join(client, publish):
    publish(study(eligibilityModule={"sex": "FEMALE", "maximumAge": "40 Years"}))
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "Dermatomyositis. Ages 18 to 40 years, women only" in page
    assert "Ages 18 to 40 years, women only" in text_of(client.get("/trials/"))


@pytest.mark.parametrize(
    ("sex", "ages", "alone", "after_ages"),
    [
        ("FEMALE", ("18 Years", ""), "Women", "18 years and older, women only"),
        ("FEMALE", ("216 Months", "N/A"), "Women", "216 months and older, women only"),
        ("FEMALE", ("", ""), "Women and girls", "No age limit stated, women and girls only"),
        ("FEMALE", ("", "65 Years"), "Women and girls", "Up to 65 years, women and girls only"),
        # Somebody of 18 is no girl any more.
        ("FEMALE", ("2 Years", "18 Years"), "Women and girls", "Ages 2 to 18 years, women and"),
        ("FEMALE", ("2 Years", "17 Years"), "Girls", "Ages 2 to 17 years, girls only"),
        ("FEMALE", ("6 Months", "215 Months"), "Girls", "Ages 6 to 215 months, girls only"),
        ("MALE", ("40 Years", "65 Years"), "Men", "Ages 40 to 65 years, men only"),
        ("MALE", ("5 Years", ""), "Men and boys", "5 years and older, men and boys only"),
        ("MALE", ("", "17 Years"), "Boys", "Up to 17 years, boys only"),
        # Limits that contradict each other rule nobody out.
        ("MALE", ("70 Years", "16 Years"), "Men and boys", "only up to 16 years, men and boys"),
        ("ALL", ("18 Years", ""), "", "18 years and older"),
        ("", ("", "17 Years"), "", "Up to 17 years"),
    ],
)
def test_the_sex_of_those_who_can_join_is_told_by_their_ages(sex, ages, alone, after_ages):
    trial = Trial(sex=sex, minimum_age=ages[0], maximum_age=ages[1])
    assert trial.sex_in_words == alone
    assert after_ages in trial.ages_and_sex
    assert trial.ages_and_sex.endswith("only") == bool(alone)


def test_card_page_details_and_self_check_name_the_same_sex(client, publish):
    publish(
        study(eligibilityModule={"sex": "MALE", "minimumAge": "4 Years", "maximumAge": "9 Years"})
    )
    said = "Ages 4 to 9 years, boys only"
    page = text_of(client.get("/trials/NCT99000001/"))
    assert said in page
    assert "Sex Boys Healthy volunteers" in page
    assert said in text_of(client.get("/trials/"))
    assert said in text_of(client.get("/embed/study/NCT99000001/"))
    check = text_of(client.post("/trials/NCT99000001/fit/", {"sex": "male"}))
    assert re.search(r"\bBoys\b", check)
    for text in (page, check):
        assert "Men and boys" not in text


def test_ages_that_contradict_each_other_are_said_to_be_unclear_and_rule_nobody_out(
    client, publish
):
    publish(study(eligibilityModule={"minimumAge": "70 Years", "maximumAge": "18 Years"}))
    said = "Ages not clear in the record: from 70 years, but only up to 18 years"
    page = text_of(client.get("/trials/NCT99000001/"))
    assert said in page
    assert "Ages 70 to 18" not in page
    assert said in text_of(client.get("/trials/?age=40"))


def test_a_status_that_we_do_not_know_stays_as_the_registry_writes_it(client, publish):
    publish(study(status="PAUSED_FOR_REVIEW"))
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "Not open: PAUSED_FOR_REVIEW." in page
    assert "pAUSED" not in page


def test_a_condition_is_named_once_whichever_letters_are_capitals(client, publish):
    publish(study(conditionsModule={"conditions": ["Dermatomyositis", "dermatomyositis", "ILD"]}))
    assert "Dermatomyositis · ILD" in text_of(client.get("/trials/NCT99000001/"))
