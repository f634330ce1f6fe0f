"""The invented studies of the browser tests, each with something that a page has to bear.

Their dates hang on today, for the server of these tests lives in real time.
"""

import datetime as dt

from tests.studies import contact, site, study

TODAY = dt.date.today()
IBM, JUVENILE, STOPPED, CLOSED, MENTION, DYSTROPHY, GONE, MISSING, HOSTILE, LONG, HEALTHY = (
    f"NCT990001{number:02}" for number in range(1, 12)
)
DETAILED = "NCT99000112"
IBM_PHONE = "412-555-0143"
HEALTHY_PHONE = "412-555-0166"
JUVENILE_PHONE = "206-555-0177"
WHY_STOPPED = "The sponsor ran out of money for this study."
PITTSBURGH = {"lat": 40.44062, "lon": -79.99589}
SEATTLE = {"lat": 47.60621, "lon": -122.33207}


def day(ago):
    return (TODAY - dt.timedelta(days=ago)).isoformat()


def fresh(months=0):
    """When the sponsor looked at the record last."""
    return {
        "statusVerifiedDate": day(months * 30)[:7],
        "lastUpdatePostDateStruct": {"date": day(months * 30), "type": "ACTUAL"},
    }


def every():
    return [
        inclusion_body_myositis(),
        juvenile(),
        stopped(),
        closed(),
        mention(),
        dystrophy(),
        study(GONE, title="A study that vanished from the registry", statusModule=fresh()),
        study(MISSING, title="A study that the registry does not name today"),
        hostile(),
        long(),
        healthy(),
        detailed(),
        *more(24),
    ]


def inclusion_body_myositis():
    return study(
        IBM,
        title="Invented Tablets for Strength in Inclusion Body Myositis",
        identificationModule={"acronym": "SAMPLE-IBM", "officialTitle": "A Longer Title"},
        statusModule=fresh()
        | {
            "startDateStruct": {"date": day(400), "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": day(-400)[:7], "type": "ESTIMATED"},
        },
        conditionsModule={"conditions": ["Inclusion Body Myositis"]},
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Example University", "class": "OTHER"},
            "collaborators": [{"name": "Example Company", "class": "INDUSTRY"}],
        },
        descriptionModule={
            "briefSummary": "This study asks whether **invented tablets** help people with "
            "inclusion body myositis.\n\n* Six visits in a year\n* Blood tests\n* A muscle biopsy",
            "detailedDescription": "Half of the people take a placebo for 24 weeks.",
        },
        designModule={
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
            },
            "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
        },
        armsInterventionsModule={
            "armGroups": [
                {"label": "Tablets", "type": "EXPERIMENTAL", "description": "Twice a day."},
                {"label": "Placebo", "type": "PLACEBO_COMPARATOR", "description": "The same."},
            ],
            "interventions": [
                {
                    "type": "DRUG",
                    "name": "Inventumab tablets",
                    "description": "Taken by mouth.",
                    "otherNames": ["INV-1"],
                },
                {"type": "DRUG", "name": "Placebo"},
            ],
        },
        outcomesModule={
            "primaryOutcomes": [{"measure": "Walking in six minutes", "timeFrame": "52 weeks"}],
            "secondaryOutcomes": [{"measure": "Strength of the grip", "timeFrame": "52 weeks"}],
        },
        eligibilityModule={
            "minimumAge": "45 Years",
            "healthyVolunteers": False,
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Inclusion body myositis, by the "
            "criteria of 2011\n* Able to walk 200 metres\n\nExclusion Criteria:\n\n"
            "* Other diseases of muscle\n* Any of:\n   * Cancer in the last 5 years\n"
            "   * Pregnancy or breastfeeding\n   * A muscle biopsy less than a month ago",
        },
        contactsLocationsModule={
            "centralContacts": [contact("Pat Example") | {"phone": IBM_PHONE}],
            "overallOfficials": [
                {"name": "An Official", "role": "PRINCIPAL_INVESTIGATOR", "affiliation": "There"}
            ],
            "locations": [
                site(
                    "Pittsburgh",
                    "United States",
                    state="Pennsylvania",
                    zip="15213",
                    geoPoint=PITTSBURGH,
                    contacts=[contact("Site Nurse") | {"phone": "412-555-0199"}],
                ),
                site("Seattle", "United States", None, state="Washington", geoPoint=SEATTLE),
                site("Lyon", status="COMPLETED"),
                *(site(f"Town {n}", "United States", state="Ohio") for n in range(12)),
            ],
        },
        referencesModule={
            "references": [{"pmid": "1", "citation": "Example A. The citation. 2024."}],
            "seeAlsoLinks": [{"label": "The study's own page", "url": "https://example.org/"}],
        },
        ipdSharingStatementModule={"ipdSharing": "NO", "description": "Not decided."},
        oversightModule={"oversightHasDmc": True},
    )


