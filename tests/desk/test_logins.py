"""How editors come in, how long they stay, and what the desk sends to whom."""

import base64
import datetime as dt
import re

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from conditions.models import Condition
from desk import tasks
from myositis_portal import forms
from tests.client import Browser
from tests.myositis_portal import test_settings
from web.client_address import client_address

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "seven quiet herons"
NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
LOCKED_OUT = "Please wait a little before you try again"
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def editor():
    return new_user("ada")


@pytest.fixture
def administrator():
    return User.objects.create_superuser("grace", "grace@example.org", PASSWORD)


@pytest.fixture
def at_desk(client, editor):
    assert sign_in(client).status_code == 302
    return client


def new_user(name):
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def sign_in(client, name="ada", password=PASSWORD, address="192.0.2.1", **headers):
    data = {"username": name, "password": password}
    return client.press(LOGIN, data, REMOTE_ADDR=address, **headers)


def fail(client, times, name="ada", **options):
    return [sign_in(client, name, "wrong", **options).status_code for _ in range(times)]


def text_of(response):
    """What a person can see of it."""
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'"CSRF_TOKEN": "\w+"', "", words)


def policy_of(response):
    return set(response["Content-Security-Policy"].split("; "))


# Wrong passwords


def test_five_wrong_passwords_lock_a_name_out_at_an_address(client, editor, clock):
    assert fail(client, 5) == [200, 200, 200, 200, 429]
    refused = sign_in(client)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert LOCKED_OUT in refused.content.decode()
    assert "15 minutes" in refused.content.decode()
    assert "ada" not in refused.content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_lock_out_ends_after_15_minutes_also_for_who_goes_on_trying(client, editor, clock):
    fail(client, 5)
    clock.shift(dt.timedelta(minutes=10))
    assert fail(client, 3) == [429] * 3
    clock.shift(dt.timedelta(minutes=5, seconds=1))
    assert sign_in(client).status_code == 302


def test_others_and_other_places_are_not_locked_out_with_one(client, editor, clock):
    new_user("alan")
    fail(client, 5)
    assert sign_in(Browser(), "alan").status_code == 302
    assert sign_in(Browser(), address="192.0.2.2").status_code == 302


def test_thirty_wrong_passwords_lock_an_address_out_for_all_names(client, editor, clock):
    tried = [fail(client, 1, name=f"name {n}")[0] for n in range(30)]
    assert tried == [200] * 29 + [429]
    assert sign_in(client).status_code == 429
    assert sign_in(client, address="192.0.2.2").status_code == 302


def test_an_office_is_not_locked_out_by_one_of_its_people(client, editor, clock):
    assert sign_in(Browser()).status_code == 302
    new_user("alan")
    clock.shift(dt.timedelta(days=1))
    fail(Browser(), 1)
    for n in range(30):
        fail(client, 1, name=f"name {n}")
    # Who is known there comes in, and others wait. Everybody's own five tries still hold.
    assert sign_in(Browser(), "alan").status_code == 429
    assert fail(Browser(), 1) == [200]
    assert sign_in(Browser()).status_code == 302
    assert fail(Browser(), 5)[-1] == 429
    assert sign_in(Browser()).status_code == 429


def test_another_browser_at_the_same_place_gets_no_further_tries(client, editor, clock):
    for n in range(5):
        fail(client, 1, HTTP_USER_AGENT=f"browser {n}")
    assert sign_in(client, HTTP_USER_AGENT="a new one").status_code == 429


def test_nothing_tells_whether_a_name_exists(client, editor, clock):
    gone = new_user("gone")
    gone.is_active = False
    gone.save()
    answers = {
        name: [text_of(sign_in(Browser(), name, "wrong")) for _ in range(6)]
        for name in ("ada", "gone", "nobody")
    }
    for name, texts in answers.items():
        answers[name] = [text.replace(f'value="{name}"', "") for text in texts]
    assert answers["ada"] == answers["nobody"] == answers["gone"]
    assert text_of(sign_in(Browser(), "gone")) == text_of(sign_in(Browser(), "nobody"))


