import json

import pytest

from trials.ctgov import StudyRecord
from trials.reading import requirements
from trials.reading.passages import passages
from trials.reading.requirements import AnswerState, values

NCT_ID = "NCT01234567"


def record(
    summary="",
    *,
    includes=(),
    excludes=(),
    title="A Study of Bluemab in Myositis",
    outcomes=(),
    arms=(),
    interventions=(),
    type="INTERVENTIONAL",
    design=None,
    protocol=None,
    **other,
):
    """A record with the given sentences, lines of criteria, outcomes and treatments."""
    lines = ["Inclusion Criteria:", "", *[f"* {line}" for line in includes]]
    lines += ["", "Exclusion Criteria:", "", *[f"* {line}" for line in excludes]]
    return StudyRecord.read(
        {
            "protocolSection": {
                "identificationModule": {"nctId": NCT_ID, "briefTitle": title},
                "descriptionModule": {"briefSummary": summary},
                "designModule": {"studyType": type, "designInfo": design or {}},
                "armsInterventionsModule": {
                    "armGroups": list(arms),
                    "interventions": [{"type": "DRUG", **item} for item in interventions],
                },
                "outcomesModule": {"primaryOutcomes": list(outcomes)},
                "eligibilityModule": {"eligibilityCriteria": "\n".join(lines)},
                **(protocol or {}),
            },
            **other,
        }
    )


def read(*args, **facts):
    study = record(*args, **facts)
    return {answer.name: answer for answer in requirements.read(study, passages(study))}


def features(*args, **facts):
    study = record(*args, **facts)
    return requirements.features(requirements.read(study, passages(study)))


def arm(label, type="EXPERIMENTAL", *given):
    return {"label": label, "type": type, "interventionNames": list(given)}


def given(name, description="", **other):
    return {"name": name, "description": description, **other}


def measured(measure, time_frame="", description=""):
    return {"measure": measure, "timeFrame": time_frame, "description": description}


# --- All answers ---


def test_all_questions_are_answered_in_their_order():
    assert list(read()) == [question.name for question in requirements.REQUIREMENTS]
    assert len(requirements.REQUIREMENTS) == 22


def test_a_record_that_says_nothing_states_nothing():
    study = StudyRecord.read({"protocolSection": {"identificationModule": {"nctId": NCT_ID}}})
    states = {a.name: a.state for a in requirements.read(study, passages(study))}
    # The registry always tells whether it holds results.
    assert states.pop("results") == AnswerState.STATED_NOT
    assert set(states.values()) == {AnswerState.NOT_STATED}


def test_every_question_says_how_it_is_read():
    for requirement in requirements.REQUIREMENTS:
        assert requirement.question.endswith("?")
        assert requirement.explanation.endswith(".")


def test_warnings_are_for_questions_that_exist():
    assert {question.name for question in requirements.REQUIREMENTS} > requirements.WARNS


def test_quotes_are_words_of_the_record_and_details_are_plain():
    study = record(
        "A muscle biopsy will be taken at week 24. Visits are every 4 weeks.",
        includes=["Prednisone (or equivalent) up to 20 mg/day at a stable dose for 4 weeks"],
        excludes=["Rituximab (MabThera) within 6 months of screening"],
        outcomes=[measured("Fat fraction of the thigh on MRI", "Baseline to week 52")],
    )
    said = passages(study)
    words = [p.text for p in said] + [p.line for p in said] + ["Baseline to week 52", "false"]
    answers = requirements.read(study, said)
    json.dumps([answer.detail for answer in answers])
    for answer in answers:
        assert len(answer.quotes) <= 3
        assert bool(answer.quotes) == (answer.state != AnswerState.NOT_STATED)
        for quote in answer.quotes:
            assert any(quote.text in text for text in words)


def test_a_long_text_is_quoted_around_the_words():
    long = " ".join(["and so on with many details"] * 20)
    summary = f"In this part {long} a muscle biopsy will be taken at week 12 {long}"
    (quote,) = read(summary)["biopsy"].quotes
    assert "a muscle biopsy will be taken" in quote.text
    assert len(quote.text) < 330
    assert quote.text in summary


def test_escapes_are_undone_before_reading():
    found = read(excludes=["Prednisone \\> 20 mg/day"])["steroid_ceiling"]
    assert found.quotes[0].text == "Prednisone > 20 mg/day"


def test_letters_that_grow_in_lower_case_do_not_shift_a_quote():
    summary = "İİİİ " * 80 + "a muscle biopsy will be taken in İzmir " + "İİİİ " * 80
    assert "biopsy will be taken" in read(summary)["biopsy"].quotes[0].text


def test_a_study_of_old_charts_asks_nothing():
    found = read(
        "Muscle biopsies were taken and MRI scans were performed.",
        type="OBSERVATIONAL",
        design={"timePerspective": "RETROSPECTIVE"},
        outcomes=[measured("Pulmonary function", "5 years")],
    )
    for name in ("biopsy", "mri", "lung_tests", "duration"):
        assert found[name].state == AnswerState.NOT_STATED


# --- Groups ---

TWO_ARMS = [
    arm("Bluemab 300 mg", "EXPERIMENTAL", "Drug: Bluemab"),
    arm("Comparator", "PLACEBO_COMPARATOR", "Drug: Placebo"),
]


def test_a_placebo_group_is_named_with_its_kind():
    found = read(arms=TWO_ARMS, design={"allocation": "RANDOMIZED"})["groups"]
    assert found.state == AnswerState.STATED
    assert found.detail["allocation"] == "RANDOMIZED"
    assert [group["placebo"] for group in found.detail["groups"]] == [False, True]
    assert found.quotes[0].text == "Comparator"


@pytest.mark.parametrize(
    "group",
    [
        arm("Sham stimulation", "SHAM_COMPARATOR"),
        arm("Matching placebo tablets", "OTHER"),
        arm("Control", "ACTIVE_COMPARATOR", "Drug: Placebo infusion"),
    ],
)
def test_a_placebo_is_known_by_type_label_or_treatment(group):
    assert read(arms=[group])["groups"].detail["groups"][0]["placebo"]


