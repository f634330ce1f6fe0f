"""One Chromium for all tests of pages, and what a page did in it that it must not do."""

import os
import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import databases

from . import tables
from .person import SCREEN, Person
from .portal import Portals

HERE = Path(__file__).parent
# Without windows it starts and paints in less time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-smooth-scrolling",
    # No name is looked up and no other machine is spoken to, whatever a page tries.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


# A busy computer takes its time, and a page that never gets there fails all the same.
expect.set_options(timeout=30_000)

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(scope="session", autouse=True)
def chromium():
    """The path of a browser: Debian's, never one that Playwright would fetch."""
    if CHROMIUM:
        return CHROMIUM
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(
            f"REQUIRE_BROWSER is set, and there is no Chromium. {tables.MISSING}", pytrace=False
        )
    pytest.skip("there is no Chromium")


@pytest.fixture(scope="session")
def portals(chromium, static_files, django_db_blocker):
    portals = Portals()
    # While Playwright's loop runs in this thread, Django would refuse to fill it.
    with django_db_blocker.unblock():
        databases.template_with_starter()
    yield portals
    portals.stop()


@pytest.fixture(scope="package")
def browser(chromium, portals):
    # The portals come first and go last: Django refuses to work in the thread of Playwright's loop.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Conduct:
    """What a page did that a good one does not."""

    elsewhere: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def see(self, address):
        # Not a route, which would switch off the browser's cache: what it keeps is fetched once.
        if urlsplit(address).netloc.partition(":")[0] not in ("127.0.0.1", ""):
            self.elsewhere.append(address)

    def forget(self):
        self.elsewhere.clear()
        self.complaints.clear()


@pytest.fixture(scope="package")
def tab(browser):
    """Opens a page in a context of its own; its `conduct` says what it did."""

    @contextmanager
    def tab(**options):
        context = new_context(browser, **options)
        try:
            yield watched(context.new_page())
        finally:
            context.close()

    return tab


def new_context(browser, **options):
    context = browser.new_context(reduced_motion="reduce", **options)
    context.add_init_script(path=HERE / "watch.js")
    return context


def watched(page):
    page.conduct = conduct = Conduct()
    page.on("request", lambda request: conduct.see(request.url))
    page.on("console", lambda message: hear(conduct, message))
    page.on("pageerror", lambda error: conduct.complaints.append(str(error)))
    return page


def hear(conduct, message):
    # Chromium says so of the page itself where a test asks for a page that is not there.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        conduct.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture(scope="package")
def browser_of(browser):
    """Gives the browser of somebody, which remembers who signed in and what it has loaded."""
    context_of = cache(lambda name: new_context(browser, viewport=SCREEN))
    return lambda name: watched(context_of(name).new_page())


@pytest.fixture
def desk(browser_of, portals):
    """Somebody of this name at the desk; at the end nobody's browser complained of anything."""
    opened = []

    def desk(name):
        opened.append(page := browser_of(name))
        return Person(page, portals["desk"], name)

    yield desk
    for page in opened:
        page.close()
    for page in opened:
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


@pytest.fixture
def reads(browser_of, portals):
    """What a reader sees at an address of the portal of the desk, and with which status it came."""
    with closing(browser_of("a reader")) as page:

        def reads(address):
            page.goto(portals["desk"] + address)
            # A browser may show for a minute what it has.
            answer = page.reload()
            return answer.status, page.locator("main").inner_text()

        yield reads
