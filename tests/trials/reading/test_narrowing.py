"""A type that a line limits to some people is not taken as a whole; a condition leaves it taken."""

import pytest

from tests.trials.reading.readings import quote, read, types
from trials.reading.effects import Part
from trials.reading.narrowing import barred_in_part, narrowed, taken_in_part
from trials.reading.subtypes import State

DM, PM, IMNM = "dermatomyositis", "polymyositis", "immune-mediated-necrotizing-myopathy"
ASYS, OVERLAP = "antisynthetase-syndrome", "overlap-myositis"
IIM = "inflammatory-myopathy"


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("PM or dermatomyositis (anti-MDA5 positive DM is excluded)", {DM}),
        ("Dermatomyositis (patients with anti-MDA5 antibody are not eligible)", {DM}),
        ("DM or ASyS (anti-Jo-1 positive ASyS is excluded)", {ASYS}),
        ("IMNM (seronegative patients are not eligible)", {IMNM}),
        ("DM or PM. Overlap syndromes are allowed as long as PM is the main disease", {OVERLAP}),
        ("Overlap syndromes may be permitted only if myositis is active", {OVERLAP}),
    ],
)
def test_a_type_of_which_some_are_refused_or_a_proviso_takes_some_is_narrowed(line, slugs):
    assert narrowed(line) == slugs
    states = {verdict.subtype: verdict.state for verdict in read(includes=line).subtypes}
    assert not any(states[slug] == State.INCLUDED for slug in slugs)


@pytest.mark.parametrize(
    "line",
    [
        "Dermatomyositis, negative for anti-MDA5",
        "DM. Patients with anti-MDA5 antibodies are not eligible.",
        "DM (other types with anti-Jo-1 are not eligible)",
        "PM patients must be anti-Jo-1 positive",
        "IMNM (anti-SRP or anti-HMGCR positive)",
        "DM (patients with cancer are excluded)",
        "Antisynthetase syndrome or CADM; ASyS must be confirmed by an antibody test",
        "DM. All patients must be seropositive",
        "DM or PM with at least one of: a positive MSA, a biopsy",
        "Overlap syndromes are allowed",
        "DM: with at least one positive myositis-specific antibody",
        "Seronegative IMNM",
        "Definite DM or PM. PM patients must have a positive MSA or a biopsy",
        "DM, PM, IMNM; DM can be included without autoantibodies, all others need one",
        "DM, or of PM with at least one of: a positive MSA, a biopsy",
    ],
)
def test_what_holds_for_all_with_a_type_narrows_none(line):
    assert narrowed(line) == frozenset()


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("Anti-SRP or anti-HMGCR antibodies (seronegative IMNM is allowed)", {IMNM}),
        ("IBM; antibody-positive patients with PM may be enrolled", {PM}),
        ("IMNM is allowed; seronegative people are not", set()),
    ],
)
def test_an_exception_for_those_without_an_antibody_takes_only_some(line, slugs):
    assert narrowed(line, Part.EXCLUSION) == slugs
    states = {verdict.subtype: verdict.state for verdict in read(excludes=line).subtypes}
    assert not any(states[slug] == State.INCLUDED for slug in slugs)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Participants with IMNM must be positive for anti-HMGCR or anti-SRP", "IMNM"),
        ("Subjects with a diagnosis of PM must have had a muscle biopsy", "PM"),
        ("PM patients must have a biopsy that shows lymphocytes; IBM is not eligible", "PM -IBM"),
        ("Active disease. Those with DM should have anti-Mi-2 antibodies", "DM"),
        ("For patients with DM: presence or history of a rash", "DM"),
        ("For subjects with PM, a biopsy from the last 2 years", "PM"),
        ("DM, IMNM (anti-SRP or anti-HMGCR positive) or ASyS (anti-Jo-1 positive)", "DM IMNM ASYS"),
        ("DM, IMNM, ASyS. IMNM patients must be positive for anti-SRP", "DM IMNM ASYS"),
        ("DM, PM; subjects with PM need a myositis-specific antibody", "DM PM"),
        ("DM, PM, IMNM; DM needs no autoantibody, all others need one", "DM PM IMNM"),
        ("DM, or of PM with at least one of: a positive MSA, a biopsy", "DM PM"),
        ("DM: a skin biopsy or anti-Mi-2; IMNM: anti-SRP or anti-HMGCR", "DM IMNM"),
        ("Cohort 1: IMNM with anti-SRP. Cohort 2: DM", "IMNM DM"),
        ("DM or, with anti-MDA5 antibodies, amyopathic DM", "DM CADM"),
        ("IMNM with an antibody (anti-SRP) or PM; no antibody is needed for PM", "IMNM PM"),
        ("DM or IBM; IBM if younger than 75", "DM IBM"),
        ("DM, IMNM or PM; PM only with a biopsy or an MSA", "DM IMNM ?PM"),
        ("Diagnosis of IMNM, or of DM provided that anti-Mi-2 is found", "IMNM DM"),
        ("DM or PM; PM unless a dystrophy is suspected", "DM ?PM"),
        ("DM, and IMNM (anti-SRP positive only)", "DM ?IMNM"),
        ("DM, and IMNM but not with anti-HMGCR", "DM ?IMNM"),
        ("DM, and PM as long as the biopsy is inflammatory", "DM PM"),
    ],
)
def test_a_type_with_a_condition_is_taken_and_one_with_a_limit_is_unclear(line, codes):
    found = read(includes=line)
    assert types(found) == set(codes.split())
    assert found.antibodies == ()