def test_a_placebo_beside_a_treatment_is_mixed():
    group = arm("IVIG, then placebo", "EXPERIMENTAL", "Drug: IVIG", "Drug: Placebo")
    assert read(arms=[group])["groups"].detail["groups"][0]["mixed"]
    assert not read(arms=TWO_ARMS)["groups"].detail["groups"][1]["mixed"]


@pytest.mark.parametrize(
    "text",
    [
        "This is a randomised, double-blind, placebo-controlled study of bluemab.",
        "Participants will be randomized to bluemab or placebo.",
        "Half of you will receive a sham treatment.",
    ],
)
def test_words_on_this_study_state_a_placebo(text):
    assert read(text)["groups"].state == AnswerState.STATED


@pytest.mark.parametrize(
    "text",
    [
        "Placebo-controlled trials have shown that immunoglobulin helps in dermatomyositis.",
        "In a previous trial, patients who got placebo fared worse.",
        "People who completed the parent placebo-controlled study will receive bluemab.",
    ],
)
def test_words_on_other_studies_do_not(text):
    assert read(text, arms=[arm("Bluemab")])["groups"].state == AnswerState.NOT_STATED


def test_a_title_states_a_placebo():
    assert read(title="Bluemab Versus Placebo in Myositis")["groups"].state == AnswerState.STATED


def test_an_earlier_placebo_controlled_trial_in_the_criteria_is_no_placebo():
    found = read(excludes=["Took part in a prior placebo-controlled trial of bluemab"])
    assert found["groups"].state == AnswerState.NOT_STATED


def test_words_that_deny_a_placebo():
    found = read("All get bluemab; there is no placebo.", arms=[arm("Bluemab")])["groups"]
    assert found.state == AnswerState.STATED_NOT
    assert "no placebo" in found.quotes[0].text


def test_an_observational_study_has_groups_without_placebo():
    found = read("This study compares with placebo.", type="OBSERVATIONAL", arms=[arm("Myositis")])
    assert found["groups"].state == AnswerState.NOT_STATED
    assert found["groups"].detail["groups"][0]["label"] == "Myositis"


# --- Blinding ---


def test_those_who_are_masked_are_listed():
    masking = {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]}
    found = read(design={"maskingInfo": masking})["blinding"]
    assert found.state == AnswerState.STATED
    assert found.detail["masked"] == ["PARTICIPANT", "INVESTIGATOR"]


def test_an_open_study_is_not_masked():
    found = read(design={"maskingInfo": {"masking": "NONE"}})["blinding"]
    assert found.state == AnswerState.STATED_NOT
    assert found.quotes[0].text == "NONE"


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("A Double-Blind Study of Bluemab", AnswerState.STATED),
        ("An Open-Label Study of Bluemab", AnswerState.STATED_NOT),
        ("An Open-Label Extension of a Double-Blind Study of Bluemab", AnswerState.NOT_STATED),
    ],
)
def test_without_the_field_a_title_tells(title, state):
    assert read(title=title)["blinding"].state == state


# --- Duration ---


@pytest.mark.parametrize(
    ("frame", "weeks"),
    [
        ("52 weeks", 52),
        ("Baseline and Week 24", 24),
        ("Weeks 4, 12 and 40", 40),
        ("At 3, 6 and 12 months", 52),
        ("Day 1 to Day 84", 12),
        ("two years", 104),
        ("Month 1, 26 weeks", 26),
        ("up to approximately 18 months", 78),
        ("from week 0 through week 16", 16),
    ],
)
def test_the_longest_time_frame_counts(frame, weeks):
    found = read(outcomes=[measured("MMT-8", "Baseline"), measured("CDASI", frame)])["duration"]
    assert found.detail["weeks"] == weeks
    assert found.detail["read_from"] == "time frame of a measurement"
    assert found.quotes[0].text == frame


@pytest.mark.parametrize(
    "frame",
    ["Baseline", "through study completion", "January 2019 to March 2021", "in the past 12 months"],
)
def test_a_time_frame_without_a_time_to_come_is_none(frame):
    assert read(outcomes=[measured("MMT-8", frame)])["duration"].state == AnswerState.NOT_STATED


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("This is a 52-week study of bluemab.", 12),
        ("Participants will be followed for up to 24 months.", 24),
        ("A 16-week treatment period comes first.", 4),
    ],
)
def test_words_tell_a_duration(text, months):
    found = read(text)["duration"]
    assert found.detail["months"] == months
    assert found.detail["read_from"] == "words"


@pytest.mark.parametrize(
    "text",
    ["Most people are over 50 years of age.", "Earlier studies lasted for 2 years and failed."],
)
def test_other_times_are_no_duration(text):
    assert read(text)["duration"].state == AnswerState.NOT_STATED


def test_a_target_duration_counts():
    design = {"studyType": "OBSERVATIONAL", "targetDuration": "5 Years"}
    found = read(protocol={"designModule": design})["duration"]
    assert found.detail["months"] == 60
    assert found.detail["read_from"] == "target duration"


# --- Words: what states an ask, what does not, what denies it ---

