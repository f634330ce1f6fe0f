"""The sample studies: marked as samples, of the registry's shape, and wide enough to try it."""

import datetime
import json
import math
import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "trials" / "samples" / "studies.jsonl"
OPENAPI = ROOT.parent / "shared" / "registry" / "openapi-2.0.5.yaml"
SNAPSHOT = "2026-11-20"

TEXT = SAMPLES.read_text(encoding="utf-8")
LINES = TEXT.removesuffix("\n").split("\n")
STUDIES = [json.loads(line) for line in LINES]

CONTINENTS = {
    "Africa": {"Egypt", "Kenya", "Nigeria", "South Africa", "Tunisia"},
    "Asia": {"China", "India", "Israel", "Japan", "South Korea", "Taiwan", "Thailand"},
    "Europe": {"Czechia", "France", "Germany", "Italy", "Poland", "Sweden", "United Kingdom"},
    "North America": {"Canada", "Mexico", "United States"},
    "Oceania": {"Australia", "New Zealand"},
    "South America": {"Argentina", "Brazil", "Chile", "Colombia", "Peru"},
}
OTHER_SPELLINGS = {
    "Czech Republic": "Czechia",
    "Korea, Republic of": "South Korea",
    "Turkey": "Turkey (Türkiye)",
}
SUBTYPES = {
    "dermatomyositis": r"(?<!amyopathic )(?<!juvenile )(?<!-onset )\bdermatomyositis",
    "clinically-amyopathic-dermatomyositis": r"amyopathic dermatomyositis",
    "juvenile-myositis": r"juvenile[ -](onset )?(dermato|poly)?myositis",
    "polymyositis": r"(?<!juvenile )(?<!dermato)polymyositis",
    "inclusion-body-myositis": r"(?<!hereditary )inclusion body myositis",
    "immune-mediated-necrotizing-myopathy": r"necrotizing (autoimmune )?myopathy",
    "antisynthetase-syndrome": r"antisynthetase syndrome",
    "overlap-myositis": r"overlap myositis|scleromyositis",
}


def section(study, name):
    return study["protocolSection"].get(name, {})


def nct_id(study):
    return section(study, "identificationModule")["nctId"]


def status(study):
    return section(study, "statusModule")["overallStatus"]


def kind(study):
    return section(study, "designModule").get("studyType")


def sites(study):
    return section(study, "contactsLocationsModule").get("locations", [])


def central(study):
    return section(study, "contactsLocationsModule").get("centralContacts", [])


def criteria(study):
    return section(study, "eligibilityModule").get("eligibilityCriteria", "")


def after_exclusion(study):
    parts = re.split(r"exclusion|you can't join", criteria(study), maxsplit=1, flags=re.IGNORECASE)
    return parts[1] if len(parts) == 2 else ""


def about(study):
    return " | ".join(
        [
            section(study, "identificationModule")["briefTitle"],
            *section(study, "conditionsModule").get("conditions", []),
        ]
    )


def with_status(value):
    return [study for study in STUDIES if status(study) == value]


