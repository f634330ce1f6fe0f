"""The words of readers and of the field: conditions, medicines, antibodies, urgent trouble.

Shipped data, read once from the TOML files beside this module. What editors add in the database
widens the search later; readings of records rest on this edition alone.
"""

import threading
import tomllib
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from .folding import fold, words

_FOLDER = Path(__file__).parent
_stemmer = snowballstemmer.stemmer("english")
# It keeps its place in the word: two threads at once get wrong stems, which would then be kept.
_one_at_a_time = threading.Lock()
_NAME_KINDS = {
    "names": "standard",
    "said": "lay",
    "spanish": "spanish",
    "typos": "misspelling",
}


class Kind(Enum):
    CONDITION = "condition"
    NEIGHBOUR = "neighbour"  # another disease, taken for myositis or named beside it
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
    # Why `names` are more than those of the thing itself: "efgartigimod", for Vyvgart.
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
    names: dict = field(default_factory=dict)
    abbreviations: dict = field(default_factory=dict)
    # {slug: folded names by which records may call it as well}.
    in_records: dict = field(default_factory=dict)

    def term(self, slug: str) -> Term:
        """A term of ours with the names that were added to it."""
        term = terms()[slug]
        names = self.in_records.get(slug, ())
        return replace(term, names=_unique([*term.names, *names])) if names else term


def added(rows) -> Added:
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


@lru_cache(20_000)
def stem(word: str) -> str:
    """As PostgreSQL's English dictionary does: myopathies and myopathy are one."""
    with _one_at_a_time:
        return _stemmer.stemWord(word)


def stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word.text) for word in words(text))


def _load(name):
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


def _all_names(medicine):
    return [medicine["name"], *medicine.get("brands", []), *medicine.get("others", [])]


def _unique(names):
    """Folded names; those that contain another as a run of words find nothing new, and go."""
    folded = sorted({fold(name) for name in names if name}, key=lambda name: (len(name), name))
    kept = []
    for name in folded:
        if not any(f" {other} " in f" {name} " for other in kept):
            kept.append(name)
    return tuple(kept)


@cache
def terms() -> dict[str, Term]:
    """Every term by its slug. A condition has the names of all narrower ones as well."""
    found = {}
    conditions = _load("conditions.toml")["condition"]
    narrower: dict[str, list[dict]] = {}
    for row in conditions:
        for slug in row.get("broader", []):
            narrower.setdefault(slug, []).append(row)

    def family(row):
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
    medicines = _load("medicines.toml")
    for row in medicines["medicines"]:
        names = _unique(_all_names(row))
        slug = f"medicine:{fold(row['name'])}"
        found[slug] = Term(slug, row["name"], Kind.MEDICINE, names)
    for group in medicines["group"]:
        members = [m for m in medicines["medicines"] if m.get("class") == group["class"]]
        theirs = (name for member in members for name in _all_names(member))
        slug = f"medicines:{fold(group['name'])}"
        names = _unique([*group["names"], *theirs])
        found[slug] = Term(slug, group["name"], Kind.MEDICINE_GROUP, names)
    for row in _load("findings.toml")["antibodies"]:
        condition = found.get(row.get("of", ""))
        own = [row["name"], *row["others"]]
        slug = f"antibody:{fold(row['name'])}"
        found[slug] = Term(
            slug,
            row["name"],
            Kind.ANTIBODY,
            _unique([*own, *(condition.names if condition else ())]),
            condition=row.get("of", ""),
        )
    for row in _load("findings.toml")["findings"]:
        slug = f"finding:{fold(row['name'])}"
        names = _unique([row["name"], *row["others"]])
        found[slug] = Term(slug, row["name"], Kind.FINDING, names)
    return found


