"""Results in other words are told again as "positive" and "negative"."""

import pytest

from trials.reading.antibody_results import RESULTS, retold
from trials.reading.effects import Part

from .test_antibodies import asked, expected

EXAMPLES = [example for result in RESULTS for example in result.examples]


def demands(heading, line):
    return asked(includes=line) if heading == "I" else asked(includes="Adults", excludes=line)


@pytest.mark.parametrize(("heading", "line", "codes"), EXAMPLES)
def test_an_example_of_the_table_is_read_as_it_says(heading, line, codes):
    assert demands(heading, line) == expected(codes)


def test_every_entry_of_the_table_has_an_example_with_a_known_heading():
    assert all(result.examples for result in RESULTS)
    assert {heading for heading, _line, _codes in EXAMPLES} == {"I", "E"}


def test_a_text_without_antibodies_stays_as_it_is():
    assert retold("A carrier of hepatitis B", [], Part.INCLUSION) == "A carrier of hepatitis B"


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Dermatomyositis of the anti-Mi-2 or the anti-SAE serotype", "mi-2 sae"),
        ("I", "Anti-HMGCR at least twice the upper limit of normal", "hmgcr"),
        ("I", "Serum must react with PM-Scl in an immunoblot", "pm-scl"),
        ("I", "A repeat test for anti-SRP; only those in whom it is positive may enter", "srp"),
        ("I", "Anti-SRP will be measured; only patients without a positive ANA may enter", ""),
        ("I", "Antibodies that recognize the signal recognition particle", "srp"),
        ("I", "Anti-PL-12 seroconversion is not needed", ""),
        ("I", "Two positive tests for anti-EJ, 5 weeks apart", "ej"),
        ("I", "IBM, with or without anti-cN1A", ""),
        ("I", "Anti-Ku need not be present", ""),
        ("I", "Presence or absence of anti-Ro52 has to be recorded", ""),
        ("I", "No PL-7 and no PL-12 antibodies", "-pl-7 -pl-12"),
        ("I", "Anti-OJ present, anti-EJ absent", "oj -ej"),
        ("E", "Refuses a lumbar puncture, or known to have anti-Ku", "-ku"),
        ("E", "Unable or unwilling to be tested for anti-Ku", ""),
        ("E", "DM with anti-NXP2 (DM with anti-Mi-2 may be enrolled)", "-nxp2"),
        ("E", "Anti-MDA5 positive DM (anti-MDA5 positive CADM is permitted)", ""),
        ("E", "PM, anti-SRP myopathy, and carriers of anti-HMGCR", "-srp -hmgcr"),
        ("E", "Anti-Ku, regardless of the titer", "-ku"),
        ("E", "Anti-Ku positive or negative, regardless of the titer", ""),
        ("E", "Anti-Jo-1 not found by both assays", "jo-1"),
    ],
)
def test_results_in_other_words_are_read(heading, line, codes):
    assert demands(heading, line) == expected(codes)


@pytest.mark.parametrize(
    ("heading", "lead", "codes"),
    [
        ("I", "Candidates have tested negative for:", "-mda5 -jo-1"),
        ("I", "Negative for both of these:", "-mda5 -jo-1"),
        ("I", "A known antibody of this list:", "mda5 jo-1"),
        ("E", "Patients who are negative for:", "mda5 jo-1"),
        ("E", "Patients must be negative for:", ""),
        ("E", "An antibody of this list:", "-mda5 -jo-1"),
    ],
)
def test_a_lead_tells_what_the_antibodies_below_it_are_for(heading, lead, codes):
    assert demands(heading, f"{lead}\n  * MDA5\n  * Jo-1") == expected(codes)


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "Anti-NXP2 DM or any other DM", ""),
        ("I", "Anti-Jo-1 or another antisynthetase antibody", "~jo-1"),
        ("I", "IMNM with no antibody or with anti-HMGCR", ""),
        ("I", "The first 6 participants have to be anti-Jo-1 positive", ""),
        ("I", "Anti-Jo-1 positive for Cohort B", ""),
        ("I", "Elderly people must be negative for anti-TIF1-gamma", ""),
        ("I", "Healthy people negative for anti-Ku", ""),
        ("I", "Age at onset, antibodies (anti-SRP, anti-Ku) and CK are on file", ""),
        ("I", "Serotype known (e.g. Jo-1, SRP)", ""),
        ("I", "Positive for an MSA (anti-Ku and anti-Ro52 not counted)", ""),
        ("I", "Participants with anti-SRP undergo a second MRI", ""),
        ("I", "Anti-SRP needs to be positive", "srp"),
        ("I", "Anti-Mi-2 must not have been found", "-mi-2"),
        ("I", "Absence in serum of anti-Ku", "-ku"),
        ("I", "Anti-SRP positivity precludes entry", "-srp"),
    ],
)
def test_what_is_true_of_some_people_is_asked_of_nobody(heading, line, codes):
    assert demands(heading, line) == expected(codes)
