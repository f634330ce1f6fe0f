import pytest

from tests.registry import Registry
from trials import ctgov


@pytest.fixture
def registry():
    with Registry() as registry:
        yield registry


@pytest.fixture
def client_of():
    """A registry client for a stand-in, without pauses."""
    return lambda registry: ctgov.Client(registry.url, "tests", pause_seconds=0)
