"""Antibodies that criteria ask for or bar, by name."""

import pytest

from tests.trials.reading.readings import criteria, read
from trials.reading.antibodies import Demand
from trials.reading.antibody_asides import ASIDES
from trials.reading.antibody_names import ANTIBODIES

EXAMPLES = [example for aside in ASIDES for example in aside.examples]


def asked(**parts):
    """ "jo-1 ~mi-2 -ro52": one is required, one is an example of a group, one bars."""
    signs = {Demand.REQUIRED: "", Demand.EXAMPLE: "~", Demand.BARRED: "-"}
    return {signs[asked.demand] + asked.antibody for asked in read(**parts).antibodies}


def expected(codes):
    assert {code.lstrip("-~") for code in codes.split()} <= {a.slug for a in ANTIBODIES}
    return set(codes.split())


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("Positive for anti-Jo-1", "jo-1"),
        ("Antibodies against Jo1", "jo-1"),
        ("Antibodies to histidyl tRNA synthetase", "jo-1"),
        ("Anti-PL-7 positive", "pl-7"),
        ("PL7 antibodies", "pl-7"),
        ("Antibodies to threonyl-tRNA synthetase", "pl-7"),
        ("Anti-PL12 positive", "pl-12"),
        ("Antibodies to alanyl-tRNA synthetase", "pl-12"),
        ("anti-EJ positive", "ej"),
        ("Anti-EJ positive", "ej"),
        ("anti-OJ positive", "oj"),
        ("Anti-OJ positive", "oj"),
        ("anti-KS positive", "ks"),
        ("Anti-KS positive", "ks"),
        ("anti-Ha positive", "ha"),
        ("Anti-Ha positive", "ha"),
        ("anti-Zo positive", "zo"),
        ("Anti-Zo positive", "zo"),
        ("Anti-MDA5 positive", "mda5"),
        ("MDA-5 antibodies", "mda5"),
        ("Antibodies to melanoma differentiation-associated protein 5", "mda5"),
        ("Anti-CADM-140 antibodies", "mda5"),
        ("Anti-TIF1-γ positive", "tif1-gamma"),
        ("Anti-TIF1 gamma positive", "tif1-gamma"),
        ("Anti-p155/140 positive", "tif1-gamma"),
        ("Anti-NXP2 positive", "nxp2"),
        ("Anti-MJ positive", "nxp2"),
        ("Anti-Mi-2 positive", "mi-2"),
        ("Mi2β antibodies", "mi-2"),
        ("anti-SAE positive", "sae"),
        ("Anti-SAE positive", "sae"),
        ("Anti-SRP positive", "srp"),
        ("Antibodies to signal recognition particle", "srp"),
        ("Anti-HMGCR positive", "hmgcr"),
        ("Antibodies against HMG-CoA reductase", "hmgcr"),
        ("Anti-cN1A positive", "cn1a"),
        ("NT5C1A antibodies", "cn1a"),
        ("Anti-Ro52 positive", "ro52"),
        ("TRIM21 antibodies", "ro52"),
        ("Anti-PM-Scl positive", "pm-scl"),
        ("PM/Scl-75 antibodies", "pm-scl"),
        ("anti-Ku positive", "ku"),
        ("Anti-Ku positive", "ku"),
        ("Anti-PM75 or anti-PM100 antibodies", "pm-scl"),
        ("Anti-U1-RNP positive", "u1-rnp"),
        ("U1 snRNP antibodies", "u1-rnp"),
    ],
)
def test_each_antibody_is_read_in_its_spellings(line, slug):
    assert asked(includes=line) == {slug}