def walk(value, key=None):
    """Every (key, value) below, lists and objects included."""
    yield key, value
    if isinstance(value, dict):
        for name, below in value.items():
            yield from walk(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from walk(below)


def all_values(key):
    return [value for study in STUDIES for name, value in walk(study) if name == key]


def all_sites():
    return [site for study in STUDIES for site in sites(study)]


def kilometers(one, other):
    lat1, lon1, lat2, lon2 = map(math.radians, (one["lat"], one["lon"], other["lat"], other["lon"]))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(math.sqrt(half))


# The file


def test_the_file_holds_at_least_44_studies_one_compact_object_a_line():
    assert len(STUDIES) >= 44
    assert TEXT.endswith("\n")
    for line, study in zip(LINES, STUDIES, strict=True):
        assert line == json.dumps(study, ensure_ascii=False, separators=(",", ":"))


def test_each_study_has_the_sections_of_the_registry_and_no_results():
    for study in STUDIES:
        assert set(study) == {"protocolSection", "derivedSection", "hasResults"}


def test_nothing_is_null_or_empty():
    for study in STUDIES:
        for key, value in walk(study):
            assert value not in (None, "", [], {}), (nct_id(study), key)


def test_the_numbers_run_on_from_one_without_a_gap():
    assert [nct_id(study) for study in STUDIES] == [
        f"NCT990{number:05d}" for number in range(1, len(STUDIES) + 1)
    ]


def test_every_record_is_of_the_same_night():
    assert set(all_values("versionHolder")) == {SNAPSHOT}
    assert len(all_values("versionHolder")) == len(STUDIES)


def test_each_study_is_valid_by_the_registrys_own_description():
    if not OPENAPI.exists():
        pytest.skip(f"the registry's OpenAPI text is not beside the project: {OPENAPI}")
    schemas = yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))["components"]["schemas"]
    for schema in schemas.values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    validator = jsonschema.Draft202012Validator(
        {"$ref": "#/components/schemas/Study", "components": {"schemas": schemas}},
        format_checker=jsonschema.FormatChecker(["date"]),
    )
    problems = [
        f"{nct_id(study)} {error.json_path}: {error.message}"
        for study in STUDIES
        for error in validator.iter_errors(study)
    ]
    assert problems == []


# The marks: nobody can mistake one for a real study


def test_every_title_says_that_it_is_a_sample():
    for study in STUDIES:
        names = section(study, "identificationModule")
        if status(study) == "WITHHELD":
            assert names["briefTitle"] == "[Sample: withheld study]"
        else:
            assert names["briefTitle"].startswith("Sample: ")
        assert "Sample" in names.get("officialTitle", "Sample")
        assert names["orgStudyIdInfo"]["id"] == f"SAMPLE-{nct_id(study)[-3:]}"


def test_every_summary_says_that_the_study_does_not_exist():
    for study in STUDIES:
        summary = section(study, "descriptionModule").get("briefSummary")
        if status(study) == "WITHHELD":
            assert summary is None
        else:
            assert summary.endswith("(Sample text: this study does not exist.)")


def test_organizations_are_examples_and_people_are_samples():
    for study in STUDIES:
        sponsors = section(study, "sponsorCollaboratorsModule")
        names = [sponsors["leadSponsor"], *sponsors.get("collaborators", [])]
        assert all(name["name"].startswith("Example ") for name in names)
        for key, value in walk(study):
            if key in {"fullName", "facility", "affiliation", "investigatorAffiliation"}:
                assert value.startswith("Example "), value
            elif key == "investigatorFullName":
                assert value.startswith("Sample "), value
        contacts = section(study, "contactsLocationsModule")
        people = [*central(study), *contacts.get("overallOfficials", [])]
        people += [contact for site in sites(study) for contact in site.get("contacts", [])]
        assert all(person["name"].startswith("Sample ") for person in people)


def test_medicines_are_samples_or_plain_words():
    plain = re.compile(r"^(Sample |Placebo$|Usual care$|Routine vaccine$)")
    for study in STUDIES:
        for treatment in section(study, "armsInterventionsModule").get("interventions", []):
            if treatment["type"] in {"DRUG", "BIOLOGICAL", "GENETIC", "DIETARY_SUPPLEMENT"}:
                assert plain.match(treatment["name"]), treatment["name"]


def test_phones_are_fictional_and_addresses_lead_to_the_example_domains():
    assert len(all_values("phone")) > 40
    assert all(re.fullmatch(r"\d{3}-555-01\d\d", phone) for phone in all_values("phone"))
    assert all(re.fullmatch(r"\S+@example\.(org|com)", mail) for mail in all_values("email"))
    assert set(re.findall(r"[\w.+-]+@([\w.-]+)", TEXT)) == {"example.org", "example.com"}
    assert "tel:" not in TEXT.lower()
    assert "mailto:" not in TEXT.lower()
    assert "www." not in TEXT.lower()
    assert set(re.findall(r"https?://[^/\"\s]*/?", TEXT)) == {"https://example.org/"}


