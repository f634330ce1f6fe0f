"""A place among other words: "trials within 50 miles of Pittsburgh", "ensayos en México"."""

import re
from dataclasses import dataclass

from .codes import is_zip
from .gazetteer import look_up
from .misspelled import nearly
from .names import FOREIGN_NAME, Found, by_name
from .naming import key
from .place import Place
from .problems import NotResolved
from .resolve import candidates

# A bare "in" or "en" is believed before a country, a state, or a town of this many people; "near"
# before a town of fewer. What says more (a distance, the state after the town) is believed at once.
IN_PEOPLE, NEAR_PEOPLE = 100_000, 5_000
# "en la Ciudad de México", but not "in the oral", which is a city of Kazakhstan.
ARTICLE_PEOPLE = 1_000_000
# Ordinary words, and words of medicine, that are places as well. Found by reading the free text of
# real studies in lower case, besides those that came to mind.
NO_PLACES = {
    key(word)
    for word in """
    a ability about academic active addition adult adultos adults age all alta ambos an and
    any area asia ban bar barra bath batman bay best big blanco boa bor both brain buena bueno
    buy campo can cancer care casa case caso center central centre centro children circle
    ciudad clinic clinica clinics college combination common complete concord control cork
    corona corral cruz cura date deal di dili dolor don early east eat edad eden el elderly
    ella embu en enfermedad ensayo ensayos enterprise erode esperanza estudio estudios excess
    fall far fase fashion fe female femenino florence flores flower follow food fort full gay
    general german gilbert good green group grupo guerrero health help hit hombre hombres home
    hope hospital hospitals hull humble independence internet is island joy junction june la
    lab lack lake las last late lengua liberal life light line linea lives long los love low
    lugar lung madre male man many mar march masculino may mayo mayores me media medio mejor
    men mercedes mi mine mis mobile moderate modern mon most much mujer mujeres muscle my
    nancy near need nice ninas nino ninos normal north nueva nuevo of on one opportunity
    orange order our paciente pacientes padre pain palma paradise part parte particular
    patients paz people person personas phase pie piel pilar plan plano plant plaque post
    power progreso progress protection providencia que quest race rapid reading reason
    remision remission research rich rio risk rive sal salud salvador same san sangre santa
    readings school see ser severe she short sierra skin sol soledad south southern split spring
    street study su summer sun superior surprise sus tall tarde term that the these they this
    those three tiempo time toda todas todo todos total town trabajo tratamiento treatment trial
    trials
    truth two un una union universidad university van verano victoria vida vila vista was weed
    week west winter women work world you young
    """.split()  # noqa: SIM905
}
# States whose code is a word or an illness, even where it is written in capitals: multiple
# sclerosis, inclusion body … in IN.
_NO_CODES = {"in", "or", "me", "hi", "ok", "de", "la", "al", "on"}
_NEVER_CODES = {"ms"}
# Short forms of countries that are no other word, and countries whose regions people name alone.
_SHORT_FORMS = {"usa", "uk"}
# What people say for a country. Organizations have none of these in their names.
_STANDS_FOR = {"nhs": "United Kingdom", "usa": "United States", "korea": "South Korea"}
# "German trials", but not "in German".
_ADJECTIVES = {
    "american": "United States", "argentinian": "Argentina", "australian": "Australia",
    "austrian": "Austria", "belgian": "Belgium", "brazilian": "Brazil", "british": "United Kingdom",
    "canadian": "Canada", "chinese": "China", "czech": "Czechia", "danish": "Denmark",
    "dutch": "Netherlands", "english": "England", "finnish": "Finland", "french": "France",
    "german": "Germany", "indian": "India", "irish": "Ireland", "israeli": "Israel",
    "italian": "Italy", "japanese": "Japan", "korean": "South Korea", "mexican": "Mexico",
    "norwegian": "Norway", "polish": "Poland", "portuguese": "Portugal", "scottish": "Scotland",
    "spanish": "Spain", "swedish": "Sweden", "swiss": "Switzerland", "turkish": "Turkey",
}  # fmt: skip
_FROM_THERE = re.compile(
    rf"\b(?P<adjective>{'|'.join(_ADJECTIVES)})(?=\s(?:clinical\s)?(?:trials?|stud(?:y|ies)|hospitals?"
    r"|clinics?|sites?|cent(?:er|re)s?)\b)",
    re.IGNORECASE,
)
# A state that is a country as well.
_STATE_AND_COUNTRY = re.compile(r"\bgeorgia,?\s(?:usa|united\sstates)\b", re.IGNORECASE)
# Postcodes that are no other word: "SW1A 1AA", "M5V 2T6", and "80331 München" if the town fits.
_SURE_CODES = re.compile(
    r"(?<![\w-])(?:(?P<whole>[a-z]{1,2}\d[a-z\d]? \d(?!nd|st|rd|th)[abd-hjlnp-uw-z]{2}"
    r"|[a-z]\d[a-z][ -]?\d[a-z]\d)|(?:[a-z]{1,2}-)?\d{5} (?P<town>[^\W\d_]{3,}(?:[ -][^\W\d_]+)?))"
    r"(?!\w)",
    re.IGNORECASE,
)
# So many people has a town that is believed at the end of a question without any preposition.
LAST_PEOPLE = 1_000_000
# So many has a town that is believed because it has a capital letter: "Portland IBM trial".
CAPITALIZED_PEOPLE = 300_000
# A ZIP code by itself, after which nothing is counted: "trials 60614", not "60614 patients".
_ZIP = re.compile(
    r"(?<![\w.,#/-])\d{5}(?=\s*(?:$|[,;.?!]|and\b|within\b|under\b|over\b))", re.IGNORECASE
)
# Beside words of another language: "75013 myosite essai clinique".
_FIVE_DIGITS = re.compile(r"(?<![\w.,#/-])\d{5}(?![\w.,/-])")
_STATE = re.compile(r"(?<![\w-])[A-Z]{2}(?=\s*(?:[.?!]|$|,?\s(?:or|and|&)\s))")
# These are short forms of diseases, tests and doctors, or words.
_NO_STATES = frozenset("AL CT DE HI ID IN LA MD ME MS MT OK OR PA PT SC".split())  # noqa: SIM905
# "In the northeast US": we can search in the whole country.
_PART = r"(?:north|south)(?:east|west)(?:ern)?|midwest(?:ern)?|(?:east|west)\scoast|new\sengland"
_PART_OF_US = re.compile(
    rf"\b(?:{_PART})\s(?:of\sthe\s)?(?P<us>u\.?s\.?a?\b|united\sstates|america\b)", re.IGNORECASE
)
# Several countries at once.
_AREA = re.compile(
    rf"\b(?:(?:in|en|across)\s)?(?:the\s)?(?:{_PART}|benelux|scandinavia|europe|european\sunion|eu\scountries"
    r"|latin\samerica|latinoam[eé]rica|europa|nordic\scountries|middle\seast|south\samerica)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:,|/|&|\b(?:or|and|y|o|und|oder|et|ou)\b)\s*(?=\w)", re.IGNORECASE)