def test_every_antibody_is_shown_in_a_spelling_above():
    table = test_each_antibody_is_read_in_its_spellings.pytestmark[0].args[1]
    shown = {getattr(case, "values", case)[1] for case in table}
    assert shown == {antibody.slug for antibody in ANTIBODIES}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Positive for one of anti-Jo-1, PL-7, PL-12, EJ or OJ", "jo-1 pl-7 pl-12 ej oj"),
        ("At least one antibody: Mi-2, TIF1-γ, NXP2, SAE, MDA5", "mi-2 tif1-gamma nxp2 sae mda5"),
        ("Anti-SRP or anti-HMGCR antibodies at screening", "srp hmgcr"),
        ("Serology positive for Jo-1 and Ro-52", "jo-1 ro52"),
        ("Negative for anti-MDA5", "-mda5"),
        ("No anti-SRP antibodies", "-srp"),
        ("Without anti-HMGCR antibodies", "-hmgcr"),
        ("Absence of anti-TIF1-γ antibodies", "-tif1-gamma"),
        ("Must not have anti-MDA5 antibodies", "-mda5"),
        ("Anti-Jo-1 positive and anti-MDA5 negative", "jo-1 -mda5"),
        ("Anti-Jo-1 positive. Anti-MDA5 positive patients are excluded.", "jo-1 -mda5"),
        ("Any antibody other than anti-MDA5", "-mda5"),
        ("Antibody-positive myositis except anti-cN1A", "-cn1a"),
        ("Regardless of anti-Jo-1 antibodies", ""),
        ("At least one of: a skin biopsy, anti-Mi-2, anti-NXP2, an abnormal EMG", ""),
        ("A negative anti-SRP test", "-srp"),
        ("Negative anti-MDA5 and anti-TIF1γ antibodies", "-mda5 -tif1-gamma"),
        ("Negative anti-HMGCR, anti-Jo-1 positive", "-hmgcr jo-1"),
        ("Negative serum test for anti-Ku", "-ku"),
        ("No positive anti-NXP2 test", "-nxp2"),
        ("A negative pregnancy test; anti-Jo-1 positive", "jo-1"),
        ("SRP+ or HMGCR+ IMNM", "srp hmgcr"),
        ("Jo-1 (+) myositis", "jo-1"),
        ("Anti-TIF1γ (-) DM", "-tif1-gamma"),
        ("NXP2+/- DM", ""),
        ("CD19+ cells and a level of MDA5", ""),
        ("IMNM (anti-SRP, anti-HMGCR or antibody-negative)", ""),
        ("Agrees to a blood test to look for anti-Mi-2", ""),
        ("Anti-SAE may be present, but is not necessary", ""),
        ("With or without anti-MDA5 antibodies", ""),
        ("Anti-SRP positive or negative", ""),
        ("Anti-Ro52 antibodies are not required", ""),
        ("Anti-Jo-1 antibodies will be measured", ""),
        ("Stable use of an HMG-CoA reductase inhibitor", ""),
        ("A positive answer to an SAE, or to any other question", ""),
        ("Positive opinion in HA, or elsewhere", ""),
        ("Positive pregnancy test", ""),
        ("Jo-1 street clinic", ""),
        ("MSA positive", ""),
        ("Antibodies to hepatitis B", ""),
        ("Stratification will be by anti-Ro52 (positive or negative)", ""),
        ("Blood drawn for anti-cN1A testing; the result does not affect who can join", ""),
    ],
)
def test_an_inclusion_asks_for_what_it_names_and_excludes_what_it_denies(line, codes):
    assert asked(includes=line) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Anti-MDA5 positive", "-mda5"),
        ("Positive for anti-SRP or anti-HMGCR antibodies", "-srp -hmgcr"),
        ("Anti-cN1A antibodies with rapid progression", ""),
        ("Negative for anti-Jo-1", "jo-1"),
        ("MDA5+ DM", "-mda5"),
        ("NXP2 positive DM without a CT scan", ""),
        ("MDA5+ with severe lung disease", ""),
        ("Anti-Ku or anti-RNP antibodies if joined by nephritis", ""),
        ("Anti-MDA5 positive patients with DM", "-mda5"),
        ("Anti-HMGCR positive IMNM", "-hmgcr"),
        ("Antibody status: anti-SRP positive and/or anti-HMGCR positive", "-srp -hmgcr"),
        ("CADM with anti-NXP2 antibody (DM with this antibody can be included)", ""),
        ("Participants who have none of anti-Mi-2 and anti-SAE", "mi-2 sae"),
        ("anti Mi-2 not found", "mi-2"),
        ("No anti-SRP antibody found", "srp"),
        ("Without anti-Jo-1 antibody", ""),
        ("Patients negative for anti-HMGCR", "hmgcr"),
        ("Anti-Ro52 antibodies are allowed", ""),
        ("An SAE in an earlier antibody trial", ""),
        ("Statins (HMG-CoA reductase inhibitors) started after a positive test", ""),
        ("Treatment with monoclonal antibodies", ""),
        ("Lung disease in anti-MDA5 dermatomyositis", ""),
    ],
)
def test_an_exclusion_excludes_what_it_names(line, codes):
    assert asked(includes="Adults", excludes=line) == expected(codes)


