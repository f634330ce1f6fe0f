"""What place somebody means: a town, a postcode, a state, a country; or that we cannot tell."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from . import problems
from .codes import by_code, is_military, is_zip, town_people, with_lost_zero
from .countries import country_code
from .names import Found, by_name, is_named_for
from .naming import LONGEST, clean, key
from .place import Place
from .problems import MOST_CHOICES, NotResolved

# The largest town of a name is meant without asking if it has this many times the people of the
# next: London and Paris (more than 20) and Boston (14) are; Portland (9.6), Manchester (5),
# Rochester (1.7) and Springfield are asked about.
MEANT_TIMES = 10
# A state is asked about together with a city of its name and this size (Washington, Quebec); below
# that the state is meant (Wyoming, Ontario).
RIVAL_PEOPLE = 300_000
# Regions that are less known are asked about beside a town of this size: Kent.
RIVAL_OF_OTHERS = 100_000
# Most readers are American, so a ZIP code is a ZIP code. We ask only where a city of this size in
# these countries has the same five digits: Berlin, Paris, Milan. See docs/decisions.md.
_RIVALS, RIVAL_CITY = {"DE", "ES", "FR", "IT"}, 500_000
# Four digits are a ZIP code that lost its zero, unless the ZIP code's own town is smaller than this
# and a city has them as they are: 1010 is Vienna before it is Brimfield.
SMALL_TOWN = 50_000
# What people write around a town, and the district of it behind.
_ABOUT = re.compile(
    r"^(?:near|around|in|greater|downtown|city of)\s+|\s+(?:metro(?:politan)?\s+)?(?:area|city)\b",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\s\d{1,2}(?:er?|[eè]me|th)?(?=\s*(?:,|$))", re.IGNORECASE)
# "Sao Paulo - SP", "Tuebingen", "Dallas/Fort Worth, TX", "Berlin-Mitte".
_DASH, _UMLAUT = re.compile(r"\s+[-–]\s+"), re.compile(r"(?<=[aou])e", re.IGNORECASE)
_SECOND = re.compile(r"[-–/][^,]*")
_SAID_OTHERWISE = [(_ABOUT, ""), (_DISTRICT, ""), (_DASH, ", "), (_UMLAUT, ""), (_SECOND, "")]
# What names no place, in a field for one.
_NOWHERE = set(
    map(
        key,
        """here; near me; nearby; near by; close to me; around me; my area; my location; my house
        my home; my city; home; current location; anywhere; everywhere; worldwide; any; all
        any place; any location; no preference; none; na; n a; nowhere; unknown; idk; online
        virtual; remote; remotely; telehealth; zoom; from home; at home; aqui; cerca de mi; cerca
        mi casa; en linea; cualquier lugar; todos; hier; in meiner nähe; überall; ici; partout
        près de chez moi""".replace("\n", ";").split(";"),
    )
)
# The smallest town that we believe among other words.
LEAST_PEOPLE = 5_000


def resolve(text: str, country: str = "") -> Place:
    """The place that is meant, in that country if one is given. Raises NotResolved."""
    if key(text) in _NOWHERE:
        raise problems.NoPlace()
    found = _typed(text, country)
    options = [one.place for one in found]
    if zip_code := with_lost_zero(clean(text), country):
        raise _lost_zero(text, zip_code, found)
    if is_military(text) and not country:
        # Bare digits may be another country's.
        raise problems.MilitaryCode(text, options if clean(text).isdecimal() else ())
    if is_meant(found, text):
        return options[0]
    if options[0].kind == "zip":
        raise problems.SharedPostcode(text, options)
    raise problems.Ambiguous(text, options)


def others(text: str, meant: Place) -> list[Place]:
    """What else the text may mean, the likeliest first; none where it is not known."""
    try:
        found = [one.place for one in _typed(text)]
    except NotResolved:
        return []
    return [place for place in found if place != meant][:MOST_CHOICES]


def is_settled(text: str) -> bool:
    """Whether a text means one place without asking."""
    try:
        resolve(text)
    except NotResolved:
        return False
    return True


def may_mean(text: str, place: Place) -> bool:
    """Whether a text can be said of a place."""
    try:
        return place in [one.place for one in _typed(text)]
    except NotResolved:
        return False


def _typed(text: str, country: str = "") -> list[Found]:
    """Like candidates(), but also reads what people add to a town's name in a field of its own."""
    try:
        return candidates(text, country)
    except (problems.Unknown, problems.ForeignPostcode):
        for other in _other_words(clean(text[:LONGEST])):
            with suppress(NotResolved):
                found = candidates(other, country)
                if found[0].place.kind == "town" and found[0].people >= LEAST_PEOPLE:
                    return found
        raise