STATED = [
    ("visits", {"summary": "There will be 8 clinic visits over six months."}),
    ("visits", {"summary": "Participants come for study visits every 4 weeks."}),
    ("visits", {"summary": "You will have monthly follow-up visits."}),
    ("visits", {"summary": "Visits will take place at weeks 4, 8 and 12."}),
    ("visits", {"interventions": [given("Training", "24 supervised sessions in 12 weeks")]}),
    ("biopsy", {"summary": "A muscle biopsy will be taken before and after training."}),
    ("biopsy", {"summary": "Patients will undergo a needle biopsy of the thigh."}),
    ("biopsy", {"summary": "Repeat biopsies are planned for week 24."}),
    ("biopsy", {"includes": ["Willing to undergo two muscle biopsies"]}),
    ("biopsy", {"excludes": ["Unable to have a muscle biopsy because of warfarin"]}),
    ("biopsy", {"outcomes": [measured("Inflammation in muscle biopsies")]}),
    ("biopsy", {"includes": ["Biopsy-proven dermatomyositis"]}),
    ("biopsy", {"includes": ["Muscle biopsy consistent with inclusion body myositis"]}),
    ("mri", {"summary": "An MRI of both thighs will be done at baseline and week 24."}),
    ("mri", {"summary": "Participants undergo whole-body MRI twice."}),
    ("mri", {"outcomes": [measured("Change in fat fraction by thigh MRI")]}),
    ("mri", {"excludes": ["Contraindication to MRI such as a pacemaker"]}),
    ("mri", {"excludes": ["Patients who are unable to undergo MRI"]}),
    ("mri", {"includes": ["Able to lie flat and undergo magnetic resonance imaging"]}),
    ("lung_tests", {"outcomes": [measured("Change in forced vital capacity")]}),
    ("lung_tests", {"outcomes": [measured("DLCO, percent of predicted")]}),
    ("lung_tests", {"includes": ["FVC of at least 50% of predicted"]}),
    ("lung_tests", {"excludes": ["DLCO < 40% predicted"]}),
    ("lung_tests", {"summary": "Assessments include muscle strength, a scan and spirometry."}),
    ("lung_tests", {"summary": "Pulmonary function tests will be performed every 3 months."}),
    ("hospital_stay", {"summary": "You will be hospitalized for 10 days after the infusion."}),
    ("hospital_stay", {"summary": "After the CAR-T cells you stay in the hospital for two weeks."}),
    ("hospital_stay", {"summary": "This study involves one overnight stay."}),
    ("hospital_stay", {"includes": ["Willing to remain in hospital for at least 14 days"]}),
    ("washout", {"excludes": ["Rituximab within 6 months of screening"]}),
    ("washout", {"excludes": ["Use of an investigational drug in the last 30 days"]}),
    ("washout", {"excludes": ["IVIG (any brand) less than 4 weeks before the first dose"]}),
    ("washout", {"excludes": ["Treatment with cyclophosphamide 3 months prior to baseline"]}),
    ("washout", {"excludes": ["Any JAK inhibitor within 5 half-lives"]}),
    ("washout", {"excludes": ["Abatacept within 3 months before initiation of study treatment"]}),
    ("washout", {"excludes": ["IVIG within 8 weeks prior to the start of the study"]}),
    ("washout", {"includes": ["Methotrexate must be stopped at least 8 weeks before screening"]}),
    ("washout", {"includes": ["No use of rituximab within 12 months"]}),
    ("washout", {"includes": ["A washout of 4 weeks is needed for tofacitinib"]}),
    ("washout", {"summary": "The two periods are parted by a washout period of 4 weeks."}),
    ("steroid_ceiling", {"excludes": ["Prednisone > 20 mg/day or equivalent"]}),
    ("steroid_ceiling", {"excludes": ["More than 10 mg of prednisolone daily"]}),
    ("steroid_ceiling", {"includes": ["Prednisone no higher than 12.5 mg a day"]}),
    ("steroid_ceiling", {"includes": ["Not more than 10 mg of prednisolone daily"]}),
    ("steroid_ceiling", {"includes": ["Dose of steroids not above 7.5 mg prednisone"]}),
    ("stable_dose", {"includes": ["Prednisone no greater than 8 mg and unchanged for 3 weeks"]}),
    ("remote_visits", {"includes": ["Accepts a research nurse at home for blood draws"]}),
    ("hospital_stay", {"includes": ["Agrees to a two-night hospital stay"]}),
    ("steroid_ceiling", {"includes": ["Corticosteroids (≤ 20 mg/day of prednisone equivalent)"]}),
    ("steroid_ceiling", {"includes": ["Glucocorticoids up to 0.5 mg/kg/day are allowed"]}),
    ("steroid_ceiling", {"includes": ["Methylprednisolone not exceeding 16 mg daily"]}),
    ("steroid_ceiling", {"includes": ["Oral prednisone 20 mg per day or less"]}),
    ("steroid_ceiling", {"excludes": ["Systemic steroids, except prednisone ≤ 10 mg/day"]}),
    ("stable_dose", {"includes": ["Stable dose of prednisone for 4 weeks before screening"]}),
    ("stable_dose", {"includes": ["Immunosuppressants at a dose that was stable for 3 months"]}),
    ("stable_dose", {"includes": ["On stable background therapy for dermatomyositis"]}),
    ("stable_dose", {"includes": ["Prednisone therapy unchanged for at least one month"]}),
    ("stable_dose", {"excludes": ["Change in dose of methotrexate within 6 weeks of baseline"]}),
    ("stable_dose", {"excludes": ["Patients who are not on a stable dose of azathioprine"]}),
    ("remote_visits", {"summary": "Some visits are video visits."}),
    ("remote_visits", {"summary": "A nurse makes home visits to draw blood."}),
    ("remote_visits", {"summary": "Home nursing is offered for the later infusions."}),
    ("remote_visits", {"summary": "There is a telephone call two weeks later."}),
    ("remote_visits", {"summary": "This is a decentralized study."}),
    ("remote_visits", {"summary": "All assessments are conducted remotely."}),
    ("remote_visits", {"summary": "You fill in an online questionnaire each month."}),
    ("open_label_extension", {"summary": "A 52-week open-label extension follows."}),
    ("open_label_extension", {"summary": "All may enter an optional extension period."}),
    ("open_label_extension", {"title": "A Long-Term Extension Study of Bluemab"}),
    ("open_label_extension", {"title": "Bluemab in Myositis, With an Open-Label Extension"}),
    ("travel_or_payment", {"summary": "Travel costs are reimbursed through a vendor."}),
    ("travel_or_payment", {"summary": "The sponsor will cover travel and lodging."}),
    ("travel_or_payment", {"summary": "Travel support is available."}),
    ("travel_or_payment", {"summary": "Participants will be compensated for their time."}),
    ("travel_or_payment", {"summary": "Each person gets a gift card after the last visit."}),
    ("travel_or_payment", {"summary": "Participants have to pay for the device."}),
    ("travel_or_payment", {"summary": "The study drug is given free of charge."}),
]

