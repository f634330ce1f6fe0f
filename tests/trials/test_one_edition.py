"""An answer shows the edition before a publish or the one after it, never a mixture."""

import json
import threading

import pytest
from django.db import connection

from tests.studies import site, studies
from trials import feeds
from trials.api import studies as api
from trials.models import SyncRun, Trial
from trials.presenting import cards
from trials.sync import runner

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = feeds.ROWS_AT_ONCE + 20


def edition(name):
    """The studies of an edition: each says in several places which one it is of."""
    for number, record in enumerate(studies(COUNT, title=f"Study of the {name} edition")):
        protocol = record["protocolSection"]
        protocol["sponsorCollaboratorsModule"] = {"leadSponsor": {"name": f"{name} sponsor"}}
        protocol["contactsLocationsModule"] = {"locations": [site(f"{name} town")]}
        protocol["statusModule"]["lastUpdatePostDateStruct"] = {
            "date": f"2026-10-{number % 28 + 1:02}"
        }
        yield record


@pytest.fixture
def published_meanwhile(registry, client_of, monkeypatch):
    """After the first look at rows, a whole sync publishes the new edition from elsewhere."""
    for record in edition("old"):
        registry.put(record)
    runner.sync(client_of(registry), force=True)
    for record in edition("new"):
        registry.put(record)
    done = []

    def publish():
        try:
            done.append(runner.sync(client_of(registry), force=True).outcome)
        finally:
            connection.close()

    def then_publish(look):
        def looked(*args, **kwargs):
            found = look(*args, **kwargs)
            if not done:
                thread = threading.Thread(target=publish)
                thread.start()
                thread.join()
            return found

        return looked

    for module in (feeds, api):
        monkeypatch.setattr(module, "results", then_publish(cards.results))
    yield done
    assert done == ["published"]
    assert Trial.objects.filter(brief_title__contains="new edition").count() == COUNT
    Trial.objects.all().delete()
    SyncRun.objects.all().delete()


def whole(response):
    content = response.streaming_content if response.streaming else [response.content]
    return b"".join(content).decode()


@pytest.mark.parametrize(
    ("address", "least"),
    [
        ("/trials.csv", COUNT),
        ("/trials.atom", feeds.ENTRIES),
        ("/api/v1/trials/?page_size=100", 100),
    ],
)
def test_a_publish_in_the_middle_of_an_answer_is_not_in_it(
    client, published_meanwhile, address, least
):
    text = whole(client.get(address))
    assert published_meanwhile == ["published"]
    assert text.count("old edition") >= least
    for sign in ("new edition", "new sponsor", "new town"):
        assert sign not in text
    # The next answer has the new one, whole.
    assert "old edition" not in whole(client.get(address))


def test_no_answer_writes_and_none_keeps_a_transaction_open(client, published_meanwhile):
    for address in ("/", "/trials/", "/trials/NCT99000001/", "/search/?q=study", "/organizations/"):
        assert client.get(address).status_code == 200
    answer = json.loads(whole(client.get("/api/v1/trials/?page_size=100")))
    assert answer["count"] == COUNT
    assert {trial["lead_sponsor_name"] for trial in answer["results"]} == {"old sponsor"}
    response = client.get("/trials.csv")
    assert not connection.in_atomic_block
    whole(response)
