"""The log of a public portal: one JSON object a line, with the number of its request."""

import io
import json
import logging
import re

import pytest
from django.test import Client

from myositis_portal.request_log import JsonFormatter
from tests.myositis_portal import test_errors

urlpatterns = test_errors.urlpatterns
handler404, handler500 = test_errors.handler404, test_errors.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def lines():
    """What is logged, as it is read in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    access, root = logging.getLogger("portal.access"), logging.getLogger()
    before = access.level
    access.setLevel(logging.INFO)
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    access.setLevel(before)


def ask(address, **headers):
    client = Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.9")
    return client.get(address, headers=headers)


def access(lines):
    [line] = [line for line in lines if line["logger"] == "portal.access"]
    return line


def test_a_request_is_one_line_with_its_number(lines):
    number = ask("/about/")["X-Request-ID"]
    [line] = lines()
    assert line["request_id"] == number
    assert re.fullmatch(r"[0-9a-f]{32}", number)
    shown = {name: line[name] for name in ("level", "method", "path", "status")}
    assert shown == {"level": "INFO", "method": "GET", "path": "/about/", "status": 200}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    assert line["ms"] > 0


def test_every_line_of_a_request_has_its_number_and_another_request_another_one(lines):
    first, second = (ask("/broken/")["X-Request-ID"] for _ in range(2))
    assert first != second
    numbers = [line["request_id"] for line in lines()]
    assert numbers == [first] * 2 + [second] * 2
    assert "Traceback" in lines()[0]["exception"]


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("short", False),
        ("a b c d e f g h", False),
        ("x" * 65, False),
        ("12345678\n", False),
    ],
)
def test_the_number_of_the_proxy_is_taken_where_it_is_one(given, is_taken):
    assert (ask("/about/", x_request_id=given)["X-Request-ID"] == given) is is_taken


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/about/", 200), ("/trials", 301), ("/bad/", 400), ("/forbidden/", 403)),
        *(("/nothing/", 404), ("/broken/", 500), ("/away/", 503)),
    ],
)
def test_no_line_holds_an_address_or_what_was_asked(lines, address, status):
    headers = {"x_forwarded_for": "203.0.113.9", "referer": "https://example.org/?q=necklace"}
    assert ask(f"{address}?q=necklace", **headers).status_code == status
    assert access(lines())["status"] == status
    assert "necklace" not in str(lines())
    assert "203.0.113.9" not in str(lines())


def test_a_request_for_another_host_is_logged_without_its_query(lines):
    assert ask("/?q=necklace", host="elsewhere.example").status_code == 400
    assert access(lines())["status"] == 400
    assert "necklace" not in str(lines())


def test_no_address_can_forge_a_line(lines):
    ask("/%0A%7B%22level%22:%22forged%22%7D/")
    assert {line["level"] for line in lines()} == {"INFO", "WARNING"}
    assert access(lines())["path"] == '/\n{"level":"forged"}/'