SILENT = [
    ("visits", {"summary": "Severity was judged at visit 3."}),
    ("visits", {"summary": "Costs come from 4 emergency department visits."}),
    ("visits", {"excludes": ["More than 3 hospital visits in the last year"]}),
    ("biopsy", {"summary": "Diagnosis was confirmed by biopsy in routine care."}),
    ("biopsy", {"summary": "Earlier studies have shown changes in muscle biopsies."}),
    ("biopsy", {"excludes": ["Muscle biopsy within the last month"]}),
    ("biopsy", {"summary": "A biopsychosocial model is used."}),
    ("biopsy", {"includes": ["Clinically defined disease without a muscle biopsy"]}),
    ("biopsy", {"outcomes": [measured("Relapse confirmed by muscle biopsy")]}),
    ("mri", {"includes": ["Muscle oedema on MRI, or raised CK"]}),
    ("mri", {"summary": "Earlier trials used MRI to find inflammation."}),
    ("mri", {"outcomes": [measured("Survival without progression on MRI")]}),
    ("lung_tests", {"outcomes": [measured("6-minute walk distance")]}),
    ("lung_tests", {"summary": "Lung disease is common in this illness."}),
    ("lung_tests", {"includes": ["Interstitial lung disease seen on HRCT"]}),
    ("hospital_stay", {"excludes": ["History of hospital stay in the last month"]}),
    ("hospital_stay", {"outcomes": [measured("Length of hospital stay")]}),
    ("hospital_stay", {"summary": "An event is serious if it requires hospitalization."}),
    ("hospital_stay", {"summary": "Patients admitted to the ward are invited."}),
    ("washout", {"excludes": ["Live vaccine within 4 weeks of the first dose"]}),
    ("washout", {"excludes": ["Major surgery within 3 months"]}),
    (
        "washout",
        {"excludes": ["New chest pain within 3 months before the first dose of study drug"]},
    ),
    ("washout", {"excludes": ["Stroke within 6 months prior to the first dose of bluemab"]}),
    (
        "washout",
        {"excludes": ["Started treatment with bluemab more than 28 days before enrolment"]},
    ),
    ("washout", {"excludes": ["Uveitis that required systemic steroids in the past 2 years"]}),
    ("visits", {"summary": "Exercise at home in 3 sessions per day."}),
    ("remote_visits", {"summary": "People are randomized with an online program."}),
    ("biopsy", {"includes": ["Tests are normal or, on liver biopsy, explained"]}),
    ("hospital_stay", {"summary": "Patients with diabetes admitted to the hospital are asked."}),
    ("washout", {"excludes": ["Infection treated with intravenous drugs within 30 days"]}),
    ("washout", {"excludes": ["Cancer treated within 5 years"]}),
    ("washout", {"excludes": ["Current treatment with cyclosporine"]}),
    ("washout", {"excludes": ["History of alcohol or drug abuse within 12 months"]}),
    ("washout", {"excludes": ["Change in dose of methotrexate within 6 weeks"]}),
    ("washout", {"includes": ["Treated with methotrexate for at least 3 months"]}),
    ("washout", {"summary": "Rituximab acts within 6 months."}),
    ("steroid_ceiling", {"excludes": ["Prednisone < 5 mg/day"]}),
    ("steroid_ceiling", {"includes": ["Prednisone of at least 10 mg/day"]}),
    ("steroid_ceiling", {"excludes": ["Methotrexate > 25 mg/week with any steroid"]}),
    ("steroid_ceiling", {"excludes": ["Nonsteroidal drugs, aspirin > 325 mg/day"]}),
    ("steroid_ceiling", {"summary": "All start with prednisone 1 mg/kg/day."}),
    ("stable_dose", {"excludes": ["Unstable angina on treatment"]}),
    ("stable_dose", {"includes": ["Clinically stable disease"]}),
    ("stable_dose", {"includes": ["Stable weight for 3 months"]}),
    ("stable_dose", {"excludes": ["Rituximab within 6 months"]}),
    ("remote_visits", {"excludes": ["Lives in a nursing home"]}),
    ("remote_visits", {"summary": "Virtual reality is used to train the arms."}),
    ("remote_visits", {"summary": "Video-assisted surgery was compared."}),
    ("remote_visits", {"includes": ["Has a telephone and lives at home"]}),
    ("remote_visits", {"excludes": ["Remote history of cancer"]}),
    ("open_label_extension", {"summary": "Knee extension strength is measured."}),
    ("open_label_extension", {"excludes": ["Took part in the open-label extension of study A"]}),
    (
        "open_label_extension",
        {"summary": "Patients enrolled in this open-label study get bluemab."},
    ),
    ("travel_or_payment", {"outcomes": [measured("Cost-effectiveness")]}),
    ("travel_or_payment", {"excludes": ["Decompensated cirrhosis"]}),
    ("travel_or_payment", {"excludes": ["Claims for workers' compensation"]}),
    ("travel_or_payment", {"summary": "Attention is paid to side effects."}),
    ("travel_or_payment", {"summary": "The disease raises health care costs."}),
    ("travel_or_payment", {"summary": "Travel support is not available."}),
]

DENIED = [
    ("biopsy", {"summary": "No biopsy will be performed."}),
    ("biopsy", {"summary": "A muscle biopsy is not required."}),
    ("biopsy", {"summary": "Skin biopsies are optional."}),
    ("mri", {"summary": "No MRI is needed for this study."}),
    ("mri", {"summary": "An MRI is not required."}),
    ("hospital_stay", {"summary": "No hospital stay is required."}),
    ("hospital_stay", {"summary": "All study visits take place on an outpatient basis."}),
    ("washout", {"summary": "No washout is required."}),
    ("stable_dose", {"includes": ["It is not necessary to be on a stable dose"]}),
    ("remote_visits", {"summary": "There are no remote visits."}),
    ("open_label_extension", {"summary": "There is no open-label extension phase."}),
    ("travel_or_payment", {"summary": "Participants will not be paid."}),
    ("travel_or_payment", {"summary": "There is no compensation for taking part."}),
]


@pytest.mark.parametrize(("name", "facts"), STATED)
def test_words_that_state(name, facts):
    found = read(**facts)[name]
    assert found.state == AnswerState.STATED
    assert found.quotes


@pytest.mark.parametrize(("name", "facts"), SILENT)
def test_words_that_seem_to_state_but_do_not(name, facts):
    found = read(**facts)[name]
    assert found.state == AnswerState.NOT_STATED
    assert not found.quotes


@pytest.mark.parametrize(("name", "facts"), DENIED)
def test_words_that_deny(name, facts):
    found = read(**facts)[name]
    assert found.state == AnswerState.STATED_NOT
    assert found.quotes


