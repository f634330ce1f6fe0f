import fcntl
import gc
import os
from unittest import mock

import hypothesis
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.template import Template
from django.test import TransactionTestCase, override_settings
from django.test.signals import template_rendered
from whitenoise import WhiteNoise
from xdist.scheduler import LoadScopeScheduling

from tests import databases
from tests.browser import tables
from tests.client import Browser
from tests.environment import ROOT
from tests.registry import Registry
from trials import ctgov
from trials.sync import runner
from web import page_cache
from web import tables as downloads

# No test may fail because the computer is busy, and one that fails is to fail again.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("tests")


AT_THE_DESK = ("tests/browser/test_desk", "tests/browser/test_readability")


class ByFile(LoadScopeScheduling):
    """Give each process one file after another, those that take longest first.

    The browser's tests stay together, in two parts: they share portals and a Chromium that take
    seconds to start. pytest-xdist's own groups do nothing under pytest 9.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(AT_THE_DESK):
            return "tests/browser/test_desk"
        if nodeid.startswith("tests/browser/"):
            return "tests/browser/"
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node):
        """Hand out the longest of the scopes that are left."""
        self.workqueue.move_to_end(max(self.workqueue, key=weight), last=False)
        super()._assign_work_unit(node)


# Files that take longer than most, with their seconds of work.
SECONDS = {
    # First, because it needs no database: meanwhile another process makes the template.
    "tests/trials/reading/test_clauses.py": 200,
    "tests/browser/test_desk": 160,
    "tests/browser/": 160,
    "tests/myositis_portal/test_run.py": 150,
    "tests/test_compose.py": 110,
    "tests/trials/sync/test_kills.py": 45,
    "tests/conditions/test_starter.py": 20,
    "tests/trials/reading/test_budget.py": 18,
    "tests/trials/sync/test_runner.py": 18,
    "tests/trials/sync/test_publish.py": 15,
    "tests/conditions/test_desk.py": 15,
    "tests/myositis_portal/test_addresses.py": 14,
}


def weight(scope):
    return SECONDS.get(scope, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return ByFile(config, log)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith("tests/browser/"):
            item.add_marker("browser")


def pytest_collection_finish():
    # What is loaded by now stays: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["measured"] = list(tables.lines())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """What another process measured comes to the one that writes the summary."""
    tables.elsewhere += getattr(node, "workeroutput", {}).get("measured", [])


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if report.nodeid.startswith("tests/browser/")
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests in a browser were skipped: there is no Chromium. "
            f"{tables.MISSING}"
        )
    for line in [*tables.lines(), *tables.elsewhere]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Pages are served as in production: their style sheet has a name of its own content."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    done = ROOT / "var" / "test" / "static-files-of"
    with done.with_suffix(".lock").open("w") as lock:
        # Who collects them removes some for a moment; of two processes the first does it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists() or done.read_text() != run:
            call_command("collectstatic", interactive=False, verbosity=0)
            done.write_text(run)
    # What the other process collected is not in the list that this one read when it began.
    storage = staticfiles_storage
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()


@pytest.fixture(scope="session", autouse=True)
def whole_pages_alone_are_noted(django_test_environment):
    """Django's test client copies the context of every template; a page may have hundreds.

    Here it keeps that of the page itself, for `response.context`.
    """

    def render(template, context):
        if context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with mock.patch.object(Template, "_render", render):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once(static_files):
    """Each test client has middleware of its own, which would list the same files again."""
    listed = {}
    list_files = WhiteNoise.update_files_dictionary

    def update(self, root, prefix):
        known = (root, prefix, type(self), self.max_age, self.index_file)
        if known not in listed:
            list_files(self, root, prefix)
            listed[known] = dict(self.files)
        self.files.update(listed[known])

    with mock.patch.object(WhiteNoise, "update_files_dictionary", update):
        yield


@pytest.fixture(scope="session", autouse=True)
def fast_passwords():
    """A password's real hash takes a third of a second by intention."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """In place of pytest-django's: a copy of the template instead of ten seconds of migrations."""
    with django_db_blocker.unblock():
        # What a run that was killed has left.
        databases.drop(f"test_{worker_id}_started")
        databases.use_new_copy(f"test_{worker_id}")
    yield
    with django_db_blocker.unblock():
        databases.drop(f"test_{worker_id}")
        databases.drop(f"test_{worker_id}_started")


@pytest.fixture(scope="session", autouse=True)
def a_test_that_commits_leaves_a_new_copy(django_test_environment):
    """Django would empty all tables and fill some again, which takes ten times as long."""

    def renew(self):
        databases.use_new_copy(connection.settings_dict["NAME"])

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", renew):
        yield


@pytest.fixture
def read_only_db(django_db_setup, django_db_blocker):
    """The database outside of any transaction, for tests that write nothing: it refuses to.

    So they need no new copy, which takes half a second.
    """
    options = connection.settings_dict["OPTIONS"]
    refuse = {"options": f"{options.get('options', '')} -c default_transaction_read_only=on"}
    with django_db_blocker.unblock(), mock.patch.dict(options, refuse):
        connection.close()
        yield
        connection.close()


@pytest.fixture(autouse=True)
def no_pages_kept(monkeypatch):
    """What a test changes beside the database, as a setting, is in no key of a page."""
    monkeypatch.setattr(page_cache, "_keep", lambda *page: None)


@pytest.fixture(autouse=True)
def no_download_left_open():
    """A table that a test asked for and did not read keeps its turn until it is collected."""
    if downloads._turns._value < downloads.AT_ONCE:
        gc.collect()


@pytest.fixture
def client():
    """Under CSRF checks, as in production; see tests/client.py for how to press a button."""
    return Browser()


@pytest.fixture
def admin_client(admin_user):
    browser = Browser()
    browser.force_login(admin_user)
    return browser


@pytest.fixture
def registry():
    with Registry() as registry:
        yield registry


@pytest.fixture
def client_of():
    """A registry client for a stand-in, without pauses."""
    return lambda registry: ctgov.Client(registry.url, "tests", pause_seconds=0)


@pytest.fixture
def publish(registry, client_of):
    """Puts studies on the stand-in, syncs, and gives the run."""

    def publish(*studies):
        for study in studies:
            registry.put(study)
        return runner.sync(client_of(registry), force=True)

    return publish
