"""Each kind of page by the rules of MDN's HTTP Observatory, computed here.

The rules and their points are those of mdn/mdn-http-observatory in 2026 (`src/grader/charts.js`,
`src/analyzer/tests`), for a page that is asked for over HTTPS. Left out is what no answer can show
here: the redirect from HTTP, which tests/test_compose.py sees, costs nothing, and an entry in the
preload list of browsers would add 5 points. 130 is all that a page can get without cookies, and
without the integrity of its own scripts.
"""

from http.cookies import SimpleCookie

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import databases, editions, pages
from tests.studies import study

pytestmark = pytest.mark.django_db

GOAL, SIX_MONTHS = 130, 15_768_000
LEAST_FOR_BONUS = 90
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE_INLINE = {"'unsafe-inline'", "data:"}
PRIVATE_REFERRERS = {
    *("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"),
}


def points(headers, cookies=(), html=""):
    """{test: its points}, better or worse than nothing."""
    policy = policy_of(headers.get("Content-Security-Policy", ""))
    hsts = headers.get("Strict-Transport-Security", "")
    return {
        "content-security-policy": of_the_policy(policy),
        "cookies": of_cookies(cookies, is_strict=of_transport(hsts) == 0),
        "cross-origin-resource-sharing": -50
        if headers.get("Access-Control-Allow-Credentials") == "true"
        else 0,
        "cross-origin-resource-policy": {"same-origin": 10, "same-site": 10}.get(
            headers.get("Cross-Origin-Resource-Policy", ""), 0
        ),
        "referrer-policy": of_the_referrer(headers.get("Referrer-Policy", "")),
        "strict-transport-security": of_transport(hsts),
        "subresource-integrity": of_scripts(html),
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": of_framing(policy, headers.get("X-Frame-Options", "")),
    }


def score(*found):
    """Without its bonuses, a page has to get 90 before they count."""
    given = points(*found).values()
    least = 100 + sum(number for number in given if number < 0)
    bonus = sum(number for number in given if number > 0)
    return max(0, least + (bonus if least >= LEAST_FOR_BONUS else 0))


def policy_of(text):
    directives = [words.split() for words in text.split(";") if words.strip()]
    return {name: set(sources) for name, *sources in directives}


def of_the_policy(policy):
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    scripts, styles, objects = (
        policy.get(name, default) for name in ("script-src", "style-src", "object-src")
    )
    if scripts & (BROAD | UNSAFE_INLINE) or objects & BROAD:
        return -20
    active = {
        source
        for name, sources in policy.items()
        if name not in ("img-src", "media-src")
        for source in sources
    }
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return -20
    if "'unsafe-eval'" in scripts | styles:
        return -10
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return -10
    if styles & (BROAD | UNSAFE_INLINE):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def of_cookies(cookies, is_strict):
    worst = 5 if cookies else 0
    for cookie in cookies:
        name = cookie.key.lower()
        is_session = "login" in name or "sess" in name
        if not cookie["secure"]:
            loose = (-10, -5) if is_strict else (-40, -20)
            worst = min(worst, loose[0] if is_session else loose[1])
        if is_session and not cookie["httponly"]:
            worst = min(worst, -30)
        if not cookie["samesite"]:
            worst = min(worst, -20 if "csrf" in name else 0)
    return worst


def of_the_referrer(text):
    if not text:
        return 0
    return 5 if text.split(",")[-1].strip().lower() in PRIVATE_REFERRERS else -5


def of_transport(text):
    words = [word.strip().lower() for word in text.split(";")]
    ages = [word.removeprefix("max-age=") for word in words if word.startswith("max-age=")]
    if not ages or not ages[0].isdigit():
        return -20
    return 0 if int(ages[0]) >= SIX_MONTHS else -10


def of_scripts(html):
    scripts = [
        tag for tag in BeautifulSoup(html, "html.parser").find_all("script") if tag.get("src")
    ]
    foreign = [tag for tag in scripts if tag["src"].startswith(("//", "http://", "https://"))]
    if any(not tag["src"].startswith("https://") for tag in foreign):
        return -20 if all(tag.get("integrity") for tag in foreign) else -50
    if any(not tag.get("integrity") for tag in foreign):
        return -5
    return 5 if any(tag.get("integrity") for tag in scripts) else 0


def of_framing(policy, text):
    if not policy.get("frame-ancestors", {"*"}) & BROAD:
        return 5
    return 0 if text.upper() in ("DENY", "SAMEORIGIN") else -20


@databases.loaded_once
def one_study():
    editions.publish(study())


@pytest.fixture
def public(settings, one_study):
    """As under a public name; see myositis_portal/settings.py."""
    settings.ALLOWED_HOSTS = ["myositis.example.org"]
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return Client(headers={"host": "myositis.example.org"}, raise_request_exception=False)


@pytest.mark.parametrize(
    "address",
    [
        *pages.addresses(),
        *("/trials/NCT99000001/", "/nothing/", "/trials/?q=chest+pain", "/admin/login/"),
        *("/api/v1/trials/", "/trials.csv", "/trials.atom", "/status.json", "/robots.txt"),
    ],
)
def test_each_kind_of_page_gets_130_points_or_more(public, address):
    response = public.get(address, secure=True)
    html = "" if response.streaming else response.content.decode()
    html = html if response["Content-Type"].startswith("text/html") else ""
    found = (response.headers, [*response.cookies.values()], html)
    assert score(*found) >= GOAL, points(*found)


def cookie(text):
    return [*SimpleCookie(text).values()]


STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize(
    ("change", "cookies", "html", "expected"),
    [
        ({}, "", "", 130),
        ({}, "csrftoken=1; Secure; SameSite=Lax", "", 135),
        ({}, "csrftoken=1; Secure", "", 80),
        ({}, "sessionid=1; Secure; SameSite=Lax", "", 70),
        ({}, "", '<script src="/a.js"></script>', 130),
        ({}, "", '<script src="https://elsewhere.example/a.js"></script>', 125),
        ({}, "", '<script src="//elsewhere.example/a.js"></script>', 50),
        ({"Content-Security-Policy": ""}, "", "", 55),
        ({"Content-Security-Policy": "default-src 'self'"}, "", "", 80),
        ({"Content-Security-Policy": "script-src 'unsafe-inline'"}, "", "", 60),
        ({"Strict-Transport-Security": ""}, "", "", 80),
        ({"Strict-Transport-Security": "max-age=60"}, "", "", 120),
        ({"Referrer-Policy": "unsafe-url"}, "", "", 120),
        ({"Access-Control-Allow-Credentials": "true"}, "", "", 50),
        ({"X-Content-Type-Options": ""}, "", "", 125),
    ],
)
def test_the_rules_take_points_away(change, cookies, html, expected):
    assert score(STRICT | change, cookie(cookies), html) == expected
