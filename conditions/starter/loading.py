"""How first content gets into the database without overwriting an editor's work."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from conditions.models import StarterEntry

# The desk offers a version to go back to only where its log has a line for it.
_LOGGED = {"created": "wagtail.create", "updated": "wagtail.edit"}


def digest_of(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def make_sure_it_exists(page) -> None:
    """What belongs to a page can be set once the page has a key."""
    if not page.pk:
        page.live = False
        page.save()


class Loading:
    """One load of pages and rows; `done` counts the created, updated, unchanged, and kept.

    An entry remembers the revision that a load made: a later revision is an editor's, and so is a
    page without an entry. Call `save` at the end.
    """

    def __init__(self):
        self.done: Counter[str] = Counter()
        self._entries = StarterEntry.objects.in_bulk()
        self._there: dict[type, dict[str, Any]] = {}
        self._loaded: list[StarterEntry] = []

    def page(
        self, model, values: dict[str, Any], fill: Callable[[Any, dict[str, Any]], None], bare=None
    ) -> None:
        """A page with drafts. `fill(page, values)` sets all that the values say.

        `bare` is the page if it was made for this load a moment ago.
        """
        action, page = ("created", bare) if bare else self.find(model, "slug", values)
        self.done[action] += 1
        if action in _LOGGED:
            page = page or model(slug=values["slug"])
            fill(page, values)
            page.full_clean()
            page.save()
            revision = page.save_revision(log_action=_LOGGED[action], clean=False)
            revision.publish()
            self._remember(page, "slug", values, revision)

    def row(self, model, field: str, values: dict[str, Any]) -> None:
        """A row without drafts, which `field` identifies."""
        action, row = self.find(model, field, values)
        self.done[action] += 1
        if action in _LOGGED:
            row = row or model()
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean(validate_unique=False)
            row.save()
            revision = row.save_revision(log_action=_LOGGED[action], clean=False)
            self._remember(row, field, values, revision)

    def find(self, model, field: str, values: dict[str, Any]) -> tuple[str, Any]:
        """(what to do, the row that exists or None)."""
        if model not in self._there:
            self._there[model] = {getattr(row, field): row for row in model.objects.all()}
        row = self._there[model].get(values[field])
        entry = self._entries.get(_key(model, values[field]))
        if not entry:
            # One that an editor made under this name is the editor's.
            return ("kept", row) if row else ("created", None)
        if not row or row.latest_revision_id != entry.revision:
            return "kept", row
        return ("unchanged" if entry.digest == _digest(values) else "updated"), row

    def save(self) -> None:
        StarterEntry.objects.bulk_create(
            self._loaded,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["digest", "revision"],
        )

    def _remember(self, row, field, values, revision):
        key = _key(type(row), values[field])
        self._loaded.append(StarterEntry(key=key, digest=_digest(values), revision=revision.pk))


@transaction.atomic
def load_once(key: str, edition: str, write: Callable[[Loading], None]) -> Counter[str]:
    """Call `write(loading)`, unless this edition was loaded last; return what was done."""
    if StarterEntry.objects.filter(key=key, digest=edition).exists():
        return Counter()
    loading = Loading()
    write(loading)
    loading.save()
    StarterEntry.objects.update_or_create(key=key, defaults={"digest": edition})
    return loading.done


def _key(model, name):
    return f"{model._meta.model_name}:{name}"


def _digest(values):
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()
