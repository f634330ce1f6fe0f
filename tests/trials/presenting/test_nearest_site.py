"""The promise: the nearest place shown as open is listed as recruiting, in a study that is too."""

import datetime as dt
import math
import random
import re
from types import SimpleNamespace

import pytest

from trials.models import Location, Trial
from trials.presenting import nearest_site

pytestmark = pytest.mark.django_db

STUDY_STATUSES = [
    *["RECRUITING"] * 6, "AVAILABLE", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION",
    "ACTIVE_NOT_RECRUITING", "SUSPENDED", "TERMINATED", "COMPLETED", "WITHDRAWN", "WITHHELD",
    "NO_LONGER_AVAILABLE", "UNKNOWN", "SOMETHING_NEW", "",
]  # fmt: skip
SITE_STATUSES = [
    *["RECRUITING"] * 3, "", "", "AVAILABLE", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION",
    "ACTIVE_NOT_RECRUITING", "SUSPENDED", "TERMINATED", "COMPLETED", "WITHDRAWN", "SOMETHING_NEW",
]  # fmt: skip
PRESENCES = [*["listed"] * 6, "missing", "out-of-scope"]
COUNTRIES = ["United States", "Canada", "France"]
BOSTON = SimpleNamespace(
    kind="town", country="United States", latitude=42.36, longitude=-71.06, label="Boston"
)
FRANCE = SimpleNamespace(kind="country", country="France", latitude=None, longitude=None)
PLACES = [BOSTON, FRANCE, None]
# Sentences that tell a reader that somebody may be let in.
OPEN_WORDS = re.compile(r"[Ll]isted (on .+ )?as (recruiting|available) (on|at)")


def a_study(number, status, presence="listed", updated="2026-10-20"):
    return Trial(
        nct_id=f"NCT99{number:06}",
        overall_status=status,
        presence=presence,
        last_update_posted_date=updated,
    )


def a_site(trial, position, status, country="United States", point=(42.0, -71.0), city=None):
    return Location(
        trial=trial,
        position=position,
        status=status,
        city=city or f"Town {position}",
        country=country,
        country_name=country,
        place_latitude=point and point[0],
        place_longitude=point and point[1],
    )


def kilometers(point, other):
    """By the law of cosines: another way than the one that is tested."""
    a, b = map(math.radians, point), map(math.radians, other)
    (lat1, lon1), (lat2, lon2) = a, b
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(
        lon2 - lon1
    )
    return 6371.0088 * math.acos(max(-1, min(1, cosine)))


def near(trial, sites, place=BOSTON, unit="mi"):
    trial.save()
    Location.objects.bulk_create(sites)
    return nearest_site.nearest_sites([Trial.objects.get(pk=trial.pk)], place, unit)[trial.pk]


@pytest.mark.parametrize("cases", [100, pytest.param(1000, marks=pytest.mark.exhaustive)])
def test_no_closed_or_silent_place_is_ever_shown_as_open(cases):
    chance = random.Random(1121)
    trials, sites = [], []
    for number in range(cases):
        trial = a_study(number, chance.choice(STUDY_STATUSES), chance.choice(PRESENCES))
        trials.append(trial)
        for position in range(chance.randint(0, 6)):
            point = (
                (chance.uniform(-60, 70), chance.uniform(-180, 180))
                if chance.random() > 0.2
                else None
            )
            sites.append(
                a_site(
                    trial, position, chance.choice(SITE_STATUSES), chance.choice(COUNTRIES), point
                )
            )
    Trial.objects.bulk_create(trials)
    Location.objects.bulk_create(sites)
    for place in PLACES:
        found = nearest_site.nearest_sites(trials, place, "km")
        for trial in trials:
            mine = [site for site in sites if site.trial is trial]
            is_open = trial.presence == "listed" and trial.overall_status in (
                "RECRUITING",
                "AVAILABLE",
            )
            really_open = [s for s in mine if is_open and s.status == trial.overall_status]
            nearest = found[trial.pk]
            assert nearest.badge_is_open == bool(really_open)
            assert nearest.open_count == len(really_open)
            if not really_open:
                assert not OPEN_WORDS.search(nearest.sentence), nearest.sentence
            for best, abroad in ((nearest.open, False), (nearest.abroad, True)):
                candidates = [
                    site
                    for site in really_open
                    if abroad == (place is not None and site.country_name != place.country)
                ]
                assert (best is None) == (not candidates)
                placed = [s for s in candidates if s.place_latitude is not None]
                if best and place is BOSTON and placed:
                    nearest = min(
                        kilometers((42.36, -71.06), (s.place_latitude, s.place_longitude))
                        for s in placed
                    )
                    assert best.km == pytest.approx(nearest, rel=1e-6, abs=1e-3)
                elif best:
                    assert best.km is None


