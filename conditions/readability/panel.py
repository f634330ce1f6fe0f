"""What the desk measures while somebody writes: the form as it is in the browser, unsaved."""

from contextlib import suppress

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel, ChecksSidePanel

from conditions.blocks import StatementValue
from conditions.choices import Section
from conditions.models import Condition, GlossaryTerm, Guide

from .checks import Readability, Said, TooLong, measure
from .grades import HIGHEST, LONGEST_SENTENCE

MODELS = {model._meta.model_name: model for model in (Condition, Guide, GlossaryTerm)}


class Unreadable(Exception):
    """A form that lacks what the desk's own forms send."""


class ReadabilityPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle readability")
        icon_name = "glasses"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            measures = self.panel.measures(parent_context["form"])
            return context | {"count": measures.to_look_at if measures else 0}

    name = "measure"
    title = gettext_lazy("Readability")
    template_name = "conditions/desk/readability_panel.html"
    order = 350

    class Media:
        css = {"all": ["desk/readability.css"]}
        js = ["desk/readability.js"]

    def measures(self, form) -> Readability | None:
        if "_measures" not in vars(self):
            self._measures: Readability | None = None
            with suppress(Unreadable, TooLong):
                self._measures = of_form(form)
        return self._measures

    def get_context_data(self, parent_context):
        measures = self.measures(parent_context["form"])
        return super().get_context_data(parent_context) | {
            # Without a form, there is nothing to measure again.
            "is_read_only": parent_context.get("is_read_only", False),
            "address": reverse("measure", args=[self.model._meta.model_name]),
            "summary": summary(measures) if measures else _("Press “Measure.”"),
            "results": results(measures) if measures else "",
        }


class WithReadabilityPanel:
    """For the desk's views that create and change a text. It removes Wagtail's own checks, which
    use a different formula, and look into previews with a script that our pages do not have."""

    def get_side_panels(self):
        panels = [
            panel for panel in super().get_side_panels() if not isinstance(panel, ChecksSidePanel)
        ]
        # The response to an autosave renders only what saving changes.
        if not self.expects_json_response and not getattr(self, "hydrate_create_view", False):
            panels.append(ReadabilityPanel(self.form.instance, self.request))
        return MediaContainer(panels)


@require_POST
def readability_of_form(request, model):
    """Readability a form of the desk; nothing is saved, and nothing else of the row is read."""
    model = MODELS.get(model)
    if not model:
        raise Http404
    policy = model.snippet_viewset.permission_policy
    if not policy.user_has_any_permission(request.user, ["add", "change", "view"]):
        raise PermissionDenied
    form_class = get_edit_handler(model).get_form_class()
    form = form_class(request.POST, instance=model(), for_user=request.user)
    try:
        measures = of_form(form)
    except Unreadable:
        return JsonResponse({"summary": _("The form could not be read.")}, status=422)
    except TooLong:
        return JsonResponse({"summary": _("The text is too long to be measured.")}, status=422)
    return JsonResponse(
        {
            "summary": summary(measures),
            "count": measures.to_look_at,
            "results": results(measures),
        }
    )


def of_form(form) -> Readability:
    """What is in a form, whether or not it could be saved, because the writer has not finished."""
    try:
        pieces = list(_pieces(form))
    # Parts of the form that are missing, numbers that are none, two parts in one place.
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable from error
    # A page need not explain its own name.
    name = _text(form, next(field for field in ("name", "title", "term") if field in form.fields))
    return measure(pieces, [*glossary(), *name.split()])


def glossary() -> list[str]:
    """Every name of the words that readers find in the glossary."""
    rows = GlossaryTerm.objects.live().values_list("term", "other_names")
    return [name for term, others in rows for name in (term, *others)]


def _pieces(form):
    if "meaning" in form.fields:
        yield Said(
            _text(form, "meaning"),
            heading=_("Meaning"),
            has_source=bool(form["references"].value()),
            is_checked=bool(form["checked"].value()),
        )
        return
    yield Said(_text(form, "summary"), heading=_("Summary"), needs_source=False)
    heading = ""
    for block in form["body"].value() or ():
        if block.block_type == "statement":
            yield _statement(block.value, heading)
        else:
            heading = dict(Section.choices).get(block.value, block.value or "")


def _text(form, field):
    return form[field].value() or ""


def _statement(value, heading):
    try:
        expires_on = forms.DateField().to_python(value["expires_on"])
    except ValidationError:
        expires_on = None  # half a date
    value = StatementValue(value.block, {**value, "expires_on": expires_on})
    return Said(
        value["text"] or "",
        heading=str(heading),
        label=value["label"] or "",
        has_source=bool(value.sources),
        is_checked=value.is_checked,
        is_expired=value.is_expired,
        is_question=value.is_question,
    )


def summary(measures: Readability) -> str:
    """One line, for screen readers."""
    if not measures.words:
        return _("There is nothing to measure yet.")
    if measures.grade is None:
        grade = _("Too few words for a grade.")
    else:
        grade = _("Grade %(grade).1f. Aim for %(highest)d or less.") % {
            "grade": max(measures.grade, 0),
            "highest": HIGHEST,
        }
    return " ".join([grade, _to_look_at(measures)])


def _to_look_at(measures):
    if not measures.to_look_at:
        return _("Nothing else to look at.") if measures.grade is not None else ""
    return ngettext(
        "%(number)d thing to look at.", "%(number)d things to look at.", measures.to_look_at
    ) % {"number": measures.to_look_at}


def results(measures: Readability) -> str:
    return render_to_string(
        "conditions/desk/readability.html",
        {"measures": measures, "highest": HIGHEST, "longest": LONGEST_SENTENCE},
    )
