from zoneinfo import ZoneInfo

from django import template

from conditions import json_ld as schema
from organizations import json_ld, zones

register = template.Library()

register.simple_tag(zones.options, name="zone_options")
register.simple_tag(zones.option, name="chosen_zone")
register.filter("day_in_words", zones.day_in_words)


@register.simple_tag(takes_context=True)
def data_of_meeting(context, meeting):
    whole = context["request"].build_absolute_uri
    url, organizer = meeting.get_absolute_url(), meeting.organization.get_absolute_url()
    return schema.script(json_ld.of_meeting(meeting, whole(url), whole(organizer)))


@register.inclusion_tag("organizations/meeting_time.html")
def meeting_time(meeting, start, zone):
    """One date in the zone that the reader chose, if any, and in the meeting's own."""
    own = {"words": zones.time_in_words(start), "zone": zones.in_words(meeting.time_zone, start)}
    there = start.astimezone(ZoneInfo(zone)) if zone else start
    is_same = there.utcoffset() == start.utcoffset()
    return {
        "start": start.isoformat(),
        "minutes": int(start.utcoffset().total_seconds()) // 60,
        "own": own,
        "chosen": zone
        and {"words": zones.time_in_words(there), "zone": zones.in_words(zone, there)},
        "is_same": is_same,
    }
