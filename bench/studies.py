"""Any number of invented studies with the shape of real ones; the same ones every time.

Words follow Zipf's law, sites have a heavy tail (mostly one or two, sometimes a thousand), and
statuses and dates have the registry's proportions. No text is copied from anybody.
"""

import datetime as dt
import itertools
import random

import places
import vocabulary

WORDS = 20_000
SYLLABLES = [
    "ba",
    "co",
    "de",
    "fi",
    "gu",
    "la",
    "me",
    "no",
    "pi",
    "ra",
    "se",
    "ti",
    "vo",
    "zu",
    "xe",
]
# In nearly every record, like "patients" and "treatment".
EVERYWHERE = "myositis"
MEDICINES = [name for name in vocabulary.names_to_type() if name.islower()][:60]
CONDITIONS = [
    *["Dermatomyositis"] * 8, *["Polymyositis"] * 6, *["Inclusion Body Myositis"] * 4,
    *["Idiopathic Inflammatory Myopathy"] * 5, *["Juvenile Dermatomyositis"] * 3,
    *["Immune-Mediated Necrotizing Myopathy"] * 2, *["Antisynthetase Syndrome"] * 2,
    "Overlap Myositis", "Interstitial Lung Disease", "Systemic Sclerosis", "Muscular Dystrophy",
]  # fmt: skip
STATUSES = {
    "COMPLETED": 48, "RECRUITING": 18, "UNKNOWN": 13, "TERMINATED": 6, "NOT_YET_RECRUITING": 5,
    "ACTIVE_NOT_RECRUITING": 5, "WITHDRAWN": 3, "ENROLLING_BY_INVITATION": 1, "AVAILABLE": 1,
}  # fmt: skip
SITE_STATUSES = {"RECRUITING": 62, "": 14, "NOT_YET_RECRUITING": 10, "COMPLETED": 8, "WITHDRAWN": 6}
PHASES = [["PHASE1"], ["PHASE2"], ["PHASE2", "PHASE3"], ["PHASE3"], ["PHASE4"], ["NA"], []]
PURPOSES = ["TREATMENT"] * 6 + ["PREVENTION", "DIAGNOSTIC", "SUPPORTIVE_CARE", "BASIC_SCIENCE"]
SPONSORS = ["OTHER"] * 6 + ["INDUSTRY"] * 3 + ["NIH", "NETWORK", "OTHER_GOV"]
AGES = [("18 Years", None), ("18 Years", "75 Years"), ("2 Years", "17 Years"), (None, None)]
TOWNS = (
    "Boston; New York; Philadelphia; Baltimore; Pittsburgh; Cleveland, Ohio; Chicago; "
    "Houston; Dallas; Phoenix; Los Angeles; San Francisco; Seattle; Denver; Atlanta; Miami; "
    "Minneapolis; Detroit; Nashville; Durham, North Carolina; Salt Lake City; St. Louis, "
    "Missouri; Kansas City, Kansas; Toronto; Montreal; Calgary; London; Leeds; Manchester, "
    "England; Paris; Lyon; Lille; Toulouse; Berlin; Hamburg; Munich; Madrid; Barcelona, "
    "Spain; Valencia, Spain; Rome; Milan; Naples, Italy; Amsterdam; Brussels; Stockholm; "
    "Copenhagen; Prague; Warsaw; Vienna; Zürich; Beijing; Shanghai; Guangzhou; Wuhan; "
    "Chengdu; Tokyo; Osaka; Seoul; Taipei; Mumbai; New Delhi; Sydney, Australia; Melbourne; "
    "São Paulo; Buenos Aires, Argentina; Mexico City; Tel Aviv"
)
TODAY = dt.date(2026, 11, 1)


class Chance(random.Random):
    """With what real texts need: words by frequency, and choices by weight."""

    def __init__(self, seed):
        super().__init__(seed)
        letters = random.Random(1)
        made = {
            "".join(letters.choices(SYLLABLES, k=letters.randint(2, 5))) for _ in range(WORDS * 2)
        }
        self.words = sorted(made)[:WORDS]
        letters.shuffle(self.words)
        weights = (1 / (rank + 2) for rank in range(len(self.words)))
        self.by_frequency = list(itertools.accumulate(weights))

    def text(self, length):
        length = max(3, int(self.gauss(length, length / 3)))
        words = self.choices(self.words, cum_weights=self.by_frequency, k=length)
        words[self.randrange(length)] = EVERYWHERE
        return " ".join(words)

    def weighed(self, weights):
        return self.choices(list(weights), weights=list(weights.values()))[0]

    def date(self, since, until=TODAY):
        return (since + dt.timedelta(days=self.randrange((until - since).days))).isoformat()