def test_what_is_required_goes_before_what_is_barred():
    assert asked(includes="Anti-Jo-1 positive", excludes="Anti-Jo-1 above 200 units") == {"jo-1"}


def test_an_antibody_is_told_once_with_its_first_demand():
    found = read(includes=["Anti-Jo-1 positive", "Anti-Jo-1 twice positive"]).antibodies
    assert [(asked.antibody, asked.quote.text) for asked in found] == [
        ("jo-1", "Anti-Jo-1 positive")
    ]
    assert found[0].quote.field == "eligibility_criteria"


def test_antibodies_come_in_one_order():
    found = read(includes="Anti-Ku, anti-SRP, anti-MDA5 or anti-Jo-1 positive").antibodies
    assert [asked.antibody for asked in found] == ["jo-1", "mda5", "srp", "ku"]


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "Examplimab in Anti-MDA5 Positive Dermatomyositis"},
        {"summary": "This study looks at anti-Jo-1 antibodies in myositis."},
        {"keywords": ["anti-SRP antibody"]},
        {"conditions": ["Anti-HMGCR Myopathy"]},
        {"armsInterventionsModule": {"armGroups": [{"label": "Anti-MDA5 positive"}]}},
        {"outcomesModule": {"primaryOutcomes": [{"measure": "Anti-Jo-1 antibody level"}]}},
    ],
)
def test_only_criteria_ask_for_antibodies(parts):
    assert asked(**parts) == set()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "Inclusion Criteria:\n\n* One of these antibodies:\n    * anti-Jo-1\n    * anti-PL-7\n"
            "\nExclusion Criteria:\n\n* anti-MDA5\n",
            "jo-1 pl-7 -mda5",
        ),
        (
            "Inclusion Criteria:\n\n* None of these antibodies:\n    * anti-SRP\n* Adults\n",
            "-srp",
        ),
        ("People with anti-SRP antibodies", "srp"),
    ],
    ids=["nested", "none of", "no headings"],
)
def test_lists_of_antibodies_are_read(text, codes):
    assert asked(**criteria(text)) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Seronegative for anti-SRP antibodies", "-srp"),
        ("Not positive for anti-MDA5", "-mda5"),
        ("Positive for a myositis antibody (not anti-cN1A)", "-cn1a"),
        ("Anti-Mi-2, anti-TIF1γ or anti-SAE positive", "mi-2 tif1-gamma sae"),
        ("Synthetase antibody (Jo-1, PL-7, EJ, OJ, KS, Zo, Ha)", "jo-1 pl-7 ej oj ks zo ha"),
        ("HMG-CoA reductase inhibitors stopped; antibody positive", ""),
        ("Anti-PM/Scl-100 or anti-PMScl positive", "pm-scl"),
        ("Anti-SSA/Ro52 positive", "ro52"),
        ("Anti-MDA5 negative", "-mda5"),
        ("Anti-SRP antibody test negative", "-srp"),
        ("MDA5-negative DM, antibody-positive", "-mda5"),
        ("Anti-Ro52 antibodies alone do not qualify", ""),
        ("Antibody status known (Jo-1, PL-7, MDA5)", ""),
        ("Any result of an anti-Jo-1 antibody test", ""),
        ("Tested for anti-MDA5 antibodies", ""),
        ("No dysphagia, anti-Jo-1 positive", "jo-1"),
        ("ANTI-JO-1 POSITIVE", "jo-1"),
        ("anti-jo1 positive", "jo-1"),
        ("anti-mda5 positive", "mda5"),
        ("anti-NT5c1A antibodies", "cn1a"),
        ("Anti-HMGCR-positive (anti-SRP-negative)", "hmgcr -srp"),
        ("Antibodies against Ku and Jo-1", "ku jo-1"),
    ],
)
def test_no_wording_asks_for_an_antibody_that_it_excludes(line, codes):
    assert asked(includes=line) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Without a positive anti-SRP or anti-HMGCR antibody", ""),
        ("Absence of anti-SRP or anti-HMGCR antibodies", "srp hmgcr"),
        ("Presence of anti-cN1A antibodies is allowed", ""),
        ("Positive for anti-MDA5 unless the lungs are normal", ""),
        ("Patients who are not positive for anti-Jo-1", "jo-1"),
        ("Anti-Jo-1 negative", "jo-1"),
        ("Lack of anti-SRP antibodies", "srp"),
        ("IMNM other than anti-SRP positive", "srp"),
        ("Myositis without anti-SRP antibodies", "srp"),
        ("Patients whose anti-HMGCR test was negative", "hmgcr"),
    ],
)
def test_an_exclusion_of_those_without_an_antibody_requires_it_or_leaves_it_open(line, codes):
    assert asked(includes="Adults", excludes=line) == expected(codes)


