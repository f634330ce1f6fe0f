"""The form in which editors decide on a study, and the list of their decisions."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request, set_query_params
from wagtail.snippets.views import snippets

from desk import tables
from desk.overwriting import CreateView, EditView, who_and_when
from desk.view_sets import IndexView
from trials.choices import DECIDABLE, Caution, Doubt
from trials.models import Trial, TrialCuration
from trials.presenting import explanations

from . import queues
from .records import context_of, may_decide

PINNED = _(
    "It comes before other studies that match a search equally well, if it is open and not "
    "doubtful. If a reader names a place, nearer studies still come first. If a reader sorts by "
    "newest, nearest, or last changed, this has no effect."
)


class NumberField(forms.ModelChoiceField):
    """A study by its NCT number, since a list of all studies is too long to choose from."""

    widget = forms.TextInput
    default_error_messages = {"invalid_choice": _("We don’t have a study with that number.")}

    def to_python(self, value):
        return super().to_python(value.strip().upper() if isinstance(value, str) else value)


class DecisionForm(WagtailAdminModelForm):
    duplicate_of = NumberField(
        Trial.objects,
        required=False,
        label=_("Possibly the same study as"),
        help_text=_("Its NCT number. Both stay listed, and readers see the link."),
    )
    settled = forms.MultipleChoiceField(
        choices=Doubt,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("I looked into this, and there is nothing to decide"),
        help_text=_("The study then leaves this queue."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # People who may only look get no fields.
        for name, text, choices in (
            ("relevance", _("As our rules read it"), DECIDABLE.items()),
            ("caution", _("None"), Caution.choices),
        ):
            if name in self.fields:
                self.fields[name].choices = [("", text), *choices]

    def is_valid(self):
        is_valid = super().is_valid()
        if is_valid and not self.decides_something:
            self.add_error(
                None,
                _(
                    "Nothing is decided yet. Choose something, or check what you looked into. To "
                    "take back a decision, use “Undo.”"
                ),
            )
            return False
        return is_valid

    @property
    def decides_something(self) -> bool:
        # A reason without “hide it” decides nothing.
        fields = {name for name in self.cleaned_data if name != "hidden_reason"}
        verdicts = (form.cleaned_data for form in self.formsets["subtypes"].forms)
        return any(self.cleaned_data[name] for name in fields) or any(
            verdict and not verdict.get("DELETE") for verdict in verdicts
        )

    def save(self, commit=True):
        # Even if nothing else changed: someone looked, and the decision is still right.
        self.instance.sign(self.for_user)
        return super().save(commit)


class BesideTheRecord:
    """The form of a decision, with the study beside it."""

    def with_way_back(self, address):
        way_back = get_valid_next_url_from_request(self.request)
        return set_query_params(address, {"next": way_back}) if way_back else address

    def get_success_url(self):
        return get_valid_next_url_from_request(self.request) or super().get_success_url()

    def get_success_message(self, *instance):
        curation = TrialCuration.objects.get(trial=self.trial)
        if curation.is_seen_by_readers:
            text = gettext("The decision on %(number)s is saved. Readers see it now.")
        else:
            text = gettext(
                "It is saved that you looked into %(number)s. Readers see our own reading of it."
            )
        return text % {"number": self.trial.pk}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | context_of(self.trial)


class DecisionCreateView(BesideTheRecord, CreateView):
    page_title = _("Decide")
    template_name = "trials/desk/decision_create.html"

    @cached_property
    def trial(self):
        return get_object_or_404(Trial, pk=self.request.GET.get("trial", ""))

    def dispatch(self, request, *args, **kwargs):
        if request.method != "POST" and self.decision_of_others:
            return redirect(self.with_way_back(self.address_of_decision))
        return super().dispatch(request, *args, **kwargs)

    @property
    def decision_of_others(self):
        return TrialCuration.objects.filter(trial=self.trial).first()

    @property
    def address_of_decision(self):
        return reverse("desk-decide", args=[self.trial.pk])

    def is_valid(self, form):
        is_valid = super().is_valid(form)
        if not (saved := self.decision_of_others):
            return is_valid
        told = gettext(
            "Not saved: %(who)s saved a decision on this study on %(when)s, after you opened this "
            "form. What you typed is still below."
        ) % who_and_when(saved.decided_by, saved.decided_at)
        link = '{} <a href="{}" target="_blank" rel="noreferrer">{}</a>'
        self.produced_error_message = format_html(
            link, told, self.address_of_decision, gettext("Open that decision in a new tab")
        )
        return False

    def get_initial_form_instance(self):
        return TrialCuration(trial=self.trial)

    def get_add_url(self):
        address = set_query_params(super().get_add_url(), {"trial": self.trial.pk})
        return self.with_way_back(address)


class DecisionEditView(BesideTheRecord, EditView):
    template_name = "trials/desk/decision_edit.html"
    delete_item_label = _("Undo")

    @property
    def trial(self):
        return self.object.trial

    def get_edit_url(self):
        return self.with_way_back(super().get_edit_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"differences": queues.differences(self.object)}


class DecisionDeleteView(snippets.DeleteView):
    page_title = _("Undo")
    success_message = _("%(model_name)s %(object)s: undone. Our own reading applies again.")


def what_was_decided(curation):
    return " ".join(explanations.decided_in_words(curation.trial)) or _("Our reading stands.")


class DecisionIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("trial", "decided_by")

    def get_add_url(self):
        """Offer no button here: editors start from the study."""

    def to_row_dict(self, item):
        item.what = what_was_decided(item)
        return super().to_row_dict(item)


class DecisionViewSet(snippets.SnippetViewSet):
    model = TrialCuration
    icon = "edit"
    menu_label = _("Decisions")
    copy_view_enabled = False
    index_view_class = DecisionIndexView
    add_view_class = DecisionCreateView
    edit_view_class = DecisionEditView
    delete_view_class = DecisionDeleteView
    create_template_name = "trials/desk/decision_create.html"
    edit_template_name = "trials/desk/decision_edit.html"
    ordering = "-decided_at"
    list_per_page = 50
    list_display = [
        TitleColumn(
            "trial_id", label=_("NCT number"), sort_key="trial", get_url=tables.edit_address
        ),
        Column("title", label=_("Title"), accessor="trial.brief_title"),
        Column("what", label=_("What was decided"), accessor=what_was_decided),
        DateColumn("decided_at", label=_("Decided"), sort_key="decided_at"),
        Column("decided_as", label=_("Role"), sort_key="decided_as"),
    ]
    list_filter = ["is_hidden", "is_pinned", "relevance", "caution", "decided_at", "decided_as"]
    search_fields = ["trial__nct_id", "trial__brief_title", "note", "hidden_reason"]
    search_backend_name = None
    list_export = ["trial_id", "trial.brief_title", "what", "decided_at", "decided_as"]
    export_headings = {
        "trial_id": _("NCT number"),
        "trial.brief_title": _("Title"),
        "what": _("What was decided"),
    }
    export_filename = "decisions"
    edit_handler = ObjectList(
        [
            FieldPanel("relevance"),
            InlinePanel(
                "subtypes",
                heading=_("Which types it accepts, where our rules are wrong"),
                label=_("Verdict on a type"),
                panels=[FieldPanel("subtype"), FieldPanel("state"), FieldPanel("reason")],
            ),
            MultiFieldPanel(
                [FieldPanel("caution"), FieldPanel("note"), FieldPanel("duplicate_of")],
                heading=_("What readers should know"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_hidden"),
                    FieldPanel("hidden_reason"),
                    FieldPanel("is_pinned", help_text=PINNED),
                ],
                heading=_("Where readers see it"),
            ),
            FieldPanel("settled"),
        ],
        base_form_class=DecisionForm,
    )


def decide(request, nct_id):
    """Redirect to the form of a study's decision, whether or not there is one yet."""
    if not may_decide(request.user):
        raise PermissionDenied
    trial = get_object_or_404(Trial, pk=nct_id)
    viewset = TrialCuration.snippet_viewset
    curation = TrialCuration.objects.filter(trial=trial).first()
    if curation:
        address = reverse(viewset.get_url_name("edit"), args=[curation.pk])
    else:
        address = reverse(viewset.get_url_name("add"), query={"trial": trial.pk})
    if way_back := get_valid_next_url_from_request(request):
        address = set_query_params(address, {"next": way_back})
    return redirect(address)