# --- What they say more closely ---


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"summary": "A muscle biopsy will be taken at week 12."}, values.TAKEN),
        ({"summary": "Skin biopsies are optional."}, values.OPTIONAL),
        ({"excludes": ["Unable to have a muscle biopsy"]}, values.SUGGESTED),
        (
            {"includes": ["Biopsy-proven polymyositis or dermatomyositis"]},
            values.EARLIER_NEEDED,
        ),
        ({"includes": ["Findings on muscle biopsy, EMG or MRI"]}, values.EARLIER_COUNTS),
    ],
)
def test_biopsies_are_told_apart(facts, kind):
    assert read(**facts)["biopsy"].detail["kind"] == kind


def test_a_biopsy_in_the_study_outweighs_an_earlier_one():
    found = read("A muscle biopsy will be taken.", includes=["Biopsy-proven myositis"])["biopsy"]
    assert found.detail["kinds"] == [values.TAKEN, values.EARLIER_NEEDED]
    assert len(found.quotes) == 2


def test_the_site_of_a_biopsy_is_named():
    assert read("A skin biopsy will be taken.")["biopsy"].detail["sites"] == ["skin"]
    assert read("A kidney biopsy will be taken.")["biopsy"].detail["sites"] == ["other"]


def test_times_of_a_washout_are_listed():
    found = read(excludes=["Rituximab within 6 months", "IVIG within 4 weeks"])["washout"]
    assert set(found.detail["windows"]) == {"6 months", "4 weeks"}


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("Prednisone > 20 mg/day", {"amount": 20, "unit": "mg"}),
        ("> 0.5 mg/kg/day of prednisone", {"amount": 0.5, "unit": "mg/kg"}),
        ("Methotrexate > 25 mg or prednisone > 15 mg", {"amount": 15, "unit": "mg"}),
    ],
)
def test_the_limit_of_steroids_is_read(line, limit):
    assert read(excludes=[line])["steroid_ceiling"].detail["limits"] == [limit]


def test_a_rule_against_a_scan_suggests_one_and_words_outweigh_it():
    rule = "Contraindication to MRI"
    assert read(excludes=[rule])["mri"].detail["kinds"] == [values.SUGGESTED]
    found = read("An MRI will be done at baseline.", excludes=[rule])["mri"]
    assert found.detail["kinds"] == [values.TAKEN, values.SUGGESTED]
    assert found.quotes[0].text == "An MRI will be done at baseline."


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("Travel costs are reimbursed.", values.TRAVEL_PAID),
        ("Participants will be compensated for their time.", values.PAYMENT),
        ("Participants must pay for the device.", values.COST),
        ("The drug is given at no cost.", values.FREE),
    ],
)
def test_money_goes_both_ways(text, which):
    assert read(text)["travel_or_payment"].detail["which"] == [which]


@pytest.mark.parametrize(
    "text",
    [
        "Participants will pay for their own travel.",
        "Participants must be able to pay for travel and lodging.",
        "Participants must cover the cost of travel.",
        "Participants travel at their own expense.",
        "Travel costs will be borne by the participant.",
        "Travel expenses are paid by the participants.",
        "Travel expenses are the responsibility of the participant.",
        "Travel costs are self-funded.",
        "Patients are responsible for travel costs.",
        "Willing to pay travel expenses.",
    ],
)
def test_a_journey_that_people_pay_themselves_is_no_help(text):
    assert read(text)["travel_or_payment"].detail["which"] == [values.COST]
    assert read(includes=[text])["travel_or_payment"].detail["which"] == [values.COST]


@pytest.mark.parametrize(
    "text",
    [
        "The sponsor will cover travel and lodging for participants.",
        "Travel costs are paid by the sponsor, whatever participants pay at first.",
        "Travel costs are paid to the participants.",
        "The sponsor is responsible for travel costs.",
        "Patients will be reimbursed for travel.",
    ],
)
def test_a_journey_that_others_pay_is_help(text):
    assert read(text)["travel_or_payment"].detail["which"] == [values.TRAVEL_PAID]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"title": "An Open-Label Extension Study of Bluemab"}, values.IS_EXTENSION),
        ({"summary": "An open-label extension follows."}, values.OFFERED),
    ],
)
def test_an_extension_is_this_study_or_follows_it(facts, kind):
    assert read(**facts)["open_label_extension"].detail["kinds"] == [kind]


# --- Routes ---


@pytest.mark.parametrize(
    ("treatment", "route"),
    [
        (given("Bluenib tablets"), values.TABLET),
        (given("Bluenib", "4 mg taken orally once a day"), values.TABLET),
        (given("Bluemab", "300 mg subcutaneous injection"), values.UNDER_SKIN),
        (given("ACTH", "intramuscular injection twice a week"), values.IN_MUSCLE),
        (given("Bluemab", "injection every two weeks"), values.OTHER_INJECTION),
        (given("IVIg", "2 g/kg every 4 weeks"), values.INFUSION),
        (given("Bluemab", "given IV over two hours"), values.INFUSION),
        (given("CD19 CAR-T cells"), values.CELLS),
        (given("Bluecel", "made from your blood by leukapheresis"), values.CELLS),
        (given("Bluepast cream"), values.CREAM),
        (given("Treprostinil", "inhaled four times a day"), values.INHALED),
        (given("Stimulator", type="DEVICE"), values.DEVICE),
        (given("Resistance training"), values.EXERCISE),
        (given("Coaching", type="BEHAVIORAL"), values.BEHAVIOR),
    ],
)
def test_routes(treatment, route):
    assert read(interventions=[treatment])["route"].detail["routes"] == [route]


@pytest.mark.parametrize(
    "treatment",
    [
        given("Mouthwash for oral mucositis"),
        given("Oral glucose tolerance test"),
        given("Contrast medium", "injection of contrast for the scan"),
        given("Care as usual in stage IV disease"),
    ],
)
def test_what_sounds_like_a_route_but_is_none(treatment):
    assert read(interventions=[treatment])["route"].state == AnswerState.NOT_STATED


def test_several_routes_are_listed():
    treatments = [given("Bluenib tablets"), given("IVIG infusion")]
    assert read(interventions=treatments)["route"].detail["routes"] == [
        values.TABLET,
        values.INFUSION,
    ]


