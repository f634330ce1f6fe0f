"""What the rules read reaches readers: on the page of a study, on cards, in filters, in the API."""

import re

import pytest
from django.utils.html import strip_tags

from tests.studies import study
from trials.models import Trial
from trials.reading.diseases import SUBTYPES

pytestmark = pytest.mark.django_db

CRITERIA = """Inclusion Criteria:

* Definite or probable idiopathic inflammatory myopathy (DM, PM or IMNM)
* Positive for anti-Jo-1 or anti-SRP antibodies
* MMT-8 score of 142 or less
* No active cancer
* Stable dose of prednisone for 4 weeks before the first visit

Exclusion Criteria:

* Inclusion body myositis
* Positive for anti-cN1A antibodies
* Rituximab within 6 months before the first visit
* Treated skin cancer is allowed
"""


def text_of(response):
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def part(response, name):
    """The section of a page under the heading with this id, as text."""
    html = response.content.decode()
    start = re.search(rf'<section[^>]* aria-labelledby="{name}">', html).start()
    depth = 0
    for tag in re.finditer(r"<(/?)section\b", html[start:]):
        depth += -1 if tag[1] else 1
        if not depth:
            break
    return re.sub(r"\s+", " ", strip_tags(html[start : start + tag.start()]))


@pytest.fixture
def myositis(publish):
    return publish(
        study(
            title="A sample study in inflammatory myopathy",
            conditionsModule={"conditions": ["Idiopathic Inflammatory Myopathies"]},
            eligibilityModule={"eligibilityCriteria": CRITERIA},
            designModule={"studyType": "INTERVENTIONAL"},
            armsInterventionsModule={
                "armGroups": [
                    {"label": "Examplimab", "type": "EXPERIMENTAL"},
                    {"label": "Placebo", "type": "PLACEBO_COMPARATOR"},
                ],
                "interventions": [{"type": "DRUG", "name": "Baricitinib 4 mg tablets"}],
            },
        )
    )


def test_the_page_says_for_which_types_with_the_records_words(client, myositis):
    types = part(client.get("/trials/NCT99000001/"), "types")
    assert "It accepts by name Dermatomyositis : “" not in types  # no space before the colon
    for words in (
        "It accepts by name",
        "Immune-mediated necrotizing myopathy:",
        "(DM, PM or IMNM)",
        "It does not accept Inclusion body myositis: Inclusion body myositis (Who can take part)",
        "It does not say Clinically amyopathic dermatomyositis, Juvenile myositis,",
        "talks about myositis as a whole",
        "one or more of these anti-Jo-1, anti-SRP:",
        "rule a person out anti-cN1A:",
        "people whose muscles are weak",
        "is about myositis",
    ):
        assert words in types, words


def test_the_page_puts_criteria_in_two_lists_and_keeps_the_original(client, myositis):
    page = client.get("/trials/NCT99000001/")
    includes, excludes = part(page, "include"), part(page, "exclude")
    assert "MMT-8 score of 142 or less" in includes
    assert "No active cancer – this line rules people out" in includes
    assert "Inclusion body myositis" in excludes
    assert "Treated skin cancer is allowed – this line lets people join" in excludes
    assert "Criteria, in the registry’s words and order" in text_of(page)


def test_the_page_says_what_the_study_asks_and_warns(client, myositis):
    requirements = part(client.get("/trials/NCT99000001/"), "requirements")
    assert "Do not stop, skip, or change a medicine to join a study." in requirements
    assert (
        "Could I get a placebo? Yes. One of 2 groups gets a placebo or sham: Placebo."
        in requirements
    )
    assert "Stable dose of prednisone for 4 weeks" in requirements
    assert "The record does not say. Ask the study team:" in requirements


def test_without_washout_or_dose_there_is_no_warning_about_medicines(client, publish):
    publish(study())
    assert "Do not stop" not in part(client.get("/trials/NCT99000001/"), "requirements")