def test_the_sentence_names_date_place_and_distance_and_says_to_call():
    trial = a_study(1, "RECRUITING")
    nearest = near(
        trial, [a_site(trial, 1, "RECRUITING", point=(41.82, -71.41), city="Providence")]
    )
    assert nearest.sentence == (
        "Listed as recruiting on Oct. 20, 2026 in Providence, about 41 miles away; call first."
    )


def test_a_nearer_place_that_is_not_open_is_named_as_such():
    trial = a_study(1, "RECRUITING")
    nearest = near(
        trial,
        [
            a_site(trial, 1, "RECRUITING", point=(40.71, -74.0), city="New York"),
            a_site(trial, 2, "COMPLETED", point=(42.36, -71.0), city="Boston"),
        ],
    )
    assert nearest.open.city == "New York"
    assert (
        "Closer, but not listed as open: Boston, less than 5 miles away (completed)."
        in nearest.sentence
    )


def test_a_nearer_place_that_says_nothing_is_not_open_but_worth_a_call():
    trial = a_study(1, "RECRUITING")
    nearest = near(
        trial,
        [
            a_site(trial, 1, "RECRUITING", point=(40.71, -74.0), city="New York"),
            a_site(trial, 2, "", point=(42.36, -71.0), city="Boston"),
        ],
    )
    assert "the registry does not say whether it is open: Boston" in nearest.sentence


def test_the_own_country_comes_first_and_a_nearer_place_abroad_apart():
    trial = a_study(1, "RECRUITING")
    nearest = near(
        trial,
        [
            a_site(trial, 1, "RECRUITING", point=(34.05, -118.24), city="Los Angeles"),
            a_site(trial, 2, "RECRUITING", "Canada", (45.5, -73.57), "Montréal"),
        ],
    )
    assert nearest.sentence.startswith("Listed as recruiting on Oct. 20, 2026 in Los Angeles")
    assert "Closer, but in another country: Montréal, Canada" in nearest.sentence


def test_with_no_open_place_at_home_the_nearest_abroad_is_named_as_that():
    trial = a_study(1, "RECRUITING")
    nearest = near(trial, [a_site(trial, 1, "RECRUITING", "Canada", (45.5, -73.57), "Montréal")])
    assert nearest.sentence.startswith("No location in the United States is listed as open.")
    assert "Montréal, Canada" in nearest.sentence


def test_an_open_place_without_a_point_is_listed_without_a_distance():
    trial = a_study(1, "RECRUITING")
    nearest = near(trial, [a_site(trial, 1, "RECRUITING", point=None, city="Springfield")])
    assert nearest.badge_is_open
    assert "in Springfield; call first" in nearest.sentence
    assert "miles" not in nearest.sentence


def test_expanded_access_is_said_to_be_that():
    trial = a_study(1, "AVAILABLE")
    nearest = near(trial, [a_site(trial, 1, "AVAILABLE")])
    assert nearest.badge_is_open
    assert nearest.sentence.startswith("Expanded access is listed as available")
    other = a_study(2, "AVAILABLE")
    assert not near(other, [a_site(other, 1, "RECRUITING")]).badge_is_open


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("NOT_YET_RECRUITING", "Opening soon"),
        ("ENROLLING_BY_INVITATION", "By invitation only"),
        ("COMPLETED", "Not open: completed."),
        ("UNKNOWN", "Not open: unknown"),
        ("", "The registry gives no status."),
        ("SOMETHING_NEW", "Not open"),
    ],
)
def test_a_study_that_is_not_open_says_what_it_is(status, words):
    trial = a_study(1, status)
    assert near(trial, [a_site(trial, 1, "RECRUITING")]).sentence.startswith(words)


@pytest.mark.parametrize(
    ("date", "text", "words"),
    [
        ("2026-03-01", "2026-03", "Not open yet, though its planned start (March 2026) has passed"),
        ("2026-11-01", "2026-11", "Opening soon, but not open yet"),
        ("2026-01-01", "2026", "Opening soon, but not open yet"),
        ("2025-01-01", "2025", "Not open yet, though its planned start (2025) has passed"),
    ],
)
def test_a_start_that_has_passed_is_not_called_soon(time_machine, date, text, words):
    time_machine.move_to("2026-11-28")
    trial = a_study(1, "NOT_YET_RECRUITING")
    trial.start_date, trial.start_date_text = dt.date.fromisoformat(date), text
    assert near(trial, []).sentence.removesuffix(".") == words