def test_a_demand_on_a_type_that_another_line_names_leaves_it_taken_and_is_quoted():
    lines = ["DM, PM or IMNM", "PM participants need a biopsy or a positive MSA"]
    found = read(title="A Medicine for Dermatomyositis or Polymyositis", includes=lines)
    assert types(found) == {"DM", "PM", "IMNM"}
    assert quote(found, "PM").text == lines[1]
    assert quote(found, "DM").field == "brief_title"


def test_a_demand_in_a_study_of_one_type_narrows_nothing():
    lines = ["Patients with IMNM must be positive for anti-HMGCR or anti-SRP"]
    found = read(title="A Medicine for IMNM", conditions=["Necrotizing Myopathy"], includes=lines)
    states = {verdict.subtype: verdict.state for verdict in found.subtypes}
    assert states[IMNM] == State.INCLUDED
    assert {asked.antibody for asked in found.antibodies} == {"srp", "hmgcr"}


def test_an_antibody_that_is_asked_of_one_type_is_no_rule_for_all():
    assert not read(includes="Participants with IMNM must be positive for anti-SRP").antibodies


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("Overlap myositis can be enrolled, excluding overlap with scleroderma", {OVERLAP}),
        ("DM or PM, except for paraneoplastic DM", {DM}),
        ("PM, excluding IBM", set()),
        ("DM, but not amyopathic DM", set()),
        ("DM or PM; no antibody is required of participants with DM or PM", set()),
    ],
)
def test_a_type_without_one_of_its_own_kinds_is_taken_in_part(line, slugs):
    assert taken_in_part(line, Part.INCLUSION) == slugs
    states = {verdict.subtype: verdict.state for verdict in read(includes=line).subtypes}
    assert all(states[slug] == State.UNCLEAR for slug in slugs)


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("Polymyositis associated with malignancy", {PM}),
        ("Patients with polymyositis secondary to a tumor", {PM}),
        ("Polymyositis in a person with hepatitis C", {PM}),
        ("Polymyositis", set()),
        ("Cancer that is no part of polymyositis", set()),
    ],
)
def test_a_type_that_is_barred_with_one_cause_is_taken_in_part_whatever_the_title_says(line, slugs):
    assert taken_in_part(line, Part.EXCLUSION) == slugs
    found = read(title="A Medicine for Polymyositis", excludes=line)
    states = {verdict.subtype: verdict.state for verdict in found.subtypes}
    assert (states[PM] == State.UNCLEAR) == bool(slugs)


@pytest.mark.parametrize(
    "line",
    [
        "Overlap myositis with a recent scleroderma renal crisis",
        "Overlap myositis with lupus (overlap with scleroderma is allowed)",
    ],
)
def test_an_exclusion_of_one_kind_of_overlap_excludes_no_whole_type(line):
    states = {verdict.subtype: verdict.state for verdict in read(excludes=line).subtypes}
    assert states[OVERLAP] not in (State.EXCLUDED, State.INCLUDED)


def test_no_evidence_by_history_and_serology_rules_a_type_out():
    found = read(includes="No evidence of IBM, overlap myositis or PM on serology and history")
    assert types(found) == {"-IBM", "-OVERLAP", "-PM"}


def test_an_age_of_today_leaves_a_type_of_a_list_included():
    found = read(includes="Juvenile DM (18 or older today), IMNM or PM")
    assert types(found) == {"JM", "IMNM", "PM"}


@pytest.mark.parametrize(
    "restriction",
    [
        "PM only with lung disease",
        "(PM only with lung disease)",
        "among PM patients those under 40 are taken",
        "PM patients not in need of oxygen are left out",
        "but of PM just the form with a rash",
    ],
)
def test_a_type_that_is_named_again_with_a_restriction_is_not_taken_as_a_whole(restriction):
    assert types(read(includes=f"DM or PM; {restriction}")) == {"DM", "?PM"}


@pytest.mark.parametrize(
    "remark",
    [
        "PM patients must be 18 years or older",
        "PM may be of any duration",
        "PM is allowed in both arms",
        "with PM, this means a biopsy",
    ],
)
def test_a_type_that_is_named_again_without_a_restriction_is_taken(remark):
    assert types(read(includes=f"DM or PM; {remark}")) == {"DM", "PM"}


@pytest.mark.parametrize(
    "line",
    [
        "DM; cancer-associated disease is not studied",
        "DM. Paraneoplastic cases are excluded.",
        "DM. Patients whose disease is due to a drug are not taken.",
    ],
)
def test_a_kind_that_another_sentence_leaves_out_makes_the_type_unclear(line):
    assert types(read(includes=line)) == {"?DM"}


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("IBM, or IMNM; the latter only if anti-SRP positive", {IMNM}),
        ("IMNM and IBM; the former only when it is severe", {IMNM}),
        ("PM. Exception: participants of the pilot study.", {PM}),
        ("Overlap myositis; overlap with lupus, however, is accepted", {OVERLAP}),
        ("IBM, or IMNM", set()),
        ("PM. Exception: stable disease of the thyroid.", set()),
    ],
)
def test_an_exclusion_that_spares_some_people_leaves_the_type_unclear(line, slugs):
    assert barred_in_part(line) == slugs
    states = {verdict.subtype: verdict.state for verdict in read(excludes=line).subtypes}
    assert all(states[slug] == State.UNCLEAR for slug in slugs)
