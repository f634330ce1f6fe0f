"""Time zones in words that people use, to show and to choose."""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

# The zones that most readers live in; the others are named for a town.
COMMON = {
    "America/New_York": _("Eastern Time (New York, Toronto)"),
    "America/Chicago": _("Central Time (Chicago)"),
    "America/Denver": _("Mountain Time (Denver)"),
    "America/Phoenix": _("Arizona (Phoenix)"),
    "America/Los_Angeles": _("Pacific Time (Los Angeles, Vancouver)"),
    "America/Anchorage": _("Alaska (Anchorage)"),
    "Pacific/Honolulu": _("Hawaii (Honolulu)"),
    "America/Halifax": _("Atlantic Time (Halifax)"),
    "America/Mexico_City": _("Mexico City"),
    "America/Bogota": _("Colombia (Bogotá)"),
    "America/Argentina/Buenos_Aires": _("Argentina (Buenos Aires)"),
    "America/Sao_Paulo": _("Brazil (São Paulo)"),
    "Europe/London": _("United Kingdom and Ireland (London, Dublin)"),
    "Europe/Berlin": _("Central Europe (Berlin, Paris, Madrid, Rome)"),
    "Europe/Athens": _("Eastern Europe (Athens, Helsinki)"),
    "Asia/Kolkata": _("India (Kolkata, Delhi)"),
    "Asia/Tokyo": _("Japan (Tokyo)"),
    "Australia/Sydney": _("Eastern Australia (Sydney, Melbourne)"),
    "Pacific/Auckland": _("New Zealand (Auckland)"),
}
AREAS = {
    "Africa": _("Africa"),
    "America": _("The Americas"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


@cache
def every() -> frozenset[str]:
    """All usable zones; asking for them each time would read hundreds of files."""
    return frozenset(available_timezones())


@cache
def known() -> frozenset[str]:
    """The zones named for a town, and UTC."""
    return frozenset(name for name in every() if name.partition("/")[0] in AREAS) | {"UTC"}


def town(name: str) -> str:
    """America/Argentina/Ushuaia is Argentina, Ushuaia."""
    return name.partition("/")[2].replace("_", " ").replace("/", ", ") or name


def in_words(name: str, moment: dt.datetime) -> str:
    """Return its usual name, or its town and its difference from UTC at that moment."""
    if name in COMMON:
        return str(COMMON[name])
    ahead = moment.astimezone(ZoneInfo(name)).utcoffset() or dt.timedelta()
    minutes = int(ahead.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    offset = f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
    return offset if name == "UTC" else f"{town(name)} ({offset})"


def day_in_words(moment: dt.datetime) -> str:
    """The day in its own zone; the template filter "date" would turn it into UTC first."""
    return date_format(moment, "DATE_FORMAT")


def time_in_words(moment: dt.datetime) -> str:
    """The time in its own zone."""
    return gettext("%(weekday)s, %(date)s, %(time)s") % {
        "weekday": date_format(moment, "l"),
        "date": day_in_words(moment),
        "time": date_format(moment, "TIME_FORMAT"),
    }


def options():
    """All of them to choose from, as HTML: the common ones first, then by area."""
    return _options(get_language())


@cache
def _options(language):
    rest = sorted(known() - COMMON.keys() - {"UTC"}, key=town)
    areas = (
        (label, [(name, town(name)) for name in rest if name.startswith(f"{area}/")])
        for area, label in AREAS.items()
    )
    groups = [(_("Common choices"), COMMON.items()), *areas, ("UTC", [("UTC", "UTC")])]
    return format_html_join(
        "\n",
        '<optgroup label="{}">{}</optgroup>',
        (
            (label, format_html_join("", '<option value="{}">{}</option>', rows))
            for label, rows in groups
        ),
    )


def option(name):
    """The chosen one, which comes before the others."""
    label = COMMON.get(name) or town(name)
    return format_html('<option value="{}" selected>{}</option>', name, label)