_WITH_REGIONS = {"United Kingdom", "United States"}
_COUNTRY_CODES = {"us", "usa", "eua", "uk", "uae"}
_UNIT = r"(?P<unit>mi|miles?|millas?|kms?|kilomet(?:er|re)s?|kil[oó]metros?)"
_DISTANCE = r"(?P<within>\d{1,4})\s*-?\s*" + _UNIT + r"\b(?:\s+(?:radius|drive))?"
_LEADS = re.compile(
    r"(?<!\w)(?:"
    r"(?:(?:within|in|less than|under|up to|a menos de|dentro de|hasta|a)\s+)?(?:a\s+)?"
    + _DISTANCE
    + r"\s+(?:of|from|around|near|away from|alrededor de|de)\s+(?P<far>)"
    r"|(?:near(?:by)?(?:\s+to)?|close to|around|outside(?:\s+of)?|cerca de|alrededor de)\s+"
    r"(?P<near>)"
    r"|(?:in|en)\s+(?P<in>)"
    r")",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|el|la|los|las)\s+", re.IGNORECASE)
_ME = re.compile(
    r"(?:mi (?:casa|ciudad|zona|barrio|pueblo)|me|m[ií]|my (?:home|house|place|area|town|city)"
    r"|here|aqu[ií])(?!\w)",
    re.IGNORECASE,
)
# British and Canadian.
_WHOLE_CODE = re.compile(
    r"[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}|[a-z]\d[a-z][ -]?\d[a-z]\d|.*[^\W\d]{4}.*", re.IGNORECASE
)
# A sponsor whose name begins with a town.
_COMPANY = re.compile(r"bristol[\s-]+myers", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:()\[\]\"“”?!]+")
_MOST_WORDS, _MOST_LEADS, _MOST_TEXT = 6, 12, 1_000


