"""Limits that name no type of myositis, and yet keep many people with one type out."""

import pytest

from tests.trials.reading.readings import criteria, read
from trials.reading.limits import RULES


def limits(**parts):
    return [limit.limit for limit in read(**parts).limits]


INCLUDES = [
    ("MMT-8 score of less than 142 of 150", "weakness-needed"),
    ("Manual muscle testing score ≤ 136", "weakness-needed"),
    ("MMT8 < 80% of the maximum", "weakness-needed"),
    (r"MMT-8 score \<142", "weakness-needed"),
    ("Demonstrable muscle weakness", "weakness-needed"),
    ("Evidence of proximal muscle weakness at the visit", "weakness-needed"),
    ("Objective symmetrical muscle weakness", "weakness-needed"),
    ("MMT-8 done by a trained person", None),
    ("Muscle pain for at least a month", None),
    ("No muscle weakness", None),
    ("Absence of objective muscle weakness", None),
    ("Able to walk 10 metres", "walking-needed"),
    ("Ability to rise from a chair without help", "walking-needed"),
    ("Able to safely climb stairs", "walking-needed"),
    ("Ambulatory with or without a cane", "walking-needed"),
    ("Six-minute walk distance of at least 150 metres", "walking-needed"),
    ("Seen in ambulatory care", None),
    ("Able to read and understand the consent form", None),
    ("Willing to walk to the clinic", None),
    ("FVC of at least 50% predicted", "lungs-needed"),
    ("Forced vital capacity > 60%", "lungs-needed"),
    ("DLCO ≥ 40% of predicted", "lungs-needed"),
    ("FVC measured within a month", None),
    ("Interstitial lung disease on a scan", None),
    ("At least one positive myositis-specific autoantibody", "antibody-needed"),
    ("Positive for anti-MDA5 antibody", "antibody-needed"),
    ("MSA positive", "antibody-needed"),
    ("Presence of a myositis-associated antibody", "antibody-needed"),
    ("Autoantibody tests, one of them positive", "antibody-needed"),
    ("Hepatitis B core antibody positive people take entecavir", None),
    ("Negative for HIV antibodies", None),
    ("Positive SARS-CoV-2 antibodies", None),
    ("No positive autoantibody", None),
    ("Result of an antibody test is known", None),
    ("CDASI activity score of at least 14", "rash-needed"),
    ("CDASI-A ≥ 20", "rash-needed"),
    ("CDASI score more than 6", "rash-needed"),
    ("CDASI done at screening", None),
    ("CDASI below 6", None),
    ("Adults", None),
]


@pytest.mark.parametrize(("line", "slug"), INCLUDES)
def test_an_inclusion_sets_a_limit(line, slug):
    assert limits(includes=line) == [slug] * bool(slug)


EXCLUDES = [
    ("MMT-8 score above 142", "weakness-needed"),
    ("Manual muscle testing greater than 90% of the maximum", "weakness-needed"),
    ("MMT-8 score below 80", None),
    ("Wheelchair bound", "walking-needed"),
    ("Non-ambulatory", "walking-needed"),
    ("Unable to walk without help", "walking-needed"),
    ("Bedridden", "walking-needed"),
    ("Walks with a cane", None),
    ("FVC below 50% of predicted", "lungs-needed"),
    ("DLCO < 40%", "lungs-needed"),
    ("Supplemental oxygen therapy", "lungs-needed"),
    ("Requires oxygen at rest", "lungs-needed"),
    ("Rapidly progressive interstitial lung disease", "lungs-needed"),
    ("Severe ILD", "lungs-needed"),
    ("RP-ILD", "lungs-needed"),
    ("Oxygen saturation device at home is broken", None),
    ("Asthma", None),
    ("History of cancer within 5 years", "no-recent-cancer"),
    ("Active malignancy", "no-recent-cancer"),
    ("Any lymphoma", "no-recent-cancer"),
    ("Cancer-associated myositis", "no-recent-cancer"),
    ("Malignancy in the past 5 years", "no-recent-cancer"),
    ("Myositis with a tumour found within 3 years", "no-recent-cancer"),
    ("Family members who had a stroke", None),
    ("A family history of cancer", None),
    ("Treated skin cancer is allowed", None),
    ("Severe dysphagia", "no-swallowing-trouble"),
    ("Dysphagia requiring a soft diet", "no-swallowing-trouble"),
    ("Feeding tube", "no-swallowing-trouble"),
    ("Gastrostomy", "no-swallowing-trouble"),
    ("Aspiration pneumonia", "no-swallowing-trouble"),
    ("Aspiration of the knee in the last week", None),
    ("Mild dysphagia is allowed", None),
    ("Severe muscle damage", "no-lasting-damage"),
    ("Permanent weakness from global muscle damage", "no-lasting-damage"),
    ("MDI above 5", "no-lasting-damage"),
    ("End-stage muscle disease", "no-lasting-damage"),
    ("Liver damage", None),
    ("Irreversible liver damage", None),
    ("End-stage kidney disease", None),
    ("Positive autoantibody", None),
    ("Able to walk 10 metres", None),
]