def test_criteria_and_observational_studies_name_no_route():
    assert (
        read(excludes=["Received an infusion within 4 weeks"])["route"].state
        == AnswerState.NOT_STATED
    )
    found = read(type="OBSERVATIONAL", interventions=[given("IVIG infusion")])
    assert found["route"].state == AnswerState.NOT_STATED


# --- Fields ---


def with_documents(*documents):
    return {"documentSection": {"largeDocumentModule": {"largeDocs": list(documents)}}}


FORM = {"hasIcf": True, "label": "Consent", "date": "2024-05-01", "filename": "ICF_001.pdf"}
PROTOCOL = {"hasProtocol": True, "label": "Study Protocol", "filename": "Prot_000.pdf"}


def test_a_consent_form_is_linked():
    found = read(**with_documents(PROTOCOL, FORM))["consent_form"]
    assert found.state == AnswerState.STATED
    url = f"https://cdn.clinicaltrials.gov/large-docs/67/{NCT_ID}/ICF_001.pdf"
    assert found.detail["url"] == url
    assert len(found.detail["documents"]) == 2


def test_a_protocol_is_no_consent_form():
    assert read(**with_documents(PROTOCOL))["consent_form"].state == AnswerState.NOT_STATED


def test_a_file_name_that_is_a_path_is_not_linked():
    found = read(**with_documents(FORM | {"filename": "../../evil?x=1"}))["consent_form"]
    assert found.state == AnswerState.NOT_STATED


def status(**info):
    return {"statusModule": info}


@pytest.mark.parametrize(
    ("name", "facts", "state"),
    [
        (
            "expanded_access",
            {"protocol": status(expandedAccessInfo={"hasExpandedAccess": True})},
            AnswerState.STATED,
        ),
        (
            "expanded_access",
            {"protocol": status(expandedAccessInfo={"hasExpandedAccess": False})},
            AnswerState.STATED_NOT,
        ),
        ("expanded_access", {}, AnswerState.NOT_STATED),
        ("results", {"hasResults": True}, AnswerState.STATED),
        ("results", {"hasResults": False}, AnswerState.STATED_NOT),
        (
            "fda_regulated",
            {
                "protocol": {
                    "oversightModule": {
                        "isFdaRegulatedDrug": True,
                        "isFdaRegulatedDevice": False,
                    }
                }
            },
            AnswerState.STATED,
        ),
        (
            "fda_regulated",
            {"protocol": {"oversightModule": {"isFdaRegulatedDrug": False}}},
            AnswerState.STATED_NOT,
        ),
        ("fda_regulated", {}, AnswerState.NOT_STATED),
        (
            "oversight_committee",
            {"protocol": {"oversightModule": {"oversightHasDmc": True}}},
            AnswerState.STATED,
        ),
        (
            "oversight_committee",
            {"protocol": {"oversightModule": {"oversightHasDmc": False}}},
            AnswerState.STATED_NOT,
        ),
        ("oversight_committee", {}, AnswerState.NOT_STATED),
        *[
            (
                "data_sharing",
                {"protocol": {"ipdSharingStatementModule": {"ipdSharing": answer}}},
                state,
            )
            for answer, state in (
                ("YES", AnswerState.STATED),
                ("NO", AnswerState.STATED_NOT),
                ("UNDECIDED", AnswerState.NOT_STATED),
            )
        ],
        ("data_sharing", {}, AnswerState.NOT_STATED),
    ],
)
def test_fields_say_yes_no_or_nothing(name, facts, state):
    assert read(**facts)[name].state == state


def test_data_sharing_is_told_in_words():
    plan = {"ipdSharing": "YES", "description": "On request, after two years."}
    found = read(protocol={"ipdSharingStatementModule": plan})["data_sharing"]
    assert [quote.text for quote in found.quotes] == ["YES", "On request, after two years."]


# --- Features ---


def test_no_placebo_needs_groups_and_silence():
    assert "no_placebo" in features(arms=[arm("Bluemab")])
    assert "no_placebo" not in features()
    assert "no_placebo" not in features(arms=TWO_ARMS)
    assert "no_placebo" not in features(type="OBSERVATIONAL", arms=[arm("Myositis")])
    assert "no_placebo" not in features("Later, placebo is added.", arms=[arm("Bluemab")])
    assert "no_placebo" in features("There is no placebo.", arms=[arm("Bluemab")])


def test_no_biopsy_is_only_what_the_record_does_not_say():
    assert "no_biopsy_stated" in features()
    assert "no_biopsy_stated" in features(includes=["Biopsy-proven myositis"])
    assert "no_biopsy_stated" not in features("A muscle biopsy will be taken.")
    assert "no_biopsy_stated" not in features("Muscle biopsies are optional.")
    assert "no_biopsy_stated" not in features(excludes=["Unable to have a muscle biopsy"])


def test_a_call_alone_makes_no_remote_study():
    assert "remote_possible" in features("Video visits are possible.")
    assert "remote_possible" not in features("A phone call follows two weeks later.")


@pytest.mark.parametrize(
    ("treatment", "feature"),
    [
        (given("IVIG infusion"), "infusion"),
        (given("Bluenib tablets"), "tablet"),
        (given("Bluemab", "subcutaneous injection"), "injection"),
    ],
)
def test_routes_are_features(treatment, feature):
    assert feature in features(interventions=[treatment])
    assert feature not in features()


# --- The same in other wordings of study teams ---

