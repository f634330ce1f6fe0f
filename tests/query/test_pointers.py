"""Questions that one guide or one statement of ours answers."""

import pytest

from conditions.search import KnowledgeSearch
from query import pointers, reader
from tests import databases

starter = databases.with_starter()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my sheltie dog has dermatomyositis", "animal"),
        ("my cat has myositis", "animal"),
        ("masticatory muscle myositis in dogs", "animal"),
        ("mi perro tiene miositis", "animal"),
        ("im pregnant and on methotrexate", "pregnant"),
        ("positive pregnancy test on methotrexate", "pregnant"),
        ("estoy embarazada y tomo metotrexato", "pregnant"),
        ("getting pregnant with dermatomyositis mycophenolate", "planning a child"),
        ("planning a baby while on methotrexate", "planning a child"),
        ("husband takes methotrexate want a baby", "father"),
        ("breastfeeding azathioprine", "breastfeeding"),
        ("azathioprine and allopurinol for gout together?", "allopurinol"),
        ("imuran and zyloprim", "allopurinol"),
        ("vacuna fiebre amarilla con rituximab viaje a Brasil", "live vaccine"),
        ("chickenpox vaccine on prednisone", "live vaccine"),
        ("is it als or ibm", "als"),
        ("could it be lou gehrigs instead of myositis", "als"),
        ("I'm scared and just got diagnosed today", "just diagnosed"),
        ("newly diagnosed, frightened, where to start", "just diagnosed"),
        ("everyone says I look fine but im so tired", "fatigue"),
        ("no energy left, wiped out every day", "fatigue"),
        ("exhausted caring for my wife nobody helps", "caregiver"),
        ("carer stress, wife with polymyositis", "caregiver"),
        ("can I still work with polymyositis", "work"),
        ("Grad der Behinderung Dermatomyositis", "work"),
        ("is IBM on the SSA compassionate allowance list", "benefits"),
        ("flying with prefilled methotrexate pens", "travel"),
        ("can I take Hizentra on a plane", "travel"),
        ("does prednisone help IBM", "steroids in ibm"),
        ("cN1A negative can it still be IBM", "cn1a negative"),
        ("which cancer screening for new adult dermatomyositis", "cancer checks"),
        ("is myositis contagious can my wife catch it", "contagious"),
        ("can people catch dermatomyositis", "contagious"),
        ("is it contagious", "contagious"),
        ("es contagiosa la miositis", "contagious"),
        ("ist Myositis ansteckend", "contagious"),
        ("can i give it to my husband", "contagious"),
        ("is it hereditary will my kids get it", "inherited"),
        ("will my children get myositis", "inherited"),
        ("can my daughter inherit ibm? will she get it", "inherited"),
        ("does polymyositis run in families", "inherited"),
        ("ist Dermatomyositis vererbbar", "inherited"),
        ("is IBM inherited", "inherited"),
        ("does muscle biopsy hurt", "biopsy pain"),
        ("is a biopsy painful", "biopsy pain"),
        ("am I awake for the muscle biopsy", "biopsy pain"),
        ("scared of my biopsy tomorrow", "biopsy pain"),
        ("duele la biopsia muscular", "biopsy pain"),
        ("can i get shingrix while on rituximab", "shingles vaccine"),
        ("Is Shingrix a live vaccine", "shingles vaccine"),
        ("shingles shot with mycophenolate", "shingles vaccine"),
        ("Impfung gegen Gürtelrose unter Methotrexat", "shingles vaccine"),
        ("ibuprofen with methotrexate and kidney problems", "nsaid with methotrexate"),
        ("can I take Advil on mtx", "nsaid with methotrexate"),
        ("naproxen and methotrexate", "nsaid with methotrexate"),
        ("ibuprofeno y metotrexato", "nsaid with methotrexate"),
        ("I have ibm and am exhausted", "fatigue"),
        ("my husband has ibm im exhausted", "caregiver"),
        ("my wife has myositis and I am exhausted", "caregiver"),
        ("press contact for article on myositis research", "press"),
    ],
)
def test_a_question_is_pointed_where_the_answer_is(text, name):
    assert name in pointers.asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "service dog for someone with myositis",
        "dog walking with muscle weakness",
        "choked on a hot dog",
        "keep my dog while on rituximab",
        "cat scratch on methotrexate",
        "CAT scan for myositis",
        "do trials need a pregnancy test",
        "pregnant on prednisone",
        "allopurinol and methotrexate",
        "azathioprine and methotrexate",
        "flu shot on rituximab",
        "covid vaccine on methotrexate",
        "als Kind hatte ich Myositis",
        "not diagnosed yet",
        "diagnosed two years ago, now chest pain",
        "tired of waiting for a trial",
        "NXP2 trials",
        "caregiver can join a trial",
        "compassionate use of efgartigimod",
        "does methotrexate work",
        "does prednisone help polymyositis",
        "chest press exercise",
        "does my child catch colds more often on methotrexate",
        "is shingles rash on rituximab dangerous",
        "did they catch it early",
        "can my wife catch covid from me",
        "is hereditary inclusion body myopathy GNE in a trial",
        "inherited muscular dystrophy or myositis",
        "will my son get better",
        "can my kids get vaccinated",
        "muscle biopsy result",
        "lung biopsy pain",
        "biopsy site is painful and swollen",
        "muscle biopsy showed inflammation",
        "face suddenly puffy lips swollen",
        "red face",
        "shingles on prednisone",
        "ibuprofen for myositis pain",
        "methotrexate and kidney",
        "missed a dose of methotrexate what should I do",
        "took the wrong dose of methotrexate",
        "took methotrexate every day this week by mistake what dose",
        "my husband has ibm",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert pointers.asked(text) == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("starter")
def test_every_statement_and_guide_that_answers_exists():
    knowledge = KnowledgeSearch(reader.read("myositis"))
    for wanted in pointers.statements(pointers.names()):
        assert knowledge.quoted([wanted]), wanted
    known = {page.slug for page in knowledge.index.rows if hasattr(page, "slug")}
    named = {*pointers.guides(pointers.names()), *pointers.beside(pointers.names())}
    assert named <= known
