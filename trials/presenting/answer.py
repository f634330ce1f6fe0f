"""The answer at the top of a study's page: what it is about, six facts, and who to ask."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urlencode

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

import places
from trials.models import Trial

from . import requirement_answers
from .contacts import Linked, first_to_call, of_study
from .explanations import condition_name, name_in_a_sentence
from .markup import render
from .nearest_site import NearestSite, Sites

# Two sentences of a summary fill about six lines of a phone. A single longer one is cut.
LONGEST_SUMMARY = 280
SENTENCES = 2
# Three lines of a phone. The whole title is in the record.
LONGEST_TITLE = 90
TYPES_NAMED = 2
# Not after "e.g.", "vs." or an initial.
_SENTENCE_ENDS = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\b\w)[.!?](?=\s+[^\sa-z])")


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    is_stated: bool = True


@dataclass(frozen=True)
class Ask:
    """The person to ask about a study: a contact of the whole study, or of its first open site."""

    contact: Linked
    # "" for the contact of the whole study.
    place: str = ""


def title(trial: Trial) -> str:
    """The title, cut between words if it is long."""
    return _cut(trial.brief_title or trial.nct_id, LONGEST_TITLE)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def about(trial: Trial) -> str:
    """The first two sentences of the sponsor's summary, as plain text; "" without a summary."""
    html: str = render(trial.brief_summary)
    before_list = re.split(r"<[uo]l\b", html)[0]
    html = re.sub(r"</(?:p|li)>|<br ?/?>", " ", before_list if before_list.strip() else html)
    text = " ".join(unescape(strip_tags(html)).split())
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(text)][:SENTENCES]
    if len(ends) < SENTENCES:
        ends.append(len(text))
    fitting = [end for end in ends if end <= LONGEST_SUMMARY]
    return text[: fitting[-1]] if fitting else _cut(text, LONGEST_SUMMARY)


def facts(trial: Trial, nearest: NearestSite, audience: str = "") -> list[Fact]:
    """What readers ask first. A silent record is "Not stated", never a yes or a no."""
    in_brief = requirement_answers.in_brief(trial)
    who = (
        Fact(_("Healthy volunteers"), _healthy(trial), trial.healthy_volunteers is not None)
        if audience == "volunteer"
        else Fact(_("Who"), _who(trial))
    )
    answered = [
        (_("Placebo"), in_brief["groups"]),
        (_("How long"), in_brief["duration"]),
        (_("Visits"), in_brief["visits"]),
        (_("Biopsy"), in_brief["biopsy"]),
    ]
    return [
        where(trial, nearest),
        who,
        *(Fact(label, text or _("Not stated"), bool(text)) for label, text in answered),
    ]


def where(trial: Trial, nearest: NearestSite) -> Fact:
    return Fact(_name_of_where(nearest), _nearest(trial, nearest), nearest.badge_is_open)


def _name_of_where(nearest):
    """No location is the nearest if the reader named no town."""
    site = nearest.open or nearest.abroad or nearest.unstated
    is_near = nearest.place and (not site or site.km is not None)
    return _("Nearest open location") if is_near else _("Open locations")


def _nearest(trial, nearest):
    if not trial.is_open:
        return _("None: the study is not open")
    if not nearest.badge_is_open:
        return _none_open(nearest)
    site = nearest.open or nearest.abroad
    if not nearest.place or site.km is None:
        return _how_many(nearest)
    return f"{site.town}, {places.distance_in_words(site.km, nearest.unit)}"


def _how_many(nearest):
    counts = {"count": nearest.open_count, "countries": nearest.open_countries}
    if nearest.place:
        counts["count"] = nearest.open.count if nearest.open else 0
        counts["country"] = places.in_a_sentence(nearest.place.country)
        if not counts["count"]:
            return _("None listed in %(country)s") % counts
        return _("%(count)s in %(country)s") % counts
    if nearest.open_countries < 2:
        return str(nearest.open_count)
    return _("%(count)s, in %(countries)s countries") % counts


def _none_open(nearest):
    silent = nearest.unstated
    if not silent or silent.km is None:
        return _("None listed as open")
    distance = places.distance_in_words(silent.km, nearest.unit)
    return _(
        "None listed as open. The record does not say whether the one in %(town)s, "
        "%(distance)s, is open. Ask."
    ) % {
        "town": silent.town,
        "distance": distance,
    }


def _who(trial):
    if trial.is_for_others:
        return _("Not people with myositis: see below")
    first, rest = trial.includes[:1], trial.includes[1:]
    names = [*map(condition_name, first), *map(name_in_a_sentence, rest)]
    if len(names) > TYPES_NAMED:
        more = _("%(count)d more types") % {"count": len(names) - 1}
        names = [names[0], more]
    return ". ".join(filter(None, [_(" and ").join(names), str(trial.ages_and_sex)]))


def _healthy(trial):
    if trial.healthy_volunteers is None:
        return _("Not stated")
    return _("Accepted") if trial.healthy_volunteers else _("Not accepted")


def who_to_ask(trial: Trial, sites: Sites) -> Ask | None:
    """None if the record names nobody, or the study takes nobody."""
    if central := first_to_call(trial):
        return Ask(central)
    if not trial.may_be_called:
        return None
    if found := next((one for one in of_study(trial) if one.email or one.phone), None):
        return Ask(found)
    for site in (*sites.nearest, *(site for country in sites.countries for site in country.sites)):
        for contact in site.contacts:
            linked = Linked(contact, trial.is_sample)
            if site.is_open and (linked.can_be_called or linked.email):
                return Ask(linked, str(site))
    return None


def to_send(trial: Trial, address: str) -> str:
    """A link that begins an e-mail about this study; "" for a sample, which is not real."""
    if trial.is_sample:
        return ""
    text = _("A study of myositis, %(number)s: %(address)s") % {
        "number": trial.nct_id,
        "address": address,
    }
    subject = title(trial)
    return f"mailto:?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"
