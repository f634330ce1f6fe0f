"""What a study of myositis is about beside the types."""

import pytest

from tests.trials.reading.readings import read, record
from trials.reading.passages import passages
from trials.reading.topics import RULES, topics

OBSERVATIONAL = {"designModule": {"studyType": "OBSERVATIONAL"}}


def found(*args, **parts):
    return [topic.topic for topic in read(*args, **parts).topics]


TITLES = [
    ("Cancer-Associated Myositis: A Scan of the Whole Body", "cancer-associated"),
    ("Malignancy Associated Dermatomyositis", "cancer-associated"),
    ("Paraneoplastic Dermatomyositis", "cancer-associated"),
    ("Dermatomyositis Associated With Cancer", "cancer-associated"),
    ("Cancer Screening in Myositis", "cancer-associated"),
    ("Myositis and the Risk: Malignancy Screening", "cancer-associated"),
    ("Dermatomyositis: Malignancy Risk by Antibody", "cancer-associated"),
    ("A Cancer Medicine, Examplimab, in Myositis", None),
    ("Myositis in People Who Had Cancer as a Child", None),
    ("Checkpoint Inhibitor Myositis", "checkpoint-inhibitor"),
    ("Myositis From Immune Checkpoint Inhibitors", "checkpoint-inhibitor"),
    ("Anti-PD-1 Induced Myositis", "checkpoint-inhibitor"),
    ("Immune-Related Myositis: Examplimab", "checkpoint-inhibitor"),
    ("Immune-Mediated Necrotizing Myopathy: Examplimab", None),
    ("Myositis and Interstitial Lung Disease", "lungs"),
    ("ILD in Antisynthetase Syndrome", "lungs"),
    ("Anti-MDA5 Positive Dermatomyositis With RP-ILD", "lungs"),
    ("Pulmonary Fibrosis in Polymyositis", "lungs"),
    ("Myositis and Breathing at Night", None),
    ("Calcinosis in Juvenile Dermatomyositis", "calcinosis"),
    ("Dystrophic Calcification in Dermatomyositis", "calcinosis"),
    ("Calcium and Bone in Myositis", None),
    ("Examplimab in Myositis", None),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_a_title_names_a_topic(title, slug):
    assert found(title) == [slug] * bool(slug)


WATCHED = [
    ("A Registry of Myositis", ["registry"]),
    ("The Example Myositis Register", ["registry"]),
    ("A Cohort Study of Dermatomyositis", ["registry"]),
    ("A Biobank for Myositis", ["registry"]),
    ("Natural History of Inclusion Body Myositis", ["natural-history"]),
    ("Disease Course in Juvenile Dermatomyositis", ["natural-history"]),
    ("Natural History Registry of Myositis", ["registry", "natural-history"]),
    ("A Survey of Sleep in Myositis", []),
]


@pytest.mark.parametrize(("title", "slugs"), WATCHED)
def test_a_study_that_only_watches_names_its_kind(title, slugs):
    assert found(title, **OBSERVATIONAL) == slugs


@pytest.mark.parametrize("title", [title for title, _slugs in WATCHED])
def test_a_trial_of_a_treatment_is_no_registry(title):
    assert found(title, designModule={"studyType": "INTERVENTIONAL"}) == []


def test_a_field_makes_a_registry_too():
    design = {"designModule": {"studyType": "OBSERVATIONAL", "patientRegistry": True}}
    topic = read("A Survey of Sleep in Myositis", **design).topics[0]
    assert (topic.topic, topic.quote.field) == ("registry", "design")


def test_every_rule_fires_above():
    fired = {slug for _title, slug in TITLES if slug}
    fired |= {slug for _title, slugs in WATCHED for slug in slugs}
    assert fired == {rule.slug for rule in RULES}


@pytest.mark.parametrize(
    "parts",
    [
        {"conditions": ["Myositis", "Calcinosis"]},
        {"keywords": ["calcinosis"]},
        {"summary": "This study tests examplimab for calcinosis in myositis."},
        {"summary": "One thing. Another thing. Then calcinosis."},
    ],
)
def test_conditions_keywords_and_the_beginning_of_the_summary_name_topics(parts):
    assert found(**parts) == ["calcinosis"]


@pytest.mark.parametrize(
    "parts",
    [
        {"summary": "One thing. Another thing. A third thing. Then calcinosis."},
        {"descriptionModule": {"detailedDescription": "Calcinosis is counted."}},
        {"includes": "Calcinosis"},
        {"excludes": "Calcinosis"},
        {"summary": "Inclusion criteria:\n* Myositis\n\nExclusion criteria:\n* Calcinosis"},
        {"outcomesModule": {"primaryOutcomes": [{"measure": "Calcinosis score"}]}},
    ],
)
def test_what_stands_further_down_names_none(parts):
    assert found(**parts) == []


def test_two_conditions_share_the_topic_of_the_lungs():
    assert found("A Study of Examplimab", conditions=["Myositis", "ILD"]) == ["lungs"]
    assert found("A Study of Examplimab", conditions=["Myositis", "Calcium"]) == []


def test_a_topic_is_told_once_with_the_words_that_say_so():
    topic = read("Calcinosis in Myositis", keywords=["calcinosis"]).topics
    assert [(topic.topic, topic.quote.field) for topic in topic] == [("calcinosis", "brief_title")]


def test_topics_are_read_from_a_record_without_title():
    nothing = record(None, conditions=())
    assert topics(nothing, passages(nothing)) == ()


def test_every_rule_has_words_for_a_reader():
    assert all(rule.name and rule.says.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Tumor-Related Dermatomyositis", ["cancer-associated"]),
        ("Immune-Related Inflammatory Myopathy", ["checkpoint-inhibitor"]),
        ("Lung Function in Myositis", []),
        ("Myositis, Pneumonia and Vaccines", []),
        ("Calcium Deposits in JDM", ["calcinosis"]),
        ("Immunotherapy for Myositis", []),
        ("CAR-T Immunotherapy in Refractory Myositis", []),
        ("Subcutaneous Immunotherapy for Polymyositis", []),
        ("Occult Malignancy in Dermatomyositis", ["cancer-associated"]),
        ("Cancer in Dermatomyositis", ["cancer-associated"]),
        ("Myositis Without Interstitial Lung Disease", []),
        ("Myositis (ILD Excluded)", []),
    ],
)
def test_a_title_names_no_topic_that_it_denies_or_only_sounds_like(title, slugs):
    assert found(title) == slugs


@pytest.mark.parametrize(
    "summary",
    [
        "Cancer is no reason not to join.",
        *(
            summary
            for summary in (
                "Patients with cancer-associated myositis are excluded.",
                "People with myositis and interstitial lung disease cannot join.",
                "Checkpoint inhibitors can cause myositis, which is not studied here.",
            )
        ),
    ],
)
def test_a_summary_names_no_topic_that_it_excludes(summary):
    assert found(summary=summary) == []