@pytest.mark.parametrize(("line", "slug"), EXCLUDES)
def test_an_exclusion_sets_a_limit(line, slug):
    assert limits(includes="Adults", excludes=line) == [slug] * bool(slug)


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("No active cancer", "no-recent-cancer"),
        ("No cancer within 5 years", "no-recent-cancer"),
        ("No history of malignancy within 5 years", "no-recent-cancer"),
        ("Must not be in a wheelchair", "walking-needed"),
        ("Does not need oxygen", "lungs-needed"),
        ("No severe dysphagia", "no-swallowing-trouble"),
        ("People with a feeding tube are not eligible", "no-swallowing-trouble"),
    ],
)
def test_a_denial_among_the_inclusions_sets_a_limit(line, slug):
    assert limits(includes=line) == [slug]


def test_every_rule_fires_and_keeps_silent_above():
    for table, side in ((INCLUDES, "includes"), (EXCLUDES, "excludes")):
        fired = {getattr(case, "values", case)[1] for case in table} - {None}
        assert fired == {rule.slug for rule in RULES if getattr(rule, side)}


def test_a_limit_is_told_once_with_the_first_line_that_sets_it():
    found = read(includes="Adults", excludes=["Active cancer", "Any tumour", "Wheelchair"]).limits
    assert [(limit.limit, limit.quote.text) for limit in found] == [
        ("walking-needed", "Wheelchair"),
        ("no-recent-cancer", "Active cancer"),
    ]


def test_every_rule_says_what_it_means():
    assert all(rule.says.endswith(".") for rule in RULES)
    assert len({rule.slug for rule in RULES}) == len(RULES)


def test_only_criteria_set_limits():
    found = limits(
        title="Myositis in People Able to Walk",
        summary="People must be able to walk. Active cancer is an exclusion.",
    )
    assert found == []


def test_lines_inside_a_turned_line_set_limits():
    text = (
        "Inclusion Criteria:\n\n* Adults\n* None of the following:\n"
        "    * active cancer\n    * a feeding tube\n"
    )
    assert limits(**criteria(text)) == ["no-recent-cancer", "no-swallowing-trouble"]


def test_what_bars_healthy_people_is_no_limit_for_patients():
    text = (
        "Inclusion Criteria:\n\n* Adults\n\n"
        "Exclusion Criteria (healthy volunteers):\n\n* Any muscle damage\n* Wheelchair\n"
    )
    assert limits(**criteria(text)) == []


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("MMT-8 score of 125 or less", "weakness-needed"),
        ("MMT8 of at least 80 but not above 136", "weakness-needed"),
        ("MMT-8 of at least 80", None),
        ("Skin disease without muscle weakness", None),
        ("With or without muscle weakness", None),
        ("6-minute walk test above 100 m", "walking-needed"),
        ("Six-minute walk of less than 400 m", None),
        ("FVC ≤ 80%", None),
        ("Known antibody status", None),
        ("CDASI below 50", None),
        ("MMT8 no greater than 141", "weakness-needed"),
        ("MMT-8 between 80 and 142", "weakness-needed"),
        ("Evidence of muscle weakness is not required", None),
        ("Objective muscle weakness or a rash", None),
        ("Able to walk or in a wheelchair", None),
        ("Ambulatory or non-ambulatory", None),
        ("Ability to walk is not required", None),
        ("At least 45% predicted FVC", "lungs-needed"),
        ("Minimum DLCO of 30%", "lungs-needed"),
        ("6MWD ≥ 200 m", "walking-needed"),
        ("With or without autoantibodies", None),
        ("Autoantibody positive or negative", None),
        ("Biopsy, with autoantibodies measured once", None),
        ("Anti-Jo-1 or anti-SRP positive", "antibody-needed"),
        ("Contraception and at least one antibody test", None),
        ("Cutaneous Dermatomyositis Disease Area and Severity Index of at least 14", "rash-needed"),
    ],
)
def test_an_inclusion_sets_a_limit_in_any_wording(line, slug):
    assert limits(includes=line) == [slug] * bool(slug)


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("Wheelchair use is allowed", None),
        ("Wheelchair use is not an exclusion", None),
        ("FVC above 80%", None),
        ("Mild ILD is allowed", None),
        ("Hypersensitivity to tumor necrosis factor blockers", None),
        ("Cancer more than 5 years ago is allowed", None),
        ("Severe dysphagia is allowed", None),
        ("Use of home oxygen", "lungs-needed"),
        ("Risk of aspiration", "no-swallowing-trouble"),
        ("Muscle damage on MRI", "no-lasting-damage"),
        ("Severe heart or interstitial lung disease", "lungs-needed"),
        ("Not able to walk", "walking-needed"),
        ("Cannot walk 10 metres", "walking-needed"),
        ("Inability to walk", "walking-needed"),
        ("Not on oxygen at rest", None),
        ("Prior use of tumor necrosis factor inhibitors", None),
        ("Prior anti-TNF (tumor necrosis factor) medicine", None),
        ("No cancer screening in the last year", None),
        ("Recent tumor necrosis factor blocker", None),
        ("Known leukemia", "no-recent-cancer"),
        ("Melanoma within 5 years", "no-recent-cancer"),
        ("Needs a nasogastric tube", "no-swallowing-trouble"),
        ("Bone marrow aspiration within a month", None),
        ("Severe kidney damage", None),
        ("Significant brain damage", None),
        ("End-stage disease of the liver", None),
        ("Uses an MDI (metered-dose inhaler)", None),
        ("Myositis Damage Index of 3 or more", "no-lasting-damage"),
    ],
)
def test_an_exclusion_sets_a_limit_in_any_wording(line, slug):
    assert limits(includes="Adults", excludes=line) == [slug] * bool(slug)
