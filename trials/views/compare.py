"""Up to four studies side by side: a page, and a table to download. The address holds them."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from trials.presenting.call_sheet import kept
from trials.presenting.comparison import comparison
from trials.search.chosen_studies import MOST, ChosenStudies
from web.one_edition import one_edition
from web.tables import table_view


@one_edition
def compare(request):
    chosen = ChosenStudies(request.GET)
    found = comparison(chosen.trials, chosen.place) if chosen.trials else None
    context = {
        "chosen": chosen,
        "comparison": found,
        "columns": [(one, chosen.without(one.trial.pk)) for one in found.studies] if found else [],
        "goes_along": kept(request.GET),
        "most": MOST,
    }
    response = render(request, "trials/compare.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@table_view
def compare_csv(request):
    """The rows of the page. What cannot be used is left out."""
    chosen = ChosenStudies(request.GET)
    return "myositis-trials-compared.csv", _rows(request, chosen)


def _rows(request, chosen):
    found = comparison(chosen.trials, chosen.place)
    yield ["", *(study.trial.nct_id for study in found.studies), _("Differs")]
    yield [_("Title"), *(study.trial.brief_title for study in found.studies), ""]
    yield [_("Is it open?"), *(study.pill.text for study in found.studies), ""]
    for row in found.rows:
        differs = _("yes") if row.differs else _("no")
        yield [row.label, *(cell.in_words for cell in row.cells), differs]
    addresses = [
        request.build_absolute_uri(study.trial.get_absolute_url()) for study in found.studies
    ]
    yield [_("Address"), *addresses, ""]
