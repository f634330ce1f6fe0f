"""Searches and studies for the tests of the search."""

from django.http import QueryDict

from trials.search.page import SearchPage


def found(**parameters):
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    search = SearchPage(data)
    assert not search.request.errors
    return search.result.trials[:]


def numbers(*last):
    return [f"NCT99{number:06}" for number in last]


BOSTON = {"geoPoint": {"lat": 42.36, "lon": -71.06}}
CHICAGO = {"geoPoint": {"lat": 41.88, "lon": -87.63}}


def at(*sites):
    return {"contactsLocationsModule": {"locations": list(sites)}}
