"""The first content of the portal: loaded once, and again where it became better.

What an editor has changed, or deleted, stays as the editor left it.
"""

import json
import uuid
from collections import Counter
from pathlib import Path

import yaml
from django.utils import translation
from django.utils.text import slugify

import vocabulary
from conditions import triage
from conditions.choices import Theme
from conditions.models import (
    Condition,
    ConditionCode,
    ConditionName,
    GlossaryTerm,
    Guide,
    Reference,
    Topic,
)

from .loading import digest_of, load_once, make_sure_it_exists

_FOLDER = Path(__file__).parent
_TRIAGE = Path(triage.__file__).parent
# The same in C, where libyaml is there: ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The family in the order of its pages; what is not named here follows by name.
_FIRST_CONDITIONS = (
    "inflammatory-myopathy",
    "dermatomyositis",
    "polymyositis",
    "inclusion-body-myositis",
    "juvenile-myositis",
    "immune-mediated-necrotizing-myopathy",
    "antisynthetase-syndrome",
    "overlap-myositis",
    "clinically-amyopathic-dermatomyositis",
    "anti-mda5-dermatomyositis",
    "cancer-associated-myositis",
    "ici-myositis",
)
_FIRST_GUIDES = (
    "just-diagnosed",
    "is-it-myositis",
    "no-diagnosis-yet",
    "my-test-results",
    "swallowing",
    "cell-therapy-studies",
    "understanding-clinical-trials",
    "placebo",
    "informed-consent",
    "costs-and-travel-of-a-study",
    "expanded-access",
)
# Of guides for people with myositis. Not in their files: a changed file is a new version, which
# nobody has signed.
_THEMES = {
    Theme.START: ("just-diagnosed", "my-test-results", "outlook-in-figures"),
    Theme.TREATMENT: (
        "medicines-and-their-checks",
        "steroids",
        "medicines-that-can-harm-muscle",
        "vaccines-and-infections",
        "surgery-and-anesthesia",
        "when-treatment-stops-working",
        "expanded-access",
    ),
    Theme.LIVING: (
        "swallowing",
        "fatigue-pain-and-itch",
        "food-supplements-and-alcohol",
        "lungs-and-heart",
        "mood",
        "physiotherapy-and-exercise",
        "planning-ahead-in-ibm",
        "pregnancy",
        "skin-sun-and-calcinosis",
        "work-benefits-and-travel",
    ),
    Theme.STUDY: (
        "understanding-clinical-trials",
        "placebo",
        "informed-consent",
        "costs-and-travel-of-a-study",
        "cell-therapy-studies",
        "healthy-volunteers",
    ),
}


def read_yaml(path: Path):
    """What a file says; its dates are dates."""
    return yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506


def read(name: str | Path):
    """Read a file in this folder, such as "glossary.yaml"."""
    return read_yaml(_FOLDER / name)


def pages(folder: str) -> list[dict]:
    """Read the pages in a folder, "conditions" or "guides", in the order of their addresses."""
    rows = [read(path.relative_to(_FOLDER)) for path in sorted((_FOLDER / folder).glob("*.yaml"))]
    with translation.override("en"):
        for part in (part for row in rows for part in row["sections"]):
            # A part names the signs of trouble; `triage` says how fast each one needs help.
            part["statements"] = [*triage.statements(part.pop("signs", ())), *part["statements"]]
    return rows


def load() -> Counter:
    """Write what is new or changed, and count it: created, updated, unchanged, kept.

    `kept` counts what editors changed or deleted. If this edition was loaded before, do nothing:
    every start of the portal calls this.
    """
    return load_once("edition", _edition(), _write)


def _edition():
    """Changes with every file of this folder, this one among them, and with the triage scale."""
    return digest_of(
        [
            *sorted(_FOLDER.glob("*.py")),
            *sorted(_TRIAGE.glob("*.py")),
            *sorted(_FOLDER.rglob("*.yaml")),
        ]
    )


