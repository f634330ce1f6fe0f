"""The title of a search: what was asked and how much was found."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import places
from trials.choices import lower_first
from trials.presenting.labels import label
from web.shown_text import contained

from .facet_table import ALL, OPEN
from .forms import MENTION, MUSCLE, ValuesField, choices_of
from .request import SearchRequest
from .result import SearchResult

LONGEST_WORDS = 60
# The heading must leave room for the first card. What would make it longer is only counted.
LONGEST = 130
# Fields that are in the first half of the title, or that say how to search and not what for.
_SAID = {"q", "condition", "about", "place", "unit", "sort", "verbatim"}
# Here studies must have all chosen values; elsewhere one is enough.
_ALL_OF = {"asks"}
# Filters whose values make no sense without the name of the filter.
_NAMED = {"purpose", "intervention", "sponsor", "antibody", "rules"}


def title(request: SearchRequest, result: SearchResult, is_place_unclear: bool) -> str:
    """For the heading and the browser's tab: the number of studies, then what they are about,
    where they are, and the filters and the order that were chosen."""
    text = " ".join(filter(None, [_count(request, result), *_subject(request, result.is_loose)]))
    if place := request.near.place:
        text += " " + _("near %(place)s") % {"place": _place(place, is_place_unclear)}
    # This is never too long to say.
    text += _barring(result)
    pieces, left_out = list(_pieces(request, result)), 0
    for piece in pieces:
        if left_out or len(text) + len(piece) > LONGEST:
            left_out += 1
        else:
            text += f", {piece}"
    if left_out:
        more = ngettext("%(count)d more filter", "%(count)d more filters", left_out)
        text += ", " + more % {"count": left_out}
    if (sort := request.parameters.get("sort")) and _has_effect(request, "sort", sort):
        text += ", " + _label("sort", sort)
    return text


def _count(request, result):
    count = result.counts.total
    if result.counts.is_capped:
        text = _("At least %(count)d studies")
    elif result.shows_open_only or request.values.get("status") == [OPEN]:
        text = ngettext("%(count)d open study", "%(count)d open studies", count)
    else:
        text = ngettext("%(count)d study", "%(count)d studies", count)
    return text % {"count": count}


def _subject(request, is_loose) -> Iterator[str]:
    condition, words = request.values.get("condition"), _words(request)
    about = request.values.get("about")
    is_volunteer = request.audience == "volunteer"
    if condition:
        name = choices_of("condition", get_language()).get(condition, condition)
        text = _("of %(condition)s") if is_volunteer else _("for %(condition)s")
        yield text % {"condition": lower_first(name)}
    if words:
        words = Truncator(contained(words)).chars(LONGEST_WORDS)
        # Those that have all the words, or most of them.
        text = _("closest to “%(words)s”") if is_loose else _("with “%(words)s”")
        yield text % {"words": words}
    if about == MENTION:
        yield _("that only mention myositis")
    elif about == MUSCLE:
        yield _("about any muscle disease")
    elif not condition and not words:
        yield _("of myositis")
    if is_volunteer:
        yield _("for healthy volunteers")


def _barring(result):
    """How many of them are none for people with the type that the reader named."""
    count = result.barring
    if not count:
        return ""
    text = ngettext(
        ", %(count)d of which does not accept %(types)s",
        ", %(count)d of which do not accept %(types)s",
        count,
    )
    if result.none_accepts:
        text = ngettext(
            ", which does not accept %(types)s", ", none of which accepts %(types)s", count
        )
    return text % {"count": count, "types": result.types_in_a_sentence}


def _words(request):
    """What was typed, but for a "near me" that we cannot use."""
    typed, mention = request.values.get("q", ""), request.near.mention
    if mention and mention.near_me and not mention.place and typed == request.question.text:
        typed = f"{typed[: mention.start]} {typed[mention.end :]}"
    return " ".join(typed.split())


def _has_effect(request: SearchRequest, name: str, value: str) -> bool:
    """Whether distances do, while a reader is asked which place is meant."""
    needs_point = name == "within" or (name, value) == ("sort", "distance")
    return bool(request.near.point) or not needs_point


def _place(around, is_unclear):
    parts = around.label.split(", ")
    if around.kind == "zip" and len(parts) > 2:
        # The field next to the results still shows the code.
        parts = parts[1:]
    # The country only if the name or the code also exists in another country.
    return ", ".join(parts if is_unclear else parts[:-1]) or around.label


def _pieces(request, result) -> Iterator[str]:
    """The other filters, in the order of the form."""
    if result.shows_closed_instead:
        yield _("none of them open")
    for name in request.parameters:
        value = request.values.get(name)
        is_chosen = name not in _SAID and value not in (None, "", [])
        is_chosen = is_chosen and _has_effect(request, name, value)
        if is_chosen and (piece := _piece(request, name, value)):
            yield piece


def _piece(request, name, value):
    match name, value:
        case "status", statuses:
            return _status(statuses)
        case "within", distance:
            words = {"distance": distance, "unit": request.near.unit_in_words}
            return _("within %(distance)d %(unit)s") % words
        case "age", _span:
            return _("age %(age)s") % {"age": " ".join(request.data["age"].split())}
        case "country", country:
            return _("in %(country)s") % {"country": places.in_a_sentence(country)}
        case "healthy", _value if request.audience == "volunteer":
            return ""
        case "results", chosen:
            return _("results posted") if chosen == "yes" else _("results not posted")
    values = value if isinstance(request.fields[name], ValuesField) else [value]
    text = _joined([_label(name, one) for one in values], name in _ALL_OF)
    return f"{lower_first(request.fields[name].label)}: {text}" if name in _NAMED else text


def _status(statuses):
    if ALL in statuses:
        return _("open or not")
    return "" if statuses == [OPEN] else _joined([_label("status", one) for one in statuses])


def _joined(labels: list[str], is_all_of: bool = False) -> str:
    joint = _(" and ") if is_all_of else _(" or ")
    return joint.join(filter(None, [", ".join(labels[:-1]), labels[-1]]))


def _label(name, value):
    text = str(choices_of(name, get_language()).get(str(value), label(value)))
    if name == "type":
        # The rest explains it.
        text = text.partition(":")[0]
    # "U.S." and "NIH" stay as they are.
    return lower_first(text) if text[1:2].islower() else text