@cache
def readings() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a run of stemmed words is read as: the slugs of its terms."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}

    def say(text, slug):
        key = stems(text)
        if key and slug not in found.get(key, ()):
            found[key] = (*found.get(key, ()), slug)

    # What an antibody or medicine is called comes first: `HMGCR` is not merely a condition.
    for row in _load("findings.toml")["antibodies"]:
        for name in (row["name"], *row["others"]):
            say(name, f"antibody:{fold(row['name'])}")
    for row in _load("findings.toml")["findings"]:
        for name in (row["name"], *row["others"]):
            say(name, f"finding:{fold(row['name'])}")
    medicines = _load("medicines.toml")
    for row in medicines["medicines"]:
        for name in _all_names(row):
            say(name, f"medicine:{fold(row['name'])}")
    for group in medicines["group"]:
        for name in group["names"]:
            say(name, f"medicines:{fold(group['name'])}")
    for row in _load("conditions.toml")["condition"]:
        for name in (row["name"], *row["names"], *_asked_by(row)):
            key = stems(name)
            # Several conditions share a name (dermatopolymyositis); a term shares none with them.
            if all(slug in terms() and ":" not in slug for slug in found.get(key, ())):
                say(name, row["slug"])
    return found


def _asked_by(row):
    """Names of a condition that stand in questions, and never speak for it in a record."""
    return [name for key in ("said", "spanish", "typos") for name in row.get(key, [])]


def names_of(slug: str) -> list[tuple[str, str, str]]:
    """[(name, kind, guard)] of a condition, as conditions.choices has them; none is repeated."""
    found: dict[str, tuple[str, str, str]] = {}
    data = _load("conditions.toml")
    for row in data["condition"]:
        if row["slug"] == slug:
            for key, kind in _NAME_KINDS.items():
                for name in row.get(key, []):
                    found.setdefault(name, (name, kind, "always"))
    for row in data["abbreviation"]:
        if row["means"] == slug:
            found.setdefault(row["short"], (row["short"], "abbreviation", row["when"]))
    return list(found.values())


@cache
def _groups_of_medicines():
    """{stems of a name of a medicine or of a group: the group's name}."""
    data = _load("medicines.toml")
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
    rows = _load("conditions.toml")["abbreviation"]
    return {stems(row["short"]): Abbreviation(**row) for row in rows}


@cache
def unclear() -> dict[tuple[str, ...], dict]:
    """Short forms of other diseases that look like ours: {stems: {choices, rather}}."""
    rows = _load("conditions.toml")["unclear"]
    return {stems(short): row for row in rows for short in row["shorts"]}


@cache
def suggestions() -> list[tuple[frozenset[str], str]]:
    """Words of symptoms (all of them must be said) and the condition that they may be about."""
    rows = _load("conditions.toml")["condition"]
    return [
        (frozenset(stems(text)), row["slug"]) for row in rows for text in row.get("suggests", [])
    ]


@cache
def _urgent():
    data = _load("urgent.toml")
    return {kind: [frozenset(stems(text)) for text in data[kind]] for kind in data}


def urgent(said: frozenset[str]) -> str:
    """ "self_harm", "emergency" or "": what these stemmed words may tell of."""
    for kind in ("self_harm", "emergency"):
        if any(entry <= said for entry in _urgent()[kind]):
            return kind
    return ""


@cache
def names_to_type() -> list[str]:
    """The names to offer while a reader types: conditions, then medicines with their brands."""
    conditions = [row["name"] for row in _load("conditions.toml")["condition"]]
    medicines = _load("medicines.toml")["medicines"]
    brands = (name for row in medicines for name in [row["name"], *row.get("brands", [])])
    return conditions + sorted(set(brands), key=str.casefold)


@cache
def single_words() -> frozenset[str]:
    """Every folded word of our names of four letters or more: what misspellings are mended to."""
    texts = [*names_to_type()]
    for row in _load("conditions.toml")["condition"]:
        texts += [*row["names"], *row.get("said", []), *row.get("spanish", [])]
    for row in _load("medicines.toml")["medicines"]:
        texts += row.get("others", [])
    findings = _load("findings.toml")
    for row in [*findings["antibodies"], *findings["findings"]]:
        texts += [row["name"], *row["others"]]
    return frozenset(word.text for text in texts for word in words(text) if len(word.text) > 3)
