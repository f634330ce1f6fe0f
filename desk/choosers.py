"""The windows in which an editor chooses a source, a page or an organization for a form."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views import chooser

from .finding import with_words
from .tables import may_look


class WordsForm(BaseFilterForm):
    """The search box. Wagtail has one only for models in its search index, which we do not use."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )

    def filter(self, objects):
        objects = super().filter(objects)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return with_words(objects, self.search_query, objects.model.snippet_viewset.search_fields)


class ForViewers:
    """Open a window only to people who may see the model. Wagtail opens it to everybody."""

    def dispatch(self, request, *args, **kwargs):
        if not may_look(request.user, self.model_class):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChooseView(ForViewers, chooser.ChooseView):
    filter_form_class = WordsForm


class ChooseResultsView(ForViewers, chooser.ChooseResultsView):
    filter_form_class = WordsForm


class ChosenView(ForViewers, chooser.SnippetChosenView):
    def get_object(self, pk):
        try:
            return super().get_object(pk)
        except ValueError as error:
            raise Http404 from error


class ChosenMultipleView(ForViewers, chooser.SnippetChosenMultipleView):
    def get_objects(self, pks):
        try:
            return list(super().get_objects(pks))
        except ValueError as error:
            raise Http404 from error


class CreateView(chooser.SnippetCreateView):
    def dispatch(self, request, *args, **kwargs):
        if self.get_creation_form_class() is None:
            # Most models can only be added with their own form.
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class DeskChooser(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
