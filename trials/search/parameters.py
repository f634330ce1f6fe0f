"""The parameters of the search as docs/api.md has them, from the form and the facet table."""

from pathlib import Path

from django.conf import settings
from django.utils import translation

from web.values_field import ValuesField

from .facet_table import FACETS
from .forms import SearchForm

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "api.md"
BEGIN, END = "<!-- parameters of /api/v1/trials/ -->", "<!-- end of parameters -->"
# For parameters whose label does not say enough. The facet table has this for facets.
_HELP = {
    "q": 'You can also use `"phrases"`, `-without`, `prefix*`, and NCT numbers. We also search for'
    " the other names that we know; see `/how-we-read-trials/`.",
    "about": "Without it: studies of myositis.",
    "place": "A city or town, ZIP or postal code, state, or country.",
    "within": "Needs a city or town, or a ZIP or postal code.",
    "unit": "For `within` and all distances. Without it: the unit that is usual in that country.",
    "age": "In years; for a small child, in months: `8 months`.",
    "rules": "Studies whose rules mention it; `answers` of each study has the words.",
    "results": "Whether results are posted on the registry.",
    "sort": "Without it: open and confirmed studies first.",
    "verbatim": "`on` searches for the words exactly as they are.",
}


def help_of_parameters() -> dict[str, str]:
    return _HELP | {facet.name: facet.help_for_programs for facet in FACETS}


def as_markdown() -> str:
    """A table with one row for each parameter."""
    help = help_of_parameters()
    with translation.override("en"):
        rows = [_row(name, field, help.get(name, "")) for name, field in _fields()]
    return "\n".join(["| Parameter | | Values |", "|---|---|---|", *rows])


def _fields():
    return SearchForm.base_fields.items()


def _row(name, field, help):
    values = [f"`{value}`" for value, _label in getattr(field, "choices", ()) if value != ""]
    several = " (several, separated by commas)" if isinstance(field, ValuesField) else ""
    return f"| `{name}` | {field.label}. {help}".rstrip() + f" | {', '.join(values)}{several} |"


def in_document() -> str:
    """The whole document with the table as it should be."""
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}"
