"""An administrator lets in again who is locked out of the desk."""

import datetime as dt

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import ModelLogEntry

from desk import roles
from tests.client import Browser
from tests.conditions.desk import person

pytestmark = pytest.mark.django_db

LOGIN, PASSWORD = "/admin/login/", "seven quiet herons"
NOON = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
SHOWN, LIFT = "/admin/reports/lock-outs/", "/admin/reports/lock-outs/lift/"


@pytest.fixture(autouse=True)
def clock(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def administrator(client):
    client.force_login(person("an administrator", roles.ADMINISTRATORS))
    return client


def tries(name, password="wrong", address="192.0.2.1", times=1):
    """The status of the last answer: 302 where somebody came in, 429 where locked out."""
    browser = Browser(REMOTE_ADDR=address)
    token = browser.get(LOGIN).context["csrf_token"]
    data = {"username": name, "password": password, "csrfmiddlewaretoken": str(token)}
    return [browser.post(LOGIN, data).status_code for _ in range(times)][-1]


def test_a_lock_out_is_listed_and_lifted_by_one_press(administrator):
    User.objects.create_user("ada", password=PASSWORD)
    tries("ada", times=5)
    assert tries("ada", PASSWORD) == 429
    text = administrator.get(SHOWN).content.decode()
    assert "ada" in text
    assert "192.0.2.1" in text
    assert administrator.press(LIFT, page=SHOWN).url == SHOWN
    assert "No one is locked out." in administrator.get(SHOWN).content.decode()
    assert tries("ada", PASSWORD) == 302
    entry = ModelLogEntry.objects.get(action="portal.lock_out_lifted")
    assert entry.user.username == "an administrator"
    assert entry.data == {"who": "ada"}


def test_a_whole_address_is_let_in_again(administrator):
    User.objects.create_user("ada", password=PASSWORD)
    for number in range(30):
        tries(f"name {number}")
    assert tries("ada", PASSWORD) == 429
    assert "Everyone at this address" in administrator.get(SHOWN).content.decode()
    administrator.press(LIFT, page=SHOWN)
    assert tries("ada", PASSWORD) == 302


def test_others_stay_locked_out(administrator):
    for name in ("ada", "ben"):
        User.objects.create_user(name, password=PASSWORD)
        tries(name, times=5)
    administrator.send(LIFT, {"username": "ada", "ip_address": "192.0.2.1"})
    assert tries("ada", PASSWORD) == 302
    assert tries("ben", PASSWORD) == 429


def test_a_name_without_an_account_is_not_shown(administrator):
    tries("my secret password", times=5)
    text = administrator.get(SHOWN).content.decode()
    assert "A name with no account" in text
    assert "unknown " not in text.partition("<tbody")[2].partition('value="')[0]
    assert "secret" not in text


def test_what_ended_by_itself_is_not_listed_and_cannot_be_lifted(administrator, clock):
    User.objects.create_user("ada", password=PASSWORD)
    tries("ada", times=5)
    clock.shift(dt.timedelta(minutes=16))
    assert "No one is locked out." in administrator.get(SHOWN).content.decode()
    answer = administrator.send(LIFT, {"username": "ada", "ip_address": "192.0.2.1"}, follow=True)
    assert "has already ended" in answer.content.decode()


@pytest.mark.parametrize("data", [{}, {"username": "\0", "ip_address": "x"}, {"ip_address": "::"}])
def test_a_lock_out_that_there_is_not_cannot_be_lifted(administrator, data):
    assert administrator.send(LIFT, data).status_code == 302


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.ADMINISTRATORS])
def test_nobody_else_lifts_one(client, role):
    User.objects.create_user("ada", password=PASSWORD)
    tries("ada", times=5)
    client.force_login(person("somebody", role))
    client.send(LIFT, {"username": "ada", "ip_address": "192.0.2.1"})
    assert AccessAttempt.objects.exists()
    assert client.get(SHOWN).status_code == 302
    assert reverse("lock_outs") not in client.get("/admin/").content.decode()


def test_a_visit_lifts_nothing(administrator):
    assert administrator.get(LIFT).status_code == 405
