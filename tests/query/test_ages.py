import pytest
from django.utils import timezone

from query import ages, reader


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my son is 9 and has juvenile dermatomyositis", (9, "year")),
        ("9 year old with JDM", (9, "year")),
        ("9-year-old girl", (9, "year")),
        ("aged 9", (9, "year")),
        ("9yo boy", (9, "year")),
        ("9 y/o", (9, "year")),
        ("age: 9", (9, "year")),
        ("age 9", (9, "year")),
        ("age of 44", (44, "year")),
        ("I am 72", (72, "year")),
        ("I'm 72 and have IBM", (72, "year")),
        ("Im 72 with IBM", (72, "year")),
        ("he's 14 with JDM", (14, "year")),
        ("my mother is 72 years old", (72, "year")),
        ("trials for people over 70", (70, "year")),
        ("older than 80", (80, "year")),
        ("over the age of 75", (75, "year")),
        ("70 and older", (70, "year")),
        ("75 or over", (75, "year")),
        ("80+ trials", (80, "year")),
        ("my 8 month old", (8, "month")),
        ("6-week-old baby", (6, "week")),
        ("bebé de 8 meses", (8, "month")),
        ("tengo 72 años", (72, "year")),
        ("niña de 9 años con JDM", (9, "year")),
        ("mayores de 70 años", (70, "year")),
        ("nine year old", (9, "year")),
        ("seventy-two years old", (72, "year")),
        ("my daughter just turned eleven", (11, "year")),
        ("34 years of age", (34, "year")),
        ("F 34y", (34, "year")),
        ("turning 30 in June", (29, "year")),
        ("she will be 18 next month", (17, "year")),
        ("my son is almost 12", (11, "year")),
        ("boy, nearly 6, with JDM", (5, "year")),
        ("almost 75 years old", (74, "year")),
        ("casi 40 años", (39, "year")),
        ("the over 70s", (70, "year")),
        ("niño de 5 añitos", (5, "year")),
        ("tengo cuarenta y dos años", (42, "year")),
        ("mon fils a 9 ans", (9, "year")),
        ("meine Tochter, 11 Jahre", (11, "year")),
        ("my little boy, 5, has JDM", (5, "year")),
        ("my mother (82) IBM", (82, "year")),
        ("wife 58 with dermatomyositis", (58, "year")),
        ("granddaughter, 7", (7, "year")),
        ("mein Vater (76) hat IBM", (76, "year")),
        ("62F refractory DM", (62, "year")),
        ("67M with IBM", (67, "year")),
        ("F/45 anti-MDA5", (45, "year")),
        ("45 female polymyositis", (45, "year")),
        ("boy 11 JDM Ohio trial", (11, "year")),
        ("F 29 anti-Jo1 ILD", (29, "year")),
        ("M, 61, IBM", (61, "year")),
        ("stepdad, 68, IBM", (68, "year")),
        ("my mother-in-law (77)", (77, "year")),
    ],
)
def test_an_age_is_read_in_any_wording(text, age):
    found = ages.find(text)
    assert found is not None
    assert (found.number, found.unit) == age


@pytest.mark.parametrize(
    "text",
    [
        "methotrexate over 15 mg",
        "site is 9 miles away",
        "CK over 100",
        "lung cancer 4 years ago",
        "I had myositis for 12 years",
        "phase 2",
        "anti-PL-12",
        "prednisone 20 mg",
        "NCT01234567",
        "within 50 miles",
        "the dose is 2.5 g",
        "my house is 30 minutes from Boston",
        "over 200 patients",
        "in her seventies",
        "5 visits or more",
        "ages 18 to 65",
        "llevo 9 años con miositis",
        "malade depuis 9 ans",
        "krank seit 9 Jahren",
        "almost 20 sites",
        "CK almost 300",
        "nearly 3 years with myositis",
        "born in 1850",
        "for 12-17 year olds",
        "the study will be over 12 months",
        "my son, 2 studies found",
        "friend (3 visits)",
        "10 male patients",
        "anti-M2",
        "10M cells",
        "walk 30 m",
        "mother of 3",
        "patient 12 in the trial",
    ],
)
def test_other_numbers_are_no_ages(text):
    assert ages.find(text) is None


def test_over_65_stays_the_group_of_older_adults():
    assert reader.read("over 65").choices == {"ages": ("OLDER_ADULT",)}


def test_under_an_age_means_children():
    question = reader.read("JDM under 12")
    assert question.choices == {"ages": ("CHILD",)}
    assert question.words == ()


@pytest.mark.parametrize("text", ["in her seventies", "in my 60s", "in his late fifties"])
def test_a_decade_is_named_as_not_used(text):
    question = reader.read(f"dermatomyositis {text}")
    assert "age" not in question.choices
    assert question.words == ()
    assert [(one.why, one.text) for one in question.not_used] == [("decade", text)]


@pytest.mark.parametrize(
    "text", ["born 1960", "born in March 1960", "DOB 4/12/1960", "nacida en 1960", "geboren 1960"]
)
def test_a_year_of_birth_is_the_age_of_this_year(text):
    assert ages.find(text).number == timezone.localdate().year - 1960
    assert reader.read(f"{text} dermatomyositis").words == ()


def test_over_65s_are_older_adults_and_65_is_no_upper_limit():
    assert reader.read("studies for over 65s").choices == {"ages": ("OLDER_ADULT",)}


def test_a_grown_up_daughter_is_no_child():
    assert reader.read("my daughter is 34").choices == {"age": ("34",)}


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("62F refractory DM", {"age": ("62",), "sex": ("FEMALE",)}),
        ("67 male IBM", {"age": ("67",), "sex": ("MALE",)}),
        ("woman, 45, polymyositis", {"age": ("45",), "sex": ("FEMALE",)}),
        ("my mother (82) IBM", {"age": ("82",)}),
    ],
)
def test_an_age_keeps_the_words_for_the_person(text, choices):
    question = reader.read(text)
    assert question.choices == choices
    assert question.terms


def test_months_are_kept_as_months():
    assert reader.read("my 8 month old").choices["age"] == ("8", "month")