@dataclass(frozen=True)
class Mention:
    """A part of a text that says where, starting at its preposition.

    `place` is None where it is "near me". `within` is in `unit`, "mi" or "km".
    """

    place: Place | None
    near_me: bool
    within: int | None
    unit: str | None
    start: int
    end: int


def find_in(words: str) -> Mention | None:
    """The first place that is introduced as one, or else "near me"; None if neither is certain.

    If several places share the name, take the likeliest; others() has the rest.
    """
    words = words[:_MOST_TEXT]
    near_me: Mention | None = None
    for count, lead in enumerate(_LEADS.finditer(words)):
        if count == _MOST_LEADS:
            break
        within, unit = _distance(lead)
        if lead["in"] is None and (me := _ME.match(words, lead.end())):
            near_me = near_me or Mention(None, True, within, unit, lead.start(), me.end())
            continue
        place, end = _longest_place(words, lead.end(), lead)
        if not place and (article := _ARTICLE.match(words, lead.end())):
            place, end = _longest_place(words, article.end(), lead, least=ARTICLE_PEOPLE)
        if place:
            return Mention(place, False, within, unit, lead.start(), end)
    return near_me


def _first(text: str, country: str = "") -> Found | None:
    """The first of the candidates, if there are any."""
    try:
        return candidates(text, country)[0]
    except NotResolved:
        return None


def _likeliest(text: str) -> Found:
    """The first of the candidates; but a state with more people before the country: Georgia."""
    first, *rest = candidates(text)
    if first.place.kind == "country":
        for one in rest:
            is_state = one.place.kind == "region" and one.place.country in _WITH_REGIONS
            if is_state and one.people > first.people:
                return one
    return first


def _distance(lead: re.Match[str]) -> tuple[int | None, str | None]:
    if not lead["unit"]:
        return None, None
    return int(lead["within"]), "mi" if lead["unit"].lower().startswith("mi") else "km"


def find_code(words: str) -> Mention | None:
    """The first British or Canadian postcode, or postcode with its town, without a preposition."""
    for match in _SURE_CODES.finditer(words[:_MOST_TEXT]):
        ends = [match.end()]
        if town := match["town"]:
            ends.append(match.start("town") + len(re.split(r"[ -]", town)[0]))
        for end in ends:
            beside = key(words[match.start("town") : end]) if match["town"] else ""
            if beside and (beside in NO_PLACES or not by_name(beside)):
                continue
            one = _first(words[match.start() : end])
            if one and one.place.kind in ("zip", "town"):
                return Mention(one.place, False, None, None, match.start(), end)
    return None


def find_part_of_us(words: str) -> Mention | None:
    """The United States, where only a part of them is meant."""
    if not (match := _PART_OF_US.search(words[:_MOST_TEXT])):
        return None
    place = candidates("United States")[0].place
    return Mention(place, False, None, None, *match.span("us"))


def find_state(words: str) -> Mention | None:
    """A state of the United States by its code in capitals, as the last word or before "or"."""
    if words.isupper():
        return None
    for match in _STATE.finditer(words[:_MOST_TEXT]):
        if match[0] in _NO_STATES or not (state := _state(match[0])):
            continue
        return Mention(state, False, None, None, *match.span())
    return None


def _is_state(place: Place) -> bool:
    return place.kind == "region" and place.country == "United States"


def _state(text: str) -> Place | None:
    one = _first(text)
    return one.place if one and _is_state(one.place) else None


def find_last(words: str, least: int = LAST_PEOPLE) -> Mention | None:
    """A town at the end that is known by its state, or by its size: "London Ontario"."""
    found = list(_WORD.finditer(words[:_MOST_TEXT]))
    for first in found[-4:]:
        run = re.sub(r"\W+$", "", words[first.start() :])
        names = [key(word) for word in run.split()]
        if len(run) < 5 or names[0] in NO_PLACES or names[-1] in NO_PLACES:
            continue
        if not (one := _first(run)):
            continue
        own, said = key(one.place.name), key(run)
        says_more = said.startswith(f"{own} ") and len(said) > len(own) + 3
        is_large = one.is_own and own == said and one.people >= least
        if one.place.kind == "town" and (says_more or is_large):
            return Mention(one.place, False, None, None, first.start(), first.start() + len(run))
    return None


