import hypothesis
import pytest
from django.core.management import call_command

from tests.registry import Registry
from trials import ctgov, ingest

# No test may fail because the computer is busy, and one that fails is to fail again.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("tests")


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Pages are served as in production: their style sheet has a name of its own content."""
    call_command("collectstatic", interactive=False, verbosity=0)


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
