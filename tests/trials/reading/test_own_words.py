"""Where several types are taken, words of one of them alone may ask something or limit it."""

import pytest

from trials.reading.antibody_words import respelled
from trials.reading.spelling import Spelling
from trials.reading.word_grades import Grade, grade_of

from .readings import read, types


def answers(line, heading="I"):
    found = types(read(includes=line) if heading == "I" else read(excludes=line))
    return " ".join(sorted(found))


def asked(line, heading="I"):
    found = read(includes=line) if heading == "I" else read(excludes=line)
    return {one.antibody: one.demand.value for one in found.antibodies}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("DM, PM, IMNM (SRP+ only)", "?IMNM DM PM"),
        ("DM; PM just in those with anti-Jo-1", "?PM DM"),
        ("DM; PM exclusively with ILD", "?PM DM"),
        ("DM or IMNM, restricted to anti-SRP for the latter", "?IMNM DM"),
        ("DM; PM may be accepted at the discretion of the sponsor if it is mild", "?PM DM"),
        ("DM; IBM, wheelchair users being refused", "?IBM DM"),
        ("DM; IBM, no wheelchair users", "?IBM DM"),
        ("DM; overlap myositis, SSc overlap excluded", "?OVERLAP DM"),
        ("DM; PM with the proviso that the biopsy is positive", "?PM DM"),
        ("DM; PM (now full)", "?PM DM"),
        ("DM, CADM only with lung disease", "?CADM DM"),
        ("Only DM with anti-MDA5; PM", "?DM PM"),
        ("DM, PM and, exceptionally, IBM", "?IBM DM PM"),
        ("DM, PM, IBM (one country only)", "?IBM DM PM"),
        ("DM (cancer-associated) or PM", "?DM PM"),
        ("Paraneoplastic dermatomyositis, and polymyositis of any cause", "?DM PM"),
        ("Statin-associated IMNM, or PM", "?IMNM PM"),
        ("PM or DM, the latter only with a skin biopsy", "?DM PM"),
        (
            "Overlap myositis with systemic sclerosis (others may be discussed), or PM",
            "?OVERLAP PM",
        ),
        ("Inclusion body myositis in carriers of HLA-DR3, dermatomyositis", "?IBM DM"),
        ("DM plus IMNM triggered by a statin", "?IMNM DM"),
        ("Cohort 1: DM. Cohort 2: PM, but only with a negative anti-SRP test", "?PM DM"),
        ("JDM unless anti-MDA5 is present, DM, PM", "?DM ?JM ?PM"),
    ],
)
def test_a_type_with_words_of_its_own_that_may_leave_people_out_is_unclear(line, codes):
    assert answers(line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Either polymyositis or, provided the biopsy shows necrosis, IMNM", "IMNM PM"),
        ("PM, DM (on condition that the skin is affected by more than 10 %)", "DM PM"),
        ("DM or PM as long as the other disease is mild", "DM PM"),
        ("Overlap myositis, provided that myositis is the leading problem", "OVERLAP"),
        ("DM; CADM as long as the CDASI is at least 14", "CADM DM"),
        ("Definite DM, probable PM, or biopsy-proven IMNM", "DM IMNM PM"),
        ("Active DM with a typical rash, or refractory PM with weakness", "DM PM"),
        ("Either (a) DM with CK above 500 U/L, or (b) CADM with a CDASI over 14", "CADM DM"),
        ("DM (Bohan and Peter 1975), IBM (ENMC 2011 criteria) or PM", "DM IBM PM"),
        ("DM (n=20), PM (n=20) and IBM (n=10)", "DM IBM PM"),
        ("Adult DM, or juvenile DM if now 18 years or older", "DM JM"),
        ("PM for more than 6 months, or DM diagnosed within 2 years", "DM PM"),
        ("IBM, able to walk 20 m, or IMNM with weakness despite prednisone", "IBM IMNM"),
        ("DM irrespective of whether muscle is affected, or PM", "DM PM"),
        ("Cohort A: DM with ILD. Cohort B: ASyS with ILD.", "ASYS DM"),
        ("PM or DM with positive anti-Jo-1 antibodies", "DM PM"),
        ("DM, or ASyS with any antisynthetase antibody (e.g. anti-Jo-1)", "ASYS DM"),
        ("Part 1: IBM only. Part 2: IBM and PM", "IBM PM"),
        ("DM or PM, refractory to glucocorticoids; IBM is excluded", "-IBM DM PM"),
        ("DM: yes. PM: yes. IBM: no.", "-IBM DM PM"),
        ("Dermatomyositis rather than polymyositis; the latter is not accepted", "-PM DM"),
        ("PM, myasthenia gravis or DM", "DM PM"),
        ("PM or ASyS (anti-Jo-1 negative or positive), IMNM", "ASYS IMNM PM"),
        ("DM, IMNM (e.g. anti-SRP) or ASyS (e.g. anti-PL-7)", "ASYS DM IMNM"),
        ("DM, PM, and IMNM other than the anti-HMGCR positive form", "?IMNM DM PM"),
        ("Polymyositis, either juvenile or adult", "JM PM"),
        ("DM, PM, IMNM or overlap", "DM IMNM OVERLAP PM"),
        ("DM, PM; lupus without overlap", "DM PM"),
        ("Adults with PM who are not already on rituximab", "PM"),
        ("Anti-MDA5 positive DM (classic or amyopathic) with recent lung disease", "CADM DM"),
        ("DM, including the amyopathic form, with a positive anti-MDA5 test", "CADM DM"),
        ("DM (anti-TIF1-gamma +/-) or PM", "DM PM"),
        ("IMNM, DM with any antibody or none", "DM IMNM"),
        ("PM or JDM; those with JDM must have reached the age of 18", "JM PM"),
        ("IBM only in the observational arm, PM and DM", "DM IBM PM"),
        ("PM alone or DM alone (overlap myositis is not studied)", "-OVERLAP DM PM"),
        ("DM, or ASyS in which anti-PL-7 was found", "ASYS DM"),
        ("Dermatomyositis; inclusion body myositis that is anti-cN1A positive", "DM IBM"),
        ("Adults with IBM, and adults with overlap myositis where it dominates", "IBM OVERLAP"),
        ("People who have PM and people who have seronegative IMNM", "IMNM PM"),
        ("PM; DM if anti-Mi-2 positive; ASyS", "ASYS DM PM"),
        ("DM patients; PM patients must show a myositis-specific antibody", "DM PM"),
        ("Polymyositis requiring tube feeding or dermatomyositis", "DM PM"),
        ("Dermatomyositis; or anti-Jo-1 positive polymyositis", "DM PM"),
        ("Group 1: DM. Group 2: IMNM with anti-HMGCR antibodies", "DM IMNM"),
        ("One of these:\n  * IBM\n  * DM with anti-TIF1-gamma antibodies", "DM IBM"),
        ("Anti-Mi-2 positive DM or anti-SRP positive IMNM", "DM IMNM"),
        ("DM, PM or IMNM with anti-HMGCR antibodies", "DM IMNM PM"),
        ("DM (anti-TIF1-gamma +) or PM", "DM PM"),
        ("DM, or CADM with anti-MDA5", "CADM DM"),
        ("PM or JDM; those with JDM must have reached the age of 21", "JM PM"),
        ("DM. Patients with IBM need a confirmed mutation-negative test", "DM IBM"),
        ("Patients with PM need an MSA; those with IMNM or DM qualify without it", "DM IMNM PM"),
        (
            "The diagnosis must be one of DM or IMNM, by ENMC 2018 and 2016, respectively",
            "DM IMNM",
        ),
    ],
)
def test_harmless_words_and_conditions_of_one_type_leave_it_included(line, codes):
    assert answers(line) == codes


