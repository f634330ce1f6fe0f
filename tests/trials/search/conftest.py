import pytest

from tests.studies import site, study

from .made import BOSTON, CHICAGO, at


@pytest.fixture
def near_and_far(publish):
    publish(
        study("NCT99000001", **at(site("Chicago", "United States", **CHICAGO))),
        study("NCT99000002", **at(site("Boston", "United States", **BOSTON))),
        study("NCT99000003", **at(site("Boston", "United States", "COMPLETED", **BOSTON))),
        study("NCT99000004", **at(site("Lyon", "France"))),
        study("NCT99000005"),
    )
