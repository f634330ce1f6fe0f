"""The first organizations, loaded as the first pages are; see conditions/starter.

What an editor has changed, or deleted, stays as the editor left it.
"""

import hashlib
from collections import Counter
from pathlib import Path

import yaml
from django.db import transaction

from conditions.models import Condition, StarterEntry
from conditions.starter import load_page, make_sure_it_exists
from organizations.models import Contact, Offer, Organization

_FILE = Path(__file__).with_name("organizations.yaml")
_EDITION = "edition of organizations"
_PLAIN = ("name", "nature", "kinds", "audience", "scope", "reach", "languages", "unread", "sources")
_LISTS = ("other_names", "also_in", "languages_in_part")
_TEXTS = ("country", "place", "note", "editors_note")


def organizations() -> list[dict]:
    return yaml.safe_load(_FILE.read_text())


@transaction.atomic
def load() -> Counter:
    """As conditions.starter.load, whose pages must be there already."""
    done = Counter()
    edition = _edition()
    if StarterEntry.objects.filter(key=_EDITION, digest=edition).exists():
        return done
    ids = dict(Condition.objects.values_list("slug", "pk"))
    for row in organizations():
        load_page(done, Organization, row, lambda page, row: _fill(page, row, ids))
    StarterEntry.objects.update_or_create(key=_EDITION, defaults={"digest": edition})
    return done


def _edition():
    files = (Path(__file__), _FILE)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _fill(page, row, ids):
    for name in _PLAIN:
        setattr(page, name, row[name])
    for name in _LISTS:
        setattr(page, name, row.get(name, []))
    for name in _TEXTS:
        setattr(page, name, row.get(name, ""))
    page.position = row["position"]
    page.region = ""
    page.latitude, page.longitude = row.get("point", (None, None))
    make_sure_it_exists(page)
    page.conditions = [ids[slug] for slug in row["conditions"] if slug in ids]
    page.offers = [_child(Offer, n, offer) for n, offer in enumerate(row["offers"])]
    page.contacts = [_child(Contact, n, contact) for n, contact in enumerate(row["contacts"])]


def _child(model, position, values):
    # The page's own validation does not look into what belongs to it.
    child = model(**values, sort_order=position)
    child.full_clean(exclude=["organization"])
    return child