def test_where_no_place_says_anything_the_reader_is_told_to_call():
    trial = a_study(1, "RECRUITING")
    nearest = near(trial, [a_site(trial, 1, "")])
    assert nearest.sites == "silent"
    assert nearest.sentence.startswith(
        "The registry does not say which locations are open; call first."
    )


@pytest.mark.parametrize(
    ("sites", "place", "brief"),
    [
        ([("", (42.36, -71.0), "Boston")], BOSTON, "under 5 mi · Boston, if open"),
        (
            [("", (41.82, -71.41), "Providence"), ("COMPLETED", (42.36, -71.0), "Boston")],
            BOSTON,
            "41 mi · Providence, if open",
        ),
        ([("", (42.36, -71.0), "Boston")], None, "No location listed as open"),
        ([("", (42.36, -71.0), "Boston")], FRANCE, "No location listed as open"),
        ([("", None, "Boston")], BOSTON, "No location listed as open"),
        ([("COMPLETED", (42.36, -71.0), "Boston")], BOSTON, "No location listed as open"),
        ([], BOSTON, "No location listed as open"),
        (
            [("RECRUITING", (40.71, -74.0), "New York"), ("", (42.36, -71.0), "Boston")],
            BOSTON,
            "190 mi · New York",
        ),
    ],
)
def test_a_card_says_how_far_a_place_is_that_does_not_say_whether_it_is_open(sites, place, brief):
    trial = a_study(1, "RECRUITING")
    rows = [
        a_site(trial, number, status, point=point, city=town)
        for number, (status, point, town) in enumerate(sites)
    ]
    assert near(trial, rows, place).in_brief == brief


def test_a_place_of_a_closed_study_is_never_called_near():
    trial = a_study(1, "COMPLETED")
    assert near(trial, [a_site(trial, 1, "", point=(42.36, -71.0))]).in_brief == ""


def test_without_a_place_it_counts():
    trial = a_study(1, "RECRUITING")
    sites = [a_site(trial, n, "RECRUITING", c) for n, c in enumerate([*COUNTRIES, "France"])]
    assert "at 4 locations in 3 countries" in near(trial, sites, place=None).sentence


def test_a_whole_country_has_no_distances():
    trial = a_study(1, "RECRUITING")
    sites = [a_site(trial, n, "RECRUITING", "France") for n in range(3)]
    assert "at 3 locations in France" in near(trial, sites, place=FRANCE).sentence


def test_a_thousand_places_are_one_query(django_assert_num_queries):
    trial = a_study(1, "RECRUITING")
    trial.save()
    Location.objects.bulk_create(
        a_site(trial, n, "RECRUITING", point=(n / 20, n / 10)) for n in range(1148)
    )
    with django_assert_num_queries(1):
        assert nearest_site.nearest_sites([trial], BOSTON, "km")[trial.pk].open_count == 1148


def test_within_a_circle_agrees_with_the_distance_everywhere():
    """Near a pole and across the 180th meridian as well."""
    chance = random.Random(5)
    trial = a_study(1, "RECRUITING")
    trial.save()
    points = [(chance.uniform(-89.9, 89.9), chance.uniform(-180, 180)) for _ in range(400)]
    points += [(chance.uniform(-60, 60), chance.choice([-179.5, 179.5])) for _ in range(100)]
    Location.objects.bulk_create(
        a_site(trial, n, "", point=point) for n, point in enumerate(points)
    )
    for _ in range(60):
        middle = chance.choice(
            [
                (chance.uniform(-89, 89), chance.uniform(-180, 180)),
                (0, 179.9),
                (88, 10),
                (-17, -179.9),
            ]
        )
        radius = chance.choice([40, 400, 4000])
        inside = Location.objects.within(*middle, radius).values_list("position", flat=True)
        expected = {n for n, point in enumerate(points) if kilometers(middle, point) <= radius}
        assert set(inside) == expected


def test_it_knows_whether_anybody_is_named_to_call():
    central = a_study(1, "RECRUITING")
    central.central_contacts = [{"name": "Sample Contact"}]
    by_site, nobody = a_study(2, "RECRUITING"), a_study(3, "RECRUITING")
    site = a_site(by_site, 1, "RECRUITING")
    site.contacts = [{"name": "Sample Contact"}]
    assert near(central, []).has_contact
    assert near(by_site, [site, a_site(by_site, 2, "")]).has_contact
    assert not near(nobody, [a_site(nobody, 1, "RECRUITING")]).has_contact
