"""The questions that `bench/search.py` asks: thirteen kinds, as query strings."""

from bench.studies import MEDICINES, Chance
from trials.models import Trial

NAMES = [
    "dermatomyositis",
    "polymyositis",
    "IBM",
    "antisynthetase",
    "juvenile myositis",
    *MEDICINES,
]
# Names that many of the invented studies have.
COMMON_NAMES = NAMES[:5]
EASY_TO_MISSPELL = ["dermatomyositis", "polymyositis", "rituximab", "methotrexate"]
TOWNS = ["Boston", "London", "Chicago", "Paris", "Toronto, Ontario", "Houston", "Madrid", "15213"]
PHASES = ["PHASE1", "PHASE2", "PHASE3"]


def questions(count):
    """{kind: `count` query strings}."""
    chance = Chance(7)
    return _words(chance, count) | _filters(chance, count) | _both(chance, count)


def _ways(count, make):
    return [make() for _ in range(count)]


def _words(chance, count):
    common, rare = chance.words[:40], chance.words[12_000:]
    titles = Trial.objects.values_list("brief_title", flat=True)[: count * 3]
    phrases = [" ".join(title.split()[:2]) for title in titles]

    def name():
        return chance.choice(NAMES)

    def frequent():
        return chance.choice(["myositis", *common[:3]])

    return {
        "single word": _ways(count, lambda: f"q={name()}"),
        "two words": _ways(count, lambda: f"q={name()} {chance.choice(common)}&status=all"),
        "phrase": _ways(count, lambda: f'q="{chance.choice(phrases)}"&status=all'),
        "rare word": _ways(count, lambda: f"q={chance.choice(rare)}&status=all"),
        "in nearly every record": _ways(count, lambda: f"q={frequent()}&status=all"),
        "prefix": _ways(count, lambda: f"q={name()[:6]}*&status=all"),
        "typo": _ways(count, lambda: f"q={_misspelt(chance)}"),
        "empty": _ways(count, lambda: f"q=qxqz{chance.randrange(10_000)} {name()}x&age=7"),
    }


def _misspelt(chance):
    """A name with two of its letters swapped."""
    name = chance.choice(EASY_TO_MISSPELL)
    at = chance.randrange(2, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _filters(chance, count):
    def three():
        kind = chance.choice(["DRUG", "DEVICE"])
        return f"type=INTERVENTIONAL&phase={chance.choice(PHASES)}&intervention={kind}"

    return {
        "three filters": _ways(count, lambda: f"status=all&{three()}"),
        "facets alone": _ways(count, lambda: f"status=all&sex={chance.choice(['FEMALE', 'MALE'])}"),
        "distance": _ways(count, lambda: f"{_near(chance)}&sort=distance"),
    }


def _near(chance):
    return f"place={chance.choice(TOWNS)}&within=100"


def _both(chance, count):
    def much():
        """Filters that leave a few studies, as in a real question, but not none."""
        return (
            f"q={chance.choice(COMMON_NAMES)}&status=RECRUITING,COMPLETED&type=INTERVENTIONAL"
            f"&intervention=DRUG,BIOLOGICAL&place={chance.choice(TOWNS)}&within=500"
        )

    return {
        "distance and words": _ways(
            count, lambda: f"q={chance.choice(NAMES)}&{_near(chance)}&sort=distance"
        ),
        "words, 3 filters, facets, distance": _ways(count, much),
    }
