import json
from urllib.parse import urlencode
from urllib.request import urlopen

asked = {
    "condition": "inclusion-body-myositis",
    "place": "Boston, Massachusetts, United States",
    "sort": "distance",
    "fields": "nct_id,brief_title,nearest_site,locations",
}
address = "{{ here }}/api/v1/trials/?" + urlencode(asked)
countries = {}
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for study in page["results"]:
        print(study["nct_id"], study["brief_title"], study["nearest_site"]["sentence"], sep=" | ")
        for country in {site["country"] for site in study["locations"]}:
            countries[country] = countries.get(country, 0) + 1
    address = page["next"]

# A chart of the countries, in text.
for country, count in sorted(countries.items(), key=lambda one: -one[1]):
    print(f"{country:20} {'#' * count} {count}")
