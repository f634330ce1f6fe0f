"""Invented pages in the states that the starter content is not in."""

import datetime as dt

# Beside the starter's own pages.
OVERDUE, EXPIRED, SIGNED = "invented-overdue", "invented-expired", "invented-signed"
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"


def write():
    # Imported here: the names above are read in a process that has no tables of its own.
    from conditions.models import Change, ConditionCode, ConditionName
    from tests import knowledge
    from tests.knowledge import section, statement

    _meet()
    source = knowledge.reference(seen_on=dt.date.today())
    unread = knowledge.reference(
        f"https://example.org/{LONG_WORD * 3}", title=LONG_WORD * 2, publisher=LONG_WORD
    )
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    expired = {"expires_on": yesterday}
    knowledge.condition(
        EXPIRED,
        section("answer"),
        statement("A fact that stands, with **bold** words.", source),
        statement("A fact that has expired.", source, **expired),
        section("tests"),
        statement(f"A test for {LONG_WORD}.", *[source, unread] * 3, label=LONG_WORD),
        statement("It may be normal.", label="CK", checked=False),
        section("treatment"),
        statement("Approved once.", source, point=True, **expired),
        statement("It is still approved.", source, point=True),
        name=f"{LONG_WORD}-{LONG_WORD}",
        abbreviation="INV",
        kind="neighbour",
    )
    signed = knowledge.signed(_whole(SIGNED, source))
    overdue = knowledge.signed(_whole(OVERDUE, source), days=-40)
    overdue.summary = "It changed after the signature."
    overdue.save()
    for page in (signed, overdue):
        ConditionName.objects.create(condition=page, name="enfermedad inventada", kind="spanish")
        ConditionCode.objects.create(condition=page, system="mesh", value="D000", checked=True)
        ConditionCode.objects.create(condition=page, system="icd11", value="4A00", label="Not seen")
    Change.objects.create(kind="correction", condition=signed, text="A number was wrong.")
    Change.objects.create(kind="update", text="A word of the glossary was added.")


def _meet():
    """Invented meetings; the first is at /organizations/meetings/1/."""
    from organizations.models import Organization
    from tests.organizations import made

    tma = Organization.objects.get(slug="tma")
    made.meeting(
        tma,
        title=f"Sample meeting of {LONG_WORD}",
        conditions=["inclusion-body-myositis", "dermatomyositis"],
        audience=["patient", "caregiver", "parent"],
        how_to_join="Sign up on its own page.\n\nA mail brings the link.",
        source="https://example.org/meetings",
        checked_on=dt.date.today() - dt.timedelta(days=200),
    )
    made.meeting(
        tma,
        title="Sample meeting in Berlin",
        is_in_person=True,
        place="Berlin",
        time_zone="Europe/Berlin",
        languages=["de"],
    )


def _whole(slug, source):
    from tests import knowledge
    from tests.knowledge import section, statement

    return knowledge.condition(
        slug,
        section("answer"),
        statement("An invented disease that a biopsy can find.", source),
        section("urgent"),
        statement("Call for help if you cannot swallow.", checked=False),
        section("signs"),
        statement("Arms that are weak.", source, point=True),
        statement("Legs that are tired.", source, point=True, checked=False),
        kind="neighbour",
    )
