"""The mails that the workflow sends: each leads to the page that it is about."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from desk import roles
from tests.client import Browser

from . import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public_name(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"


@pytest.mark.parametrize("make", [desk.a_condition, desk.a_guide])
@pytest.mark.parametrize(
    ("role", "submit"), [(roles.REVIEWERS, desk.looked_at), (roles.EDITORS, desk.submitted)]
)
def test_a_mail_leads_the_person_it_asks_to_the_page(role, submit, make):
    asked = desk.person("asked", role)
    page = submit(make())
    (letter,) = [letter for letter in mail.outbox if letter.to == [asked.email]]
    assert f"“{page}” is waiting for you at the step" in letter.body
    addresses = re.findall(r"\S+://\S+", letter.body)
    assert {urlsplit(address).netloc for address in addresses} == {"portal.example.org"}
    assert urlsplit(addresses[0]).path == desk.address(page, "edit", page.pk)
    browser = Browser()
    browser.force_login(asked)
    opened = [browser.get(urlsplit(address).path) for address in addresses]
    assert [answer.status_code for answer in opened] == [200] * len(addresses)
    assert str(page) in opened[0].content.decode()
    assert "&" not in letter.body.replace("&amp;", "")


def test_a_name_stands_in_a_mail_as_it_was_written():
    reviewer = desk.person("asked", roles.REVIEWERS)
    desk.looked_at(desk.a_condition(name="Smith & Jones’ <disease>"))
    (letter,) = [letter for letter in mail.outbox if letter.to == [reviewer.email]]
    assert "“Smith & Jones’ <disease>” is waiting" in letter.body
