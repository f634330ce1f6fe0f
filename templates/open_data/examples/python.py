import csv
import json
import sys
from urllib.parse import urlencode
from urllib.request import urlopen

IBM = "inclusion-body-myositis"


def pages_of_studies(**asked):
    address = "{{ here }}/api/v1/trials/?" + urlencode(asked)
    while address:
        with urlopen(address) as answer:
            page = json.load(answer)
        yield page
        address = page["next"]


# A table: open studies that accept the type or do not rule it out.
# For only those that accept it by name, add fit="takes".
table = csv.writer(sys.stdout)
table.writerow(["number", "title", "status", "nearest open location", "km", "phone"])
for page in pages_of_studies(
    condition=IBM,
    place="Boston, Massachusetts, United States",
    sort="distance",
    fields="nct_id,brief_title,overall_status,nearest_site,central_contacts,locations",
):
    for study in page["results"]:
        # In the country of the place, or else abroad. There may be none.
        found = study["nearest_site"]
        nearest = found["nearest"] or found["nearest_abroad"] or {}
        facility, city = nearest.get("facility"), nearest.get("city")
        contacts = list(study["central_contacts"])
        for place in study["locations"]:
            if (place["facility"], place["city"]) == (facility, city):
                # Contacts at the place come first.
                contacts = place["contacts"] + contacts
        phones = [contact["phone"] for contact in contacts if "phone" in contact]
        table.writerow(
            [
                study["nct_id"],
                study["brief_title"],
                study["overall_status"],
                city,
                nearest.get("distance_km"),
                phones[0] if phones else "",
            ]
        )

# A chart, in text: the phases of all studies, open or not, that accept the type by name.
page = next(pages_of_studies(condition=IBM, fit="takes", status="all", fields="nct_id"))
print(f"\n{page['count']} studies. A study with two phases counts in both; some have none.")
for phase, count in page["facets"]["phase"].items():
    print(f"{phase:12} {'#' * count} {count}")
