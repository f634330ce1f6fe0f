"""Large towns whose names were misspelled: "Cincinatti", "Philadelfia"."""

from rapidfuzz.distance import OSA

from .gazetteer import beginning_with
from .names import Found, by_name
from .naming import key

# Words of other languages and of medicine resemble the names of towns elsewhere.
COUNTRIES = ("US", "CA", "GB", "IE", "AU", "NZ")
# Smaller towns have names that other words resemble by chance.
PEOPLE = 200_000
# So many letters are right at the beginning, and so many a name has at least.
FIRST, SHORTEST = 3, 7
# From this length, two letters may be wrong.
LONG = 10


def nearly(word: str, shortest: int = SHORTEST) -> Found | None:
    """The large town whose name is most like this word; None if no name is like it.

    A word that is known to stand for a place may be shorter than others.
    """
    typed = key(word)
    if len(typed) < shortest or not typed.isalpha():
        return None
    most = 2 if len(typed) >= LONG else 1
    alike = [
        (distance, -people, name)
        for name, area, people in beginning_with(typed[:FIRST])
        if people >= PEOPLE
        and area[:2] in COUNTRIES
        and 0 < (distance := OSA.distance(typed, name, score_cutoff=most)) <= most
    ]
    return by_name(min(alike)[2])[0] if alike else None
