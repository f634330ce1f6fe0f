"""The emergency number follows the reader's country, and is never guessed without naming it."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from conditions import help_numbers

pytestmark = pytest.mark.django_db
UNKNOWN = "Call <strong>your local emergency number</strong>."


def urgent(client, language="", **parameters):
    return client.get("/urgent/", parameters, headers={"Accept-Language": language})


def box(response):
    page = response.content.decode()
    return page[page.index('id="emergency"') : page.index('id="self-harm"')]


@pytest.mark.parametrize(
    ("language", "place", "says"),
    [
        ("en-US,en;q=0.9", "", "In the United States, the emergency number is 911"),
        ("en-GB", "", "In the United Kingdom, the emergency number is 999"),
        ("de-DE,de;q=0.9", "", "In Germany, the emergency number is 112"),
        ("en-US", "Sydney, Australia", "In Australia, the emergency number is 000"),
        ("", "Dublin, Ireland", "In Ireland, the emergency number is 112"),
        ("en-US", "nowhere at all", "In the United States, the emergency number is 911"),
    ],
)
def test_the_place_says_it_else_the_language_of_the_browser(client, language, place, says):
    found = box(urgent(client, language, place=place))
    assert says in strip_tags(found)
    # On a phone one press calls it.
    assert f'href="tel:{says.rpartition(" ")[2]}"' in found


@pytest.mark.parametrize(
    "language", ["", "en", "de", "*", "zh-Hans", "pt-AO", "en-XX;q=1", "-", "x" * 99]
)
def test_without_a_known_country_it_is_the_local_number(client, language):
    found = box(urgent(client, language))
    assert UNKNOWN in found
    assert not any(number in found for number in ("911", "112", "999"))


def test_every_number_has_its_source_on_the_page(client):
    page = urgent(client).content.decode()
    for numbers in help_numbers.all_numbers().values():
        assert numbers.source.startswith(("https://", "http://"))
        assert numbers.country in page
        assert numbers.source.replace("&", "&amp;") in page
        for line in numbers.crisis:
            assert line.source.replace("&", "&amp;") in page
            assert line.name.replace("&", "&amp;") in page


def test_countries_without_a_crisis_line_share_one_number():
    numbers = help_numbers.all_numbers().values()
    assert {one.emergency for one in numbers if not one.crisis} == {"112"}


def test_a_crisis_line_of_ones_own_country_comes_first(client):
    page = client.get("/search/?q=i+want+to+die", headers={"Accept-Language": "en-NZ"}).text
    said = strip_tags(page)
    assert said.index("call or text 1737") < said.index("call or text 988")


def test_every_number_can_be_pressed_and_dials_digits_alone(client):
    page = urgent(client).text
    dialed = re.findall(r'href="(?:tel|sms):([^"]*)"', page)
    assert all(number.isdigit() for number in dialed)
    for numbers in help_numbers.all_numbers().values():
        assert numbers.emergency in dialed
        for line in numbers.crisis:
            assert line.call.replace(" ", "") in dialed


def test_only_an_answer_that_depends_on_the_language_says_so(client):
    assert "Accept-Language" in urgent(client).headers["Vary"]
    assert "Accept-Language" not in urgent(client, place="Sydney, Australia").headers.get(
        "Vary", ""
    )
    assert "Accept-Language" not in client.get("/privacy/").headers.get("Vary", "")


def test_a_page_on_an_outage_names_no_number_of_another_country():
    assert "local emergency number" in render_to_string("includes/at_the_source.html")
    assert "911" not in render_to_string("includes/at_the_source.html")


def test_the_page_begins_with_every_number_to_press(client):
    page = urgent(client).content.decode()
    first = page[page.index('id="dial"') : page.index('id="emergency"')]
    for numbers in help_numbers.all_numbers().values():
        assert first.count(f'href="tel:{numbers.emergency}"') == 1
    for country in ("United States, Canada", "United Kingdom", "European Union"):
        assert country in first


@pytest.mark.parametrize("address", ["/search/", "/trials/", "/organizations/"])
def test_the_warning_has_a_way_to_what_was_found(client, address):
    page = client.get(address, {"q": "trouble swallowing"}).content.decode()
    way = page.index('href="#results"')
    assert way < page.index("You are choking")
    assert page.count('id="results"') == 1
