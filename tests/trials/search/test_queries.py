"""A search asks the database few questions, however many studies it finds."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.studies import site, study

from .made import BOSTON, at

SEARCH = (
    "/trials/?q=dermatomyositis&status=RECRUITING,COMPLETED&type=INTERVENTIONAL&intervention=DRUG"
    "&place=Boston, MA&within=500"
)


@pytest.fixture
def many(publish):
    boston = at(site("Boston", "United States", **BOSTON))
    publish(
        *(
            study(
                f"NCT99{number:06}",
                designModule={"studyType": "INTERVENTIONAL"},
                armsInterventionsModule={"interventions": [{"type": "DRUG", "name": "Sample"}]},
                **boston,
            )
            for number in range(1, 46)
        )
    )


def questions(client, address):
    """What is asked for an answer that is not kept, without where a transaction begins and ends."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.context["search"].result.counts.total == 45
    caches["questions"].clear()
    said = [query["sql"] for query in asked.captured_queries]
    return [sql for sql in said if sql not in ("BEGIN", "COMMIT")]


@pytest.mark.django_db(transaction=True)
def test_words_filters_counts_and_distances(client, many):
    questions(client, SEARCH)
    # For the version, and for the snapshot with its version.
    assert len(questions(client, SEARCH)) == 2
    # For an order that nobody asked for since the last change, for studies that nobody saw, and for
    # their places.
    assert len(questions(client, f"{SEARCH}&page=2&sort=newest")) == 5
    # And for each condition that nobody asked for.
    assert len(questions(client, f"{SEARCH}&age=40&results=no")) == 4