WORDINGS = [
    ("stable_dose", {"includes": ["On a steady regimen of azathioprine for 3 months"]}),
    ("stable_dose", {"includes": ["Medicines at unchanged dose for 3 months"]}),
    ("stable_dose", {"includes": ["The same dose of prednisone for 4 weeks"]}),
    ("stable_dose", {"includes": ["Constant dose of mycophenolate for at least 8 weeks"]}),
    ("stable_dose", {"includes": ["Methotrexate at a fixed dose for 12 weeks"]}),
    ("stable_dose", {"includes": ["Dose of steroids not changed in the last month"]}),
    ("stable_dose", {"includes": ["Immunosuppressants kept the same for 6 weeks"]}),
    ("stable_dose", {"includes": ["Steady dose of IVIG for three cycles"]}),
    ("stable_dose", {"includes": ["No change of medication in the past 3 months"]}),
    ("washout", {"excludes": ["Use of an anti-CD20 antibody within 9 months"]}),
    ("washout", {"excludes": ["B-cell depletion in the previous year"]}),
    ("washout", {"excludes": ["Anti-CD19 treatment within 6 months"]}),
    ("washout", {"excludes": ["Steroid pulse within the last 4 weeks"]}),
    ("washout", {"excludes": ["Intravenous methylprednisolone pulses in the past 8 weeks"]}),
    ("washout", {"excludes": ["JAK inhibitor in the 4 weeks before day 1"]}),
    ("washout", {"excludes": ["IV immunoglobulins during the 12 weeks before baseline"]}),
    ("washout", {"excludes": ["Last dose of rituximab less than 6 months ago"]}),
    ("washout", {"excludes": ["Leflunomide within 8 weeks"]}),
    ("washout", {"includes": ["Methotrexate must have been stopped for at least 28 days"]}),
    ("washout", {"includes": ["Off immunoglobulin for 3 months or more"]}),
    ("washout", {"includes": ["At least 6 months since the last dose of rituximab"]}),
    ("washout", {"includes": ["JAK inhibitors have to be stopped at least 4 weeks before"]}),
    ("biopsy", {"includes": ["Skin biopsy at baseline and at week 12"]}),
    ("biopsy", {"includes": ["A muscle biopsy will be taken at the start"]}),
    ("mri", {"includes": ["Whole-body MRI will be done at inclusion and after 6 months"]}),
    ("mri", {"includes": ["MRI of the thighs at baseline and week 24"]}),
    ("lung_tests", {"includes": ["Spirometry and DLCO at every visit"]}),
    ("lung_tests", {"includes": ["Chest CT will be done at baseline"]}),
    ("hospital_stay", {"includes": ["Must be hospitalized for 10 to 14 days after the infusion"]}),
    ("hospital_stay", {"includes": ["Has to stay in hospital for 2 weeks after the cells"]}),
    ("remote_visits", {"includes": ["Video visits from home replace weeks 2 and 6"]}),
    ("remote_visits", {"includes": ["Follow-up visits are made by video call"]}),
    ("remote_visits", {"includes": ["Home visits by a study nurse are possible"]}),
    ("remote_visits", {"summary": "Some visits can be done from home."}),
    ("remote_visits", {"summary": "A nurse comes to your home to draw blood."}),
    ("remote_visits", {"summary": "Participants take part from home, with no need to travel."}),
    ("wearable", {"summary": "Participants wear an activity tracker for 7 days."}),
    ("wearable", {"summary": "Steps are counted with a wearable device."}),
    ("wearable", {"outcomes": [measured("Physical activity by accelerometer")]}),
    ("open_label_extension", {"includes": ["Agrees to enter the open-label extension"]}),
    ("open_label_extension", {"includes": ["All who finish may go on to an open-label extension"]}),
    ("washout", {"excludes": ["Tumor necrosis factor inhibitor within 8 weeks"]}),
    ("washout", {"excludes": ["Anti-CD20 (rituximab, ocrelizumab) during the last 6 months"]}),
    ("washout", {"excludes": ["High-dose IVIg within 6 weeks of entry"]}),
    ("washout", {"excludes": ["Ciclosporin or tacrolimus within 4 weeks"]}),
    ("washout", {"includes": ["Anti-TNF discontinued ≥ 8 weeks prior to screening"]}),
    ("washout", {"includes": ["Immunosuppressants must be paused 4 weeks before baseline"]}),
    ("washout", {"excludes": ["Steroid bolus within 4 weeks"]}),
    ("stable_dose", {"includes": ["Azathioprine dose unaltered for 12 weeks"]}),
    ("stable_dose", {"includes": ["Prednisone at a stable dosage ≥4 weeks"]}),
    ("stable_dose", {"includes": ["Treatment not modified in the last 3 months"]}),
    ("stable_dose", {"excludes": ["Dose increase of steroids within the last month"]}),
    ("steroid_ceiling", {"excludes": ["Prednisolone >10 mg daily"]}),
    ("steroid_ceiling", {"includes": ["Maximum 7.5 mg prednisone per day"]}),
    ("steroid_ceiling", {"includes": ["Steroids ≤ 20 mg/d"]}),
    ("biopsy", {"includes": ["Agrees to two needle biopsies"]}),
    ("biopsy", {"includes": ["Accepts a skin biopsy"]}),
    ("biopsy", {"excludes": ["Unwilling to have biopsies"]}),
    ("mri", {"includes": ["Able to lie still for an MRI"]}),
    ("mri", {"excludes": ["MRI-incompatible implants"]}),
    ("hospital_stay", {"includes": ["Willing to stay overnight"]}),
    ("hospital_stay", {"includes": ["Will be hospitalized for two weeks after the infusion"]}),
    ("remote_visits", {"includes": ["Remote visits by phone and video"]}),
    ("remote_visits", {"includes": ["A nurse will visit at home"]}),
    ("travel_or_payment", {"includes": ["Participants get a payment of 100 euros"]}),
    ("travel_or_payment", {"includes": ["Costs of travel and parking are covered"]}),
    ("open_label_extension", {"includes": ["Can move to the open-label extension after week 24"]}),
    ("open_label_extension", {"includes": ["Eligible to roll over to long-term extension"]}),
    ("washout", {"includes": ["Rituximab stopped 6 months or longer before"]}),
    ("washout", {"includes": ["No IVIG in the last 12 weeks"]}),
    ("washout", {"includes": ["Washout: 5 half-lives for biologics"]}),
    ("washout", {"excludes": ["Received B cell depleting therapy <6 months before screening"]}),
    ("washout", {"excludes": ["Pulse methylprednisolone (≥250 mg/d) in the last month"]}),
    ("washout", {"excludes": ["Intravenous or subcutaneous immunoglobulin within 3 months"]}),
    ("washout", {"excludes": ["Exposure to tofacitinib or baricitinib within 30 days"]}),
    ("washout", {"excludes": ["Any biologic in the 3 months before inclusion"]}),
    ("washout", {"excludes": ["Cyclophosphamide, <3 months"]}),
    ("stable_dose", {"excludes": ["Change in immunosuppressants within 4 weeks"]}),
    ("stable_dose", {"includes": ["DMARDs stable for 8 weeks"]}),
    ("stable_dose", {"includes": ["Background therapy must be stable for ≥ 4 weeks"]}),
    ("stable_dose", {"includes": ["Stable immunosuppression for 3 months"]}),
    ("stable_dose", {"includes": ["No dose change of steroids in the last 4 weeks"]}),
    ("stable_dose", {"includes": ["Unchanged medication since 2 months"]}),
    ("stable_dose", {"includes": ["Steroids: same dose for 28 days"]}),
    ("steroid_ceiling", {"includes": ["Prednisone dose not above 15 mg"]}),
    ("steroid_ceiling", {"includes": ["Daily prednisolone max. 10 mg"]}),
    ("steroid_ceiling", {"excludes": ["More than 0.5 mg/kg prednisone"]}),
    ("steroid_ceiling", {"includes": ["Glucocorticoid dose of 20 mg/d or less"]}),
    ("biopsy", {"includes": ["Consents to two muscle biopsies"]}),
    ("biopsy", {"includes": ["Ready to have a muscle biopsy taken"]}),
    ("biopsy", {"includes": ["Skin punch biopsies at weeks 0 and 12"]}),
    ("biopsy", {"includes": ["Biopsy-proven IBM"]}),
    ("biopsy", {"excludes": ["Refusal of muscle biopsy"]}),
    ("mri", {"includes": ["Agrees to MRI scans"]}),
    ("mri", {"excludes": ["Pacemaker or other reason why MRI is impossible"]}),
    ("mri", {"excludes": ["Cannot undergo MRI"]}),
    ("lung_tests", {"includes": ["Agrees to lung function tests every 3 months"]}),
    ("lung_tests", {"includes": ["Pulmonary function tests will be done at each visit"]}),
    ("hospital_stay", {"includes": ["Agrees to be admitted for 7 days"]}),
    ("hospital_stay", {"includes": ["Inpatient stay of 2 weeks after infusion"]}),
    ("hospital_stay", {"includes": ["Willing to spend two nights in hospital"]}),
    ("remote_visits", {"includes": ["Visits by telephone or video"]}),
    ("remote_visits", {"includes": ["Telemedicine visits at weeks 4 and 8"]}),
    ("remote_visits", {"includes": ["Study nurse visits at home"]}),
    ("remote_visits", {"includes": ["Home visits possible"]}),
    ("travel_or_payment", {"includes": ["Travel costs are paid"]}),
    ("travel_or_payment", {"includes": ["Participants receive 50 euros per visit"]}),
    ("travel_or_payment", {"includes": ["Taxi and hotel are reimbursed"]}),
    ("open_label_extension", {"includes": ["Wishes to continue in the open-label extension"]}),
    ("open_label_extension", {"includes": ["Open-label extension offered after week 48"]}),
]