# Statuses, kinds, phases


def test_all_fourteen_statuses_occur():
    assert {status(study) for study in STUDIES} == {
        "ACTIVE_NOT_RECRUITING",
        "APPROVED_FOR_MARKETING",
        "AVAILABLE",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "NO_LONGER_AVAILABLE",
        "RECRUITING",
        "SUSPENDED",
        "TEMPORARILY_NOT_AVAILABLE",
        "TERMINATED",
        "UNKNOWN",
        "WITHDRAWN",
        "WITHHELD",
    }


def test_expanded_access_has_its_own_statuses():
    only_there = {
        "APPROVED_FOR_MARKETING",
        "AVAILABLE",
        "NO_LONGER_AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
    }
    for study in STUDIES:
        assert (kind(study) == "EXPANDED_ACCESS") == (status(study) in only_there)


def test_an_unknown_study_tells_its_last_known_status_and_is_two_years_old():
    for study in STUDIES:
        told = section(study, "statusModule")
        assert ("lastKnownStatus" in told) == (status(study) == "UNKNOWN")
        if status(study) == "UNKNOWN":
            assert told["lastUpdatePostDateStruct"]["date"] < "2024-11-20"
            assert told["completionDateStruct"]["date"] < SNAPSHOT
    assert set(all_values("lastKnownStatus")) == {
        "ACTIVE_NOT_RECRUITING",
        "NOT_YET_RECRUITING",
        "RECRUITING",
    }


def test_a_stopped_study_says_why():
    for study in STUDIES:
        stopped = status(study) in {"SUSPENDED", "TERMINATED", "WITHDRAWN"}
        assert ("whyStopped" in section(study, "statusModule")) == stopped


def test_a_withheld_study_holds_almost_nothing():
    (study,) = with_status("WITHHELD")
    assert not {"designModule", "eligibilityModule", "contactsLocationsModule"} & set(
        study["protocolSection"]
    )


def test_all_kinds_of_study_occur():
    assert {kind(study) for study in STUDIES} == {
        "EXPANDED_ACCESS",
        "INTERVENTIONAL",
        "OBSERVATIONAL",
        None,
    }


def test_all_phases_occur_and_some_studies_have_none():
    phases = {tuple(section(study, "designModule").get("phases", ())) for study in STUDIES}
    assert phases == {
        (),
        ("NA",),
        ("EARLY_PHASE1",),
        ("PHASE1",),
        ("PHASE1", "PHASE2"),
        ("PHASE2",),
        ("PHASE2", "PHASE3"),
        ("PHASE3",),
        ("PHASE4",),
    }
    assert any(
        kind(study) == "INTERVENTIONAL" and "phases" not in section(study, "designModule")
        for study in STUDIES
    )


def test_one_study_says_that_it_has_results():
    assert sum(study["hasResults"] for study in STUDIES) == 1


def test_expanded_access_pointers_lead_to_other_samples():
    by_id = {nct_id(study): study for study in STUDIES}
    pointers = Counter()
    for study in STUDIES:
        info = section(study, "statusModule").get("expandedAccessInfo", {})
        if "nctId" in info:
            assert info["nctId"] != nct_id(study)
            assert status(by_id[info["nctId"]]) == info["statusForNctId"]
            pointers[info["nctId"]] += 1
    assert pointers
    for study in STUDIES:
        if kind(study) == "EXPANDED_ACCESS":
            counted = section(study, "designModule")["nPtrsToThisExpAccNctId"]
            assert counted == pointers[nct_id(study)]


def test_registry_studies_tell_how_long_they_follow_people():
    followed = [
        section(study, "designModule")
        for study in STUDIES
        if section(study, "designModule").get("patientRegistry")
    ]
    assert followed
    assert all(design["targetDuration"] for design in followed)


