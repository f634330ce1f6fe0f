"""The form and its queryset; what the page and the API make of them stands in their own tests."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from tests.studies import site, study
from trials.search.trial_search import TrialSearch

pytestmark = pytest.mark.django_db


def found(**parameters):
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    search = TrialSearch(data)
    assert not search.errors
    return search.trials[:]


def numbers(*last):
    return [f"NCT99{number:06}" for number in last]


def test_without_a_status_only_open_studies_are_found(publish):
    publish(
        study("NCT99000001", "RECRUITING"),
        study("NCT99000002", "AVAILABLE"),
        study("NCT99000003", "NOT_YET_RECRUITING"),
        study("NCT99000004", "UNKNOWN"),
    )
    assert found() == numbers(1, 2)
    assert found(status="open") == numbers(1, 2)
    assert found(status="all") == numbers(1, 2, 3, 4)
    assert found(status=["UNKNOWN", "AVAILABLE"]) == numbers(2, 4)
    assert found(status="UNKNOWN,AVAILABLE") == numbers(2, 4)
    assert found(status=["UNKNOWN", "open"]) == numbers(1, 2, 4)


def test_words_are_found_with_accents_folded_and_titles_first(publish):
    publish(
        study("NCT99000001", descriptionModule={"briefSummary": "Something about Sjögren."}),
        study("NCT99000002", title="Sjogren and the muscles"),
        study("NCT99000003", title="Another matter"),
    )
    assert found(q="sjogren") == numbers(2, 1)
    assert found(q="Sjögren -muscles") == numbers(1)
    assert found(q='"another matter"') == numbers(3)


@pytest.mark.parametrize("words", ["((", '"', "a & | b", "';--", "-", "é" * 300])
def test_strange_words_find_nothing_and_break_nothing(publish, words):
    publish(study())
    assert isinstance(found(q=words), list)


def test_an_nct_number_is_found_also_a_former_one(publish):
    record = study("NCT99000001")
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record, study("NCT99000002"))
    assert found(q="nct99000001") == numbers(1)
    assert found(q="NCT99000901") == numbers(1)


def test_an_intervention_is_found_by_its_other_name(publish):
    drug = {"type": "DRUG", "name": "Sample Drug A", "otherNames": ["Samplumab"]}
    publish(study(armsInterventionsModule={"interventions": [drug]}), study("NCT99000002"))
    assert found(q="samplumab") == numbers(1)


def test_age_keeps_studies_that_take_this_age_or_state_no_limit(publish):
    publish(
        study(
            "NCT99000001", eligibilityModule={"minimumAge": "18 Years", "maximumAge": "65 Years"}
        ),
        study(
            "NCT99000002", eligibilityModule={"minimumAge": "6 Months", "maximumAge": "17 Years"}
        ),
        study("NCT99000003", eligibilityModule={"minimumAge": None, "maximumAge": "soon"}),
    )
    assert found(age="65") == numbers(1, 3)
    assert found(age="66") == numbers(3)
    assert found(age="17") == numbers(2, 3)
    # Who is 0 may be 11 months old.
    assert found(age="0") == numbers(2, 3)


@pytest.mark.parametrize(
    ("limits", "asked", "offered"),
    [
        ({"maximumAge": "24 Months"}, "24 months", True),
        ({"maximumAge": "24 Months"}, "25 months", False),
        ({"maximumAge": "24 Months"}, "35 months", False),
        ({"maximumAge": "24 Months"}, "2", True),
        ({"maximumAge": "24 Months"}, "3", False),
        ({"maximumAge": "28 Days"}, "1", False),
        ({"maximumAge": "28 Days"}, "0", True),
        ({"maximumAge": "28 Days"}, "1 month", False),
        ({"maximumAge": "28 Days"}, "28 days", True),
        ({"maximumAge": "28 Days"}, "29 days", False),
        ({"minimumAge": "30 Months"}, "2", True),
        ({"minimumAge": "30 Months"}, "29 months", False),
        ({"minimumAge": "30 Months"}, "30 months", True),
        ({"minimumAge": "30 Months"}, "1", False),
        ({"minimumAge": "6 Weeks"}, "0", True),
        ({"minimumAge": "6 Weeks"}, "5 weeks", False),
        ({"minimumAge": "6 Weeks"}, "6 weeks", True),
        ({"maximumAge": "72 Hours"}, "1", False),
        ({"maximumAge": "72 Hours"}, "2 days", True),
        ({"maximumAge": "90 Minutes"}, "1 day", False),
        ({"minimumAge": "18 Years"}, "17", False),
        ({"minimumAge": "18 Years"}, "18", True),
        ({"maximumAge": "65 Years"}, "65", True),
        ({"maximumAge": "65 Years"}, "66", False),
        ({"minimumAge": "N/A", "maximumAge": "N/A"}, "3", True),
    ],
)
def test_the_grace_of_a_limit_is_one_of_its_own_units(publish, limits, asked, offered):
    limits = {"minimumAge": None, "maximumAge": None} | limits
    publish(study("NCT99000001", eligibilityModule=limits))
    assert found(age=asked) == (numbers(1) if offered else [])


def test_ages_that_are_not_applicable_are_no_limit_for_any_reader(client, publish):
    limits = {"minimumAge": "N/A", "maximumAge": "N/A"}
    publish(study("NCT99000001", eligibilityModule=limits))
    for address in ("/trials/", "/trials/NCT99000001/"):
        text = client.get(address).content.decode()
        assert "No age limit stated" in text
        assert "N/A" not in text
    data = client.get("/api/v1/trials/NCT99000001/").json()
    assert (data["minimum_age"], data["maximum_age"]) == ("", "")
    assert sorted(data["std_ages"]) == ["ADULT", "CHILD", "OLDER_ADULT"]
    table = b"".join(client.get("/trials.csv").streaming_content).decode()
    assert "N/A" not in table


def test_sex_keeps_studies_for_all(publish):
    publish(
        study("NCT99000001", eligibilityModule={"sex": "ALL"}),
        study("NCT99000002", eligibilityModule={"sex": "MALE"}),
        study("NCT99000003", eligibilityModule={"sex": "FEMALE"}),
    )
    assert found(sex="FEMALE") == numbers(1, 3)


def test_a_country_is_found_under_each_of_its_names(publish):
    publish(
        study("NCT99000001", contactsLocationsModule={"locations": [site("Ankara", "Turkey")]}),
        study(
            "NCT99000002",
            contactsLocationsModule={"locations": [site("Izmir", "Turkey (Türkiye)")]},
        ),
        study("NCT99000003", contactsLocationsModule={"locations": [site("Lyon", "France")]}),
    )
    for name in ["Turkey", "turkey", "Türkiye", "TÜRKIYE"]:
        assert found(country=name) == numbers(1, 2)
    assert TrialSearch({"country": "türkiye"}).address() == "?country=Turkey"


def test_phase_2_and_3_is_found_under_both(publish):
    publish(
        study("NCT99000001", designModule={"phases": ["PHASE2", "PHASE3"]}),
        study("NCT99000002", designModule={"phases": ["NA"]}),
        study("NCT99000003"),
    )
    assert found(phase="PHASE3") == numbers(1)
    assert found(phase=["PHASE2", "NA"]) == numbers(1, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "OPENISH"),
        ("phase", "PHASE9"),
        ("sex", "X"),
        ("age", "old"),
        ("age", "-1"),
        ("age", "121"),
        ("country", "Narnia"),
        ("q", "x" * 301),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(publish, name, value):
    publish(study())
    search = TrialSearch(QueryDict(urlencode({name: value})))
    assert name in search.errors
    assert [label for label, _why in search.ignored] == [search.fields[name].label]
    assert search.counts.total == 1


def test_studies_of_other_muscle_diseases_are_kept_apart(publish):
    publish(
        study("NCT99000001"),
        study("NCT99000002", conditionsModule={"conditions": ["Distal Myopathy"]}),
    )
    assert found(status="all") == ["NCT99000001"]
    assert set(found(status="all", about="muscle")) == {"NCT99000001", "NCT99000002"}


BOSTON = {"geoPoint": {"lat": 42.36, "lon": -71.06}}
CHICAGO = {"geoPoint": {"lat": 41.88, "lon": -87.63}}


def at(*sites):
    return {"contactsLocationsModule": {"locations": list(sites)}}


@pytest.fixture
def near_and_far(publish):
    publish(
        study("NCT99000001", **at(site("Chicago", "United States", **CHICAGO))),
        study("NCT99000002", **at(site("Boston", "United States", **BOSTON))),
        study("NCT99000003", **at(site("Boston", "United States", "COMPLETED", **BOSTON))),
        study("NCT99000004", **at(site("Lyon", "France"))),
        study("NCT99000005"),
    )


def test_near_a_town_the_nearest_that_may_be_open_comes_first(near_and_far):
    assert found(place="Cambridge, MA")[:2] == numbers(2, 1)
    assert set(found(place="Cambridge, MA")) == set(numbers(1, 2, 3, 4, 5))


def test_within_a_distance_a_closed_place_does_not_count(near_and_far):
    assert found(place="Cambridge, MA", within="50") == numbers(2)
    assert found(place="02139", within="50", unit="km") == numbers(2)
    assert found(place="Gary, IN", within="25") == numbers(1)
    # Chicago is 25 miles away, and 40 km: the unit counts.
    assert found(place="Gary, IN", within="25", unit="km") == []


def test_a_country_or_a_state_is_an_area_without_distances(near_and_far):
    assert found(place="France") == numbers(4)
    publish_state = TrialSearch({"place": "Illinois"})
    assert publish_state.point is None
    assert publish_state.within_km is None


def test_a_site_without_a_point_is_placed_by_its_town(near_and_far):
    assert found(place="Villeurbanne", within="25") == numbers(4)


def test_a_place_among_the_words_is_used_unless_another_is_given(near_and_far):
    assert found(q="near Boston")[:1] == numbers(2)
    search = TrialSearch({"q": "trials within 50 miles of Boston", "place": "Chicago"})
    assert search.around.name == "Chicago"
    assert search.within_km is None


def test_a_place_that_can_be_several_is_asked_about(near_and_far):
    search = TrialSearch({"place": "Springfield"})
    assert search.around is None
    labels = [place.label for place, _address in search.place_choices]
    assert "Springfield, Illinois, United States" in labels
    assert all("place=Springfield" in address for _place, address in search.place_choices)


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (
            {"city": "Montreal", "state": "Montreal", "country": "Canada"},
            "Quebec (province), Canada",
        ),
        ({"city": "Québec", "state": "QC", "country": "Canada"}, "Quebec (province), Canada"),
        ({"city": "Clayton", "country": "Australia"}, "Victoria (state), Australia"),
        ({"city": "Houston", "state": "TX", "country": "United States"}, "Texas"),
        ({"city": "Firenze", "state": "FI", "country": "Italy"}, "Tuscany"),
        ({"city": "Hong Kong", "state": "Hksar", "country": "China"}, "Hong Kong"),
        ({"city": "Hong Kong", "state": "Hksar", "country": "China"}, "China"),
    ],
)
def test_a_site_is_found_by_its_state_however_the_record_writes_it(publish, where, place):
    publish(study("NCT99000001", **at(site(**where))), study("NCT99000002", **at(site())))
    assert found(place=place) == numbers(1)


def test_a_site_is_found_around_a_zip_code_of_an_island(publish):
    islands = site("Saint Thomas", "Virgin Islands (U.S.)")
    publish(study("NCT99000001", **at(islands)))
    assert found(place="00802", within="50") == numbers(1)
    assert TrialSearch({"place": "00802"}).around.country == "U.S. Virgin Islands"
    assert found(country="US Virgin Islands") == numbers(1)


def test_a_country_beside_a_name_of_several_places_settles_it(near_and_far):
    search = TrialSearch({"place": "75001", "country": "france"})
    assert not search.errors
    assert search.around.label == "75001, Paris, Île-de-France, France"
    assert "place" in TrialSearch({"place": "75001"}).errors


def test_a_country_beside_the_digits_of_a_zip_code_makes_them_its_own(publish):
    lyon, berlin = site(), site("Berlin", "Germany")
    publish(study(contactsLocationsModule={"locations": [lyon, berlin]}))
    assert TrialSearch({"place": "69120"}).around.country == "United States"
    heidelberg = TrialSearch({"place": "69120", "country": "DE"})
    assert heidelberg.around.label == "69120, Heidelberg, Baden-Württemberg, Germany"
    # France has no such postcode.
    assert TrialSearch({"place": "44106", "country": "France"}).around.country == "United States"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"within": "50"}, "within"),
        ({"within": "50", "place": "Germany"}, "within"),
        ({"sort": "distance"}, "sort"),
        ({"fit": "takes"}, "fit"),
        ({"fit": "takes", "condition": "ici-myositis"}, "fit"),
    ],
)
def test_a_filter_without_what_it_needs_is_said_and_left_out(near_and_far, asked, name):
    search = TrialSearch(asked)
    assert [label for label, _why in search.ignored] == [search.fields[name].label]
    assert name not in search.address()
    assert name not in search.filters()


def test_a_distance_waits_for_the_place_that_is_asked_about(near_and_far):
    search = TrialSearch({"within": "50", "place": "Springfield"})
    assert search.ignored == []
    assert all("within=50" in address for _place, address in search.place_choices)
    assert TrialSearch({"within": "50", "q": "near Boston"}).ignored == []
    assert TrialSearch({"fit": "takes", "condition": "dermatomyositis"}).ignored == []


def test_sort_orders(publish):
    def dated(number, first, update):
        return study(
            f"NCT9900000{number}",
            statusModule={
                "studyFirstPostDateStruct": {"date": first},
                "lastUpdatePostDateStruct": {"date": update},
            },
        )

    publish(dated(1, "2024-01-01", "2026-10-03"), dated(2, "2025-01-01", "2026-10-01"))
    assert found(sort="newest") == numbers(2, 1)
    assert found(sort="updated") == numbers(1, 2)


def test_open_and_confirmed_comes_before_open_and_doubtful(publish):
    publish(
        study("NCT99000001", statusModule={"primaryCompletionDateStruct": {"date": "2020-01"}}),
        study("NCT99000002"),
        study("NCT99000003", "NOT_YET_RECRUITING"),
    )
    assert found(status="all") == numbers(2, 1, 3)


def test_studies_about_the_words_come_before_those_that_mention_them(publish):
    publish(
        study("NCT99000001", eligibilityModule={"eligibilityCriteria": "No rituximab."}),
        study("NCT99000002", "COMPLETED", title="Rituximab in adults"),
    )
    assert found(q="rituximab", status="all") == numbers(2, 1)


def test_where_nothing_is_open_what_is_closed_is_shown_instead(publish):
    publish(study("NCT99000001", "COMPLETED", title="Rituximab"), study("NCT99000002"))
    search = TrialSearch({"q": "rituximab"})
    assert search.trials[:] == numbers(1)
    assert search.shows_closed_instead
    assert found(q="rituximab", status="open") == []


def test_a_misspelt_name_is_mended_and_can_be_searched_for_as_it_is(publish):
    publish(study("NCT99000001", title="Rituximab in adults"))
    search = TrialSearch({"q": "ritxuimab"})
    assert search.is_mended
    assert search.question.text == "rituximab"
    assert search.trials[:] == numbers(1)
    verbatim = TrialSearch({"q": "ritxuimab", "verbatim": "on"})
    assert not verbatim.is_mended
    assert verbatim.trials[:] == []


def test_a_word_of_any_study_is_no_misspelling(publish):
    publish(study("NCT99000001", descriptionModule={"briefSummary": "Mysterious ritximab."}))
    assert not TrialSearch({"q": "ritximab"}).is_mended


def test_words_that_no_study_has_together_are_left_out_and_named(publish):
    publish(study("NCT99000001", title="Rituximab in adults"))
    search = TrialSearch({"q": "rituximab lawsuit"})
    assert search.is_loose
    assert search.question.loose_words == ("lawsuit",)
    assert search.trials[:] == numbers(1)


def test_an_empty_list_names_the_filters_that_emptied_it(publish):
    publish(
        study("NCT99000001", eligibilityModule={"minimumAge": "40 Years"}),
        study("NCT99000002", eligibilityModule={"minimumAge": "50 Years"}),
    )
    search = TrialSearch({"age": "30"})
    assert search.counts.total == 0
    [(label, studies, address)] = search.wider
    assert (str(label), studies, address) == ("Age", 2, "?")


def test_a_childs_age_may_be_in_months(publish):
    publish(
        study("NCT99000001", eligibilityModule={"minimumAge": "6 Months"}),
        study("NCT99000002", eligibilityModule={"minimumAge": "2 Years"}),
    )
    assert found(age="8 months") == numbers(1)
    assert found(age="3 months") == []


def test_the_condition_can_be_chosen_beside_words(publish):
    publish(
        study("NCT99000001", conditionsModule={"conditions": ["Polymyositis"]}, title="Rituximab"),
        study("NCT99000002", title="Rituximab"),
    )
    assert found(condition="polymyositis", q="rituximab") == numbers(1)


def test_sponsors_sites_and_groups_of_medicines_are_found(publish):
    publish(
        study(
            "NCT99000001",
            **at(site("Lyon")),
            sponsorCollaboratorsModule={"leadSponsor": {"name": "Example Pharma"}},
            armsInterventionsModule={"interventions": [{"type": "DRUG", "name": "Baricitinib"}]},
        ),
        study("NCT99000002"),
    )
    assert found(q="Example Pharma") == numbers(1)
    assert found(q='"Example Hospital Lyon"') == numbers(1)
    assert found(q="JAK inhibitor") == numbers(1)


def test_the_address_is_canonical(publish):
    search = TrialSearch(QueryDict("age=30&phase=PHASE2&q=a&phase=PHASE1&within=&page=3&utm_x=1"))
    assert search.address() == "?q=a&phase=PHASE1,PHASE2&age=30"
    assert search.address(q=None) == "?phase=PHASE1,PHASE2&age=30"


def test_a_neighbouring_disease_is_searched_among_all_that_we_hold(registry, publish):
    registry.put(study("NCT99000002", title="Muscular dystrophy"), answers_to="Distal Myopathies")
    publish(study("NCT99000001"))
    assert found(q="muscular dystrophy") == numbers(2)