def test_a_medicine_has_its_kind_in_plain_words(client, myositis):
    treatments = part(client.get("/trials/NCT99000001/"), "treatments")
    assert "Kind of medicine: JAK inhibitor" in treatments


def test_a_text_without_lists_is_shown_whole_and_says_so(client, publish):
    criteria = "People with dermatomyositis of any age."
    publish(study(eligibilityModule={"eligibilityCriteria": criteria}))
    who = part(client.get("/trials/NCT99000001/"), "who")
    assert "could not find two separate lists" in who
    assert criteria in who


def test_hostile_criteria_stay_text(client, publish):
    criteria = "Inclusion Criteria:\n\n* <script>alert(1)</script> & \\<b\\>bold\\</b\\>"
    publish(study(eligibilityModule={"eligibilityCriteria": criteria}))
    html = client.get("/trials/NCT99000001/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold" in html


def test_parts_of_a_page_stand_in_the_order_of_a_readers_questions(client, myositis):
    html = client.get("/trials/NCT99000001/").content.decode()
    names = ["who", "where", "requirements", "what", "behind", "results", "record"]
    places = [html.index(f'<h2 id="{name}">') for name in names]
    assert places == sorted(places)
    assert all(f'href="#{name}"' in html for name in names)


# Searching


LUPUS = study(
    "NCT99000002",
    title="A sample study in lupus",
    conditionsModule={"conditions": ["Lupus"]},
    eligibilityModule={"eligibilityCriteria": "Exclusion Criteria:\n\n* Dermatomyositis"},
)
IBM = study(
    "NCT99000003",
    title="A sample study in inclusion body myositis",
    conditionsModule={"conditions": ["Inclusion Body Myositis"]},
)
DYSTROPHY = study(
    "NCT99000004",
    title="A sample study in Duchenne",
    conditionsModule={"conditions": ["Duchenne Muscular Dystrophy"]},
)
WHOLE_FAMILY = study(
    "NCT99000005",
    title="A sample study in myositis",
    conditionsModule={"conditions": ["Myositis"]},
    eligibilityModule={
        "eligibilityCriteria": "Inclusion Criteria:\n\n* Myositis\n* Jo-1 antibody positive"
    },
)


@pytest.fixture
def several(publish, myositis):
    publish(LUPUS, IBM, DYSTROPHY, WHOLE_FAMILY)


def shown(client, query):
    return [trial["nct_id"] for trial in client.get(f"/api/v1/trials/?{query}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 3, 5]),
        ("about=muscle", [1, 3, 4, 5]),
        ("about=mention", [2]),
        # Those that name the type, before those that do not rule it out.
        ("condition=inclusion-body-myositis", [3, 5]),
        ("condition=inclusion-body-myositis&fit=takes", [3]),
        ("condition=dermatomyositis", [1, 5]),
        ("condition=dermatomyositis&fit=takes", [1]),
        ("condition=juvenile-myositis", [1, 5]),
        ("condition=juvenile-myositis&fit=takes", []),
        ("condition=inflammatory-myopathy", [1, 3, 5]),
        ("antibody=srp", [1]),
        ("antibody=jo-1,srp", [1, 5]),
        ("antibody=cn1a", []),
        ("asks=no_placebo", []),
        ("asks=tablet", [1]),
        ("asks=tablet,no_placebo", []),
    ],
)
def test_readings_are_filters(client, several, query, numbers):
    found = shown(client, query)
    assert found == [f"NCT9900000{number}" for number in numbers]


def test_the_most_fitting_type_comes_first(client, publish, several):
    publish(study("NCT99000001", title="Whole", conditionsModule={"conditions": ["Myositis"]}))
    assert shown(client, "condition=inclusion-body-myositis")[0] == "NCT99000003"


def test_a_card_quotes_the_reason_for_what_was_chosen(client, several):
    page = text_of(client.get("/trials/?condition=inclusion-body-myositis"))
    assert "Accepts inclusion body myositis by name: " in page
    assert "Does not say whether it accepts inclusion body myositis. Ask the study team" in page
    page = text_of(client.get("/trials/?q=inclusion+body+myositis"))
    assert "Does not accept inclusion body myositis: Inclusion body myositis (Who can" in page
    page = text_of(client.get("/trials/?antibody=srp"))
    assert "Requires anti-SRP: Positive for anti-Jo-1 or anti-SRP antibodies" in page


def test_an_antibody_named_as_an_example_is_told_as_one_of_a_group(client, publish):
    text = "Inclusion Criteria:\n\n* At least one myositis-specific antibody, e.g. anti-SRP"
    publish(
        study("NCT99000001", eligibilityModule={"eligibilityCriteria": text}),
        study("NCT99000002"),
    )
    page = text_of(client.get("/trials/?antibody=srp"))
    assert "Requires an antibody from a group, such as anti-SRP: At least one" in page
    types = part(client.get("/trials/NCT99000001/"), "types")
    assert "such as these. Others in the group count too. anti-SRP:" in types
    assert "one or more of these" not in types
    compared = text_of(client.get("/trials/compare/?id=NCT99000001&id=NCT99000002"))
    assert "Requires one of a group, such as: anti-SRP" in compared


def test_studies_that_only_mention_myositis_are_listed_apart_with_the_reason(client, several):
    page = client.get("/trials/")
    assert "1 more study only mentions myositis" in text_of(page)
    assert "NCT99000002" not in text_of(page)
    assert 'href="?about=mention"' in page.content.decode()
    condition_studies = text_of(client.get("/trials/?about=mention"))
    assert "its record only mentions it: Dermatomyositis (Who can take part)" in condition_studies
    assert "more study only mentions" not in condition_studies


def test_the_list_of_mentions_follows_words_and_filters(client, several):
    assert "only mentions" in text_of(client.get("/trials/?q=lupus"))
    assert "only mentions" not in text_of(client.get("/trials/?q=duchenne+tablet"))
    assert "only mentions" not in text_of(client.get("/trials/?status=COMPLETED"))


def test_facets_count_types_antibodies_and_what_is_asked(client, several):
    facets = client.get("/api/v1/trials/").json()["facets"]
    assert facets["fit"] == {
        "dermatomyositis": 1,
        "polymyositis": 1,
        "immune-mediated-necrotizing-myopathy": 1,
        "inclusion-body-myositis": 1,
    }
    assert facets["condition"]["dermatomyositis"] == 2
    assert facets["antibody"] == {"jo-1": 2, "srp": 1}
    assert facets["asks"]["tablet"] == 1


def test_the_api_tells_relevance_and_every_type(client, several):
    trial = client.get("/api/v1/trials/NCT99000001/").json()
    assert trial["relevance"] == "myositis"
    assert [entry["subtype"] for entry in trial["subtypes"]] == list(SUBTYPES)
    states = {entry["subtype"]: entry for entry in trial["subtypes"]}
    assert states["inclusion-body-myositis"] == {
        "subtype": "inclusion-body-myositis",
        "state": "excluded",
        "quote": "Inclusion body myositis",
        "field": "eligibility_criteria",
        "cues": [],
        "reason": None,
    }
    assert states["juvenile-myositis"]["state"] == "not_stated"
    assert states["juvenile-myositis"]["quote"] is None
    relevances = {
        number: client.get(f"/api/v1/trials/NCT9900000{number}/").json()["relevance"]
        for number in (2, 4)
    }
    assert relevances == {2: "mention", 4: "other-muscle"}
    assert {ask["name"]: ask["state"] for ask in trial["requirements"]}["stable_dose"] == "stated"


def test_the_table_has_the_verdicts_too(client, several):
    rows = b"".join(client.get("/trials.csv").streaming_content).decode().splitlines()
    row = next(row for row in rows if "NCT99000001" in row)
    assert "myositis,dermatomyositis | polymyositis | immune-mediated" in row
    assert ",inclusion-body-myositis," in row


def test_a_study_of_another_disease_says_so_on_its_page(client, several):
    assert "is about another muscle disease, not about myositis" in part(
        client.get("/trials/NCT99000004/"), "types"
    )


def test_before_anything_was_read_a_page_says_nothing_wrong(client, publish):
    from trials.models import Trial

    publish(study())
    Trial.objects.update(readings={}, includes=[], may_include=[])
    page = client.get("/trials/NCT99000001/")
    assert "It accepts by name" not in part(page, "types")
    assert client.get("/api/v1/trials/NCT99000001/").json()["subtypes"][0]["state"] == "not_stated"


def test_every_rule_is_explained_from_the_data_that_run_it(client):
    from trials.reading import antibody_names, limits, requirements, topics

    page = text_of(client.get("/how-we-read-trials/"))
    said = [rule.says for rule in (*topics.RULES, *limits.RULES)]
    said += [ask.explanation for ask in requirements.REQUIREMENTS] + [
        ask.question for ask in requirements.REQUIREMENTS
    ]
    said += [antibody.name for antibody in antibody_names.ANTIBODIES]
    for words in said:
        assert strip_tags(words) in page.replace("&#x27;", "'"), words


def test_readers_learn_where_to_report_a_mistake(client, settings):
    settings.CONTACT_EMAIL = ""
    assert "not given an address" in text_of(client.get("/how-we-read-trials/"))
    settings.CONTACT_EMAIL = "editors@example.org"
    assert "mailto:editors@example.org" in client.get("/how-we-read-trials/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Caregivers of people with IBM", "For caregivers of people with"),
        ("Spouses of people with IBM", "For relatives of people with"),
        ("Physicians who treat IBM", "For health professionals, not for people with"),
        ("Healthy adults without IBM", "For healthy people, not for people with"),
    ],
)
def test_a_study_of_others_says_so_wherever_it_is_shown(client, publish, line, says):
    publish(
        study(
            title="Everyday Life With Inclusion Body Myositis",
            conditionsModule={"conditions": ["Inclusion Body Myositis"]},
            eligibilityModule={
                "eligibilityCriteria": f"Inclusion Criteria:\n\n* {line}",
            },
        )
    )
    page = client.get("/trials/NCT99000001/").content.decode()
    cards = client.get("/trials/?q=inclusion+body+myositis").content.decode()
    for text in (page, cards):
        assert f"{says} inclusion body myositis" in text
        assert "Accepts inclusion body myositis" not in text
        assert "It accepts by name" not in text
    data = client.get("/api/v1/trials/NCT99000001/").json()
    assert {verdict["state"] for verdict in data["subtypes"]} == {"not_stated"}
    table = b"".join(client.get("/trials.csv").streaming_content).decode("utf-8-sig")
    assert "inclusion-body-myositis" not in table


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phases", "says"),
    [
        (["NA"], "Phase: not applicable"),
        (["PHASE2", "PHASE3"], "Phase 2/3"),
        (["PHASE2", "PHASE1"], "Phase 1/2"),
        (["PHASE4"], "Phase 4"),
        (["EARLY_PHASE1"], "Early phase 1"),
        ([], None),
        (None, None),
        (["PHASE9"], "PHASE9"),
    ],
)
def test_a_phase_that_does_not_apply_is_no_absent_phase(client, publish, phases, says):
    design = {"phases": phases, "studyType": "INTERVENTIONAL"}
    publish(study(designModule=design))
    trial = Trial.objects.get()
    assert [str(label) for label in trial.phase_labels][:1] == ([says] if says else [])
    cards = client.get("/trials/").content.decode()
    assert "not a drug study" not in cards
    assert "Phase: not applicable" not in cards
