"""One Chromium for all tests of pages, and what a page did in it that it must not do."""

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from . import tables
from .person import SCREEN, Person
from .portal import Portals

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-smooth-scrolling",
    # No name is looked up and no other machine is spoken to, whatever a page tries.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


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
    try:
        with django_db_blocker.unblock():
            portals.start()
        yield portals.origins
    finally:
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
        context = browser.new_context(reduced_motion="reduce", **options)
        conduct = Conduct()
        context.add_init_script(path=HERE / "watch.js")
        page = context.new_page()
        page.conduct = conduct
        page.on("request", lambda request: conduct.see(request.url))
        page.on("console", lambda message: hear(conduct, message))
        page.on("pageerror", lambda error: conduct.complaints.append(str(error)))
        try:
            yield page
        finally:
            context.close()

    return tab


def hear(conduct, message):
    # Chromium says so of the page itself where a test asks for a page that is not there.
    if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
        conduct.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture(scope="package")
def sessions():
    """{name: the cookies of somebody who has signed in at the desk}"""
    return {}


@pytest.fixture
def desk(tab, portals, sessions):
    """Somebody of this name at the desk; at the end nobody's browser complained of anything."""
    opened = []

    def desk(name):
        visit = tab(viewport=SCREEN, storage_state=sessions.get(name))
        page = visit.__enter__()
        opened.append((visit, page))
        person = Person(page, portals["desk"], name)
        sessions[name] = page.context.storage_state()
        return person

    yield desk
    for visit, _page in opened:
        visit.__exit__(None, None, None)
    for _visit, page in opened:
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


@pytest.fixture
def reads(tab, portals):
    """What a reader sees at an address of the portal of the desk, and with which status it came."""

    def reads(address):
        with tab() as page:
            answer = page.goto(portals["desk"] + address)
            return answer.status, page.locator("main").inner_text()

    return reads
