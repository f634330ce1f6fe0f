"""Remarks and words for kinds of antibodies go before a clause is read."""

import pytest

from .test_antibodies import asked, expected


def demands(heading, line):
    return asked(includes=line) if heading == "I" else asked(includes="Adults", excludes=line)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Absence of an antisynthetase antibody (Jo-1, PL-7, PL-12)", "jo-1 pl-7 pl-12"),
        (
            "I",
            "PM without antisynthetase antibodies (i.e. Jo-1, PL-7, PL-12)",
            "-jo-1 -pl-7 -pl-12",
        ),
        ("E", "Lack of a positive test for anti-TIF1-γ", "tif1-gamma"),
        (
            "I",
            "Positive for an MSA other than anti-MDA5 (e.g. anti-Mi-2, anti-SAE or anti-NXP2)",
            "~mi-2 ~sae ~nxp2",
        ),
        ("I", "Non-Jo-1 antisynthetase antibody (PL-7, PL-12, EJ)", "pl-7 pl-12 ej"),
        ("E", "Myositis antibodies other than anti-Mi-2 (e.g., anti-MDA5, anti-SRP)", "-mda5 -srp"),
        ("E", "Any autoantibody other than anti-Jo-1", ""),
        (
            "I",
            "Seropositive for an antisynthetase autoantibody at the time of screening (Jo-1, PL-7)",
            "jo-1 pl-7",
        ),
        (
            "I",
            "Anti-HMGCR myopathy (previous statin use is allowed but not required)",
            "hmgcr",
        ),
        ("I", "Biopsy or a myositis-specific or associated antibody (Jo-1, Ku)", ""),
        ("I", "No anti-ARS (Jo-1, PL-7) or anti-MDA5 antibody", "-jo-1 -pl-7 -mda5"),
        ("E", "IMNM or its antibodies (anti-SRP, anti-HMGCR)", "-srp -hmgcr"),
        ("E", "All types other than DM and PM, and anti-Ro52 positive subjects", "-ro52"),
        ("E", "Myositis other than PM or patients with anti-HMGCR", "-hmgcr"),
        ("I", "Known antibody profile (Jo-1, PL-7, PL-12, MDA5, Ro52)", ""),
        ("I", "Patients in whom anti-TIF1-gamma was detected at diagnosis", "tif1-gamma"),
        ("I", "Anti-HMGCR+ / anti-SRP- IMNM", "hmgcr -srp"),
        ("I", "MDA5-, Jo-1+", "-mda5 jo-1"),
        ("I", "A rare antisynthetase antibody (anti-KS, anti-Zo) confirmed by a blot", "ks zo"),
        ("I", "Antibodies to cytosolic 5'-nucleotidase 1A, positive at screening", "cn1a"),
        ("I", "Anti SRP antibodies presents, older than 18 at time of consent", "srp"),
        ("I", "Jo-1 antibody +ve", "jo-1"),
        ("I", "ASyS, defined by 1 of 8 antisynthetase antibodies (Jo1, PL7, Ha)", "jo-1 pl-7 ha"),
        ("I", "One of the three antibodies (anti-Mi-2, anti-SAE, anti-NXP2)", "mi-2 sae nxp2"),
        ("I", "1 of 10 antibody positive patients (Jo-1, PL-7)", ""),
        ("I", "IIM with anti‑SRP antibodies, refractory to at least two immunosuppressants", "srp"),
    ],
)
def test_the_names_of_a_kind_stand_for_it(heading, line, codes):
    assert demands(heading, line) == expected(codes)