def test_what_excludes_healthy_people_excludes_no_antibody():
    text = (
        "Inclusion Criteria:\n\n* Adults\n\n"
        "Exclusion Criteria (healthy volunteers):\n\n* Anti-Jo-1 positive\n"
    )
    assert asked(**criteria(text)) == set()


@pytest.mark.parametrize(("heading", "line", "codes"), EXAMPLES)
def test_an_example_of_the_table_is_read_as_it_says(heading, line, codes):
    parts = {"includes": line} if heading == "I" else {"includes": "Adults", "excludes": line}
    assert asked(**parts) == expected(codes)


def test_every_entry_of_the_table_has_an_example_with_a_known_heading():
    assert all(aside.examples for aside in ASIDES)
    assert {heading for heading, _line, _codes in EXAMPLES} == {"I", "E"}


def test_a_list_of_antibodies_below_a_word_on_another_disease_is_barred():
    # "PM-Scl" is no name of polymyositis, for which the lead would open a list of exceptions.
    found = read(excludes="Results that point to another disease:\n\n  * anti-SRP\n  * anti-PM-Scl")
    barred = {one.antibody for one in found.antibodies if one.demand.value == "barred"}
    assert barred == {"srp", "pm-scl"}


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "All cohorts: anti-SRP negative", "-srp"),
        ("I", "Cohort B: PM with anti-Jo-1 antibodies", "jo-1"),
        ("I", "DM, anti-TIF1-gamma (+) or (-)", ""),
        ("I", "PM, SRP+ or SRP-", ""),
        ("I", "Anti-MDA5 is not a prerequisite", ""),
        ("I", "Patients with PM or IMNM who are negative for anti-SRP", "-srp"),
        ("I", "IMNM: necrosis on biopsy and negative for anti-HMGCR", "-hmgcr"),
        ("I", "Any antibody (anti-NXP2, anti-Ku, none)", ""),
        ("I", "We do not take patients with asthma, patients with anti-Ku antibody", "-ku"),
        ("E", "One of: anti-Ku, anti-PM-Scl75/100", "-ku -pm-scl"),
        ("E", "Anti-MDA5+ DM or CADM with failing lungs", ""),
        ("E", "Anti-MDA5 (Part B only)", ""),
        ("E", "Anti-MDA5 positive (muscle cohort only)", ""),
        ("E", "- anti-SRP antibodies - cancer - pregnancy", "-srp"),
        ("I", "Those with anti-Jo-1 or anti-PL-7 antibodies and lung disease need a lung test", ""),
        ("I", "IBM ± anti-cN1A", ""),
        ("I", "Positive for one of Jo-1/PL-7/PL-12, negative for MDA5", "jo-1 pl-7 pl-12 -mda5"),
        ("E", "Positive results for Jo-1 or SRP (not MDA5)", "-jo-1 -srp"),
        ("E", "High-risk antibody (MDA5, NXP2)", "-mda5 -nxp2"),
        ("E", "PM with anti-SRP (anti-SRP negative PM can be taken)", "-srp"),
        ("E", "DM with anti-Mi-2 or with anti-SAE", "-mi-2 -sae"),
    ],
)
def test_what_lines_of_strangers_ask_for_or_bar(heading, line, codes):
    parts = {"includes": line} if heading == "I" else {"excludes": line}
    assert asked(**parts) == expected(codes)


def test_a_cohort_beside_another_one_asks_nothing_of_all():
    text = "Inclusion Criteria:\n\n* Cohort A: DM\n* Cohort B: PM with anti-Jo-1 antibodies"
    assert asked(**criteria(text)) == set()
