"""No text of a record or of an editor runs in a reader's browser, wherever it stands."""

import copy
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import models
from playwright.sync_api import sync_playwright

from conditions.models import Change, Condition, GlossaryTerm, Guide, Reference, Topic
from organizations.models import Contact, Meeting, Offer, Organization
from tests import databases, pages
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.hostile_text import PAYLOADS, VECTORS, got_in

started = databases.with_starter()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("started")]

SAMPLES = [
    json.loads(line)
    for line in (settings.BASE_DIR / "trials/samples/studies.jsonl").read_text().splitlines()
]
# Dates, numbers, words of the registry's closed lists: another value makes the record odd.
CLOSED = re.compile(r"[0-9-]*|[A-Z0-9_]+|NCT\d+|\d+ (Years|Months)|\d{4}-\d\d.*|[\w.-]*@.*")
IN_CHROMIUM = 40


def texts(value, path=()):
    """(path, text) of every free text in a record."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from texts(inner, (*path, key))
    elif isinstance(value, str) and not CLOSED.fullmatch(value):
        yield path, value


def hostile_study(number):
    """A sample with a payload in each free text: another one at each place, and in each study."""
    record = copy.deepcopy(SAMPLES[number % len(SAMPLES)])
    for place, (path, text) in enumerate([*texts(record["protocolSection"])]):
        holder = record["protocolSection"]
        for key in path[:-1]:
            holder = holder[key]
        payload = PAYLOADS[(number * 67 + place) % len(PAYLOADS)]
        is_address = re.match(r"https?://", text)
        holder[path[-1]] = payload.lstrip("\"'>") if is_address else f"{text} {payload}"
    record["protocolSection"]["identificationModule"]["nctId"] = f"NCT97{number:06}"
    return record


def addresses_of(count):
    for number in range(count):
        yield f"/trials/NCT97{number:06}/"
        yield f"/trials/NCT97{number:06}/?place=15213"
    yield from ("/trials/?q=ran&status=all", "/trials/?status=all", "/", "/search/?q=ran")


def html_of(client, addresses):
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code in (200, 404), address
        if response["Content-Type"].startswith("text/html"):
            yield address, response.content.decode()


def hostile_editors(first=0):
    """Every text that an editor can write, as a database could hold it that no form looked at."""
    number = first
    for model in (
        *(Condition, Guide, GlossaryTerm, Reference, Topic, Change),
        *(Organization, Contact, Offer, Meeting),
    ):
        for row in model.objects.all():
            changed = {}
            for field in model._meta.concrete_fields:
                if not is_text(field):
                    continue
                payload = PAYLOADS[number % len(PAYLOADS)]
                number += 1
                most = field.max_length or 1000
                text = payload if isinstance(field, models.URLField) else f"ran {payload}"
                changed[field.name] = text[:most] if len(text) > most else text
            model.objects.filter(pk=row.pk).update(**changed)
    return number


def is_text(field):
    return (
        isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.primary_key)
        and field.editable
        and field.name not in ("slug", "recurrence", "time_zone", "country", "region", "value")
    )


def addresses_of_editors():
    yield from (page for page in pages.addresses() if not page.startswith("/admin"))
    for model in (Condition, Guide, Organization):
        yield from (row.get_absolute_url() for row in model.objects.live())
    yield from (row.get_absolute_url() for row in Meeting.objects.shown())
    yield "/search/?q=ran"


def test_there_are_200_payloads_and_each_is_seen_where_it_is_not_escaped():
    assert len(PAYLOADS) >= 200
    for vector in VECTORS:
        # Two are only seen by what reads them as a browser does.
        if vector.startswith("<") and not vector.startswith(("<javascript", "<noscript")):
            assert got_in(f"<p>{vector.format(n=1)}</p>"), vector


def test_no_text_of_a_record_gets_in(client, publish):
    run = publish(*map(hostile_study, range(12)))
    assert (run.fetched, run.quarantined) == (24, 0) or run.quarantined == 0
    shown = ""
    for address, html in html_of(client, addresses_of(12)):
        assert got_in(html) == [], address
        shown += html
    # The payloads do stand there, as texts.
    assert len({*re.findall(r"ran\((\d+)\)", shown)}) > 150


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_no_text_of_an_editor_gets_in(client, every):
    assert hostile_editors() > len(PAYLOADS)
    shown = ""
    for address, html in html_of(client, [*addresses_of_editors()][::every]):
        assert got_in(html) == [], address
        shown += html
    assert len({*re.findall(r"ran\((\d+)\)", shown)}) > 100 / every


@pytest.mark.browser
@pytest.mark.exhaustive
def test_nothing_runs_in_a_browser_even_without_our_policy(client, publish):
    if not CHROMIUM:
        pytest.skip("there is no Chromium")
    publish(*map(hostile_study, range(IN_CHROMIUM)))
    found = [*html_of(client, addresses_of(IN_CHROMIUM))]
    hostile_editors()
    found += html_of(client, addresses_of_editors())
    # Django does not work in the thread of Playwright's loop.
    with ThreadPoolExecutor(1) as thread:
        ran = thread.submit(run_in_chromium, dict(found)).result()
    assert ran.pop("a page that does run") == [1]
    assert {address: numbers for address, numbers in ran.items() if numbers} == {}


def run_in_chromium(html_of_addresses):
    """{address: the payloads that ran} once everything was touched, focused and unfolded."""
    tried = {"a page that does run": "<img src=x onerror=ran(1)>"} | html_of_addresses
    ran = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for address, html in tried.items():
            page = browser.new_page()
            ran[address] = numbers = []
            page.expose_function("ran", lambda number, kept=numbers: kept.append(number))
            # Its own scripts are not there, so only a text can run.
            page.route("**/*", lambda route: route.abort())
            page.set_content(html, wait_until="load")
            page.evaluate(
                """() => {
                    for (const part of document.querySelectorAll("*")) {
                        part.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
                        part.focus?.();
                        if (part.tagName === "DETAILS") part.open = !part.open;
                        if (/^\\s*(javascript|data):/i.test(part.href ?? "")) part.click();
                    }
                }"""
            )
            page.wait_for_function("true")
            page.close()
        browser.close()
    return ran
