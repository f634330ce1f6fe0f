"""Limits that name no type of myositis, and yet keep many people with one type out."""

import pytest

from tests.trials.reading.readings import criteria, read
from trials.reading.limits import RULES


def limits(**parts):
    return [limit.limit for limit in read(**parts).limits]


INCLUDES = [
    ("MMT-8 score of less than 142 of 150", "weakness-needed"),
    ("PM without severe dysphagia", "no-swallowing-trouble"),
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
    ("Interstitial lung disease on a scan", "lung-disease-needed"),
    ("Free of cancer for 5 years", "no-recent-cancer"),
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
    ("CDASI below 6", "rash-needed"),
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


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("No swallowing problems", ["no-swallowing-trouble"]),
        ("With or without dysphagia", []),
        ("MDA5+ DM", ["antibody-needed"]),
        ("Negative anti-MDA5 test", []),
    ],
)
def test_what_people_must_not_or_must_have_is_a_limit(line, slugs):
    assert limits(includes=line) == slugs


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


def test_what_excludes_healthy_people_is_no_limit_for_patients():
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


# The same limits as study teams word them: (heading, line, what it sets).
WORDINGS = [
    ("I", "Moderate weakness on MMT-8", ["weakness-needed"]),
    ("I", "Proximal weakness on examination", ["weakness-needed"]),
    ("I", "Muscle weakness (CMAS under 46)", ["weakness-needed"]),
    ("I", "CMAS ≤ 48", ["weakness-needed"]),
    ("I", "Polymyositis with muscle weakness at the time of consent", ["weakness-needed"]),
    ("I", "Reduced muscle strength on manual testing", ["weakness-needed"]),
    ("I", "Symptomatic muscle weakness despite treatment", ["weakness-needed"]),
    ("E", "No muscle weakness", ["weakness-needed"]),
    ("E", "Absence of objective muscle weakness", ["weakness-needed"]),
    ("E", "Normal muscle strength", ["weakness-needed"]),
    ("I", "Strength does not have to be reduced", []),
    ("I", "Dermatomyositis regardless of muscle weakness", []),
    ("I", "Proximal muscle weakness is measured at each visit", []),
    ("I", "Bohan and Peter criteria: proximal muscle weakness, raised CK, rash", []),
    ("I", "Normal muscle strength", []),
    ("I", "Proximal muscle weakness or active skin disease", []),
    ("E", "Muscle weakness", []),
    ("E", "Muscle weakness due to a stroke", []),
    ("E", "No evidence of a disease other than myositis that causes muscle weakness", []),
    ("I", "IBM, ambulant", ["walking-needed"]),
    ("I", "Can walk 100 m with a stick", ["walking-needed"]),
    ("I", "Walks without help", ["walking-needed"]),
    ("I", "Patient walks at least 10 m unaided", ["walking-needed"]),
    ("I", "Can complete a 6-minute walk test", ["walking-needed"]),
    ("I", "Able to perform the timed up-and-go test", ["walking-needed"]),
    ("I", "Ambulation without a walker", ["walking-needed"]),
    ("E", "Unable to perform the six-minute walking test", ["walking-needed"]),
    ("E", "Loss of ambulation", ["walking-needed"]),
    ("E", "Patients who are not ambulant", ["walking-needed"]),
    ("E", "Confined to bed or chair", ["walking-needed"]),
    ("I", "A 6-minute walk test is done at baseline", []),
    ("I", "Ambulant or non-ambulant", []),
    ("I", "Patients who cannot walk may take part", []),
    ("I", "Wheelchair users are welcome", []),
    ("E", "Cannot tolerate standard therapy", []),
    ("E", "Walks without help", []),
    ("E", "Unable to stand the noise of a scanner", []),
    ("I", "Myositis-associated ILD on chest CT", ["lung-disease-needed"]),
    ("I", "Interstitial lung disease confirmed on HRCT", ["lung-disease-needed"]),
    ("I", "Dermatomyositis with interstitial lung disease", ["lung-disease-needed"]),
    ("I", "Interstitial pneumonia must be present", ["lung-disease-needed"]),
    ("I", "RP-ILD with anti-MDA5 dermatomyositis", ["antibody-needed", "lung-disease-needed"]),
    ("I", "ILD on HRCT; FVC between 45 and 80%", ["lungs-needed", "lung-disease-needed"]),
    ("E", "Absence of ILD", ["lung-disease-needed"]),
    ("E", "No evidence of interstitial lung disease on CT", ["lung-disease-needed"]),
    ("E", "Patients without ILD", ["lung-disease-needed"]),
    ("I", "Dermatomyositis with or without ILD", []),
    ("I", "Presence of ILD is not required", []),
    ("I", "Interstitial lung disease or muscle weakness", []),
    ("I", "Dermatomyositis, including those with ILD", []),
    ("I", "Patients with ILD may take part", []),
    ("I", "ILD, if present, must be stable", []),
    ("I", "HRCT to look for ILD is available", []),
    ("E", "Home oxygen", ["lungs-needed"]),
    ("E", "Long-term oxygen", ["lungs-needed"]),
    ("E", "O2 dependence", ["lungs-needed"]),
    ("E", "Interstitial lung disease", ["lungs-needed"]),
    ("I", "No interstitial lung disease", ["lungs-needed"]),
    ("E", "Lung fibrosis that needs treatment", ["lungs-needed"]),
    ("E", "FVC 45% of predicted or less", ["lungs-needed"]),
    ("E", "Severe ILD not related to myositis", []),
    ("E", "Interstitial lung disease of another cause", []),
    ("E", "Hyperbaric oxygen chamber at home is broken", []),
    ("E", "Lung disease other than ILD", []),
    ("E", "Pneumonia in the last month", []),
    ("E", "Malignancy within 5 years of screening", ["no-recent-cancer"]),
    ("E", "Patients w/ cancer <5y", ["no-recent-cancer"]),
    ("E", "Dermatomyositis associated with cancer", ["no-recent-cancer"]),
    ("E", "Paraneoplastic myositis", ["no-recent-cancer"]),
    ("E", "Cancer-related dermatomyositis", ["no-recent-cancer"]),
    ("E", "Those who had a lymphoma less than 3 years ago", ["no-recent-cancer"]),
    ("I", "Cancer-free for at least 5 years", ["no-recent-cancer"]),
    ("I", "Free of malignancy for 3 years", ["no-recent-cancer"]),
    ("E", "Known malignant hyperthermia", []),
    ("E", "Anti-cancer medicine within 4 weeks", []),
    ("E", "Any inhibitor of breast cancer resistance protein", []),
    ("E", "Refuses cancer screening", []),
    ("E", "Active disease in a first-degree relative with cancer", []),
    ("E", "Negative myositis antibody panel", ["antibody-needed"]),
    ("E", "Seronegative myositis", ["antibody-needed"]),
    ("E", "Seronegative IMNM", ["antibody-needed"]),
    ("E", "No known myositis-specific antibody", ["antibody-needed"]),
    ("E", "Absence of anti-Jo-1 antibodies", ["antibody-needed"]),
    ("E", "Patients who are negative for anti-HMGCR and anti-SRP", ["antibody-needed"]),
    ("I", "An antisynthetase antibody was found in the blood", ["antibody-needed"]),
    ("I", "Seropositive IMNM", ["antibody-needed"]),
    ("E", "Negative for hepatitis B surface antibody", []),
    ("E", "Seronegative rheumatoid arthritis", []),
    ("E", "No antibodies to varicella", []),
    ("I", "Positive for VZV antibodies", []),
    ("I", "Progression with an anti-PD-1 antibody", []),
    ("I", "Presence of a cancer treated with an antibody-drug conjugate", []),
    ("I", "Myositis antibody not found", []),
    ("I", "CDASI activity score of 14 or more", ["rash-needed"]),
    ("I", "Dermatomyositis with active skin lesions", ["rash-needed"]),
    ("I", "Active cutaneous disease at baseline", ["rash-needed"]),
    ("I", "Moderate to severe skin involvement", ["rash-needed"]),
    ("I", "Heliotrope rash or Gottron papules present at baseline", ["rash-needed"]),
    ("I", "Active rash of dermatomyositis", ["rash-needed"]),
    ("I", "Active dermatomyositis with skin involvement", ["rash-needed"]),
    ("I", "MMT-8 of 130/150 or less in at least one of two tests", ["weakness-needed"]),
    ("I", "One of: MMT-8 below 142, raised CK", []),
    ("E", "No active rash", ["rash-needed"]),
    ("E", "Absence of active skin disease", ["rash-needed"]),
    ("I", "Active muscle or skin disease", []),
    ("I", "Dermatomyositis with or without active skin disease", []),
    ("I", "Typical rash in the past (Gottron papules)", []),
    ("I", "No active skin infection", []),
    ("E", "Active skin disease other than dermatomyositis", []),
    ("E", "Active skin lesions at the site of injection", []),
    ("E", "Difficulty swallowing that prevents eating solid food", ["no-swallowing-trouble"]),
    ("E", "Dysphagia", ["no-swallowing-trouble"]),
    ("E", "Need for tube feeding", ["no-swallowing-trouble"]),
    ("E", "Severe swallowing problems", ["no-swallowing-trouble"]),
    ("I", "Patients with difficulty swallowing are welcome", []),
    ("E", "Dysphagia due to a stroke", []),
    ("E", "Burnt-out disease with fixed weakness", ["no-lasting-damage"]),
    ("E", "Burned out myositis", ["no-lasting-damage"]),
    ("E", "Permanent weakness with fatty replacement on MRI", ["no-lasting-damage"]),
    ("E", "End-stage polymyositis", ["no-lasting-damage"]),
    ("E", "Severe muscle atrophy", ["no-lasting-damage"]),
    ("E", "Weakness from damage rather than inflammation", ["no-lasting-damage"]),
    ("E", "Permanent weakness after polio", []),
    ("E", "Muscle damage caused by statins", []),
    ("E", "Occupational burnout", []),
    ("E", "Spinal muscular atrophy", []),
    ("E", "Fixed drug eruption", []),
    ("I", "Weakness in proximal limb muscles graded MRC 4 or less", ["weakness-needed"]),
    ("I", "Demonstrable weakness (MMT-8 under 80% of total)", ["weakness-needed"]),
    ("I", "Patients must be weak: MMT below 142", ["weakness-needed"]),
    ("I", "With or without weakness", []),
    ("E", "No weakness on examination", ["weakness-needed"]),
    ("I", "Fulfils Bohan & Peter: weakness, EMG, CK, biopsy", []),
    ("I", "Ambulant (aids allowed)", ["walking-needed"]),
    ("I", "Able to stand up from a chair", ["walking-needed"]),
    ("E", "Wheelchair bound or bedridden", ["walking-needed"]),
    ("E", "Need of a wheelchair indoors", ["walking-needed"]),
    ("I", "Both walkers and wheelchair users", []),
    ("I", "ILD seen on CT within 12 months", ["lung-disease-needed"]),
    ("I", "Diagnosis of myositis-associated interstitial lung disease", ["lung-disease-needed"]),
    ("I", "Progressive ILD despite treatment", ["lung-disease-needed"]),
    ("E", "No ILD", ["lung-disease-needed"]),
    ("I", "Patients with and without ILD", []),
    ("I", "FVC at least 45% predicted", ["lungs-needed"]),
    ("E", "Oxygen at rest", ["lungs-needed"]),
    ("E", "Smoker", []),
    ("E", "Cancer", ["no-recent-cancer"]),
    ("E", "Malignant disease within 3 years before or after diagnosis", ["no-recent-cancer"]),
    ("E", "History of malignancy", ["no-recent-cancer"]),
    ("E", "Concurrent neoplasia", ["no-recent-cancer"]),
    ("E", "CAM (cancer-associated myositis)", ["no-recent-cancer"]),
    ("E", "DM occurring with a tumor", ["no-recent-cancer"]),
    ("E", "Benign tumours are allowed", []),
    ("I", "Known MSA", ["antibody-needed"]),
    ("I", "Documented anti-Jo-1 or other antisynthetase antibody", ["antibody-needed"]),
    ("I", "MSA status known (positive or negative)", []),
    ("E", "Seronegative", ["antibody-needed"]),
    ("E", "Without myositis antibodies", ["antibody-needed"]),
    ("E", "Pregnancy test positive", []),
    ("I", "CDASI total activity > 5", ["rash-needed"]),
    ("I", "Skin involvement with CDASI of 10 or higher", ["rash-needed"]),
    ("I", "Active cutaneous DM", ["rash-needed"]),
    ("E", "Urticaria or drug rash", []),
    ("E", "Absence of skin lesions", ["rash-needed"]),
    ("E", "Serious dysphagia", ["no-swallowing-trouble"]),
    ("E", "Tube-fed patients", ["no-swallowing-trouble"]),
    ("E", "Marked difficulty in swallowing", ["no-swallowing-trouble"]),
    ("E", "Irreversible muscle loss", ["no-lasting-damage"]),
    ("E", "Long-standing disease with permanent damage of muscle", ["no-lasting-damage"]),
    ("E", "Burned-out disease", ["no-lasting-damage"]),
    ("E", "Fluid is present and not drained, as malignant cells were seen before", []),
    ("E", "In the past, a bleeding that was not due to a tumor", []),
    ("I", "Muscle weakness with an MMT-8 of no more than 135", ["weakness-needed"]),
    ("I", "Objective decrease of muscle power (MRC grade 4 or below)", ["weakness-needed"]),
    ("I", "Must have muscle weakness at baseline", ["weakness-needed"]),
    ("I", "MMT-8 total score between 80 and 141 (out of 150)", ["weakness-needed"]),
    ("I", "MMT8 ≤142/150 OR CDASI ≥ 14", []),
    ("I", "Weakness of at least two muscle groups", ["weakness-needed"]),
    ("I", "Muscle strength is measured by MMT-8 at each visit", []),
    ("E", "Full muscle strength (MMT-8 = 150)", ["weakness-needed"]),
    ("E", "MMT-8 > 145", ["weakness-needed"]),
    ("I", "Able to ambulate 10 m with or without assistive device", ["walking-needed"]),
    ("I", "Patient able to perform a 6MWT", ["walking-needed"]),
    ("I", "Independent walker", ["walking-needed"]),
    ("I", "Ambulatory", ["walking-needed"]),
    ("I", "AMBULATORY PATIENTS", ["walking-needed"]),
    ("E", "Wheelchair-dependent", ["walking-needed"]),
    ("E", "Patients permanently using a wheelchair", ["walking-needed"]),
    ("E", "Not able to walk 6 minutes", ["walking-needed"]),
    ("E", "Unable to rise from a chair", ["walking-needed"]),
    ("I", "Patients in a wheelchair can also join", []),
    ("I", "Six-minute walk distance of 200 m or more", ["walking-needed"]),
    ("I", "Walking not required", []),
    ("I", "Capable of walking 50 metres", ["walking-needed"]),
    ("I", "Can get up from a chair without using the arms", ["walking-needed"]),
    ("I", "HRCT-proven interstitial lung disease", ["lung-disease-needed"]),
    ("I", "Myositis-ILD with FVC > 40 %", ["lung-disease-needed", "lungs-needed"]),
    ("I", "DM complicated with ILD", ["lung-disease-needed"]),
    ("I", "Pulmonary involvement (ILD)", ["lung-disease-needed"]),
    ("I", "Fibrosing ILD of more than 10% on HRCT", ["lung-disease-needed"]),
    ("I", "Antisynthetase syndrome with lung involvement", ["lung-disease-needed"]),
    ("E", "No lung involvement", ["lung-disease-needed"]),
    ("E", "ILD not confirmed by HRCT", ["lung-disease-needed"]),
    ("E", "Without interstitial lung disease", ["lung-disease-needed"]),
    ("I", "ILD may be present or absent", []),
    ("I", "ILD is allowed", []),
    ("I", "Stable ILD is permitted", []),
    ("E", "Lung infection within 4 weeks", []),
    ("E", "FVC <50% or DLCO <40%", ["lungs-needed"]),
    ("E", "Need for continuous oxygen", ["lungs-needed"]),
    ("E", "Respiratory failure", ["lungs-needed"]),
    ("E", "Severe pulmonary hypertension", []),
    (
        "E",
        "Malignancy in the previous 3 years (apart from skin cancer that was cured)",
        ["no-recent-cancer"],
    ),
    ("E", "Any cancer diagnosed in the past 5 y", ["no-recent-cancer"]),
    ("E", "Tumour-associated myositis", ["no-recent-cancer"]),
    ("E", "Cancer associated myositis (cancer within 3 years of diagnosis)", ["no-recent-cancer"]),
    ("E", "Active or suspected malignancy", ["no-recent-cancer"]),
    ("E", "Oncologic disease", ["no-recent-cancer"]),
    ("E", "Past or present malignancy", ["no-recent-cancer"]),
    ("E", "Cancer in the family", []),
    ("E", "Mother with breast cancer", []),
    ("I", "Cancer screening done according to age", []),
    ("I", "No malignancy during the last 5 years", ["no-recent-cancer"]),
    ("I", "Malignancy cured for more than 5 years is not an exclusion", []),
    ("E", "Non-melanoma skin cancer is not an exclusion", []),
    ("I", "Positive MSA or MAA", ["antibody-needed"]),
    ("I", "At least one MSA by line blot", ["antibody-needed"]),
    ("I", "Antibody positive: anti-SRP or anti-HMGCR", ["antibody-needed"]),
    ("I", "Anti-MDA5 antibodies detected by ELISA", ["antibody-needed"]),
    ("I", "Autoantibody-positive myositis", ["antibody-needed"]),
    ("I", "Serum positive for anti-synthetase antibodies", ["antibody-needed"]),
    ("E", "No myositis-specific autoantibodies", ["antibody-needed"]),
    ("E", "Double seronegative IMNM", ["antibody-needed"]),
    ("E", "MSA-negative", ["antibody-needed"]),
    ("E", "Lack of MSA", ["antibody-needed"]),
    ("I", "Anti-nuclear antibody titre is recorded", []),
    ("E", "Antibodies against AAV", []),
    ("E", "Positive HIV antibody", []),
    ("I", "Any antibody status", []),
    ("I", "Skin disease activity with CDASI-A above 10", ["rash-needed"]),
    ("I", "CDASI activity ≥14", ["rash-needed"]),
    ("I", "At least moderate skin disease activity", ["rash-needed"]),
    ("I", "Presence of an active DM rash", ["rash-needed"]),
    ("I", "Ongoing cutaneous manifestations", ["rash-needed"]),
    ("I", "Typical skin changes of DM at entry", ["rash-needed"]),
    ("I", "Active skin disease (heliotrope, Gottron)", ["rash-needed"]),
    ("E", "CDASI below 14", ["rash-needed"]),
    ("E", "No skin involvement", ["rash-needed"]),
    ("E", "Rash from another disease (psoriasis)", []),
    ("E", "Skin infection", []),
    ("I", "Rash is not required", []),
    ("E", "Severe dysphagia with risk of aspiration", ["no-swallowing-trouble"]),
    ("E", "Unable to swallow", ["no-swallowing-trouble"]),
    ("E", "PEG feeding", ["no-swallowing-trouble"]),
    ("E", "Swallowing impairment needing a tube", ["no-swallowing-trouble"]),
    ("E", "Nasogastric feeding", ["no-swallowing-trouble"]),
    ("E", "Dysphagia grade 3 or higher", ["no-swallowing-trouble"]),
    ("I", "Able to swallow tablets", []),
    ("I", "Dysphagia is not an exclusion criterion", []),
    ("E", "Damage index (MDI) ≥ 5", ["no-lasting-damage"]),
    ("E", "Extensive irreversible damage of muscles", ["no-lasting-damage"]),
    ("E", "Severe fatty muscle degeneration on MRI", ["no-lasting-damage"]),
    ("E", "Chronic damage as the main cause of weakness", ["no-lasting-damage"]),
    ("E", "Advanced muscle fibrosis or atrophy", ["no-lasting-damage"]),
    ("E", "Permanent muscle weakness due to myositis damage", ["no-lasting-damage"]),
    ("E", "Kidney damage", []),
    ("E", "Fixed joint contractures", []),
    ("E", "Previous rituximab ever", []),
    ("E", "Surgery within 3 months", []),
    ("I", "Disease stable for 3 months", []),
    ("E", "Unstable angina", []),
    ("E", "Prednisone <5 mg/day", []),
    ("I", "No biopsy is done", []),
    ("I", "MRI is optional", []),
    ("E", "Hospitalised in the last month for pneumonia", []),
    ("I", "Treated as outpatients", []),
    ("E", "Lives in a nursing home", []),
    ("I", "Completed the open-label extension of another study", []),
]


@pytest.mark.parametrize(("heading", "line", "slugs"), WORDINGS)
def test_wordings_of_limits(heading, line, slugs):
    lists = {"includes": line} if heading == "I" else {"includes": "Adults", "excludes": line}
    assert sorted(limits(**lists)) == sorted(slugs)


@pytest.mark.parametrize(
    "lead",
    [
        "At least two of the following:",
        "One of the following:",
        "Active disease, shown by any of these:",
        "Either:",
        "One or more of:",
    ],
)
def test_what_is_one_of_several_is_no_limit(lead):
    text = (
        f"Inclusion Criteria:\n\n* Adults\n* {lead}\n"
        "    * MMT-8 below 142\n    * active skin lesions\n    * ILD on HRCT\n"
    )
    assert limits(**criteria(text)) == []


def test_all_of_several_are_limits():
    text = (
        "Inclusion Criteria:\n\n* Adults\n* Active disease with all of the following:\n"
        "    * MMT-8 below 142\n    * active skin lesions\n"
    )
    assert limits(**criteria(text)) == ["weakness-needed", "rash-needed"]