# Diseases


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_each_subtype_is_studied_here_and_excluded_elsewhere(subtype):
    word = re.compile(SUBTYPES[subtype], re.IGNORECASE)
    studied = {nct_id(study) for study in STUDIES if word.search(about(study))}
    excluded = {nct_id(study) for study in STUDIES if word.search(after_exclusion(study))}
    assert studied - excluded
    assert excluded - studied


def test_umbrella_studies_occur_and_one_names_no_subtype_at_all():
    umbrella = [study for study in STUDIES if "idiopathic inflammatory" in about(study).lower()]
    assert len(umbrella) >= 3
    any_subtype = re.compile("|".join(SUBTYPES.values()), re.IGNORECASE)
    assert any(not any_subtype.search(about(study) + criteria(study)) for study in umbrella)


@pytest.mark.parametrize(
    "words",
    [
        "Duchenne Muscular Dystrophy",
        "Myotonic Dystrophy",
        "Mitochondrial Myopath",
        "GNE Myopathy",
        "Checkpoint Inhibitor",
        "Calcinosis",
        "Interstitial Lung Disease",
        "Registry",
        "Cancer",
        "Pregnancy",
        "Systemic Sclerosis",
    ],
)
def test_a_study_is_about(words):
    assert any(words in about(study) for study in STUDIES)


def test_a_lupus_study_names_dermatomyositis_only_in_its_exclusions():
    assert any(
        "Lupus" in about(study)
        and "dermatomyositis" in after_exclusion(study)
        and json.dumps(study).count("ermatomyositis") == after_exclusion(study).count("ermato")
        for study in STUDIES
    )


def test_an_exclusion_stands_inside_an_inclusion_part():
    assert any(
        re.search(
            r"inclusion criteria:.*\* No inclusion body myositis.*exclusion criteria:",
            criteria(study),
            re.IGNORECASE | re.DOTALL,
        )
        for study in STUDIES
    )


def test_conditions_and_headings_vary():
    counts = [len(section(study, "conditionsModule").get("conditions", [])) for study in STUDIES]
    assert max(counts) >= 12
    assert 1 in counts
    assert any("conditionBrowseModule" not in study["derivedSection"] for study in STUDIES)
    terms = {
        (mesh["id"], mesh["term"])
        for study in STUDIES
        for mesh in study["derivedSection"].get("conditionBrowseModule", {}).get("meshes", [])
    }
    assert terms >= {
        ("D003882", "Dermatomyositis"),
        ("D009220", "Myositis"),
        ("D017285", "Polymyositis"),
        ("D018979", "Myositis, Inclusion Body"),
    }


# People


def test_sexes_ages_and_healthy_volunteers_vary():
    people = [section(study, "eligibilityModule") for study in STUDIES]
    assert {who["sex"] for who in people if who} == {"ALL", "FEMALE", "MALE"}
    assert {who.get("healthyVolunteers") for who in people if who} == {True, False, None}
    groups = {tuple(who["stdAges"]) for who in people if who}
    assert groups >= {
        ("CHILD",),
        ("ADULT",),
        ("OLDER_ADULT",),
        ("ADULT", "OLDER_ADULT"),
        ("CHILD", "ADULT", "OLDER_ADULT"),
    }
    assert any("minimumAge" not in who and "maximumAge" not in who for who in people if who)
    ages = set(all_values("minimumAge")) | set(all_values("maximumAge"))
    assert ages >= {"6 Months", "18 Minutes", "3 Days"}


def test_age_groups_follow_from_the_ages():
    years = {"Year": 1, "Month": 1 / 12, "Day": 1 / 365, "Minute": 1 / 525600}
    bounds = {"CHILD": (0, 18), "ADULT": (18, 65), "OLDER_ADULT": (65, 200)}

    def in_years(text):
        number, unit = text.split()
        return int(number) * years[unit.removesuffix("s")]

    for study in STUDIES:
        who = section(study, "eligibilityModule")
        if who:
            lowest = in_years(who.get("minimumAge", "0 Years"))
            highest = in_years(who.get("maximumAge", "199 Years"))
            assert who["stdAges"] == [
                group
                for group, (first, beyond) in bounds.items()
                if lowest < beyond and highest >= first
            ]


