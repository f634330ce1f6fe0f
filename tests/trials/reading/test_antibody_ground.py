"""The words that touch an antibody decide whether it is asked for or barred."""

import pytest

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
        ("Anti-Jo-1, anti-PL-7 or other ARS antibody", "jo-1 pl-7"),
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
