"""What people come for, with a keyboard only, on a screen of a phone's size, scripts on and off.

The keys and pages that a journey takes are counted; no change may make a journey longer.
"""

import operator
import re

import pytest

from . import records, tables
from .reader import Reader

PHONE = {"width": 360, "height": 640}


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, tab, portals):
    with tab(viewport=PHONE, java_script_enabled=request.param) as page:
        reader = Reader(page)
        reader.opens(portals["whole"] + "/")
        yield reader
        assert (page.conduct.elsewhere, page.conduct.complaints) == ([], [])


@pytest.fixture
def arrived(request, reader):
    """The end of a journey, and the keys, fields and pages that it may take."""

    def arrived(with_scripts, without):
        has_scripts = request.node.callspec.params["reader"]
        taken = (reader.presses, reader.typings, reader.pages)
        name = request.function.__name__.removeprefix("test_")
        tables.presses[name, "on" if has_scripts else "off"] = taken
        longest = with_scripts if has_scripts else without
        is_longer = any(map(operator.gt, taken, longest))
        assert not is_longer, f"{taken} keys, fields and pages where {longest} were enough"

    return arrived


def search(reader, kind, place=None):
    reader.skips()
    reader.answers("What do you have", kind)
    if place:
        reader.answers("Where are you", place)
    else:
        reader.goes_to("button", "Find studies")
    reader.enters()
    reader.skips()


def test_an_open_ibm_study_near_a_zip_code_and_its_phone_number(reader, arrived):
    search(reader, "Inclusion", "15213")
    reader.goes_to("link", "Tablets for Strength in Inclusion Body")
    reader.reads("Open · call first")
    reader.reads("under 5 mi · Pittsburgh")
    reader.goes_to("link", records.IBM_PHONE)
    dialed = records.IBM_PHONE.replace("-", "")
    assert reader.page.locator(":focus").get_attribute("href") == f"tel:{dialed}"
    arrived(with_scripts=(15, 2, 2), without=(14, 2, 2))


def test_a_study_for_a_child_of_seven_with_juvenile_dermatomyositis(reader, arrived):
    reader.skips()
    reader.answers("What do you have", "Juvenile")
    reader.answers("Age", "7")
    reader.enters()
    reader.skips()
    reader.follows("Study of Juvenile Dermatomyositis")
    reader.skips()
    reader.reads("listed as recruiting")
    reader.follows("Could I join")
    reader.reads("Ages 5 to 17 years")
    # One screen more than at first: the page says more of what it read.
    arrived(with_scripts=(28, 2, 3), without=(25, 2, 3))


def test_why_a_study_is_listed_and_whether_its_record_can_be_trusted(reader, arrived):
    search(reader, "Inclusion", "15213")
    reader.follows("Tablets for Strength in Inclusion Body")
    reader.skips()
    reader.reads("Recently confirmed")
    reader.follows("Could I join")
    reader.reads("We list this study because")
    arrived(with_scripts=(24, 2, 3), without=(21, 2, 3))


def test_why_a_closed_study_was_closed(reader, arrived):
    search(reader, "Inclusion")
    reader.follows("not open")
    reader.reads(re.escape(records.WHY_STOPPED))
    arrived(with_scripts=(12, 1, 3), without=(12, 1, 3))


def test_a_healthy_volunteer_finds_a_study_near_by_and_its_phone_number(reader, arrived):
    reader.skips()
    reader.follows("I am healthy and want to volunteer")
    reader.skips()
    reader.answers("Where are you", "15213")
    reader.answers("Your age", "30")
    reader.enters()
    reader.skips()
    reader.goes_to("link", "Invented Comparison of Muscle")
    reader.reads("Also accepts healthy people")
    reader.goes_to("link", records.HEALTHY_PHONE)
    arrived(with_scripts=(25, 2, 3), without=(24, 2, 3))


def test_a_caregiver_finds_a_group_in_the_own_country_and_its_website(reader, arrived):
    reader.follows("Groups")
    reader.skips()
    reader.unfolds("Search and filters")
    reader.answers("Near", "Berlin")
    reader.enters()
    reader.skips()
    reader.goes_to("link", "Deutsche Gesellschaft")
    reader.goes_to("link", "Website")
    arrived(with_scripts=(20, 1, 3), without=(20, 1, 3))


def test_somebody_newly_told_reads_what_it_is_and_finds_people_who_have_it_too(reader, arrived):
    reader.skips()
    reader.follows("Just diagnosed, or not sure")
    reader.skips()
    reader.follows("^Dermatomyositis")
    reader.skips()
    reader.reads("In short")
    reader.follows("People who understand")
    reader.reads("Groups that may help")
    arrived(with_scripts=(33, 0, 3), without=(33, 0, 3))


def test_a_mother_finds_the_number_to_call_for_her_child(reader, arrived):
    reader.skips()
    reader.follows("This is for my child")
    reader.skips()
    reader.answers("What does your child have", "Juvenile")
    reader.answers("Your child’s age", "7")
    reader.enters()
    reader.skips()
    reader.goes_to("link", "Study of Juvenile Dermatomyositis")
    reader.goes_to("link", records.JUVENILE_PHONE)
    arrived(with_scripts=(23, 2, 3), without=(22, 2, 3))


def test_a_neurologist_opens_a_study_by_its_number_and_reads_its_phase(reader, arrived):
    reader.answers("Search everything", records.IBM)
    reader.enters()
    reader.skips()
    reader.reads("Phase 2/3")
    reader.follows("What is tested")
    reader.reads("Inventumab tablets")
    arrived(with_scripts=(21, 1, 2), without=(19, 1, 2))


def test_somebody_without_a_diagnosis_reads_what_to_do(reader, arrived):
    reader.skips()
    reader.follows("Just diagnosed, or not sure")
    reader.skips()
    reader.follows("no diagnosis|undiagnosed|diagnosis yet")
    reader.skips()
    reader.reads("In short")
    arrived(with_scripts=(20, 0, 3), without=(20, 0, 3))
