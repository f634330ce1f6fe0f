"""Parts of our pages inside the pages of others: a search box, a list of studies, one study.

They need no script and set no cookie. Only these may stand in a frame: their policy says so.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt

from trials.presenting.cards import results
from trials.search.one_study import NotListed, find
from trials.search.page import SearchPage
from trials.search.request import SearchRequest
from trials.views.studies import redirected
from web.one_edition import one_edition

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors *"
)
FEWEST, MOST, USUAL = 1, 10, 5


class LookForm(forms.Form):
    """How a part looks. What cannot be used is left out."""

    theme = forms.ChoiceField(
        label=_("Colors"),
        required=False,
        choices=[
            ("", _("Same as the reader’s device")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ],
    )
    accent = forms.ChoiceField(
        label=_("Link color"),
        required=False,
        choices=[
            ("", _("The portal’s own")),
            ("blue", _("Blue")),
            ("green", _("Green")),
            ("purple", _("Purple")),
            ("red", _("Red")),
            ("gray", _("Gray")),
        ],
    )
    text = forms.ChoiceField(
        label=_("Text"),
        required=False,
        choices=[("", _("Normal")), ("large", _("Large"))],
    )
    n = forms.IntegerField(
        label=_("Number of studies"), required=False, min_value=FEWEST, max_value=MOST
    )
    near = forms.ChoiceField(
        label=_("Ask for the reader’s city or town"),
        required=False,
        choices=[("", _("No")), ("on", _("Yes"))],
    )

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.errors  # noqa: B018 (validates)

    @property
    def classes(self) -> str:
        names = ("theme", "accent", "text")
        chosen = ((name, self.cleaned_data.get(name)) for name in names)
        return " ".join(f"{name}-{value}" for name, value in chosen if value)

    @property
    def count(self) -> int:
        return self.cleaned_data.get("n") or USUAL

    @property
    def kept(self) -> dict[str, str]:
        """What a form inside the part has to carry on."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def embedded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let other sites show the answer in a frame, and nothing more."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = xframe_options_exempt(view)(request, *args, **kwargs)
        # As headers, which are kept with a page that is kept.
        response["Content-Security-Policy"] = POLICY
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


@embedded
def search_box(request):
    return render(request, "trials/embed/search_box.html", {"look": LookForm(request.GET)})


@embedded
@one_edition
def studies(request):
    """The first studies of a search, by the parameters of the search page."""
    look = LookForm(request.GET)
    asked = request.GET.copy()
    for name in look.fields:
        asked.pop(name, None)
    search = SearchPage(asked)
    context = {
        "look": look,
        "search": search,
        "results": results(search.request, search.result.trials[: look.count]),
        "carried": look.kept | {k: v for k, v in asked.items() if k != "place"},
        "all": reverse("trials:list") + search.request.address(),
    }
    return render(request, "trials/embed/studies.html", context)


@embedded
@one_edition
def one_study(request, nct_id):
    look = LookForm(request.GET)
    try:
        trial = find(nct_id)
    except NotListed as missing:
        context = {"look": look, "message": str(missing)}
        return render(request, "trials/embed/missing.html", context, status=404)
    if trial.nct_id != nct_id:
        return redirected(request, reverse("embed-study", args=[trial.nct_id]))
    found = results(SearchRequest({}), [trial.pk])
    return render(request, "trials/embed/study.html", {"look": look, "result": found[0]})


def widget(request):
    """The script that writes the frames into a page of another site."""
    response = render(request, "trials/embed/widget.js", content_type="text/javascript")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class SnippetForm(LookForm):
    """What somebody who embeds a part chooses, on the page that writes the snippet."""

    kind = forms.ChoiceField(
        label=_("What to show"),
        choices=[
            ("studies", _("A list of studies")),
            ("search", _("A search box")),
            ("study", _("One study")),
        ],
        required=False,
    )
    condition = forms.ChoiceField(label=_("Condition"), required=False)
    nct_id = forms.RegexField(
        r"(?i)^NCT\d{8}$", label=_("NCT number, for one study"), max_length=11, required=False
    )
    field_order = ("kind", "condition", "nct_id", "near", "n", "theme", "accent", "text")

    def __init__(self, data, conditions=()):
        forms.Form.__init__(self, data, label_suffix="")
        self.fields["condition"].choices = [("", _("All")), *conditions]
        self.errors  # noqa: B018 (validates)

    @property
    def address(self) -> str:
        """Of the part that was chosen; of the list if it cannot be told."""
        chosen = self.cleaned_data
        look = {name: self.data[name] for name in LookForm.base_fields if chosen.get(name)}
        kind = chosen.get("kind") or "studies"
        if kind == "study" and chosen.get("nct_id"):
            path = reverse("embed-study", args=[chosen["nct_id"].upper()])
            look.pop("n", None)
        elif kind == "search":
            path = reverse("embed-search")
        else:
            path = reverse("embed-studies")
            if chosen.get("condition"):
                look = {"condition": chosen["condition"]} | look
        return f"{path}?{urlencode(look)}" if look else path