def find_zip_alone(words: str) -> Mention | None:
    """A ZIP code with nothing beside it."""
    return find_zip(words) if re.fullmatch(r"\s*\d{5}\s*", words) else None


def find_zip(words: str, countries: tuple[str, ...] = ()) -> Mention | None:
    """A ZIP code, or a postcode of these countries, without any word for it."""
    pattern = _FIVE_DIGITS if countries else _ZIP
    for match in pattern.finditer(words[:_MOST_TEXT]):
        for country in (*countries, ""):
            if not (one := _first(match[0], country)):
                continue
            if one.place.kind == "zip" if country else is_zip(one):
                return Mention(one.place, False, None, None, *match.span())
    return None


def find_large_town(words: str) -> Mention | None:
    """The first town that is known by its size, wherever it stands."""
    words = _COMPANY.sub(lambda company: " " * len(company[0]), words[:_MOST_TEXT])
    found = list(_WORD.finditer(words))
    for at, first in enumerate(found):
        for last in reversed(found[at : at + 3]):
            run = re.sub(r"\W+$", "", words[first.start() : last.end()])
            is_short = len(run) < 5 and not (len(run) == 4 and run.istitle())
            if is_short or key(run) in NO_PLACES or not by_name(run):
                continue
            one = by_name(run)[0]
            # Nobody writes an ordinary English word as "München", nor "Milano" inside a sentence.
            is_native = not run.isascii() or (at > 0 and run.istitle() and not words.istitle())
            is_sure = key(run) == key(one.place.name) or is_native
            least = LAST_PEOPLE if one.is_own else LAST_PEOPLE * FOREIGN_NAME
            if one.is_own and run[0].isupper() and not words.isupper():
                least = CAPITALIZED_PEOPLE
            if one.place.kind == "town" and one.people >= least and is_sure:
                return Mention(
                    one.place, False, None, None, first.start(), first.start() + len(run)
                )
    return None


def find_misspelled(words: str, by_itself: bool) -> Mention | None:
    """A large town whose name is misspelled, behind "near"; also `by_itself`, as the last word."""
    words = words[:_MOST_TEXT].rstrip(" .?!")
    for lead in _LEADS.finditer(words):
        word = _WORD.match(words, lead.end())
        if lead["in"] is None and word and (one := _nearly(word[0])):
            return Mention(one.place, False, *_distance(lead), lead.start(), word.end())
    last = re.search(r"(?<!\S)[^\W\d_]+$", words) if by_itself else None
    if last and (one := _nearly(last[0])):
        return Mention(one.place, False, None, None, *last.span())
    return None


def _nearly(word: str) -> Found | None:
    """Some wrong spellings are so frequent that the gazetteer has them."""
    one, known = nearly(word), by_name(word)
    is_meant = one and key(word) not in NO_PLACES and (not known or known[0].place == one.place)
    return one if is_meant else None


def find_others(words: str, mention: Mention | None) -> list[tuple[int, int]]:
    """Where further countries stand right behind one, and names of whole parts of the world."""
    spans = [match.span() for match in _AREA.finditer(words)]
    end = mention.end if mention else 0
    while (
        mention
        and mention.place
        and (mention.place.kind in ("country", "town") or _is_state(mention.place))
        and (behind := _NEXT.match(words, end))
    ):
        runs = [match.end() for match in _WORD.finditer(words, behind.end())][:3]
        is_alike = _state if _is_state(mention.place) else _country
        sure = [at for at in reversed(runs) if is_alike(words[behind.end() : at])]
        if not sure:
            break
        end = sure[0]
        spans.append((behind.start(), end))
    return spans


def _country(text: str) -> Place | None:
    one = _first(_STANDS_FOR.get(key(text), text))
    is_meant = one and one.place.kind == "country" and key(text) not in NO_PLACES
    return one.place if one and is_meant else None


