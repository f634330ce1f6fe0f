"""Constructions that readings of lines by strangers once missed: see the names of the tests."""

import pytest

from .readings import read, types


def answers(heading, line):
    """What a line says of the types, in short, in the order of the alphabet."""
    found = types(read(includes=line) if heading == "I" else read(excludes=line))
    return " ".join(sorted(found))


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "A form of IIM other than those in the inclusion criteria, such as IBM", "-IBM"),
        ("E", "Myositis of a type other than those mentioned above (IBM, JDM)", "-IBM -JM"),
        ("E", "Muscle disease different from the one under study, e.g. IBM", "-IBM"),
        ("E", "Other myopathies than those of the inclusion list:\n  * IBM\n  * JDM", "-IBM -JM"),
        ("E", "Any subtype except those named above:\n  1. IMNM\n  2. IBM", "-IBM -IMNM"),
        ("E", "Myopathies other than the ones listed here: IBM", "-IBM"),
        ("I", "Types of IIM other than the following: IBM, JDM", "-IBM -JM"),
    ],
)
def test_what_is_excepted_without_a_name_turns_no_list(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Patients in whom IBM cannot be excluded", "-IBM"),
        ("E", "Doubtful cases in which IBM was not ruled out", "-IBM"),
        ("E", "Weakness for which JDM or IBM cannot be ruled out", "-IBM -JM"),
        ("E", "If overlap myositis could not be excluded", "-OVERLAP"),
        ("I", "DM in whom an infection could not be ruled out", "DM"),
        ("I", "PM, for which the biopsy has formally excluded IBM", "-IBM PM"),
        ("I", "DM or PM; the panel has ruled out sporadic IBM", "-IBM DM PM"),
    ],
)
def test_a_type_that_is_not_ruled_out_is_not_wanted(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "DM is taken. Children and people with IBM are not to be recruited", "-IBM DM"),
        ("I", "The manual of each site tells whether IBM is allowed", "?IBM"),
        ("I", "Depending on the country, see whether JDM can take part", "?JM"),
        ("I", "PM or DM, whether IVIG is allowed by the insurer or not", "DM PM"),
        ("I", "Organ-threatening ASyS or rapidly-worsening IMNM", "ASYS IMNM"),
        ("I", "IIM comprising PM and IMNM, for which tacrolimus is planned", "IMNM PM"),
        ("I", "Classifiable by two experts as PM or overlap myositis", "OVERLAP PM"),
        ("I", "Transitioning to adult care with juvenile dermatomyositis", "JM"),
        ("I", "DM patients who are Mi-2 antibody positive; serum was kept", "DM"),
        ("I", "No IBM at biopsy (no rimmed vacuoles)", "-IBM"),
        ("E", "A muscle disease of endocrine origin, as well as those with IBM", "-IBM"),
        ("E", "A dystrophy of any kind, as well as patients with JDM", "-JM"),
        ("I", "IIM classified by the ACR/EULAR calculator as PM or DM", "DM PM"),
        ("I", "Calcinosis on imaging across DM", "DM"),
        ("I", "A biopsy read at a reference site in suspected IMNM", "IMNM"),
        ("I", "Treated as the guideline on PM says", "?PM"),
        ("I", "1) DM 2) PM 3) IMNM", "DM IMNM PM"),
        ("I", "Overlap myositis along with scleroderma features", "OVERLAP"),
        ("I", "Incident DM or PM between 2015 and 2024", "DM PM"),
        ("I", "EMG and biopsy supporting PM", "PM"),
        ("I", "An EMG not supporting PM", ""),
        ("I", "Never-treated DM", "DM"),
        ("E", "Patients whose biopsy shows IBM", "-IBM"),
        ("E", "Previously diagnosed with IBM", "-IBM"),
        ("E", "Suspicion of IBM raised by the panel", "-IBM"),
        ("I", "For IBM there is another study", "?IBM"),
        ("I", "IBM patients must have another study", "?IBM"),
        ("I", "A biopsy speaking in disfavor of IBM", "?IBM"),
        ("I", "An MRI atypical for IBM", "?IBM"),
        ("I", "IIM after elimination of IBM", "?IBM"),
        ("I", "A CDASI over 6 in DM; in PM there is no skin requirement", "DM PM"),
        ("I", "Randomization is stratified by subtype (DM vs. PM)", "?DM ?PM"),
        ("I", "Active myositis (DM or PM), with arms stratified by age", "DM PM"),
        ("I", "At most 20 mg/day (DM) of prednisone", "?DM"),
        ("I", "Seropositive IBM, that is to say anti-cN1A was found", "IBM"),
        ("I", "Myositis with no restriction known; walking aids are allowed in IBM", "IBM"),
        ("I", "IIM other than IBM, duration below 5 years", "-IBM"),
        ("I", "Any of: a) IMNM with a biopsy b) DM, seen by the panel", "DM IMNM"),
        ("E", "Purely amyopathic DM", "-CADM"),
        ("E", "DM patients whose only manifestation is skin", "-CADM"),
        ("E", "Pediatric onset (<18 y) myositis", "-JM"),
        ("E", "A biopsy in keeping with IMNM", "-IMNM"),
        ("E", "A biopsy not in keeping with IMNM", "?IMNM"),
        ("E", "Patients with IBM or with IMNM, since both are studied elsewhere", "-IBM -IMNM"),
        ("I", "Finished the last visit of the parent study in PM", "PM"),
        ("E", "Low strength that cannot improve in patients with DM, PM or IMNM", ""),
        ("E", "IBM or JDM (the latter may however be eligible when 21 or older)", "-IBM ?JM"),
    ],
)
def test_words_that_say_no_more_than_a_known_wording(heading, line, codes):
    assert answers(heading, line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("PM or DM. In patients with PM, a biopsy read by two experts is mandatory", "DM PM"),
        ("DM or IMNM; for participants with IMNM, an MRI of the thigh is required", "DM IMNM"),
        ("DM or PM. A muscle biopsy is compulsory in patients with PM", "DM PM"),
        ("PM, IBM (in PM, a muscle biopsy shall be on file)", "IBM PM"),
        ("DM. For the subgroup that is amyopathic, a skin biopsy is to be sent", "CADM DM"),
        ("DM, PM or JDM; nailfold pictures are demanded of those with JDM", "DM JM PM"),
        ("DM or PM. In patients with DM or PM, a muscle biopsy is mandatory", "DM PM"),
        ("DM or PM. For patients with DM, a CDASI of at least 6 is needed", "DM PM"),
        ("DM or PM; for PM, no biopsy is needed", "DM PM"),
        ("PM only when a specialist has formally excluded IBM; DM needs no biopsy", "-IBM ?PM DM"),
        ("DM or PM; the latter only if biopsied, the former without restriction", "?PM DM"),
        ("DM or IMNM: the former regardless of age, the latter if walking", "DM IMNM"),
    ],
)
def test_a_demand_on_one_type_leaves_it_taken_and_a_limit_does_not(line, codes):
    assert answers("I", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("All juvenile forms; those with JDM who have been seen here may be included", "?JM"),
        ("Any juvenile form; adults with JDM may, however, be included", "JM"),
        ("A history of JDM is not exclusionary as long as the person is 18 or older", "JM"),
        ("IBM, but subjects with PM whose biopsy was read twice are allowed", "-IBM ?PM"),
        ("Any other myopathy. PM may be included if steroids are stable", "?PM"),
        ("Polymyositis is allowed only if stable", "?PM"),
        ("Any overlap disease; patients with ASyS who can walk may enter", "?ASYS"),
        ("IBM. Patients with PM may be enrolled.", "-IBM PM"),
        ("A second rheumatic disease (IMNM is permitted)", "IMNM"),
    ],
)
def test_an_exclusion_that_allows_some_people_leaves_their_type_open(line, codes):
    assert answers("E", line) == codes


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("IBM, or treated PM in which a new biopsy has ruled out IBM", "?PM IBM"),
        ("PM in which IBM was ruled out", "-IBM PM"),
        ("DM with anti-Mi-2 or anti-SAE; IMNM with anti-SRP or anti-HMGCR", "DM IMNM"),
        (
            "One of:\n  * DM with any DM-specific antibody\n  * ASyS with anti-Jo-1 or anti-EJ\n"
            "  * IMNM with anti-HMGCR or anti-SRP",
            "ASYS DM IMNM",
        ),
        ("DM; IMNM with anti-SRP or anti-HMGCR", "DM IMNM"),
        ("One of:\n  * DM\n  * IMNM with anti-SRP", "DM IMNM"),
    ],
)
def test_what_is_asked_of_each_type_or_ruled_out_of_one_of_them(line, codes):
    assert answers("I", line) == codes


def test_a_kind_of_the_disease_of_the_young_leaves_that_disease_open():
    title, conditions = "Examplimab in Juvenile Dermatomyositis", ["Juvenile Dermatomyositis"]
    found = types(read(title=title, conditions=conditions, excludes="Juvenile polymyositis"))
    assert found == {"?JM"}
    assert types(read(excludes="Juvenile polymyositis")) == {"-JM"}
