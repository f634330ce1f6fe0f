"""Names of myositis in every spelling; short forms only where they mean it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.reading import diseases
from trials.reading.diseases import (
    AMYOPATHIC,
    ANOTHER,
    ANTISYNTHETASE,
    DERMATOMYOSITIS,
    INCLUSION_BODY,
    JUVENILE,
    NECROTIZING,
    OVERLAP,
    POLYMYOSITIS,
    UMBRELLA,
)
from trials.reading.name_table import NAMES
from trials.reading.names import mentions, trusted


def freshness(text, speaks_of_myositis=False):
    return trusted(text, mentions(text), speaks_of_myositis)


def named(text):
    return {slug for mention in mentions(text) for slug in mention.means}


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("dermatomyositis", {DERMATOMYOSITIS}),
        ("Dermato-myositis", {DERMATOMYOSITIS}),
        ("DERMATOMYOSITIS", {DERMATOMYOSITIS}),
        ("dermatomyosytis", {DERMATOMYOSITIS}),
        ("polymyositis", {POLYMYOSITIS}),
        ("poly myositis", {POLYMYOSITIS}),
        ("dermatopolymyositis", {DERMATOMYOSITIS, POLYMYOSITIS}),
        ("poly- and dermatomyositis", {DERMATOMYOSITIS, POLYMYOSITIS}),
        ("dermato/polymyositis", {DERMATOMYOSITIS, POLYMYOSITIS}),
        ("PM/DM", {DERMATOMYOSITIS, POLYMYOSITIS}),
        ("DM and PM", {DERMATOMYOSITIS, POLYMYOSITIS}),
        ("juvenile dermatomyositis", {JUVENILE}),
        ("Juvenile-onset dermatomyositis", {JUVENILE}),
        ("childhood onset polymyositis", {JUVENILE}),
        ("paediatric idiopathic inflammatory myopathy", {JUVENILE}),
        ("pediatric myositis", {JUVENILE}),
        ("juvenile DM or PM", {JUVENILE}),
        ("JDM", {JUVENILE}),
        ("JIIM", {JUVENILE}),
        ("dermatomyositis, juvenile", {JUVENILE}),
        ("juvenile and adult dermatomyositis", {JUVENILE, DERMATOMYOSITIS}),
        ("adult and childhood-onset polymyositis", {JUVENILE, POLYMYOSITIS}),
        ("adult or juvenile inflammatory myopathy", {JUVENILE, UMBRELLA}),
        ("amyopathic dermatomyositis", {AMYOPATHIC}),
        ("clinically amyopathic DM", {AMYOPATHIC}),
        ("hypomyopathic dermatomyositis", {AMYOPATHIC}),
        ("CADM", {AMYOPATHIC}),
        ("dermatomyositis sine myositis", {AMYOPATHIC}),
        ("amyopathic or classic dermatomyositis", {AMYOPATHIC, DERMATOMYOSITIS}),
        ("classical and hypomyopathic DM", {AMYOPATHIC, DERMATOMYOSITIS}),
        ("inclusion body myositis", {INCLUSION_BODY}),
        ("inclusion-body-myositis", {INCLUSION_BODY}),
        ("sporadic inclusion body myopathy", {INCLUSION_BODY}),
        ("sIBM", {INCLUSION_BODY}),
        ("Myositis, Inclusion Body", {INCLUSION_BODY}),
        ("inherited or sporadic inclusion body myositis", {INCLUSION_BODY}),
        ("necrotizing myopathy", {NECROTIZING}),
        ("necrotising autoimmune myopathy", {NECROTIZING}),
        ("immune-mediated necrotizing myositis", {NECROTIZING}),
        ("immune-mediated necrotic myopathy", {NECROTIZING}),
        ("autoimmune necrotic myopathy", {NECROTIZING}),
        ("immune mediated necrotic myositis", {NECROTIZING}),
        ("skin-limited (amyopathic) DM", {AMYOPATHIC}),
        ("skin-only (clinically amyopathic) dermatomyositis", {AMYOPATHIC}),
        ("IMNM", {NECROTIZING}),
        ("anti-SRP myopathy", {NECROTIZING}),
        ("anti-HMGCR antibody-positive myopathy", {NECROTIZING}),
        ("signal recognition particle positive myositis", {NECROTIZING}),
        ("statin-induced necrotizing myopathy", {NECROTIZING}),
        ("antisynthetase syndrome", {ANTISYNTHETASE}),
        ("Anti-synthetase antibody syndrome", {ANTISYNTHETASE}),
        ("anti synthetase disease", {ANTISYNTHETASE}),
        ("ASyS", {ANTISYNTHETASE}),
        ("overlap myositis", {OVERLAP}),
        ("overlapping myositis", {OVERLAP}),
        ("myositis-overlap syndrome", {OVERLAP}),
        ("scleromyositis", {OVERLAP}),
        ("polymyositis-lupus overlap", {OVERLAP}),
        ("DM/SSc overlap syndrome", {OVERLAP}),
        ("overlap syndrome with polymyositis", {OVERLAP}),
        ("connective tissue disease associated myositis", {OVERLAP}),
        ("myositis associated with another connective tissue disease", {OVERLAP}),
        ("myositis", {UMBRELLA}),
        ("myositides", {UMBRELLA}),
        ("idiopathic inflammatory myopathies", {UMBRELLA}),
        ("Idiopahic inflammatory myopathy", {UMBRELLA}),
        ("IIM", {UMBRELLA}),
        ("inflammatory muscle disease", {UMBRELLA}),
        ("autoimmune myopathy", {UMBRELLA}),
        ("Myopathy, Inflammatory", {UMBRELLA}),
        ("hereditary inclusion body myopathy", {ANOTHER}),
        ("familial inclusion body myositis", {ANOTHER}),
        ("hIBM", {ANOTHER}),
        ("IBMPFD", {ANOTHER}),
        ("inclusion body myopathy with early-onset Paget disease", {ANOTHER}),
        ("myositis ossificans", {ANOTHER}),
        ("pyomyositis", {ANOTHER}),
        ("orbital myositis", {ANOTHER}),
        ("viral myositis", {ANOTHER}),
        ("muscular dystrophy", set()),
        ("statin myopathy", set()),
        ("myopathy", set()),
        ("cardiomyopathy", set()),
        ("myocarditis", set()),
        ("dermatitis", set()),
        ("myopia", set()),
        ("overlap of study visits", set()),
        ("necrotizing fasciitis", set()),
        ("necrotic muscle fibers", set()),
        ("immune-mediated necrotizing enterocolitis", set()),
        ("", set()),
    ],
)
def test_a_name_is_read_in_every_spelling(text, slugs):
    assert named(text) == slugs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("as soon as possible", set()),
        ("6 pm", set()),
        ("at 6 PM", set()),
        ("between 10:00 PM and midnight", set()),
        ("PM2.5 in the air", set()),
        ("PM 10 in the air", set()),
        ("DM1", set()),
        ("DM 2", set()),
        ("DM (diabetes mellitus)", set()),
        ("poorly controlled DM", set()),
        ("type 2 DM", set()),
        ("gestational DM", set()),
        ("myotonic DM", set()),
        ("analysed with IBM SPSS", set()),
        ("IBM Corp, Armonk", set()),
        ("IBM Statistics", set()),
        ("arm, am, pm, dm", set()),
        ("DM", {DERMATOMYOSITIS}),
        ("PM", {POLYMYOSITIS}),
        ("PM-100 or PM/Scl-75 on a blot", set()),
        ("anti-PM–Scl", set()),
        ("IBM", {INCLUSION_BODY}),
        ("ADM", {AMYOPATHIC}),
        ("JPM", {JUVENILE}),
        ("NAM", {NECROTIZING}),
        ("ASS", {ANTISYNTHETASE}),
        ("overlap syndrome", {OVERLAP}),
        ("inclusion body myopathy", {INCLUSION_BODY}),
        ("necrotizing myositis", {NECROTIZING}),
        ("anti-synthetase", {ANTISYNTHETASE}),
    ],
)
def test_a_short_form_is_dropped_where_its_surroundings_speak_against_it(text, slugs):
    assert named(text) == slugs


@pytest.mark.parametrize(
    "text", ["DM", "PM", "IBM", "ADM", "JM", "NAM", "ASS", "overlap syndrome", "JM and a stroke"]
)
def test_a_guarded_name_alone_is_not_trusted(text):
    assert mentions(text)
    assert freshness(text) == []
    assert freshness(text, speaks_of_myositis=True) == mentions(text)


@pytest.mark.parametrize(
    "text", ["DM, IBM", "PM or IBM", "DM with myositis", "ADM in dermatomyositis", "DM/PM"]
)
def test_names_side_by_side_stand_by_each_other(text):
    assert freshness(text) == mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "DM, DM and DM",
        "DM with myositis ossificans",
        "DM and myositis ossificans",
    ],
)
def test_neither_itself_nor_another_disease_stands_by_a_short_form(text):
    assert DERMATOMYOSITIS not in {slug for mention in freshness(text) for slug in mention.means}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("dermatomyositis (DM)", [(DERMATOMYOSITIS,)]),
        ("inclusion body myositis [sIBM] and polymyositis", [(INCLUSION_BODY,), (POLYMYOSITIS,)]),
        ("amyopathic dermatomyositis (aDM)", [(AMYOPATHIC,)]),
        ("juvenile dermatomyositis (JDM), polymyositis", [(JUVENILE,), (POLYMYOSITIS,)]),
    ],
)
def test_the_short_form_in_brackets_belongs_to_its_name(text, kinds):
    assert [mention.means for mention in mentions(text)] == kinds


def test_the_names_of_a_list_come_in_its_order():
    text = "IBM, dermatomyositis, IMNM and antisynthetase syndrome"
    assert [mention.means for mention in mentions(text)] == [
        (INCLUSION_BODY,),
        (DERMATOMYOSITIS,),
        (NECROTIZING,),
        (ANTISYNTHETASE,),
    ]


def test_every_name_means_known_things():
    known = {*diseases.SUBTYPES, UMBRELLA, ANOTHER}
    assert {slug for name in NAMES for slug in name.means} <= known
    assert set(diseases.SUBTYPES) <= {slug for name in NAMES for slug in name.means}


WORDS = (
    "juvenile adult DM PM IBM and or / , ( ) myositis dermatomyositis overlap anti- SRP myopathy "
    "necrotizing hereditary inclusion body amyopathic classic 5 diabetes with"
)
TEXTS = st.lists(st.sampled_from(WORDS.split())).map(" ".join)


@given(st.text() | TEXTS)
def test_mentions_of_any_text_stand_in_order_and_never_overlap(text):
    found = mentions(text)
    edges = [edge for mention in found for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        "Myositis with anti-Jo-1, other ARS or anti-SRP",
        "Myositis and anti-synthetase (Jo-1, PL-7) antibodies",
        "Myositis positive for antisynthetase (e.g. anti-Jo-1)",
        "Myositis with anti-ARS antibodies",
    ],
)
def test_synthetase_antibodies_do_not_mention_the_syndrome(text):
    assert all(diseases.ANTISYNTHETASE not in mention.means for mention in mentions(text))


def test_the_syndrome_is_read_with_its_antibodies_in_brackets():
    text = "Myositis or antisynthetase (anti-Jo-1) syndrome"
    assert any(diseases.ANTISYNTHETASE in mention.means for mention in mentions(text))
