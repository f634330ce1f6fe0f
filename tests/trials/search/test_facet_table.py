"""A row of the table is all that a facet needs."""

import pytest

from tests.studies import study
from trials.models import Trial
from trials.search.facet_table import FACETS, Facet, Shown
from trials.search.forms import ORDER, SearchForm, ValuesField
from trials.search.page import SearchPage


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_a_row_makes_the_field_of_the_form(facet):
    field = SearchForm.base_fields[facet.name]
    assert field.label == facet.label
    assert isinstance(field, ValuesField) == (facet.shown == Shown.BOXES)
    if facet.shown != Shown.LIST_OF_VALUES:
        assert list(field.choices) == facet.options()


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_a_row_counts_a_column_of_the_study(facet):
    column = Trial._meta.get_field(facet.column)
    assert facet.is_array == (column.get_internal_type() == "ArrayField")


@pytest.mark.django_db
def test_a_row_makes_the_boxes_or_the_list_on_the_page(publish):
    publish(study(designModule={"phases": ["PHASE2"]}))
    page = SearchPage({})
    boxes = {group.name for group in page.filter_panel.groups}
    lists = {group.name for group in page.filter_panel.lists}
    assert boxes == {facet.name for facet in FACETS if facet.shown == Shown.BOXES}
    assert lists >= {facet.name for facet in FACETS if facet.shown != Shown.BOXES}


@pytest.mark.django_db
def test_a_row_makes_the_counts_of_the_api(client, publish):
    publish(study(designModule={"phases": ["PHASE2"]}))
    assert list(client.get("/api/v1/trials/").json()["facets"]) == [f.name for f in FACETS]


def test_every_parameter_has_its_place_in_an_address():
    assert list(SearchForm.base_fields) == list(ORDER)


def test_a_facet_filters_by_its_column_unless_it_says_otherwise():
    boxes = Facet("phase", "phases", "Phase", is_array=True, lookup="overlap")
    assert dict(boxes.filter(["PHASE2"]).children) == {"phases__overlap": ["PHASE2"]}
    one = Facet("country", "countries", "Country", shown=Shown.LIST_OF_VALUES, lookup="contains")
    assert dict(one.filter("France").children) == {"countries__contains": ["France"]}
    own = Facet("sex", "sex", "Sex", shown=Shown.LIST, where=lambda chosen: None)
    assert own.filter("MALE") is None