NOT_THOSE = [
    ("stable_dose", {"includes": ["Steady gait without treatment"]}),
    ("stable_dose", {"includes": ["Constant pain while on medication"]}),
    ("stable_dose", {"includes": ["Medicines for blood pressure may be changed at any time"]}),
    ("stable_dose", {"includes": ["Blood pressure below 140 on a fixed-dose tablet"]}),
    ("stable_dose", {"summary": "All receive the same dose of bluemab for 4 weeks."}),
    ("stable_dose", {"summary": "A fixed dose of 300 mg is given for 12 weeks."}),
    ("washout", {"includes": ["Patients do not have to stop any medicine 4 weeks before"]}),
    ("washout", {"excludes": ["No data on rituximab in people <18 years of age"]}),
    ("washout", {"includes": ["Stopped smoking for at least 3 months"]}),
    ("washout", {"includes": ["Stopped rituximab for lack of effect"]}),
    ("washout", {"includes": ["Stays off work for 3 months"]}),
    ("washout", {"includes": ["Will be followed for at least 6 months after the last dose"]}),
    ("biopsy", {"includes": ["Muscle biopsy at baseline is not available"]}),
    ("steroid_ceiling", {"excludes": ["Pulse methylprednisolone (≥250 mg/d) in the last month"]}),
    ("washout", {"excludes": ["Previous rituximab ever"]}),
    ("mri", {"includes": ["MRI is optional"]}),
    ("hospital_stay", {"excludes": ["Hospitalized in the last month for pneumonia"]}),
    ("open_label_extension", {"includes": ["Completed the open-label extension of another study"]}),
    ("biopsy", {"excludes": ["Muscle biopsy at baseline and week 12"]}),
    ("mri", {"includes": ["MRI at diagnosis was abnormal"]}),
    ("mri", {"includes": ["Muscle edema was shown by an MRI done before"]}),
    ("lung_tests", {"includes": ["Spirometry result is known"]}),
    ("hospital_stay", {"includes": ["Must be hospitalized because of myositis"]}),
    ("hospital_stay", {"includes": ["Hospitalized in the last 14 days"]}),
    ("hospital_stay", {"excludes": ["Must stay in hospital for 2 weeks for another disease"]}),
    ("remote_visits", {"excludes": ["Home visits by a nurse"]}),
    ("remote_visits", {"includes": ["Receives home nursing care"]}),
    ("wearable", {"excludes": ["Wearable cardioverter-defibrillator"]}),
    ("wearable", {"summary": "Those with a wearable defibrillator are left out."}),
    ("wearable", {"summary": "A wearable ultrasound device warms the muscle."}),
    ("wearable", {"summary": "Staff wear masks at every visit."}),
    ("wearable", {"summary": "Pressure on joints leads to wear and tear."}),
    ("open_label_extension", {"includes": ["Completed the open-label extension of study A"]}),
    ("open_label_extension", {"includes": ["May go on with knee extension training"]}),
]


@pytest.mark.parametrize(("name", "facts"), WORDINGS)
def test_other_wordings_that_state(name, facts):
    assert read(**facts)[name].state == AnswerState.STATED


@pytest.mark.parametrize(("name", "facts"), NOT_THOSE)
def test_other_wordings_that_seem_to_state_but_do_not(name, facts):
    assert read(**facts)[name].state != AnswerState.STATED


def test_a_device_to_wear_makes_no_visit_from_home():
    found = read("Participants wear an activity tracker for 7 days.")
    assert found["wearable"].state == AnswerState.STATED
    assert found["remote_visits"].state == AnswerState.NOT_STATED
