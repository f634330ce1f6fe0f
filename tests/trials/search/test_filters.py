"""Which studies the words and the filters find."""

import pytest

from tests.studies import site, study
from trials.search.page import SearchPage

from .made import at, found, numbers

pytestmark = pytest.mark.django_db


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
    assert SearchPage({"country": "türkiye"}).request.address() == "?country=Turkey"


def test_phase_2_and_3_is_found_under_both(publish):
    publish(
        study("NCT99000001", designModule={"phases": ["PHASE2", "PHASE3"]}),
        study("NCT99000002", designModule={"phases": ["NA"]}),
        study("NCT99000003"),
    )
    assert found(phase="PHASE3") == numbers(1)
    assert found(phase=["PHASE2", "NA"]) == numbers(1, 2)


def test_studies_of_other_muscle_diseases_are_kept_apart(publish):
    publish(
        study("NCT99000001"),
        study("NCT99000002", conditionsModule={"conditions": ["Distal Myopathy"]}),
    )
    assert found(status="all") == ["NCT99000001"]
    assert set(found(status="all", about="muscle")) == {"NCT99000001", "NCT99000002"}


def test_within_a_distance_a_closed_place_does_not_count(near_and_far):
    assert found(place="Cambridge, MA", within="50") == numbers(2)
    assert found(place="02139", within="50", unit="km") == numbers(2)
    assert found(place="Gary, IN", within="25") == numbers(1)
    # Chicago is 25 miles away, and 40 km: the unit counts.
    assert found(place="Gary, IN", within="25", unit="km") == []


def test_a_site_without_a_point_is_placed_by_its_town(near_and_far):
    assert found(place="Villeurbanne", within="25") == numbers(4)


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
    assert SearchPage({"place": "00802"}).request.near.place.country == "U.S. Virgin Islands"
    assert found(country="US Virgin Islands") == numbers(1)


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


def test_a_neighbouring_disease_is_searched_among_all_that_we_hold(registry, publish):
    registry.put(study("NCT99000002", title="Muscular dystrophy"), answers_to="Distal Myopathies")
    publish(study("NCT99000001"))
    assert found(q="muscular dystrophy") == numbers(2)
