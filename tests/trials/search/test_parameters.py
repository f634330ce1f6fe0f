from trials.search import parameters
from trials.search.facet_table import FACETS


def test_the_document_of_the_api_is_up_to_date():
    written = parameters.DOCUMENT.read_text(encoding="utf-8")
    assert written == parameters.in_document(), "run: .venv/bin/python manage.py describe_api"


def test_each_facet_is_described_with_its_values():
    table = parameters.as_markdown()
    for facet in FACETS:
        [row] = [line for line in table.splitlines() if line.startswith(f"| `{facet.name}` |")]
        assert facet.help_for_programs in row
        assert all(f"`{value}`" in row for value, _label in facet.options() if value)
