"""Refuse to delete what something else still uses, and show where it is used.

A use is a row that refers to the thing, a draft that will refer to it, or a link in a text.
"""

import json

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.actions.delete import DeleteAction
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, ReferenceIndex
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views import snippets


def uses_of(thing: models.Model) -> list[models.Model]:
    """Return everything that refers to the thing, each once."""
    found = [*_rows_that_name(thing), *_drafts_that_name(thing), *_texts_that_link_to(thing)]
    known = set(get_snippet_models())
    used_by = {(type(one), one.pk): one for one in found if type(one) in known}
    used_by.pop((type(thing), thing.pk), None)
    return list(used_by.values())


def _rows_that_name(thing):
    # Wagtail's index knows the blocks of texts; it leaves out many-to-many fields.
    for row, _places in ReferenceIndex.get_grouped_references_to(thing):
        yield row
    for relation in thing._meta.related_objects:
        # Parts of the thing itself are deleted with it.
        if not isinstance(relation.field, ParentalKey):
            rows = relation.related_model._default_manager
            yield from rows.filter(**{relation.field.name: thing})


def _drafts_that_name(thing):
    for model in get_snippet_models():
        if issubclass(model, DraftStateMixin):
            for row in model.objects.filter(has_unpublished_changes=True):
                text = json.dumps(row.latest_revision.content)
                if _is_linked(thing, text) or _names(row.get_latest_revision_as_object(), thing):
                    yield row


def _names(draft, thing) -> bool:
    for field in draft._meta.get_fields():
        if hasattr(field, "extract_references"):
            named = field.extract_references(field.value_from_object(draft))
            if any((model, pk) == (type(thing), str(thing.pk)) for model, pk, *_path in named):
                return True
        elif field.concrete and field.related_model is type(thing):
            value = field.value_from_object(draft)
            if thing in value if field.many_to_many else value == thing.pk:
                return True
    return False


def _is_linked(thing, text) -> bool:
    link = _link_to(thing)
    return bool(link) and link in text


def _link_to(thing) -> str:
    """Return the end of a link as it is in statements: [words](/guides/placebo/)."""
    return f"]({thing.get_absolute_url()})" if hasattr(thing, "get_absolute_url") else ""


def _texts_that_link_to(thing):
    if not (link := _link_to(thing)):
        return
    for model in get_snippet_models():
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in ("TextField", "JSONField"):
                rows = model.objects.annotate(_text=Cast(field.name, models.TextField()))
                yield from rows.filter(_text__contains=link)


def seen_by(user, uses: list[models.Model]) -> list[tuple[str, str, str]]:
    """[(what it is, its name, the address at which this person can change it, or "")]"""
    finder = AdminURLFinder(user)
    return [(str(one._meta.verbose_name), str(one), finder.get_edit_url(one) or "") for one in uses]


def refusal(thing, uses) -> str:
    text = ngettext(
        "%(thing)s is used in %(count)d place, so it cannot be deleted.",
        "%(thing)s is used in %(count)d places, so it cannot be deleted.",
        len(uses),
    )
    return text % {"thing": thing, "count": len(uses)}


class DeleteUnlessUsed(DeleteAction):
    """Wagtail uses it wherever the desk deletes one thing; see keep_what_is_used."""

    def check(self, skip_permission_checks=False):
        super().check(skip_permission_checks)
        if uses := uses_of(self.instance):
            raise PermissionDenied(refusal(self.instance, uses))


def keep_what_is_used(registry):
    """Use it for every model of the desk, so that a new model cannot forget it."""
    for model in get_snippet_models():
        registry.register(model, DeleteUnlessUsed)


class DeleteView(snippets.DeleteView):
    """Show where the thing is used, and offer to delete it only if it is used nowhere."""

    def get_template_names(self):
        # The viewset's own setting would choose Wagtail's template.
        return ["desk/delete.html"]

    def form_valid(self, form):
        if uses_of(self.object):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        uses = uses_of(self.object)
        # Wagtail's count leaves out drafts and links.
        return super().get_context_data(**kwargs) | {
            "usage_url": None,
            "is_protected": bool(uses),
            "refusal": refusal(self.object, uses) if uses else "",
            "uses": seen_by(self.request.user, uses),
        }


class BulkDelete(DeleteBulkAction):
    """Delete the chosen things that are used nowhere, and say which are kept.

    Wagtail's own action writes nothing to the log, and deletes whatever is used.
    """

    template_name = "desk/bulk_delete.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        kept, deletes = [], []
        for thing in (item["item"] for item in context["items"]):
            if uses := uses_of(thing):
                kept.append((refusal(thing, uses), seen_by(self.request.user, uses)))
            else:
                deletes.append(thing)
        return context | {"kept": kept, "deletes": deletes, "is_protected": not deletes}

    def prepare_action(self, objects, objects_without_access):
        """Wagtail would refuse all if one is used; we decide on each one separately."""

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        unused = [one for one in objects if not uses_of(one)]
        for one in unused:
            DeleteUnlessUsed(one, user=user).execute(skip_permission_checks=True)
        return len(unused), 0

    def get_execution_context(self):
        return super().get_execution_context() | {"user": self.request.user}

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext("%(count)d deleted.", "%(count)d deleted.", num_parent_objects)
        kept = len(self.actionable_objects) - num_parent_objects
        if kept:
            text += " " + _("%(kept)d kept: still in use.") % {"kept": kept}
        return text % {"count": num_parent_objects}