def towns():
    """{country: [Place]}"""
    found = {}
    for name in TOWNS.split("; "):
        try:
            place = places.resolve(name)
        except places.NotResolved as question:
            # We would ask a reader which one; here the likeliest is enough.
            place = question.places[0]
        found.setdefault(place.country, []).append(place)
    return found


def studies(count, first=0):
    """The records, in the registry's shape."""
    where = towns()
    for number in range(first, first + count):
        yield _study(number, _chance_of(number), where)


_shared = Chance(0)


def _chance_of(number):
    """One random sequence for each study, so that any subset can be made separately."""
    _shared.seed(number)
    return _shared


def _study(number, chance, towns):
    status = chance.weighed(STATUSES)
    conditions = sorted({chance.choice(CONDITIONS) for _ in range(chance.randint(1, 3))})
    medicine = chance.choice(MEDICINES)
    low, high = chance.choice(AGES)
    updated = chance.date(dt.date(2024, 6, 1) if status == "RECRUITING" else dt.date(2012, 1, 1))
    end = chance.date(dt.date(2025, 6, 1), dt.date(2030, 1, 1))
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT{90_000_000 + number}",
                "briefTitle": f"{chance.text(6)} {medicine} in {conditions[0]}".capitalize(),
                "officialTitle": chance.text(16),
                "orgStudyIdInfo": {"id": f"ORG-{number}"},
            },
            "statusModule": {
                "overallStatus": status,
                "statusVerifiedDate": updated[:7],
                "lastUpdatePostDateStruct": {"date": updated},
                "studyFirstPostDateStruct": {"date": chance.date(dt.date(2005, 1, 1))},
                "primaryCompletionDateStruct": {"date": end},
            },
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": chance.text(4), "class": chance.choice(SPONSORS)}
            },
            "descriptionModule": {
                "briefSummary": chance.text(120),
                "detailedDescription": chance.text(250),
            },
            "conditionsModule": {
                "conditions": conditions,
                "keywords": [chance.text(2) for _ in range(chance.randint(0, 6))],
            },
            "designModule": {
                "studyType": "INTERVENTIONAL" if chance.random() < 0.8 else "OBSERVATIONAL",
                "phases": chance.choice(PHASES),
                "designInfo": {"primaryPurpose": chance.choice(PURPOSES)},
            },
            "armsInterventionsModule": {
                "interventions": [
                    {"type": chance.choice(["DRUG", "BIOLOGICAL", "DEVICE"]), "name": medicine}
                ]
            },
            "outcomesModule": {"primaryOutcomes": [{"measure": chance.text(12)}]},
            "eligibilityModule": {
                "eligibilityCriteria": chance.text(300),
                "sex": chance.choice(["ALL"] * 8 + ["FEMALE", "MALE"]),
                "minimumAge": low,
                "maximumAge": high,
                "healthyVolunteers": chance.random() < 0.1,
            },
            "contactsLocationsModule": {"locations": _sites(chance, towns, status)},
        }
    }


def _sites(chance, towns, status):
    """Most studies stay in one country, as real ones do."""
    count = min(1000, int(chance.paretovariate(0.97)))
    countries = chance.choices(list(towns), [len(t) for t in towns.values()], k=1 + count // 8)
    sites = []
    for _ in range(count):
        town = chance.choice(towns[chance.choice(countries)])
        site = {
            "facility": f"Hospital {chance.randrange(10_000)}",
            "city": town.name,
            "state": town.region,
            "country": town.country,
            "geoPoint": {
                "lat": town.latitude + chance.uniform(-0.3, 0.3),
                "lon": town.longitude + chance.uniform(-0.3, 0.3),
            },
        }
        if status in ("RECRUITING", "NOT_YET_RECRUITING"):
            site["status"] = chance.weighed(SITE_STATUSES)
        sites.append(site)
    return sites