def find_country_by_other_words(words: str) -> Mention | None:
    """ "German trials", "on the NHS", "in Korea", "USA"."""
    found = [
        (match, _ADJECTIVES[match["adjective"].lower()])
        for match in _FROM_THERE.finditer(words[:_MOST_TEXT])
    ]
    if state := _STATE_AND_COUNTRY.search(words[:_MOST_TEXT]):
        place = by_name(state[0])[0].place
        return Mention(place, False, None, None, *state.span())
    for match in _WORD.finditer(words[:_MOST_TEXT]):
        if name := _STANDS_FOR.get(key(match[0])):
            found.append((match, name))
    if not found:
        return None
    match, name = min(found, key=lambda one: one[0].start())
    place = candidates(name)[0].place
    return Mention(place, False, None, None, *match.span())


def find_country(words: str) -> Mention | None:
    """The first country, part of the United Kingdom or state of the United States that is named
    without a preposition."""
    found = list(_WORD.finditer(words[:_MOST_TEXT]))
    for at, first in enumerate(found):
        for last in reversed(found[at : at + 3]):
            run = words[first.start() : last.end()]
            is_short_form = key(run) in _SHORT_FORMS
            if not is_short_form and (len(run) < 4 or key(run) in NO_PLACES):
                continue
            if key(run) == "georgia" and at and key(found[at - 1][0]) == "for":
                # "Trials for Georgia": it is a name, too.
                continue
            try:
                place = _likeliest(run).place
            except NotResolved:
                continue
            if at and key(run) == "georgia" and (town := by_name(f"{found[at - 1][0]} {run}")):
                return Mention(town[0].place, False, None, None, found[at - 1].start(), last.end())
            is_region = place.kind == "region" and place.country in _WITH_REGIONS
            is_foreign = place.kind == "country" and len(run) > 4
            is_named = is_short_form or key(place.name) == key(run) or is_foreign
            if (place.kind == "country" or is_region) and is_named:
                return Mention(place, False, None, None, first.start(), last.end())
    return None


def _longest_place(
    text: str, start: int, lead: re.Match[str], least: int = 0
) -> tuple[Place | None, int]:
    """(Place, where it ends) of the longest run of words here that is a place of so many people."""
    ends = [match.end() for match in _WORD.finditer(text, start, start + 120)]
    for end in reversed(ends[:_MOST_WORDS]):
        run = re.sub(r"\W+$", "", text[start:end])
        # An article may belong to the name (The Hague) or not.
        if not run[:1].isalnum() or (_ARTICLE.match(run) and not look_up(key(run))):
            continue
        try:
            first = _likeliest(run)
        except NotResolved:
            continue
        is_large = first.place.kind != "town" or first.people >= least
        if is_large and _is_sure(run, first, lead, text[start + len(run) :]):
            return first.place, start + len(run)
    return None, start


def _is_sure(run: str, found: Found, lead: re.Match[str], rest: str) -> bool:
    name = key(run)
    if name in NO_PLACES:
        return False
    if found.place.kind == "zip":
        # A year, a dose or a vitamin is a postcode somewhere; and "in 12345 patients".
        is_code = _WHOLE_CODE.fullmatch(run) or (is_zip(found) and re.search(r"\d{5}", run))
        beside = re.sub(r"\S*\d\S*", "", run)
        is_place = not beside.strip(" ,") or bool(by_name(beside))
        return bool(is_code and is_place) and (lead["in"] is None or not re.match(r"\s*\w", rest))
    if run == "us" and lead.string[lead.end() :].startswith(run):
        # "in us" is not "in the us"
        return False
    if not _codes_are_meant(run, found.place.kind):
        return False
    is_state = found.place.kind == "region" and found.is_well_known
    if lead["far"] is not None or found.place.kind == "country" or is_state:
        return True
    own = key(found.place.name)
    said_more = name != own and name.startswith(f"{own} ")
    least = NEAR_PEOPLE if lead["near"] is not None else IN_PEOPLE
    return said_more or found.people >= least


def _codes_are_meant(run: str, kind: str) -> bool:
    """Whether a short last word is a state's or a country's code, not a word or an illness."""
    words = _WORD.findall(run)
    code, is_alone, is_capital = key(words[-1]), len(words) == 1, words[-1].isupper()
    if code in _COUNTRY_CODES or len(code) > 3 or (is_alone and kind == "town"):
        return True
    if is_alone:
        # "in ARM 2", "in MS", "in act": no country by its code; a state only in capitals.
        return kind == "region" and is_capital and code not in _NEVER_CODES
    return is_capital or code not in _NO_CODES
