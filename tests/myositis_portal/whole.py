"""The whole portal with its first content, for tests that only read it."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from tests import databases
from tests.registry import Registry
from trials import ctgov
from trials.sync import runner


@contextmanager
def published(studies):
    """Loaded once for many tests, and taken back after them."""
    with transaction.atomic(), Registry(studies) as registry:
        runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0))
        yield
        transaction.set_rollback(True)


started = databases.with_starter()


def fixture(studies):
    """The module that uses it needs `started`, too."""

    @pytest.fixture(scope="module", autouse=True)
    def portal(started, django_db_blocker):
        with django_db_blocker.unblock(), published(studies):
            yield

    return portal
