"""Faults that pages once had, and what is right. It needs no database: it reads the files."""

import re

import pytest

from conditions import starter
from conditions.models import GlossaryTerm

PAGES = {
    row["slug"]: " ".join(
        [row["summary"], *(s["text"] for p in row["sections"] for s in p["statements"])]
    )
    for folder in ("conditions", "guides")
    for row in starter.pages(folder)
}
WORDS = {row["slug"]: row["meaning"] for row in starter.read("glossary.yaml")}
NAMES = {
    name for row in starter.read("glossary.yaml") for name in (row["term"], *row["other_names"])
}
EVERYTHING = {**PAGES, **{f"glossary/{slug}": meaning for slug, meaning in WORDS.items()}}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("inclusion-body-myositis", r"40 to 80 out of 100"),
        ("inclusion-body-myositis", r"November 2026, .* no medicine that is known to slow IBM"),
        ("inclusion-body-myositis", r"[Ss]irolimus.*missed its main goal.*NCT04789070"),
        ("inclusion-body-myositis", r"Ulviprubart.*missed its main goal"),
        ("juvenile-myositis", r"MDA5 antibody, lung disease can get worse fast"),
        ("cancer-associated-myositis", r"\*\*basic\*\* checks.*\*\*enhanced\*\* checks"),
        ("cancer-associated-myositis", r"ultrasound of the ovaries, and a CA-125"),
        ("dermatomyositis", r"cancer of the ovary"),
        ("dermatomyositis", r"46\.5 .*31\.2"),
        (
            "immune-mediated-necrotizing-myopathy",
            r"average age was 51, and the ages ranged from 4 to 82",
        ),
        # A percentage of 26 people that no whole number of them gives: the summary names no other.
        (
            "immune-mediated-necrotizing-myopathy",
            r"all got medicines that calm .* in 86%\. The report's summary does not say how many",
        ),
        *(
            (slug, r"[Rr]ed yeast rice contains monacolin K\W.{,40} lovastatin\b")
            for slug in ("food-supplements-and-alcohol", "medicines-that-can-harm-muscle")
        ),
        ("is-it-myositis", r"Pain is common in some types of myositis and absent in others"),
        ("ici-myositis", r"60 published cases.*60% of the people died"),
        ("lungs-and-heart", r"now, day or night"),
        ("medicines-that-can-harm-muscle", r"now, day or night"),
        ("caregivers", r"now, day or night"),
    ],
)
def test_a_page_says_what_its_source_says(slug, said):
    assert re.search(said, PAGES[slug])


@pytest.mark.parametrize(
    "slug",
    [
        *("steroids", "vaccines-and-infections", "anti-mda5-dermatomyositis"),
        *("antisynthetase-syndrome", "juvenile-myositis"),
    ],
)
def test_pneumocystis_is_named_with_its_prevention(slug):
    assert re.search(r"Pneumocystis pneumonia \(PJP or PCP\)", PAGES[slug])
    assert re.search(r"medicine that prevents it", PAGES[slug])
    assert {"Pneumocystis pneumonia", "PJP", "PCP"} <= NAMES


def test_cell_therapy_is_told_with_all_that_comes_with_it():
    meaning = WORDS["car-t-cell-therapy"]
    for said in ("donor", "Chemotherapy", "hospital", "cytokine release", "nerve", "fertility"):
        assert said in meaning


@pytest.mark.parametrize(
    ("name", "range_", "direction"),
    [
        ("Cutaneous Dermatomyositis Disease Area and Severity Index", "0 to 100", "a worse rash"),
        ("Health Assessment Questionnaire", "0 to 3", "daily tasks are harder"),
        ("IBM Functional Rating Scale", "0 to 40", "you can do more"),
        ("Childhood Myositis Assessment Scale", "0 to 52", "a child is stronger"),
        ("Physician's global assessment", "0 to 10", "the myositis is more active"),
        ("Patient's global assessment", "0 to 10", "the myositis is more active"),
        ("MYOACT", "", "the myositis is more active"),
        ("Myositis Damage Index", "", "more lasting harm"),
        ("sIBM Functional Assessment", "0 to 10", "daily tasks are harder"),
    ],
)
def test_a_score_has_its_range_and_its_direction(name, range_, direction):
    row = next(row for row in starter.read("glossary.yaml") if row["term"] == name)
    named = ("lowest", "highest", "more_means")
    scale = GlossaryTerm(**{field: row[field] for field in named if field in row}).scale
    assert range_ in f"{row['meaning']} {scale}"
    assert direction in scale


@pytest.mark.parametrize("slug", sorted(EVERYTHING))
def test_one_term_for_medicines_that_calm_the_immune_system(slug):
    assert not re.search(r"(?:hold|keep)s? (?:down|back) the immune", EVERYTHING[slug])
    assert not re.search(r"(?:weaken|slow|suppress|dampen)s? (?:the|your) immune", EVERYTHING[slug])
    assert not re.search(r"immune system is (?:held|kept) (?:down|back)", EVERYTHING[slug])


@pytest.mark.parametrize(
    "phrase",
    [
        "exercise is none either",
        "lungs or heart are touched",
        "The medicines are partly others",
        "belongs to every check",
        "good that you know the name",
        "no gain from steroids",
        "Care rests on",
        "does not cause pain",
        "around their mid-30s",
        "emergency care the same day",
        "there was no drug treatment",
        "some of your own immune cells",
        "the same chemical makeup",
        "In a group of 26 people",
        "whom",
    ],
)
def test_nobody_says_it_like_that(phrase):
    found = [slug for slug, text in EVERYTHING.items() if phrase.casefold() in text.casefold()]
    assert not found


GUIDES = {row["slug"]: row for row in starter.pages("guides")}
NEW_GUIDES = (
    *("just-diagnosed", "my-test-results", "swallowing", "cell-therapy-studies"),
    *("fatigue-pain-and-itch", "skin-sun-and-calcinosis", "medicines-and-their-checks"),
    *("surgery-and-anesthesia", "food-supplements-and-alcohol", "healthy-volunteers"),
    *("planning-ahead-in-ibm", "outlook-in-figures"),
)


@pytest.mark.parametrize("slug", sorted(GUIDES))
def test_a_guide_is_short(slug):
    assert len(PAGES[slug].split()) <= 900


@pytest.mark.parametrize("slug", NEW_GUIDES)
def test_a_new_guide_ends_in_questions(slug):
    last = GUIDES[slug]["sections"][-1]
    assert last["heading"] == "Questions to ask"
    assert all(statement["point"] for statement in last["statements"])


@pytest.mark.parametrize("slug", sorted(PAGES))
def test_a_page_says_at_most_once_not_to_stop_a_medicine_on_your_own(slug):
    assert len(re.findall(r"stop, skip, or change", PAGES[slug], re.I)) <= 1
