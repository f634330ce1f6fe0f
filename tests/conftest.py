import fcntl
import os

import hypothesis
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from xdist.scheduler import LoadScopeScheduling

from tests.browser import tables
from tests.environment import ROOT
from tests.registry import Registry
from trials import ctgov, ingest

# No test may fail because the computer is busy, and one that fails is to fail again.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("tests")


class Halves(LoadScopeScheduling):
    """For two processes: one has our own tables, the other the browser and what needs neither.

    Tests that empty the tables come after those that count on what migrations put there, which
    pytest-django sees to within one process.
    """

    without_tables = (
        "tests/browser/",
        "tests/links/test_fetch.py",
        "tests/myositis_portal/test_local_postgres.py",
        "tests/places/",
        "tests/test_compose.py",
        "tests/test_registry.py",
        "tests/trials/ctgov/",
        "tests/trials/reading/",
    )

    def _split_scope(self, nodeid):
        return "without tables" if nodeid.startswith(self.without_tables) else "tables"


def pytest_xdist_make_scheduler(config, log):
    return Halves(config, log)


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
        return ingest.sync(client_of(registry), force=True)

    return publish
