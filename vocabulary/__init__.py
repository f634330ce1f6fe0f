"""The words of readers and of the field: conditions, medicines, antibodies, urgent trouble.

Shipped data, read once from the TOML files beside this module. What editors add in the database
widens the search later; readings of records rest on this edition alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import Literal

from . import files
from .folding import fold, words
from .stems import places_of, stem, stems, without_run, word_set
from .urgency import lines as urgent_lines
from .urgency import urgent

__all__ = [
    "places_of",
    "stem",
    "stems",
    "urgent",
    "urgent_lines",
    "without_run",
    "word_set",
]

_NAME_KINDS: dict[Literal["names", "said", "spanish", "typos"], str] = {
    "names": "standard",
    "said": "lay",
    "spanish": "spanish",
    "typos": "misspelling",
}


class Kind(Enum):
    CONDITION = "condition"
    NEIGHBOUR = "neighbour"  # another disease, mistaken for myositis or named together with it
    MEDICINE = "medicine"
    MEDICINE_GROUP = "medicine group"
    ANTIBODY = "antibody"
    FINDING = "finding"  # of a test or a doctor


@dataclass(frozen=True)
class Term:
    """A thing that readers ask for, and the names under which records speak of it.

    `names` and `title_names` are folded; the latter are too short to be trusted in long texts.
    """

    slug: str
    name: str
    kind: Kind
    names: tuple[str, ...]
    title_names: tuple[str, ...] = ()
    # Why `names` has more than the names of the thing itself: "efgartigimod", for Vyvgart.
    condition: str = ""
    broader: tuple[str, ...] = ()


@dataclass(frozen=True)
class Abbreviation:
    short: str
    means: str
    when: str


@dataclass(frozen=True)
class Added:
    """What editors added to the names of our conditions: for questions, never for readings."""

    # {stems of a name: the condition's slug}, and {stems of an abbreviation: what it means}.
    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    abbreviations: dict[tuple[str, ...], Abbreviation] = field(default_factory=dict)
    # {slug: folded names by which records may call it as well}.
    in_records: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def term(self, slug: str) -> Term:
        """A term of ours with the names that were added to it."""
        term = terms()[slug]
        names = self.in_records.get(slug, ())
        return replace(term, names=_unique([*term.names, *names])) if names else term


def added(rows: Iterable[tuple[str, str, str, str]]) -> Added:
    """Of rows (slug, name, kind, guard), those names that we do not know ourselves."""
    found = Added()
    for slug, name, kind, guard in rows:
        key = stems(name)
        if slug not in terms() or not key or key in readings() or key in abbreviations():
            continue
        if guard == "always":
            found.names[key] = slug
            if kind in ("standard", "abbreviation"):
                found.in_records[slug] = (*found.in_records.get(slug, ()), fold(name))
        else:
            found.abbreviations[key] = Abbreviation(fold(name), slug, guard)
    return found


def _all_names(medicine: files.Medicine) -> list[str]:
    return [medicine["name"], *medicine.get("brands", []), *medicine.get("others", [])]


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    """Folded names; those that contain another as a run of words find nothing new, and are
    dropped."""
    folded = sorted({fold(name) for name in names if name}, key=lambda name: (len(name), name))
    kept: list[str] = []
    for name in folded:
        if not any(f" {other} " in f" {name} " for other in kept):
            kept.append(name)
    return tuple(kept)


@cache
def terms() -> dict[str, Term]:
    """Every term by its slug. A condition has the names of all narrower ones as well."""
    found: dict[str, Term] = {}
    conditions = files.conditions()["condition"]
    narrower: dict[str, list[files.Condition]] = {}
    for row in conditions:
        for slug in row.get("broader", []):
            narrower.setdefault(slug, []).append(row)

    def family(row: files.Condition) -> Iterator[files.Condition]:
        yield row
        for child in narrower.get(row["slug"], []):
            yield from family(child)

    for row in conditions:
        kind = Kind.NEIGHBOUR if row["kind"] == "neighbour" else Kind.CONDITION
        found[row["slug"]] = Term(
            row["slug"],
            row["name"],
            kind,
            _unique(name for member in family(row) for name in member["names"]),
            tuple(n for member in family(row) for n in member.get("names_of_title_only", [])),
            broader=tuple(row.get("broader", [])),
        )
    medicines = files.medicines()
    for medicine in medicines["medicines"]:
        names = _unique(_all_names(medicine))
        slug = f"medicine:{fold(medicine['name'])}"
        found[slug] = Term(slug, medicine["name"], Kind.MEDICINE, names)
    for group in medicines["group"]:
        members = [m for m in medicines["medicines"] if m.get("class") == group["class"]]
        theirs = (name for member in members for name in _all_names(member))
        slug = f"medicines:{fold(group['name'])}"
        names = _unique([*group["names"], *theirs])
        found[slug] = Term(slug, group["name"], Kind.MEDICINE_GROUP, names)
    for antibody in files.findings()["antibodies"]:
        condition = found.get(antibody.get("of", ""))
        own = [antibody["name"], *antibody["others"]]
        slug = f"antibody:{fold(antibody['name'])}"
        found[slug] = Term(
            slug,
            antibody["name"],
            Kind.ANTIBODY,
            _unique([*own, *(condition.names if condition else ())]),
            condition=antibody.get("of", ""),
        )
    for finding in files.findings()["findings"]:
        slug = f"finding:{fold(finding['name'])}"
        names = _unique([finding["name"], *finding["others"]])
        found[slug] = Term(slug, finding["name"], Kind.FINDING, names)
    return found


@cache
def readings() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a run of stemmed words is read as: the slugs of its terms."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}

    def say(text: str, slug: str) -> None:
        key = stems(text)
        if key and slug not in found.get(key, ()):
            found[key] = (*found.get(key, ()), slug)

    # What an antibody or medicine is called comes first: `HMGCR` is not merely a condition.
    for antibody in files.findings()["antibodies"]:
        for name in (antibody["name"], *antibody["others"]):
            say(name, f"antibody:{fold(antibody['name'])}")
    for finding in files.findings()["findings"]:
        for name in (finding["name"], *finding["others"]):
            say(name, f"finding:{fold(finding['name'])}")
    medicines = files.medicines()
    for medicine in medicines["medicines"]:
        for name in _all_names(medicine):
            say(name, f"medicine:{fold(medicine['name'])}")
    for group in medicines["group"]:
        for name in group["names"]:
            say(name, f"medicines:{fold(group['name'])}")
    for row in files.conditions()["condition"]:
        for name in (row["name"], *row["names"], *_asked_by(row)):
            key = stems(name)
            # Several conditions share a name (dermatopolymyositis); a term shares none with them.
            if all(slug in terms() and ":" not in slug for slug in found.get(key, ())):
                say(name, row["slug"])
    return found


@cache
def _longer_names() -> dict[str, list[tuple[str, ...]]]:
    """{a name of a medicine that is one word: longer names of something else that have it}."""
    single = {key[0]: slugs for key, slugs in readings().items() if len(key) == 1}
    found: dict[str, list[tuple[str, ...]]] = {}
    for key, slugs in readings().items():
        for word in key if len(key) > 1 else ():
            is_medicine = single.get(word, ("",))[0].startswith("medicine:")
            if is_medicine and not set(slugs) & set(single[word]):
                found.setdefault(word, []).append(key)
    return found


def only_inside_others(said: tuple[str, ...]) -> set[str]:
    """Names that stand only inside longer names: the creatine of "creatine kinase"."""
    found = set()
    for word in set(said) & _longer_names().keys():
        covered = {
            at + n
            for name in _longer_names()[word]
            for at in places_of(name, said)
            for n in range(len(name))
        }
        if all(at in covered for at, one in enumerate(said) if one == word):
            found.add(word)
    return found


def _asked_by(row: files.Condition) -> list[str]:
    """Names that mean a condition in a question, but never in a record."""
    return [*row.get("said", []), *row.get("spanish", []), *row.get("typos", [])]


def names_of(slug: str) -> list[tuple[str, str, str]]:
    """[(name, kind, guard)] of a condition, as conditions.choices has them; none is repeated."""
    found: dict[str, tuple[str, str, str]] = {}
    data = files.conditions()
    for row in data["condition"]:
        if row["slug"] == slug:
            for key, kind in _NAME_KINDS.items():
                for name in row.get(key, []):
                    found.setdefault(name, (name, kind, "always"))
    for form in data["abbreviation"]:
        if form["means"] == slug:
            found.setdefault(form["short"], (form["short"], "abbreviation", form["when"]))
    return list(found.values())


@cache
def _groups_of_medicines() -> dict[tuple[str, ...], str]:
    """{stems of a name of a medicine or of a group: the group's name}."""
    data = files.medicines()
    names = {group["class"]: group["name"] for group in data["group"]}
    found = {stems(n): group["name"] for group in data["group"] for n in group["names"]}
    for row in data["medicines"]:
        if row.get("class") in names:
            found |= {stems(name): names[row["class"]] for name in _all_names(row)}
    return found


def medicine_group(text: str) -> str:
    """The group of the first medicine that a text names: "JAK inhibitor"; empty for none."""
    said, known = stems(text), _groups_of_medicines()
    longest = max(map(len, known))
    for start in range(len(said)):
        for end in range(min(len(said), start + longest), start, -1):
            if group := known.get(said[start:end]):
                return group
    return ""


@cache
def abbreviations() -> dict[tuple[str, ...], Abbreviation]:
    rows = files.conditions()["abbreviation"]
    return {stems(row["short"]): Abbreviation(**row) for row in rows}


@cache
def unclear() -> dict[tuple[str, ...], files.Unclear]:
    """Short forms of other diseases that look like ours: {stems: {choices, rather}}."""
    rows = files.conditions()["unclear"]
    return {stems(short): row for row in rows for short in row["shorts"]}


@cache
def suggestions() -> list[tuple[frozenset[str], str]]:
    """Words of symptoms (all of them must be said) and the condition that they may be about."""
    rows = files.conditions()["condition"]
    return [
        (frozenset(stems(text)), row["slug"]) for row in rows for text in row.get("suggests", [])
    ]


@cache
def names_to_type() -> list[str]:
    """The names to offer while a reader types: conditions, then medicines with their brands."""
    conditions = [row["name"] for row in files.conditions()["condition"]]
    medicines = files.medicines()["medicines"]
    brands = (name for row in medicines for name in [row["name"], *row.get("brands", [])])
    return conditions + sorted(set(brands), key=str.casefold)


@cache
def single_words() -> frozenset[str]:
    """Every folded word of our names of four letters or more: what misspellings are corrected
    to."""
    texts = [*names_to_type()]
    for row in files.conditions()["condition"]:
        texts += [*row["names"], *row.get("said", []), *row.get("spanish", [])]
    for medicine in files.medicines()["medicines"]:
        texts += medicine.get("others", [])
    findings = files.findings()
    for finding in [*findings["antibodies"], *findings["findings"]]:
        texts += [finding["name"], *finding["others"]]
    return frozenset(word.text for text in texts for word in words(text) if len(word.text) > 3)