def test_of_a_study_of_one_type_an_antibody_is_asked_of_everybody():
    line = "IMNM with anti-SRP or anti-HMGCR antibodies"
    assert answers(line) == "IMNM"
    assert asked(line) == {"srp": "required", "hmgcr": "required"}


def test_a_type_of_the_title_is_taken_where_the_criteria_ask_more_of_people_with_it():
    found = read(
        title="Examplimab in DM or PM (dermatomyositis, polymyositis)",
        includes=["DM or PM", "PM participants: positive for anti-Jo-1, or a second biopsy"],
    )
    assert types(found) == {"DM", "PM"}
    assert found.antibodies == ()


def test_words_behind_a_list_are_about_all_of_it_though_a_title_names_another_type():
    found = read(
        title="CAR T Cells in Myositis and Juvenile Dermatomyositis",
        includes="DM, ASyS, IMNM based on the presence of myositis-specific antibodies",
    )
    assert types(found) == {"DM", "ASYS", "IMNM", "JM"}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (
            "Overlap with lupus; overlap with other connective tissue diseases is allowed",
            "?OVERLAP",
        ),
        ("Overlap myositis with scleroderma; other overlap myositis is allowed", "?OVERLAP"),
        ("All myositis subtypes except for IMNM. People with IMNM can take part.", "IMNM"),
    ],
)
def test_an_exclusion_that_spares_some_people_with_a_type_is_no_yes(line, codes):
    assert answers(line, "E") == codes


