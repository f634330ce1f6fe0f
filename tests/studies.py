"""Invented records in the registry's shape, as small as a test allows."""

import copy


def study(nct_id="NCT99000001", status="RECRUITING", title="A study of something", **modules):
    """A record; each keyword is a module of the protocol section, merged over the default one."""
    record = {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": title},
            "statusModule": {
                "overallStatus": status,
                "statusVerifiedDate": "2026-10",
                "studyFirstPostDateStruct": {"date": "2025-01-02", "type": "ACTUAL"},
                "lastUpdatePostDateStruct": {"date": "2026-10-20", "type": "ACTUAL"},
            },
            "conditionsModule": {"conditions": ["Dermatomyositis"]},
            "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years"},
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2026-11-20"}},
        "hasResults": False,
    }
    for name, module in modules.items():
        record["protocolSection"].setdefault(name, {}).update(copy.deepcopy(module))
    return record


def contact(name="Sample Contact"):
    return {"name": name, "role": "CONTACT", "phone": "202-555-0143", "email": "a@example.org"}


def site(city="Lyon", country="France", status="RECRUITING", **more):
    return {
        "facility": f"Example Hospital {city}",
        "city": city,
        "country": country,
        "status": status,
        **more,
    }


def studies(count, first=1, **kwargs):
    return [study(f"NCT99{number:06}", **kwargs) for number in range(first, first + count)]
