import pytest

from tests.studies import contact, site, study
from trials.ctgov import StudyRecord
from trials.reading.sites import sites


def sites_of(*locations):
    record = study(contactsLocationsModule={"locations": list(locations)})
    return sites(StudyRecord.read(record))


@pytest.mark.parametrize("more", [{}, {"zip": "69000"}, {"state": "Rhône"}])
def test_one_site_three_times_is_one_site(more):
    assert len(sites_of(*[site(**more)] * 3)) == 1


@pytest.mark.parametrize(
    "other",
    [
        site("Paris"),
        site(facility="Another Hospital"),
        site(facility="Example Hospital Lyon 2"),
        site(zip="69002"),
        site(state="Ain", zip=None),
        site(country="Belgium"),
    ],
)
def test_what_differs_in_its_name_or_address_is_another_site(other):
    ours = site(zip="69001", state="Rhône")
    assert len(sites_of(ours, other, ours)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"facility": "  example  HOSPITAL Lyon"},
        {"facility": "Éxample-Hospital, Lyon."},
        {"facility": "Example Hospital\u00a0Lyon"},
        {"facility": "Ｅxample Hospital Lyon"},
        {"city": "LYON "},
        {"city": "Lyon."},
        {"zip": ""},
        {"zip": None},
        {"zip": " 12 345"},
        {"zip": "12345-6789", "country": "United States"},
        {"state": ""},
        {"state": "rhone"},
        {"state": "69", "zip": "12345"},
    ],
)
def test_small_differences_make_no_other_site(other):
    ours = {"zip": "12345", "state": "Rhône", "country": other.get("country", "France")}
    [found] = sites_of(site(**ours), site(**(ours | other)), site(**ours))
    assert (found.zip, found.state) == ("12345", "Rhône")
    assert len(sites_of(site(**(ours | other)), site(**ours))) == 1


def test_countries_under_two_names_and_zeros_lost_make_no_other_site():
    assert len(sites_of(site(country="Turkey"), site(country="Turkey (Türkiye)"))) == 1
    assert len(sites_of(site(zip="06351"), site(zip="6351"))) == 1
    assert len(sites_of(site(facility="A & B"), site(facility="A and B"))) == 1


@pytest.mark.parametrize(
    "name",
    ["Research Site", "Example Investigational Site", "Clinical Trial Site", "Local Institution",
     "Investigative Site", "Site"],
)  # fmt: skip
def test_sites_that_a_sponsor_does_not_name_are_one_only_with_one_address(name):
    places = [site(facility=name, zip=zip_code) for zip_code in ("69001", "69002", None, "69001")]
    assert [place.zip for place in sites_of(*places)] == ["69001", "69002", None]


def test_a_site_without_a_postcode_joins_the_first_of_its_name():
    found = sites_of(site(zip="69001"), site(zip="69002"), site(), site(zip="69003"))
    assert [place.zip for place in found] == ["69001", "69002", "69003"]


def test_many_sites_of_one_name_are_compared_with_a_few():
    assert len(sites_of(*[site(zip=f"{number:05}") for number in range(1, 3001)])) == 3000


def test_sites_without_a_facility_are_all_kept():
    assert len(sites_of(*[site(facility=None)] * 3)) == 3


def test_the_order_of_the_record_stays():
    found = sites_of(site("Lyon"), site("Paris"), site("Lyon"), site("Brest"))
    assert [one.city for one in found] == ["Lyon", "Paris", "Brest"]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["RECRUITING", "RECRUITING"], "RECRUITING"),
        (["RECRUITING", "NOT_YET_RECRUITING"], "NOT_YET_RECRUITING"),
        (["ENROLLING_BY_INVITATION", "RECRUITING"], "ENROLLING_BY_INVITATION"),
        # It cannot be both, and we do not know which.
        (["RECRUITING", "WITHDRAWN"], ""),
        (["COMPLETED", "RECRUITING"], ""),
        (["RECRUITING", None], ""),
        (["RECRUITING", "NEW_STATUS"], ""),
        (["AVAILABLE", "COMPLETED", "AVAILABLE"], ""),
        (["COMPLETED", "WITHDRAWN"], "COMPLETED"),
        ([None, "COMPLETED"], "COMPLETED"),
        ([None, None], ""),
    ],
)
def test_conflicting_statuses_never_open_a_site(statuses, status):
    [found] = sites_of(*[site(status=one) for one in statuses])
    assert (found.status or "") == status


def test_the_contacts_of_one_site_are_kept_once_each():
    one, other = contact("A"), contact("B")
    [found] = sites_of(site(contacts=[one]), site(contacts=[other, one]))
    assert [person.name for person in found.contacts] == ["A", "B"]
    [found] = sites_of(site(contacts=[one]), site(contacts=[one | {"name": " a "}]))
    assert [person.name for person in found.contacts] == ["A"]


@pytest.mark.parametrize(
    ("point", "real"),
    [
        ({"lat": 0, "lon": 0}, False),
        ({"lat": 0.0, "lon": -0.0}, False),
        ({"lat": 0}, False),
        ({"lon": 5.1}, False),
        ({}, False),
        ({"lat": 0, "lon": 32.5}, True),
        ({"lat": 51.5, "lon": 0}, True),
        ({"lat": 0.3, "lon": 32.5}, True),
        ({"lat": -1.2, "lon": 36.8}, True),
        ({"lat": 45.7, "lon": 4.8}, True),
    ],
)
def test_0_and_0_is_no_point(point, real):
    [found] = sites_of(site(geoPoint=point))
    assert (found.geo_point.lat is not None) == real


def test_a_real_point_of_one_entry_counts_for_the_site():
    [found] = sites_of(
        site(geoPoint={"lat": 0, "lon": 0}), site(geoPoint={"lat": 45.7, "lon": 4.8})
    )
    assert found.geo_point.lat == 45.7