@pytest.mark.parametrize(
    "line",
    [
        "(a) IMNM with anti-SRP, or (b) PM with an inflammatory biopsy",
        "Either DM with a skin biopsy or ASyS with anti-PL-12",
        "DM, or anti-Jo-1 positive polymyositis",
        "Group 1: DM. Group 2: IMNM with anti-HMGCR antibodies",
        "One of these:\n  * IBM\n  * DM with anti-TIF1-gamma antibodies",
        "DM, PM or IMNM with anti-HMGCR antibodies",
        "DM (any antibody status), or PM with anti-Jo-1 antibodies",
        "PM; DM if anti-Mi-2 positive; IBM",
        "DM; IMNM (only if anti-SRP positive); IBM",
        "Dermatomyositis, and inclusion body myositis with anti-cN1A antibodies",
        "One of: DM; PM; ASyS with anti-Jo-1, anti-PL-7 or anti-PL-12",
        "Patients with IBM. Patients with DM who are positive for anti-NXP2.",
        "Anti-Ku positive overlap myositis; or dermatomyositis",
        "A myositis antibody such as anti-Jo-1 or anti-SRP; others are accepted",
        "An MSA (for example anti-Mi-2, anti-MDA5). Other MSAs may be accepted.",
        "Positive for an antibody like anti-Ku; other antibodies of this kind are fine",
        "An MSA, for instance anti-Ku; in the absence of antibodies, a biopsy is acceptable",
    ],
)
def test_an_antibody_of_one_type_among_several_or_an_example_is_not_asked_for(line):
    assert asked(line) == {}


@pytest.mark.parametrize(
    ("heading", "line", "antibodies"),
    [
        ("E", "Patients who lack all of: anti-Jo-1, anti-PL-7", "jo-1 pl-7"),
        ("E", "Participants in whom neither anti-SRP nor anti-HMGCR was found", "hmgcr srp"),
        ("E", "Not having at least one of anti-Mi-2, anti-TIF1-gamma or anti-NXP2",
         "mi-2 nxp2 tif1-gamma"),
        ("E", "No antibody out of: anti-Jo-1, anti-PL-12, anti-EJ", "ej jo-1 pl-12"),
        ("E", "DM in whom anti-MDA5 is detected", "-mda5"),
        ("E", "Polymyositis in which anti-SRP antibodies have been found", "-srp"),
        ("E", "Polymyositis without anti-SRP antibodies", ""),
        ("E", "IMNM lacking anti-HMGCR antibodies", ""),
        ("E", "Dermatomyositis that is anti-Mi-2 negative", ""),
        ("E", "Myositis without anti-SRP antibodies", "srp"),
        ("I", "Anti-Jo-1 positve", "jo-1"),
        ("I", "Antisynthetase antibody (Jo-1) postive on two occasions", "jo-1"),
        ("I", "anti-HMGCR antibody positif", "hmgcr"),
        ("I", "Anti-SRP pozitive", "srp"),
        ("I", "Fever and arthritis plus anti-Jo-1 in each patient", "jo-1"),
        ("I", "Two or more of ILD, arthritis or fever together with anti-Jo-1", "jo-1"),
        ("I", "One of: rash, arthritis; plus anti-PL-7 or anti-PL-12 in every participant",
         "pl-12 pl-7"),
        ("I", "With or without rash, and with anti-Mi-2 antibodies", "mi-2"),
        ("I", "DM or PM with anti-Jo-1 antibodies", "jo-1"),
        ("I", "DM (Bohan) or CADM (Sontheimer) with anti-MDA5 antibodies", "mda5"),
        ("I", "DM with anti-Mi-2, especially CADM, in the last 3 months", "mi-2"),
        ("I", "Any of these antibodies at entry: Mi-2, SAE for DM; SRP for IMNM", "mi-2 sae srp"),
        ("I", "Positive for anti-SRP (anti-Ku positive patients go to the sister protocol)",
         "-ku srp"),
        ("E", "Anti-Ku positivity or any other finding that suggests scleroderma", "-ku"),
    ],
)  # fmt: skip
def test_an_antibody_is_asked_for_or_excludes_in_any_of_these_words(heading, line, antibodies):
    signs = {"required": "", "barred": "-"}
    found = sorted(signs[demand] + name for name, demand in asked(line, heading).items())
    assert " ".join(found) == antibodies


