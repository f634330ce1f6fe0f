"""What goes into a cell of any table that the portal gives away."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import get_resolver

from web.exports import cell

ROOT = Path(__file__).parent.parent.parent
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


# Every table leaves through a guard


ROOMS = [
    *("conditions", "desk", "links", "myositis_portal", "organizations", "places", "query"),
    *("trials", "vocabulary", "web"),
]
WRITES_TABLES = re.compile(r"\bimport csv\b|\bopenpyxl\b|\bxlsxwriter\b|text/csv|\bcsv\.writer\b")


def test_no_other_module_writes_tables():
    """A new way to export has to use web.tables or Wagtail's exports, which are guarded."""
    found = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if WRITES_TABLES.search(path.read_text())
    }
    assert found == {"desk/safe_exports.py", "web/exports.py"}


def test_these_are_all_public_tables():
    """A new table is named here, after somebody has seen that its view is a table_view."""
    tables = {
        pattern.name
        for pattern in all_patterns(get_resolver())
        if getattr(pattern.callback, "is_table", False)
    }
    assert tables == {"trials-csv", "trials-in-full-csv", "compare-csv", "organizations-csv"}
    by_name = {
        str(pattern.pattern)
        for pattern in all_patterns(get_resolver())
        if str(pattern.pattern).endswith((".csv", ".xlsx", ".tsv", ".ods"))
    }
    assert len(by_name) == len(tables)


def all_patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern)
        else:
            yield pattern
