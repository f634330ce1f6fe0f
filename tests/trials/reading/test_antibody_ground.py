"""The words that touch an antibody decide whether it is asked for or barred."""

import pytest

from .readings import criteria
from .test_antibodies import asked, expected


def demands(heading, line):
    return asked(includes=line) if heading == "I" else asked(includes="Adults", excludes=line)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "PM supported by biopsy or anti-Jo-1 positivity", ""),
        ("I", "Anti-SRP antibody, or necrosis on muscle biopsy", ""),
        (
            "I",
            "Any 2 of the following 4: weakness, raised CK, EMG changes, anti-Jo-1 antibody",
            "",
        ),
        ("I", "Fulfils the ACR/EULAR criteria, or is positive for anti-Jo-1", ""),
        ("I", "MDA5 positivity, ferritin > 500 ng/mL or new ground-glass opacities", ""),
        ("I", "Seropositive (Jo-1, Mi-2, MDA5) or biopsy-proven myositis", ""),
        ("I", "EULAR/ACR score of 55 % or more (or 90 % with anti-Jo-1)", ""),
        ("I", "Definite DM, or probable DM supported by anti-Mi-2, anti-NXP2 or anti-SAE", ""),
        ("I", "IIM including anti-Jo-1 positive ASyS", ""),
    ],
)
def test_what_fits_as_well_takes_a_demand_away(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "PL7 or PL12 antibody in serum, current or historical", "pl-7 pl-12"),
        ("I", "Known or newly found anti-Jo-1 antibody", "jo-1"),
        (
            "I",
            "Positive for anti-SRP or anti-HMGCR, with muscle weakness or raised CK",
            "srp hmgcr",
        ),
        ("I", "Anti-MDA5 antibody titre of 32 or more", "mda5"),
        ("I", "Have anti-MDA5-positive DM with lung involvement for less than 6 months", "mda5"),
        ("I", "Anti-MDA5 (+) or anti-ARS (+) patients with ILD", "mda5"),
        ("I", "One or more of: anti-Jo-1, anti-SRP, anti-Mi-2", "jo-1 srp mi-2"),
        ("I", "1. Age ≥18; 2. anti-HMGCR positive; 3. CK ≥ 1000", "hmgcr"),
        (
            "I",
            "Only patients with anti-PL-7 or anti-PL-12 antibodies will be enrolled.",
            "pl-7 pl-12",
        ),
    ],
)
def test_an_or_between_the_same_antibodies_changes_nothing(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Anti-TIF1γ positivity and cancer", ""),
        ("E", "Anti-SRP positive patients older than 75", ""),
        ("E", "Rapidly progressive ILD associated with anti-MDA5", ""),
        ("E", "Lung disease due to anti-Jo-1 syndrome", ""),
        ("E", "Anti-Jo-1 positive patients on rituximab", ""),
        ("E", "Anti-NXP2-positive children", ""),
        ("E", "Anti-Ro52 plus anti-Jo-1", ""),
        ("E", "Anti-MDA5 positive, except those stable on treatment for a year", ""),
        ("E", "Cancer-associated anti-TIF1γ dermatomyositis", ""),
        ("E", "Connective tissue disease other than IIM (isolated anti-Ro52 is acceptable)", ""),
    ],
)
def test_an_exclusion_of_some_with_an_antibody_excludes_no_antibody(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "IBM; anti-HMGCR positive IMNM; cancer-associated myositis", "-hmgcr"),
        (
            "E",
            "Cancer within 5 years, or a positive test for anti-TIF1-gamma or anti-NXP2",
            "-tif1-gamma -nxp2",
        ),
        ("E", "Anti-MDA5-positive DM (because of the risk of rapidly progressive ILD)", "-mda5"),
        (
            "E",
            "Anti-TIF1-γ positivity on the myositis panel regardless of cancer screening",
            "-tif1-gamma",
        ),
        ("E", "Presence of anti-cN1A or anti-Ro52 antibodies in serum at screening", "-cn1a -ro52"),
        ("E", "Patients with anti-Jo-1 antibody positive antisynthetase syndrome", "-jo-1"),
        ("E", "MDA5-positive (retesting is allowed once)", "-mda5"),
        ("E", "Inclusion body myositis (or anti-cN1A positivity)", "-cn1a"),
        ("E", "Patients found to carry anti-Ku on the line blot", "-ku"),
    ],
)
def test_an_exclusion_in_known_words_excludes_an_antibody(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Anti-MDA5 antibody positive, with or without anti-Ro52 antibody", "mda5"),
        ("Anti-TIF1γ positive DM regardless of anti-Ro52", "tif1-gamma"),
        ("Anti-Jo-1 antibodies, whether or not anti-Ro52 is present", "jo-1"),
        ("DM or PM, with or without anti-Jo-1 and anti-Ro52", ""),
    ],
)
def test_an_antibody_that_does_not_matter_leaves_the_one_before_it(line, codes):
    assert demands("I", line) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Anti-SRP, either documented in the past or obtained at screening", "srp"),
        ("Anti-Jo-1 antibodies, muscle and/or lung involvement", "jo-1"),
        ("Positivity of one of the 2 antibodies (anti-SRP, anti-HMGCR)", "srp hmgcr"),
        ("None of anti-MDA5, anti-NXP2 detected", "-mda5 -nxp2"),
        ("No anti-SRP or anti-synthetase (Jo-1 etc.) antibodies detected", "-srp -jo-1"),
        ("Anti-HMGCR titer ≥ 20 CU/mL", "hmgcr"),
        ("Persistently elevated anti-HMGCR titer despite treatment", "hmgcr"),
        ("Anti-Jo-1, anti-PL-7 or other ARS antibody", "~jo-1 ~pl-7"),
        ("DM without a history of cancer, anti-TIF1γ negative", "-tif1-gamma"),
    ],
)
def test_words_on_how_it_was_found_take_nothing_away(line, codes):
    assert demands("I", line) == expected(codes)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Anti-HMGCR antibody titer below the cut-off (<20 CU)", "hmgcr"),
        ("Titer of anti-SRP or anti-HMGCR lower than 20 units", "srp hmgcr"),
        ("Anti-Jo-1 < 20 U/mL", "jo-1"),
        ("Anti-Jo-1 positive and CK below 500", ""),
        ("IBM, or a positive anti-NT5C1A antibody suggestive of IBM", "-cn1a"),
        ("MDA5 positivity on the myositis line blot", "-mda5"),
        ("IBM; JDM; and anti-MDA5-positive patients", "-mda5"),
        ("Antisynthetase antibodies (anti-Jo-1, anti-PL-7 and others)", "-jo-1 -pl-7"),
    ],
)
def test_an_exclusion_of_a_low_titer_asks_for_the_antibody(line, codes):
    assert demands("E", line) == expected(codes)