def test_a_study_of_one_type_that_excludes_it_without_an_antibody_asks_for_the_antibody():
    found = read(
        title="Examplimab in Antisynthetase Syndrome",
        conditions=["Antisynthetase Syndrome"],
        excludes="Antisynthetase syndrome without anti-Jo-1 antibodies",
    )
    assert [(one.antibody, one.demand.value) for one in found.antibodies] == [("jo-1", "required")]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Cases of PM or IBM attending the neurology OPD of a tertiary care center", "IBM PM"),
        ("DM or PM according Bohan and Peter", "DM PM"),
        ("DM or PM as per Bohan & Peter criteria, any disease duration", "DM PM"),
        ("polymyositis, dermatomyositis (Bohan & Peter 1975), sex not limited", "DM PM"),
        ("PM/DM, the course of disease not limited", "DM PM"),
        ("ILD secondary to PM, DM or ASyS", "ASYS DM PM"),
        ("Severe interstitial lung disease due to dermatomyositis or polymyositis", "DM PM"),
        ("Moderate to severe ILD related to ASyS or DM", "ASYS DM"),
        ("Dysphagia related to IBM, PM or DM", "DM IBM PM"),
        ("Calcinosis caused by DM or JDM", "DM JM"),
        ("DM, PM, IMNM and antisynthetase sindrome", "ASYS DM IMNM PM"),
        ("Dermatomyositis, polymyositis, antisynthetase syndrom", "ASYS DM PM"),
        ("DM or PM pateints", "DM PM"),
        ("Patients of dermatomyositis / polymyositis visiting our skin clinic", "DM PM"),
        ("Diagnosd dermatomyositis or polymyositis", "DM PM"),
        ("All PM and DM cases registered in the dermatology department since 2015", "DM PM"),
        ("DM and PM patients coming to the rheumatology department", "DM PM"),
    ],
)
def test_plain_words_of_clinics_and_small_mistakes_leave_a_list_included(line, codes):
    assert answers(line) == codes


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("with a typical rash", Grade.HARMLESS),
        ("if aged 18 years or older", Grade.HARMLESS),
        ("if the rash is typical", Grade.ASKS),
        ("with anti-SRP antibodies", Grade.ASKS),
        ("only with anti-SRP antibodies", Grade.LIMITS),
        ("of the far north", Grade.HARMLESS),
        ("of the hereditary kind", Grade.UNKNOWN),
        ("", Grade.HARMLESS),
    ],
)
def test_words_of_one_type_are_harmless_limit_it_or_are_unknown(words, grade):
    assert grade_of(words) == grade


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("positve", "positive"),
        ("Postive", "positive"),
        ("posittive", "positive"),
        ("positibe", "positive"),
        ("psoitive", "positive"),
        ("positive", None),
        ("possible", None),
        ("pos", None),
    ],
)
def test_one_wrong_letter_leaves_a_word_known(written, meant):
    assert Spelling(["positive"]).meant_by(written) == meant


def test_the_words_for_a_result_are_spelled_right():
    assert respelled("Anti-SRP seropositve, negatif for Jo-1") == (
        "Anti-SRP seropositive, negative for Jo-1"
    )
