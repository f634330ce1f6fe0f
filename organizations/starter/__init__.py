"""The first organizations, loaded as the first pages are; see conditions/starter.

What an editor has changed, or deleted, stays as the editor left it.
"""

from collections import Counter
from pathlib import Path

from conditions.models import Condition
from conditions.starter import read_yaml
from conditions.starter.loading import digest_of, load_once, make_sure_it_exists
from organizations.models import Contact, Offer, Organization

_FILE = Path(__file__).with_name("organizations.yaml")
_PLAIN = ("name", "nature", "kinds", "audience", "scope", "reach", "languages", "unread", "sources")
_LISTS = ("other_names", "ways", "also_in", "languages_in_part")
_TEXTS = ("country", "place", "note", "editors_note")


def organizations() -> list[dict]:
    return read_yaml(_FILE)


def load() -> Counter:
    """As conditions.starter.load, whose pages must be there already."""
    return load_once("edition of organizations", _edition(), _write)


def _edition():
    return digest_of([Path(__file__), _FILE])


def _write(loading):
    ids = dict(Condition.objects.values_list("slug", "pk"))
    for row in organizations():
        loading.page(Organization, row, lambda page, row: _fill(page, row, ids))


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
