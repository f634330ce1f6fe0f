"""Studies: the form of the search page, its studies, and one of them."""

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework import generics
from rest_framework.response import Response

from places.fields import errors_with_choices
from trials.choices import Presence
from trials.models import Trial
from trials.presenting.cards import results
from trials.search.forms import SearchForm
from trials.search.one_study import NotListed, find
from trials.search.page import SearchPage
from trials.search.parameters import help_of_parameters
from trials.views.studies import redirected
from web.data_views import DataView, OneThing, Pages
from web.exports import refuse
from web.one_edition import one_edition
from web.problem_details import problem

from .serializers import (
    BesideTrialsSerializer,
    FoundTrialSerializer,
    WholeTrialSerializer,
    sample_notice,
)


@method_decorator(one_edition, name="dispatch")
class TrialList(DataView, generics.ListAPIView):
    """Studies, with the same parameters as the search page."""

    serializer_class = FoundTrialSerializer
    pagination_class = Pages
    form_class = SearchForm
    parameter_help = staticmethod(help_of_parameters)
    beside = BesideTrialsSerializer
    problems = (404,)

    @cached_property
    def search(self):
        search = SearchPage(self.request.query_params)
        asked = search.request
        refuse(errors_with_choices(asked.form), asked.unknown_parameters, asked.without_effect)
        return search

    def get_queryset(self):
        return self.search.result.trials

    def get_serializer(self, numbers, **kwargs):
        """With what depends on the search, which FoundTrialSerializer asks for."""
        self.found = results(self.search.request, numbers, Trial.objects.displayed())
        found = {one.trial.pk: one for one in self.found}
        context = self.get_serializer_context() | {"found": found}
        trials = [one.trial for one in self.found]
        return self.serializer_class(trials, context=context, **kwargs)

    def list(self, request, *args, **kwargs):
        response = super().list(request, *args, **kwargs)
        search = self.search
        response.data["facets"] = search.result.counts.values
        response.data["understood"] = [
            {"said": said, "meaning": str(meaning)} for said, meaning in search.understood
        ]
        response.data["not_used"] = [{"said": said, "why": why} for said, why in search.not_used]
        response.data["notes"] = [note.as_data() for note in search.notes]
        response.data["numbers"] = [number.as_data() for number in search.request.numbers]
        response.data["shows_closed_instead"] = search.result.shows_closed_instead
        if any(one.trial.is_sample for one in self.found):
            response.data["notice"] = sample_notice()
        return response


@method_decorator(one_edition, name="dispatch")
class TrialDetail(OneThing):
    """One study. An old number redirects to the new one; a study that is gone gives 410."""

    serializer_class = WholeTrialSerializer
    problems = (301, 404, 410)

    def get(self, request, nct_id):
        return answer_about(request, nct_id, "api-trial", self.get_serializer)


def answer_about(request, nct_id, address, serialized):
    """The answer on one study: its row, the way to its present number, or why there is none."""
    try:
        trial = find(nct_id)
    except NotListed as missing:
        return problem(404, str(missing), registry_url=missing.number.address)
    if trial.nct_id != nct_id:
        return redirected(request, reverse(address, args=[trial.nct_id]))
    if trial.presence == Presence.GONE:
        return problem(410, _("This study is no longer on the registry."))
    return Response(serialized(trial).data)
