"""Five hundred inputs that mean harm, or nothing: none of them is an error of ours."""

import random

import pytest

from tests.studies import site, study
from trials.search.forms import SearchForm

FRAGMENTS = [
    # SQL
    "' OR 1=1 --", "'; DROP TABLE trials_trial; --", '" OR ""="', "1; SELECT pg_sleep(9)", "\\'",
    "%s %(q)s",
    "$$ $1 {0} %%", "UNION SELECT null,null--", "/* */", "E'\\x41'",
    # tsquery
    "a & b | !c", "<->", "'a':*AB", ":*", "((((", "!!!!", "a <2> b", "'", "''", "a:b:c", "& |",
    "word:",
    # Essie
    "AREA[Condition]x", "RANGE[MIN,MAX]", "EXPAND[None]", "NOT NOT", '"unbalanced', "[", "\\,",
    # markup and templates
    "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "<img src=x onerror=y>",
    "&lt;&amp;", "]]>",
    # Unicode
    "\0", "\u202e\u2066", "\ufeff", "a\u0300\u0301" * 40, "ß" * 60, "İıſ", "🧬🦵🏽",
    "ﷺ" * 9, "١٢٣", "Ⅳ", "½", "\u2028\n\r\t\v", "𝔡𝔢𝔯𝔪", "дерматомиозит", "皮肌炎", "التهاب",
    # numbers
    "-1", "1e400", "99999999999999999999", "NaN", "0x10", "1.5", "٣", "--5", "+",
    "00000000000000000007",
    # long ones
    "x" * 10_000, "a " * 5_000, '"' * 301, "-" * 300, "(" * 300, "NCT" * 100,
    "dermatomyositis " * 20, "*" * 300,
    # half of something
    "NCT0", "NCT123456789", "-", '"', '""', "-\"a b\"", "*", "a*", "....", "../../etc/passwd",
    "file:///", "near", "in",
    "within 50 miles of", "near ", "phase", "phase 99", "aged 999",
    "within 999999999 km of Paris", "2 years old",
]  # fmt: skip
pytestmark = pytest.mark.django_db

NAMES = [*SearchForm.base_fields, "page", "page_size", "unheard_of"]


def inputs():
    chance = random.Random(20261121)
    for fragment in FRAGMENTS:
        yield {"q": fragment}
    for fragment in FRAGMENTS:
        yield {chance.choice(NAMES): fragment}
    while True:
        chosen = chance.sample(NAMES, chance.randint(2, 5))
        yield {name: "".join(chance.sample(FRAGMENTS, chance.randint(1, 3))) for name in chosen}


INPUTS = [values for values, _number in zip(inputs(), range(500), strict=False)]


BATCHES = [0, *(pytest.param(number, marks=pytest.mark.exhaustive) for number in range(1, 10))]


@pytest.fixture(params=BATCHES)
def batch(request):
    return INPUTS[request.param :: 10]


def test_no_input_is_an_error_of_ours(client, publish, batch):
    publish(
        study(
            title="Dermatomyositis & <b>muscles</b>",
            contactsLocationsModule={"locations": [site()]},
        )
    )
    for values in batch:
        for address, right in (
            ("/trials/", {200}),
            ("/trials.csv", {200}),
            ("/trials.atom", {200}),
            ("/api/v1/trials/", {200, 400, 404}),
        ):
            response = client.get(address, values)
            body = b"".join(response) if response.streaming else response.content
            assert response.status_code in right, (address, values)
            if response["Content-Type"].startswith(("text/html", "application/atom")):
                assert b"<script>alert" not in body
                assert b"<img src=x" not in body