def test_what_is_typed_in_place_of_a_name_is_not_kept(client, editor, clock):
    fail(client, 1, name="seven quiet herons")
    fail(client, 1)
    kept = str([*AccessFailureLog.objects.values(), *AccessAttempt.objects.values()])
    assert "herons" not in kept
    assert "wrong" not in kept
    names = {row.username for row in AccessFailureLog.objects.all()}
    assert "ada" in names
    assert re.fullmatch(r"unknown [0-9a-f]{12}", (names - {"ada"}).pop())


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "address"),
    [
        (0, "192.0.2.1", "", "192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "172.18.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "172.18.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "172.18.0.1", "203.0.113.9, 198.51.100.7, 192.0.2.5", "198.51.100.7"),
        (1, "172.18.0.1", "", "172.18.0.1"),
        (2, "172.18.0.1", "198.51.100.7", "172.18.0.1"),
        (1, "172.18.0.1", "nonsense", None),
        (0, "", "", None),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
    ],
)
def test_a_try_is_counted_where_our_own_proxy_saw_it_come_from(
    rf, settings, proxies, peer, forwarded, address
):
    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_a_made_up_header_gives_no_further_tries(client, editor, clock, settings):
    settings.PROXIES = 1
    for n in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.100.7")
    assert sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7").status_code == 429
    assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302


# Passwords


@pytest.fixture
def reset(client, monkeypatch):
    """Asks for a new password; the task that writes the letter is done at once."""
    monkeypatch.setattr(forms.send_password_reset, "delay", tasks.send_password_reset)

    def reset(email, address="192.0.2.1"):
        return client.press("/admin/password_reset/", {"email": email}, REMOTE_ADDR=address)

    return reset