def test_enrollment_has_its_placeholder_and_its_zero():
    counts = {
        nct_id(study): section(study, "designModule")["enrollmentInfo"]["count"]
        for study in STUDIES
        if "enrollmentInfo" in section(study, "designModule")
    }
    assert 99999999 in counts.values()
    for study in STUDIES:
        assert (counts.get(nct_id(study)) == 0) == (status(study) == "WITHDRAWN")


# Places and contacts


def test_the_sites_lie_in_many_countries_on_every_inhabited_continent():
    written = {site["country"] for site in all_sites()}
    assert written > set(OTHER_SPELLINGS) | set(OTHER_SPELLINGS.values())
    countries = {OTHER_SPELLINGS.get(name, name) for name in written}
    assert len(countries) >= 18
    for some in CONTINENTS.values():
        assert len(some & countries) >= 2


def test_one_study_has_sixty_sites_in_ten_countries_and_one_of_them_twice():
    large = max(STUDIES, key=lambda study: len(sites(study)))
    assert len(sites(large)) >= 60
    assert len({site["country"] for site in sites(large)}) >= 10
    assert max(Counter(json.dumps(site) for site in sites(large)).values()) == 2


def test_points_lie_on_the_globe_where_the_city_is():
    points = {}
    for site in all_sites():
        if "geoPoint" in site:
            point = site["geoPoint"]
            assert -90 <= point["lat"] <= 90
            assert -180 <= point["lon"] <= 180
            country = OTHER_SPELLINGS.get(site["country"], site["country"])
            first = points.setdefault((country, site["city"], site.get("state")), point)
            assert kilometers(first, point) < 5
    decimals = {len(str(point["lat"]).partition(".")[2]) for point in points.values()}
    assert decimals & {2, 3}
    assert decimals & {5, 6}


@pytest.mark.parametrize("part", ["facility", "status", "state", "zip", "geoPoint", "contacts"])
def test_some_sites_lack(part):
    assert any(part in site for site in all_sites())
    assert any(part not in site for site in all_sites())


def test_every_status_of_a_site_occurs():
    assert {site.get("status") for site in all_sites()} == {
        None,
        "ACTIVE_NOT_RECRUITING",
        "AVAILABLE",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "RECRUITING",
        "SUSPENDED",
        "TERMINATED",
        "WITHDRAWN",
    }


def test_a_near_site_is_closed_while_one_further_on_recruits():
    assert any(
        5 < kilometers(closed["geoPoint"], open_["geoPoint"]) < 300
        for study in with_status("RECRUITING")
        for closed in sites(study)
        for open_ in sites(study)
        if closed.get("status") in {"ACTIVE_NOT_RECRUITING", "COMPLETED", "SUSPENDED"}
        and open_.get("status") == "RECRUITING"
        and "geoPoint" in closed
        and "geoPoint" in open_
    )


def test_one_recruiting_study_has_only_closed_sites_and_one_has_none():
    named = [{site.get("status") for site in sites(study)} for study in with_status("RECRUITING")]
    assert set() in named
    assert any(
        some and not some & {"RECRUITING", "NOT_YET_RECRUITING", None, "ENROLLING_BY_INVITATION"}
        for some in named
    )


def test_recruiting_studies_have_every_mix_of_contacts():
    mixes = {
        (bool(central(study)), any("contacts" in site for site in sites(study)))
        for study in with_status("RECRUITING")
    }
    assert mixes == {(True, True), (True, False), (False, True), (False, False)}
    assert all_values("phoneExt")


# Dates