def _write(loading):
    for row in read("references.yaml"):
        loading.row(Reference, "url", row)
    sources = dict(Reference.objects.values_list("url", "pk"))
    _load_conditions(loading, sources)
    about = dict(Condition.objects.values_list("slug", "pk"))
    for row in pages("guides"):
        loading.page(Guide, row, lambda page, row: _fill_guide(page, row, sources, about))
    for row in read("glossary.yaml"):
        loading.page(GlossaryTerm, row, lambda term, row: _fill_term(term, row, sources))
    for position, row in enumerate(read("topics.yaml")):
        values = {**row, "checked": row["mark"] == "read", "position": position}
        del values["mark"]
        loading.row(Topic, "url", values)


def _load_conditions(loading, sources):
    rows = pages("conditions")
    # Pages name each other: all must be there before one is filled.
    bare = {
        row["slug"]: Condition.objects.create(
            slug=row["slug"], name=row["name"], kind=row["kind"], live=False
        )
        for row in rows
        if loading.find(Condition, "slug", row)[0] == "created"
    }
    ids = dict(Condition.objects.values_list("slug", "pk"))

    def fill(page, row):
        _fill_condition(page, row, sources, ids)

    for row in rows:
        loading.page(Condition, row, fill, bare.get(row["slug"]))


def _fill_condition(page, row, sources, ids):
    page.name, page.summary, page.kind = row["name"], row["summary"], row["kind"]
    page.abbreviation = row.get("abbreviation", "")
    page.parent_id = ids.get(row.get("parent"))
    page.position = _position(_FIRST_CONDITIONS, row["slug"])
    page.body = _body(row, sources)
    page.confused_with = [ids[slug] for slug in row.get("confused_with", ()) if slug in ids]
    page.names = [
        ConditionName(name=name, kind=kind, guard=guard, sort_order=order)
        for order, (name, kind, guard) in enumerate(vocabulary.names_of(row["slug"]))
    ]
    page.codes = [
        ConditionCode(
            system=code["system"],
            value=str(code["value"]),
            label=code.get("label", ""),
            checked=code["mark"] == "read",
            sort_order=order,
        )
        for order, code in enumerate(row.get("codes", ()))
    ]


def _fill_guide(page, row, sources, about):
    page.title, page.summary, page.is_medical = row["name"], row["summary"], row["medical"]
    page.audience = row["audience"]
    page.theme = next((theme for theme in Theme if row["slug"] in _THEMES[theme]), "")
    page.position = _position(_FIRST_GUIDES, row["slug"])
    page.body = _body(row, sources)
    make_sure_it_exists(page)
    page.about = [about[slug] for slug in row.get("about", ()) if slug in about]


def _fill_term(term, row, sources):
    term.term, term.category, term.meaning = row["term"], row["category"], row["meaning"]
    term.slug = row.get("slug") or slugify(row["term"])
    term.other_names = row.get("other_names", [])
    term.lowest, term.highest = row.get("lowest"), row.get("highest")
    term.more_means = row.get("more_means", "")
    term.checked = row["mark"] == "read"
    make_sure_it_exists(term)
    term.references = [sources[url] for url in row["sources"] if url in sources]


def _position(first, slug):
    return first.index(slug) + 1 if slug in first else 100


def _body(row, sources):
    """The sections of a page as the JSON of its StreamField."""
    blocks = []
    for part in row["sections"]:
        if "section" in part:
            blocks.append(_block(row, len(blocks), "section", part["section"]))
        elif part["heading"]:
            blocks.append(_block(row, len(blocks), "heading", part["heading"]))
        for statement in part["statements"]:
            blocks.append(
                _block(row, len(blocks), "statement", _statement(row, statement, sources))
            )
    return json.dumps(blocks)


def _statement(row, statement, sources):
    urls = [url for url in statement["sources"] if url in sources]
    return {
        "label": statement.get("label", ""),
        "text": statement["text"].strip(),
        "point": statement.get("point", False),
        "references": [
            {"type": "item", "value": sources[url], "id": _id(row["slug"], statement["text"], url)}
            for url in urls
        ],
        "checked": statement["mark"] == "read",
        "expires_on": str(statement["expires"]) if "expires" in statement else None,
    }


def _block(row, position, kind, value):
    return {"type": kind, "value": value, "id": _id(row["slug"], position, kind)}


def _id(*parts):
    # The same at every loading, so that revisions can be compared block by block.
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "|".join(str(part) for part in parts)))