def test_a_long_list_of_antibodies_is_read_in_time():
    names = ["anti-Jo-1", "anti-SRP", "anti-HMGCR", "anti-MDA5"] * 40
    assert "jo-1" in demands("I", "Positive for " + ", ".join(names))
    assert demands("E", ", ".join(names) + " titer below the cut-off") >= {"jo-1", "srp"}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Antibody positive: the serum lights up anti-PL-7", "pl-7"),
        ("Myositis proven by any of the specificities Jo-1, anti-EJ, anti-OJ", "jo-1 ej oj"),
        ("Anti-Jo-1 to anti-EJ, any of them", "jo-1 pl-7 pl-12 ej"),
        ("DM, a disease in which anti-Mi-2 is often found", ""),
        ("Blood drawn at baseline for titers of anti-SRP", ""),
        ("Whether anti-Jo-1 predicts relapse", ""),
    ],
)
def test_unknown_words_ask_for_an_antibody_unless_they_may_tell_of_something_else(line, codes):
    assert asked(includes=line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Not having IMNM with anti-SRP", "srp"),
        ("E", "Patients without a diagnosis of ASyS with anti-Jo-1", "jo-1"),
        (
            "E",
            "Participant has a diagnosis of antisynthetase syndrome or tests positive for "
            "anti-Jo-1",
            "-jo-1",
        ),
        ("E", "Positive for anti-MDA5 or with rapidly progressive ILD", "-mda5"),
        ("E", "Subjects who are anti-HMGCR negative", "hmgcr"),
        (
            "E",
            "Presence of anti-SRP or anti-HMGCR antibodies (IMNM is studied in another trial)",
            "-hmgcr -srp",
        ),
        (
            "I",
            "Diagnosed with anti-MDA5 positive DM complicated by rapidly progressive ILD",
            "mda5",
        ),
        ("I", "Statin-exposed IMNM patients with anti-HMGCR, CK > 1,000 U/L", "hmgcr"),
        (
            "I",
            "Confirmed ASyS with at least one anti-aminoacyl-tRNA synthetase antibody "
            "(anti-Jo-1, PL-7, PL-12, EJ, OJ) positive twice",
            "ej jo-1 oj pl-12 pl-7",
        ),
        ("I", "Anti-Jo-1 negative; anti-MDA5 negative", "-jo-1 -mda5"),
        (
            "I",
            "Presence of any MSA (anti-Jo-1, anti-Mi-2, anti-TIF1-gamma, anti-NXP2, "
            "anti-SRP, anti-HMGCR, anti-MDA5)",
            "hmgcr jo-1 mda5 mi-2 nxp2 srp tif1-gamma",
        ),
        ("I", "Anti-MDA5+ CADM or DM with new ILD on HRCT", "mda5"),
        ("I", "Rapidly progressive ILD in anti-MDA5 positive dermatomyositis", "mda5"),
        (
            "I",
            "Myopathy of necrotising type mediated by anti-SRP or anti-HMGCR antibodies",
            "hmgcr srp",
        ),
        ("I", "IMNM after statins, anti-HMGCR titre above 20 CU", "hmgcr"),
        ("I", "ANTI-MDA5 POSITIVE DERMATOMYOSITIS WITH ILD", "mda5"),
        ("I", "Jo-1 positive patients with myositis, arthritis or ILD", "jo-1"),
        ("I", "Negative for anti-TIF1γ and anti-NXP2 (cancer risk)", "-nxp2 -tif1-gamma"),
        ("I", "Seropositive IMNM (anti-SRP or anti-HMGCR)", "hmgcr srp"),
        (
            "I",
            "Subjects must meet all of the following:\n\n  * DM or PM\n  * anti-Jo-1 "
            "positive\n  * ILD on HRCT",
            "jo-1",
        ),
        (
            "I",
            "An antibody on the myositis panel is known, e.g. anti-Jo-1 or anti-Mi-2; "
            "patients without any antibody form the control arm",
            "",
        ),
        ("I", "Antibody status known. Examples: Jo-1, MDA5, SRP.", ""),
        ("I", "Anti-Jo-1+ ASyS (group 1) or anti-PL-7+ ASyS (group 2)", "jo-1 pl-7"),
        ("I", "IMNM patients with anti-SRP or IMNM patients with anti-HMGCR", "hmgcr srp"),
        ("E", "Anti-MDA5 positive DM (others may take part)", "-mda5"),
        ("E", "IMNM with anti-SRP (other IMNM is allowed)", "-srp"),
        ("E", "Scleromyositis with anti-PM/Scl; other overlap forms can take part", "-pm-scl"),
        ("E", "Anti-Jo-1 positive (Jo-1 above 20 U/mL)", "-jo-1"),
    ],
)
def test_lines_as_sponsors_write_them_ask_for_antibodies_or_not(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "One MSA or more, e.g. anti-Jo-1 or anti-SRP", "~jo-1 ~srp"),
        ("I", "Serum positive for an MSA or MAA (such as anti-Ku)", "~ku"),
        ("I", "A myositis-specific antibody, like anti-Mi-2, has been found", "~mi-2"),
        ("I", "Antisynthetase antibodies found, not limited to Jo-1 and PL-7", "~jo-1 ~pl-7"),
        ("I", "Anti-SAE, anti-NXP2 or any other MSA", "~sae ~nxp2"),
        ("I", "Anti-PL-7, anti-PL-12 etc. positive", "~pl-7 ~pl-12"),
        ("I", "Antisynthetase antibody (Jo-1, PL-7, other ARS) positive", "~jo-1 ~pl-7"),
        ("I", "Positive for an antisynthetase antibody (Jo-1 or non-Jo-1)", "~jo-1"),
        ("E", "No myositis-specific antibody (e.g., anti-Mi-2) found", "~mi-2"),
        ("E", "Any myositis-specific antibody, for instance anti-Mi-2", "-mi-2"),
        ("I", "An antisynthetase antibody, i.e. anti-Jo-1 or anti-PL-7", "jo-1 pl-7"),
        ("I", "Anti-Jo-1 or another antisynthetase antibody (PL-7, PL-12)", "jo-1 pl-7 pl-12"),
        ("I", "Anti-SRP positive, and other features of necrotizing myopathy", "srp"),
        ("I", "Anti-Mi-2 positive DM with a rash, e.g. on the eyelids", "mi-2"),
    ],
)
def test_an_antibody_named_as_one_of_a_group_is_an_example(heading, line, codes):
    assert demands(heading, line) == expected(codes)


def test_a_list_with_another_antibody_of_the_group_only_has_examples():
    text = (
        "Inclusion Criteria:\n\n* Any of these antibodies:\n  * anti-SRP\n  * anti-Jo-1 or another"
        " antisynthetase antibody"
    )
    assert asked(**criteria(text)) == {"~jo-1", "~srp"}


def test_a_list_after_the_names_of_three_types_asks_all_of_them_for_an_antibody():
    assert demands("I", "DM, PM, or IMNM, with serum positive for anti-Ro52") == {"ro52"}
