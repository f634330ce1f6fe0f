"""What goes into a cell of any table that the portal gives away."""

import datetime as dt
from decimal import Decimal

import pytest

from web.exports import cell

FORMULA = 'HYPERLINK("https://one.example/","Press")'


@pytest.mark.parametrize(
    "before",
    [
        *("", " ", "   ", "\t", "\n", "\r\n", "\v", "\f", "\0", "\x01", "\x1b"),
        *("\u00a0", "\u2003", "\u200b", "\u2060", "\ufeff", "\u3000", "\u202e", " \n\t\u00a0"),
    ],
)
@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹢﹣﹦﹫⁼₊−")
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(before, sign):
    text = f"{before}{sign}{FORMULA}"
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("before", ["\t", "\n", "\r", "\r\n", "\v", "\f"])
def test_a_text_that_begins_with_a_break_does_too(before):
    assert cell(f"{before}Dermatomyositis").startswith("'")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Dermatomyositis", " Dermatomyositis", "1=1", "a@example.org", "5-10 years"),
        *("(+) antibodies", "’=1", "·", "—", "→", "µg", "皮膚筋炎", "#1", "100 %"),
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert cell(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (-77.04, "-77.04"),
        (-1, "-1"),
        (Decimal("-0.5"), "-0.5"),
        (True, "True"),
        (dt.date(2026, 11, 28), "2026-11-28"),
        ("-77.04", "'-77.04"),
    ],
)
def test_a_number_is_no_formula(value, text):
    assert cell(value) == text