def test_start_dates_are_absent_or_of_any_length_and_types_may_be_absent():
    starts = [section(study, "statusModule").get("startDateStruct") for study in STUDIES]
    assert {len(start["date"]) if start else 0 for start in starts} == {0, 4, 7, 10}
    assert {start.get("type") for start in starts if start} == {"ACTUAL", "ESTIMATED", None}
    assert any(
        kind(study) != "EXPANDED_ACCESS" and "startDateStruct" not in section(study, "statusModule")
        for study in with_status("RECRUITING")
    )


def test_dates_are_real_and_in_order_and_none_is_posted_after_the_snapshot():
    for study in STUDIES:
        told = section(study, "statusModule")
        for key, value in walk(told):
            if key == "date":
                datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
        first = told["studyFirstPostDateStruct"]["date"]
        last = told["lastUpdatePostDateStruct"]["date"]
        assert told["studyFirstSubmitDate"] <= first <= last <= SNAPSHOT
        assert told["statusVerifiedDate"] <= last
        start = told.get("startDateStruct", {})
        end = told.get("completionDateStruct", {})
        if start and end:
            assert start["date"] <= end["date"]
        for struct in (start, end):
            if struct.get("type") == "ACTUAL":
                assert struct["date"] <= SNAPSHOT
        if status(study) == "NOT_YET_RECRUITING":
            assert start["date"] > SNAPSHOT


def test_a_recruiting_study_was_last_verified_years_ago():
    verified = [
        section(study, "statusModule")["statusVerifiedDate"] for study in with_status("RECRUITING")
    ]
    assert min(verified) < "2020"
    assert max(verified) >= "2026-11"


# Names and modules that come and go


def test_titles_acronyms_keywords_and_descriptions_come_and_go():
    names = [section(study, "identificationModule") for study in STUDIES]
    assert any("officialTitle" not in name for name in names)
    assert 3 < sum("acronym" in name for name in names) < len(names)
    assert all(len(name["briefTitle"]) <= 300 for name in names)
    assert all(len(name.get("acronym", "")) <= 14 for name in names)
    for module, part in (
        ("conditionsModule", "keywords"),
        ("descriptionModule", "detailedDescription"),
        ("sponsorCollaboratorsModule", "collaborators"),
    ):
        have = [part in section(study, module) for study in STUDIES]
        assert any(have)
        assert not all(have)
    assert True in all_values("delayedPosting")


def test_aliases_are_numbers_that_are_no_record_of_their_own():
    aliases = [alias for aliases in all_values("nctIdAliases") for alias in aliases]
    assert aliases
    assert all(re.fullmatch(r"NCT99\d{6}", alias) for alias in aliases)
    assert not set(aliases) & {nct_id(study) for study in STUDIES}


# Texts


@pytest.mark.parametrize(
    "habit",
    [
        r"^Inclusion Criteria:\n\n(\* .+\n)+\nExclusion Criteria:\n\n\* ",
        r"^Key Inclusion Criteria:\n\n",
        r"^You may be able to join if:\n\n",
        r"Healthy volunteers:\n\n\* ",
        r"\\>= 18 years",
        r"\\<",
        r"\\\[",
        r"^1\\\. ",
        r"^1\. .+\n2\. ",
        r"^\* .+\n\n  \* ",
        r"^   1\. ",
        r"\\&gt;",
        r"\\&#8805;",
        "\u200b",
        r"（.+）",
        "１８",
    ],
)
def test_criteria_keep_the_registrys_habit(habit):
    assert any(re.search(habit, criteria(study), re.MULTILINE) for study in STUDIES)


def test_one_study_has_criteria_without_any_heading():
    assert any(criteria(study) and ":" not in criteria(study) for study in STUDIES)


def test_one_summary_holds_hostile_markup_in_plain_words():
    (summary,) = [text for text in all_values("briefSummary") if "<script>" in text]
    assert '<script>alert("sample")</script>' in summary
    assert "[link](javascript:alert(1))" in summary
    assert re.search(r"<img [^>]*onerror=", summary)


def test_one_description_is_very_long():
    assert 11_000 < max(map(len, all_values("detailedDescription"))) < 13_000
