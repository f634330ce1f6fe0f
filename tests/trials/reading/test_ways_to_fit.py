"""What only one of several ways to fit asks for is asked of nobody."""

import pytest

from .test_antibodies import asked, expected


def demands(heading, line):
    return asked(includes=line) if heading == "I" else asked(includes="Adults", excludes=line)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        (
            "I",
            "One of these:\n  * a positive anti-MDA5 test\n  * Gottron papules\n  * a skin biopsy",
            "",
        ),
        (
            "I",
            "One or more of these antibodies:\n  * Anti-TIF1γ\n  * Anti-NXP2\n  * Anti-Mi-2",
            "tif1-gamma nxp2 mi-2",
        ),
        (
            "I",
            "All of the following:\n  * age 18 or older\n  * anti-MDA5 positive\n  * ILD on HRCT",
            "mda5",
        ),
        (
            "E",
            "One or more of the following:\n  * anti-SRP\n  * anti-HMGCR\n  * active cancer",
            "-srp -hmgcr",
        ),
        ("I", "Cohort A: DM with any antibody. Cohort B: anti-MDA5 positive only.", ""),
        ("I", "Group 1: anti-TIF1γ positive; group 2: anti-NXP2 positive", "tif1-gamma nxp2"),
        ("I", "Group 1: Jo-1 positive; Group 2: Jo-1 negative", ""),
        ("I", "Part B (ILD patients): anti-MDA5 or anti-Jo-1 antibody", ""),
        ("I", "Myositis arm: MDA5, Jo-1 or SRP antibody", "jo-1 mda5 srp"),
        (
            "I",
            "IMNM: anti-SRP or anti-HMGCR positive. DM: typical rash. ASyS: anti-Jo-1 positive.",
            "",
        ),
        ("I", "PM patients need anti-Jo-1; IBM patients need a biopsy", ""),
        ("I", "Children must be anti-NXP2 positive; adults need no antibody.", ""),
        ("I", "DM, PM or IMNM. IMNM patients must be anti-SRP positive", ""),
        ("I", "Anti-SRP or anti-HMGCR antibodies; if both are negative, a muscle biopsy", ""),
    ],
)
def test_a_demand_counts_if_every_way_to_fit_has_one(heading, line, codes):
    assert demands(heading, line) == expected(codes)
