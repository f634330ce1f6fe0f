"""The whole portal with its first content, for tests that only read it."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from conditions import starter as knowledge
from organizations import starter as organizations
from tests.registry import Registry
from trials import ctgov
from trials.sync import runner


@contextmanager
def published(studies):
    """Loaded once for many tests, and taken back after them."""
    with transaction.atomic(), Registry(studies) as registry:
        knowledge.load()
        organizations.load()
        runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0))
        yield
        transaction.set_rollback(True)


def fixture(studies):
    @pytest.fixture(scope="module", autouse=True)
    def portal(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), published(studies):
            yield

    return portal