def test_a_letter_leads_to_a_new_password(client, editor, reset):
    assert reset("ada@example.org")["Location"] == "/admin/password_reset/done/"
    assert mail.outbox[0].to == ["ada@example.org"]
    origin = django_settings.WAGTAILADMIN_BASE_URL
    path = re.search(rf"{origin}(/admin/password_reset/confirm/\S+)", mail.outbox[0].body)[1]
    form = client.get(path)["Location"]
    for weak in ("elevenchars", "123456789012", "password1234", "ada@example.org"):
        page = client.press(form, {"new_password1": weak, "new_password2": weak})
        assert page.status_code == 200, weak
    assert (
        "at least 12 characters"
        in client.press(
            form, {"new_password1": "elevenchars", "new_password2": "elevenchars"}
        ).content.decode()
    )
    strong = "eight quiet herons"
    assert client.press(form, {"new_password1": strong, "new_password2": strong}).status_code == 302
    assert client.get("/admin/").status_code == 302
    assert sign_in(client, password=strong)["Location"] == "/admin/"


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client, editor, reset):
    known, unknown = reset("ada@example.org"), reset("nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


def test_the_letter_is_written_apart_from_the_answer(client, editor, monkeypatch):
    asked = []
    monkeypatch.setattr(forms.send_password_reset, "delay", asked.append)
    client.press("/admin/password_reset/", {"email": "ada@example.org"})
    client.press("/admin/password_reset/", {"email": "nobody@example.org"})
    assert asked == ["ada@example.org", "nobody@example.org"]
    assert not mail.outbox


def test_a_mailbox_gets_three_letters_an_hour_and_the_answer_stays_the_same(editor, reset):
    answers = {reset("Ada@example.org", address=f"192.0.2.{n}").status_code for n in range(5)}
    assert answers == {302}
    assert len(mail.outbox) == 3


def test_an_address_may_ask_ten_times_an_hour(editor, reset):
    assert [reset(f"{n}@example.org").status_code for n in range(11)] == [302] * 10 + [429]
    assert reset("ada@example.org", address="192.0.2.2").status_code == 302
    assert len(mail.outbox) == 1


def test_a_new_password_ends_the_other_sessions(at_desk, editor):
    elsewhere = Browser()
    sign_in(elsewhere)
    assert elsewhere.get("/admin/account/").status_code == 200
    strong = "eight quiet herons"
    data = {
        "password-old_password": PASSWORD,
        "password-new_password1": strong,
        "password-new_password2": strong,
        "name_email-first_name": "Ada",
        "name_email-last_name": "L",
        "name_email-email": "ada@example.org",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    changed = at_desk.press("/admin/account/", data)
    assert changed.status_code == 302, changed.context["panels_by_tab"]
    assert at_desk.get("/admin/account/").status_code == 200
    assert elsewhere.get("/admin/account/")["Location"].startswith(LOGIN)


# Sessions


def test_the_cookie_is_the_browsers_until_it_is_closed(client, editor):
    cookie = sign_in(client).cookies["editor"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == cookie["expires"] == ""


def test_nobody_is_remembered_longer_by_a_tick_in_a_box(client, editor):
    assert 'name="remember"' not in client.get(LOGIN).content.decode()


def test_a_session_ends_after_8_hours_without_activity(editor, client, clock):
    sign_in(client)
    clock.shift(dt.timedelta(hours=7, minutes=59))
    assert client.get("/admin/").status_code == 200
    clock.shift(dt.timedelta(hours=8, minutes=1))
    assert client.get("/admin/")["Location"] == f"{LOGIN}?next=/admin/"


def test_a_session_ends_12_hours_after_it_began(editor, client, clock):
    sign_in(client)
    client.get("/admin/")
    for _ in range(2):
        clock.shift(dt.timedelta(hours=6))
        assert client.get("/admin/").status_code == 200
    clock.shift(dt.timedelta(seconds=1))
    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session
    sign_in(client)
    assert client.get("/admin/").status_code == 200


def test_what_an_open_editor_asks_by_itself_is_no_activity(editor, client, clock):
    sign_in(client)
    assert client.get("/admin/").status_code == 200
    clock.shift(dt.timedelta(hours=7))
    client.send(reverse("wagtailadmin_editing_sessions:release", args=[1]))
    clock.shift(dt.timedelta(hours=1, minutes=1))
    assert client.get("/admin/").status_code == 302


def test_a_session_is_not_written_with_every_page(at_desk, django_assert_num_queries):
    at_desk.get("/admin/two-factor/")
    before = Session.objects.get().expire_date
    at_desk.get("/admin/two-factor/")
    assert Session.objects.get().expire_date == before


def test_leaving_needs_a_button_not_a_link(at_desk):
    assert at_desk.get("/admin/logout/").status_code == 405
    assert at_desk.get("/admin/").status_code == 200
    assert at_desk.send("/admin/logout/").status_code == 302
    assert at_desk.get("/admin/").status_code == 302


# The second step


def switch_on(client, password=PASSWORD):
    """Gives the device and the recovery codes."""
    assert client.press("/admin/two-factor/", {"password": password}).status_code == 302
    page = client.get("/admin/two-factor/confirm/").content.decode()
    letters = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert "<svg" in page
    assert "<title>QR code with the secret for your app</title>" in page
    data = {"code": f"{totp(base64.b32decode(letters)):06d}"}
    page = client.press("/admin/two-factor/confirm/", data).content.decode()
    return TOTPDevice.objects.get(), re.findall(r"<code>(\w{5}-\w{5})</code>", page)


def code_of(device):
    return f"{totp(device.bin_key):06d}"


def give(client, code, page="/admin/two-factor/code/?next=/admin/account/"):
    return client.press_or_forge(page, {"code": code}, REMOTE_ADDR="192.0.2.1")


def test_the_second_step_is_switched_on_by_a_code_from_the_phone(at_desk, clock):
    device, codes = switch_on(at_desk)
    assert device.confirmed
    assert len(set(codes)) == 10
    assert at_desk.get("/admin/account/").status_code == 200
    assert "Two-step sign-in is on." in at_desk.get("/admin/two-factor/").content.decode()


def test_it_stays_off_without_the_password_or_a_right_code(at_desk):
    assert at_desk.press("/admin/two-factor/", {"password": "wrong"}).status_code == 200
    assert not TOTPDevice.objects.exists()
    at_desk.press("/admin/two-factor/", {"password": PASSWORD})
    at_desk.press("/admin/two-factor/confirm/", {"code": "nonsense"})
    assert not TOTPDevice.objects.get().confirmed
    assert at_desk.get("/admin/account/").status_code == 200


def test_recovery_codes_are_shown_once_and_kept_as_digests(at_desk, clock):
    _device, codes = switch_on(at_desk)
    for address in ("/admin/two-factor/", "/admin/two-factor/confirm/"):
        page = at_desk.get(address, follow=True).content.decode()
        assert not [code for code in codes if code in page]
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10
    assert not {code.replace("-", "") for code in codes} & kept


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/account/", "/admin/two-factor/", "/admin/reports/site-history/"]
)
def test_the_password_alone_opens_no_page_of_who_has_a_second_step(client, at_desk, clock, address):
    switch_on(at_desk)
    fresh = Browser()
    sign_in(fresh)
    asked = fresh.get(address)
    assert asked["Location"].startswith("/admin/two-factor/code/?next=")
    assert fresh.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    assert fresh.send("/admin/two-factor/", {"password": PASSWORD}).status_code == 302
    assert TOTPDevice.objects.filter(confirmed=True).exists()


def test_sessions_from_before_are_asked_for_the_code_too(at_desk, clock):
    elsewhere = Browser()
    sign_in(elsewhere)
    switch_on(at_desk)
    assert "/two-factor/code/" in elsewhere.get("/admin/")["Location"]


def test_the_code_from_the_phone_opens_the_desk_and_works_once(at_desk, clock):
    device, _codes = switch_on(at_desk)
    clock.shift(dt.timedelta(seconds=30))
    first, second = Browser(), Browser()
    for client in (first, second):
        sign_in(client)
    code = code_of(device)
    assert give(first, f"{code[:3]} {code[3:]}")["Location"] == "/admin/account/"
    assert first.get("/admin/account/").status_code == 200
    assert give(second, code).status_code == 200
    assert second.get("/admin/account/").status_code == 302


def test_a_recovery_code_opens_the_desk_and_works_once(at_desk, clock):
    _device, codes = switch_on(at_desk)
    first, second = Browser(), Browser()
    for client in (first, second):
        sign_in(client)
    assert give(first, codes[0].upper()).status_code == 302
    assert give(second, codes[0]).status_code == 200
    assert "9 recovery codes left" in first.get("/admin/two-factor/").content.decode()


def test_new_recovery_codes_take_the_place_of_the_earlier_ones(at_desk, clock):
    _device, old = switch_on(at_desk)
    data = {"password": PASSWORD, "new_codes": "yes"}
    page = at_desk.press("/admin/two-factor/", data).content.decode()
    new = re.findall(r"<code>(\w{5}-\w{5})</code>", page)
    assert len(new) == 10
    fresh = Browser()
    sign_in(fresh)
    assert give(fresh, old[0]).status_code == 200
    clock.shift(dt.timedelta(seconds=2))
    assert give(fresh, new[0]).status_code == 302


def test_wrong_codes_make_the_next_one_wait_and_lock_out_in_the_end(at_desk, clock):
    device, _codes = switch_on(at_desk)
    clock.shift(dt.timedelta(seconds=30))
    fresh = Browser()
    sign_in(fresh)
    assert give(fresh, "000000").status_code == 200
    # Right, but a moment after a wrong one.
    assert give(fresh, code_of(device)).status_code == 200
    assert [give(fresh, "000000").status_code for _ in range(3)] == [200, 200, 429]
    clock.shift(dt.timedelta(minutes=5))
    assert give(fresh, code_of(device)).status_code == 429
    assert sign_in(Browser()).status_code == 429
    clock.shift(dt.timedelta(minutes=11))
    assert give(fresh, code_of(device)).status_code == 302


def test_a_code_leads_to_no_other_site(at_desk, clock):
    _device, codes = switch_on(at_desk)
    fresh = Browser()
    sign_in(fresh)
    elsewhere = "/admin/two-factor/code/?next=https://example.org/"
    assert give(fresh, codes[0], elsewhere)["Location"] == "/admin/"


def test_nobody_is_asked_for_a_code_before_the_password(client):
    asked = client.get("/admin/two-factor/code/?next=/admin/account/")
    assert asked["Location"].startswith(LOGIN)


def test_the_second_step_is_switched_off_with_the_password(at_desk, clock):
    switch_on(at_desk)
    at_desk.press("/admin/two-factor/", {"password": "wrong", "off": "yes"})
    assert TOTPDevice.objects.exists()
    at_desk.press("/admin/two-factor/", {"password": PASSWORD, "off": "yes"})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    fresh = Browser()
    sign_in(fresh)
    assert fresh.get("/admin/account/").status_code == 200


def test_an_administrator_lets_in_who_lost_the_phone(at_desk, editor, administrator, clock):
    switch_on(at_desk)
    boss = Browser()
    boss.force_login(administrator)
    address = f"/admin/two-factor/of/{editor.pk}/"
    assert address in boss.get("/admin/users/").content.decode()
    assert "call, and do not trust an e-mail" in boss.get(address).content.decode()
    assert boss.press(address, {"password": "wrong"}).status_code == 200
    assert TOTPDevice.objects.exists()
    assert boss.press(address, {"password": PASSWORD}).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_editors_switch_off_nobody_elses_second_step(at_desk, administrator):
    address = f"/admin/two-factor/of/{administrator.pk}/"
    assert at_desk.send(address, {"password": PASSWORD})["Location"] == "/admin/"
    ada = User.objects.get(username="ada")
    ada.groups.add(Group.objects.get(name="Administrators"))
    assert at_desk.send(address, {"password": PASSWORD})["Location"] == "/admin/"


def test_the_last_administrator_is_let_in_from_the_shell(at_desk, clock, capsys):
    switch_on(at_desk)
    call_command("switch_off_second_step", "ada")
    assert not TOTPDevice.objects.exists()
    assert "ada" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no account named nobody"):
        call_command("switch_off_second_step", "nobody")


# Who came in


def test_administrators_see_who_came_in_and_who_failed(administrator, editor, clock):
    boss = Browser()
    fail(boss, 5)
    sign_in(boss, "grace", address="192.0.2.9")
    came = boss.get("/admin/reports/sign-ins/").content.decode()
    failed = boss.get("/admin/reports/failed-sign-ins/").content.decode()
    assert "grace" in came
    assert "192.0.2.9" in came
    assert failed.count("192.0.2.1") == 5
    assert AccessFailureLog.objects.filter(locked_out=True).count() == 1
    assert "192.0.2.1" in boss.get("/admin/reports/failed-sign-ins/?export=csv").getvalue().decode()


@pytest.mark.parametrize("report", ["sign-ins", "failed-sign-ins"])
def test_others_do_not_see_it(at_desk, report):
    assert at_desk.get(f"/admin/reports/{report}/")["Location"] == "/admin/"
    assert at_desk.get(f"/admin/reports/{report}/results/")["Location"] == "/admin/"


def test_it_is_forgotten_after_30_days_with_sessions_that_are_over(client, editor, clock):
    fail(client, 1)
    sign_in(client)
    clock.shift(dt.timedelta(days=29))
    fail(client, 1)
    sign_in(client)
    clock.shift(dt.timedelta(days=1, seconds=1))
    tasks.tidy_up_sign_ins()
    assert AccessLog.objects.count() == AccessFailureLog.objects.count() == 1
    assert not AccessAttempt.objects.exists()
    assert not Session.objects.exists()


def test_tidying_up_runs_daily():
    scheduled = django_settings.CELERY_BEAT_SCHEDULE["tidy up sign-ins"]
    assert scheduled["task"] == tasks.tidy_up_sign_ins.name
    assert scheduled["schedule"] == 24 * 3600


# What goes where


@pytest.mark.parametrize("address", ["/admin/", LOGIN, "/admin/account/", "/admin/nothing/"])
def test_pages_of_the_desk_are_kept_and_listed_nowhere(at_desk, address):
    for page in (at_desk.get(address), Browser().get(address)):
        assert page["Cache-Control"] == "private, no-store"
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert policy_of(page) == STRICT
        assert page["X-Frame-Options"] == "DENY"
        assert page["Referrer-Policy"] == "same-origin"


def test_a_preview_may_be_framed_by_the_desk_alone(client, administrator):
    client.force_login(administrator)
    page = Condition.objects.create(
        name="Myositis", slug="myositis", kind="umbrella", summary="It."
    )
    preview = client.get(f"/admin/snippets/conditions/condition/preview/{page.pk}/")
    assert "Myositis" in preview.content.decode()
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert policy_of(preview) == STRICT - {"frame-ancestors 'none'"} | {"frame-ancestors 'self'"}


@pytest.mark.parametrize("address", ["/", "/trials/", "/about/", "/status.json"])
def test_public_pages_keep_their_own_headers(at_desk, address):
    page = at_desk.get(address)
    assert policy_of(page) == STRICT - {"frame-src 'self'"}
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "X-Robots-Tag" not in page
    assert "no-store" not in page.get("Cache-Control", "") or address == "/status.json"
    assert not page.cookies


def test_search_engines_are_asked_to_stay_off_the_desk(client):
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "\nDisallow: /admin/\n" in robots.content.decode()


def test_the_desk_names_no_other_host(client, administrator):
    client.force_login(administrator)
    for address in ("/admin/", "/admin/account/", "/admin/users/"):
        page = client.get(address).content.decode()
        body = page.partition("<body")[2].partition("</noscript>")[2]
        assert body
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', body)
        assert "gravatar" not in page
        assert "data-upgrade" not in page
        assert "releases.wagtail.org" not in page


def test_letters_go_through_the_server_that_is_named(tmp_path):
    names = ["EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"]
    names += ["EMAIL_USE_TLS", "EMAIL_USE_SSL", "DEFAULT_FROM_EMAIL"]

    def settings(**environment):
        started = test_settings.start(tmp_path, **environment)
        return {name: started.get(name) for name in names}

    assert "console" in settings()["EMAIL_BACKEND"]
    given = settings(EMAIL_URL="smtp://me%40here:p%2Fw@mail.example.org", MAIL_FROM="a@example.org")
    assert given == {
        "EMAIL_BACKEND": "myositis_portal.mail.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "me@here",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "DEFAULT_FROM_EMAIL": "a@example.org",
    }
    given = settings(EMAIL_URL="smtps://mail.example.org", CONTACT_EMAIL="us@example.org")
    assert (given["EMAIL_PORT"], given["EMAIL_USE_SSL"]) == (465, True)
    assert given["DEFAULT_FROM_EMAIL"] == "us@example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [("EMAIL_URL", "mail.example.org"), ("EMAIL_URL", "smtp://host:mail"), ("PROXIES", "0")],
)
def test_a_wrong_value_stops_the_program(tmp_path, name, value):
    given = {"ALLOWED_HOSTS": "myositis.example.org", name: value}
    with pytest.raises(ImproperlyConfigured, match=name):
        test_settings.start(tmp_path, **given)


def test_a_public_name_means_secure_cookies_and_one_proxy(tmp_path):
    public = test_settings.start(tmp_path, ALLOWED_HOSTS="myositis.example.org")
    assert public["SESSION_COOKIE_SECURE"] is public["CSRF_COOKIE_SECURE"] is True
    assert (public["PROXIES"], public["SESSION_COOKIE_NAME"]) == (1, "__Host-editor")
    assert test_settings.start(tmp_path)["PROXIES"] == 0
