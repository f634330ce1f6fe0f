"""The form and its queryset; what the page and the API make of them stands in their own tests."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from tests.studies import site, study
from trials.search import TrialSearch

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
    assert found(age="0") == numbers(3)


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
    assert found(country="Turkey") == numbers(1, 2)


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


def test_studies_of_other_muscle_diseases_are_kept_apart(registry, publish):
    registry.put(study("NCT99000002"), answers_to="Distal Myopathies")
    publish(study("NCT99000001"))
    assert found(status="all") == numbers(1, 2)[:1]