def _other_words(text: str) -> Iterator[str]:
    """ "near Boston", "Dublin 4", "USA, Ohio, Cleveland", "12 High Street, Leeds"."""
    text = text.replace(";", ",")
    for pattern, plain in _SAID_OTHERWISE:
        if (other := pattern.sub(plain, text)) != text:
            yield other
    head, *rest = text.split(",")
    if rest and country_code(head):
        yield ", ".join([*reversed(rest), head])
    while rest and (re.search(r"\d", head) or not by_name(head)):
        yield ",".join(rest)
        head, *rest = rest


def candidates(text: str, country: str = "") -> list[Found]:
    """All places that may be meant, the likeliest first. Raises NotResolved, but never asks."""
    typed = clean(text)
    if len(text) > LONGEST or not key(typed):
        raise problems.Unknown(text)
    found = by_code(typed, country) or by_name(typed)
    if country:
        found = [one for one in found if one.place.country == country]
    if found:
        return found
    raise _problem(typed, text)


def _lost_zero(text: str, zip_code: str, found: list[Found]) -> NotResolved:
    first, *abroad = found
    options = [one.place for one in found]
    if town_people(first) < SMALL_TOWN and any(one.people >= RIVAL_CITY for one in abroad):
        return problems.SharedPostcode(text, [*options[1:MOST_CHOICES], options[0]], zip_code)
    return problems.LostZero(zip_code, options)


def _problem(typed: str, text: str) -> NotResolved:
    if is_military(typed):
        return problems.MilitaryCode(text)
    if re.search(r"\d", typed) and not re.search(r"[^\W\d_]{4}", typed):
        return problems.ForeignPostcode()
    if any(c.isalpha() and "LATIN" not in unicodedata.name(c, "LATIN") for c in typed):
        return problems.OtherScript(text)
    return problems.Unknown(text)


def is_meant(found: list[Found], text: str) -> bool:
    """Whether the first needs no question."""
    first, *rest = found
    if not rest or first.is_said or key(first.place.label) == key(text):
        return True
    if first.place.kind == "zip":
        return is_zip(first) and not any(
            one.area[:2] in _RIVALS and one.people >= RIVAL_CITY for one in rest
        )
    regions = [one for one in rest if one.place.kind == "region"]
    if first.place.kind == "country":
        # Georgia is a state with more people; Mexico and Luxembourg are towns in themselves.
        return not any(one.people > first.people for one in regions)
    others = [
        one
        for one in rest
        if not _is_around(one, first)
        and not _is_around(first, one)
        and not is_named_for(one, first)
    ]
    if first.place.kind == "region" and first.is_well_known:
        large = any(one.people * MEANT_TIMES > first.people for one in regions)
        return not large and rest[0].people < RIVAL_PEOPLE
    if first.place.kind == "town":
        # People hardly ever mean a little-known region with fewer people instead.
        others = [one for one in others if one.place.kind == "town" or one.is_well_known]
    most = max((one.people for one in others), default=0)
    if first.place.kind == "region" and most >= RIVAL_OF_OTHERS and first.people < 100 * most:
        return False
    return first.people >= MEANT_TIMES * most


def _is_around(one: Found, other: Found) -> bool:
    """Whether it is the region that the other lies in."""
    inside = f"{other.area}.".startswith(f"{one.area}.")
    return one.place.kind == "region" and inside and one.place != other.place