def juvenile():
    return study(
        JUVENILE,
        title="An Invented Study of Juvenile Dermatomyositis",
        statusModule=fresh(),
        conditionsModule={"conditions": ["Juvenile Dermatomyositis"]},
        designModule={"studyType": "OBSERVATIONAL"},
        descriptionModule={"briefSummary": "It watches children with juvenile dermatomyositis."},
        eligibilityModule={
            "minimumAge": "5 Years",
            "maximumAge": "17 Years",
            "stdAges": ["CHILD"],
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Juvenile dermatomyositis",
        },
        contactsLocationsModule={
            "centralContacts": [contact("Kim Example") | {"phone": JUVENILE_PHONE}],
            "locations": [site("Seattle", "United States", state="Washington", geoPoint=SEATTLE)],
        },
    )


def stopped():
    return study(
        STOPPED,
        "TERMINATED",
        "An Invented Infusion for Inclusion Body Myositis",
        statusModule=fresh(20) | {"whyStopped": WHY_STOPPED},
        conditionsModule={"conditions": ["Inclusion Body Myositis"]},
    )


def closed():
    return study(
        CLOSED,
        "COMPLETED",
        "A Finished Study of Polymyositis",
        statusModule=fresh(30),
        conditionsModule={"conditions": ["Polymyositis"]},
    ) | {"hasResults": True}


def mention():
    return study(
        MENTION,
        title="An Invented Study of Asthma",
        statusModule=fresh(9),
        conditionsModule={"conditions": ["Asthma"]},
        eligibilityModule={
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Asthma\n\nExclusion Criteria:\n\n"
            "* Polymyositis or dermatomyositis"
        },
    )


def dystrophy():
    return study(
        DYSTROPHY,
        title="An Invented Study of Duchenne Muscular Dystrophy",
        statusModule=fresh(15),
        conditionsModule={"conditions": ["Duchenne Muscular Dystrophy"]},
    )


def hostile():
    """What a sponsor might type, by mistake or not."""
    return study(
        HOSTILE,
        title="<script>alert(1)</script><h1 style='color:red'>Buy now</h1> of dermatomyositis",
        statusModule=fresh(),
        descriptionModule={
            "briefSummary": "<img src=https://evil.example/x.png onerror=alert(1)>"
            "![x](https://evil.example/y.png) [call](javascript:alert(1)) <style>*{display:none}"
            "</style>\n\n# A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
            "https://evil.example/" + "a" * 300
        },
        eligibilityModule={"eligibilityCriteria": "x" * 400 + " " + "ن‮‏" * 40},
        contactsLocationsModule={
            "centralContacts": [
                {"name": "<b>Bold</b>", "phone": "'\"><script>", "email": "x@" + "y" * 200}
            ],
            "locations": [site("<marquee>", "‮Nowhere")],
        },
    )


def long():
    """Words of many letters, which no line of a phone has room for."""
    word = "Pneumonoultramicroscopicsilicovolcanoconiosis"
    return study(
        LONG,
        title=f"{word}-{word} in Immune-Mediated Necrotizing Myopathy: " + "a Long Study " * 14,
        statusModule=fresh(8),
        conditionsModule={
            "conditions": ["Immune-Mediated Necrotizing Myopathy", f"Other {word * 2}"]
        },
        sponsorCollaboratorsModule={"leadSponsor": {"name": f"{word * 3} GmbH", "class": "OTHER"}},
        contactsLocationsModule={"locations": [site(word, "Germany") for _ in range(40)]},
    )


def healthy():
    """One that compares people with myositis and healthy people."""
    return study(
        HEALTHY,
        title="Invented Comparison of Muscle in Myositis and in Healthy People",
        statusModule=fresh(),
        eligibilityModule={"healthyVolunteers": True},
        contactsLocationsModule={
            "centralContacts": [contact("Lee Example") | {"phone": HEALTHY_PHONE}],
            "locations": [
                site("Pittsburgh", "United States", state="Pennsylvania", geoPoint=PITTSBURGH)
            ],
        },
    )


def detailed():
    """About as long as the longest criteria of real studies: 75 lines, 12,500 characters."""
    excluded = "An invented disease that makes it unsafe to take part, in the view of the team, and"
    excluded += " that has not been treated for half a year"
    lines = "\n".join(f"* {excluded}, or a test of it with a result above {n}.0" for n in range(75))
    return study(
        DETAILED,
        title="An Invented Study of Polymyositis with Many Criteria",
        statusModule=fresh(10),
        conditionsModule={"conditions": ["Polymyositis"]},
        eligibilityModule={
            "minimumAge": "18 Years",
            "eligibilityCriteria": "Inclusion Criteria:\n\n* Polymyositis\n\n"
            f"Exclusion Criteria:\n\n{lines}",
        },
    )


def more(count):
    """Enough for a second page of the list."""
    return [
        study(f"NCT990002{n:02}", title=f"Invented Study {n:02}", statusModule=fresh(n % 20))
        for n in range(count)
    ]
