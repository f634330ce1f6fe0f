"""Ages are read in years; what cannot be read is no limit, and its text stays in its column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.reading.ages import stated, years


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("18 Years", 18),
        ("1 Year", 1),
        ("0 Years", 0),
        ("120 Years", 120),
        ("6 Months", 0.5),
        ("1 Month", 1 / 12),
        ("52 Weeks", 52 * 7 / 365.25),
        ("1 Day", 1 / 365.25),
        ("36 Hours", 1.5 / 365.25),
        ("18 Minutes", 18 / 60 / 24 / 365.25),
        (" 18 years ", 18),
        ("18  Years", 18),
    ],
)
def test_an_age_is_read_in_years(text, age):
    assert years(text) == pytest.approx(age)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N/A",
        "18",
        "Years",
        "18 Years or older",
        "-1 Years",
        "1.5 Years",
        "18Years",
        "99999 Years",
    ],
)
def test_what_is_no_age_is_no_limit(text):
    assert years(text) is None


def test_an_older_person_never_has_a_smaller_age():
    ages = [years(f"{n} {unit}") for unit in ("Minutes", "Hours", "Days", "Weeks") for n in (1, 6)]
    ages += [years(text) for text in ("2 Months", "1 Year", "2 Years", "120 Years")]
    assert ages == sorted(set(ages))


@given(st.text() | st.from_regex(r"\A[0-9]{0,6} ?(year|day|month)s?\Z"))
def test_any_text_is_an_age_or_none(text):
    age = years(text)
    assert age is None or 0 <= age < 10_000


@pytest.mark.parametrize(
    "text",
    [
        "N/A",
        "n/a",
        "NA",
        "None",
        "N/A.",
        " N/A ",
        "",
        None,
        "No limit",
        "NO LIMIT",
        "No limits",
        "N / A",
        "n.a.",
        "-",
        "--",
        "?",
        "Any",
        "any age",
        "All ages",
        "No upper limit",
        "no age limit",
        "No maximum age",
        "No Maximum",
        "No upper age limit",
        "Unlimited",
        "Not applicable",
        "Not specified",
        "no  limit",
        "(none)",
        "null",
    ],
)
def test_a_limit_that_is_not_applicable_is_none(text):
    assert stated(text) == ""


@pytest.mark.parametrize(
    "text", ["18 Years", "6 Months", "0 Days", "soon", "adult", "No limit below 65"]
)
def test_any_other_limit_stays_as_it_stands(text):
    assert stated(text) == text
