import pytest

from tests.studies import study
from trials import ingest
from trials.models import Outcome, Trial

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_first_sync_publishes_what_the_registry_has(registry, client_of):
    registry.put(study("NCT99000001"))
    run = ingest.sync(client_of(registry))
    assert (run.outcome, run.fetched, run.created) == (Outcome.PUBLISHED, 1, 1)
    assert Trial.objects.open().count() == 1
