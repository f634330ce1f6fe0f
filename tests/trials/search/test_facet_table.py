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


def test_a_facet_filters_by_its_own_values_unless_it_says_otherwise():
    values = {"phase": {"PHASE2": 0b0011, "PHASE3": 0b0110}, "sex": {"MALE": 0b1000}}
    any_of = Facet("phase", "phases", "Phase", is_array=True)
    assert any_of.studies_with(["PHASE2", "PHASE3", "PHASE9"], values) == 0b0111
    all_of = Facet("phase", "phases", "Phase", is_array=True, needs_all=True)
    assert all_of.studies_with(["PHASE2", "PHASE3"], values) == 0b0010
    assert all_of.studies_with(["PHASE2", "PHASE9"], values) == 0
    one = Facet("phase", "phases", "Phase", shown=Shown.LIST_OF_VALUES)
    assert one.studies_with("PHASE3", values) == 0b0110
    other = Facet("phase", "phases", "Phase", stands_for=lambda chosen: ("sex", ["MALE"]))
    assert other.studies_with(["PHASE2"], values) == 0b1000
    none = Facet("phase", "phases", "Phase", stands_for=lambda chosen: None)
    assert none.studies_with(["PHASE2"], values) is None
