"""A record is read whatever is odd in it; only one without a number cannot be filed."""

import copy
import datetime as dt
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import (
    PLACES,
    at,
    changed,
    encoded,
    is_storable,
    json_values,
    odd_studies,
    places,
    samples,
    whole,
)
from tests.studies import contact, site, study
from trials import ctgov
from trials.ctgov import MalformedIdentity, PartialDate, StudyRecord, record

NUMBER = ("protocolSection", "identificationModule", "nctId")
SNAPSHOT = ("derivedSection", "miscInfoModule", "versionHolder")


def read(raw):
    return StudyRecord.read(ctgov.decode_study(raw))


def with_(path, value):
    return changed(study(), path, value)


# Any value anywhere


@given(odd_studies)
@settings(max_examples=400)
def test_any_value_at_any_place_reads_or_is_malformed(odd):
    try:
        decoded = ctgov.decode_study(encoded(odd))
        found = StudyRecord.read(decoded)
    except MalformedIdentity:
        number = odd
        for name in NUMBER:
            number = number.get(name) if isinstance(number, dict) else None
        assert not (isinstance(number, str) and record.NCT_ID.fullmatch(number))
        return
    assert found.nct_id == at(decoded, NUMBER)
    assert is_storable(decoded)
    assert len(ctgov.content_hash(decoded)) == 64
    assert not holds_contacts(ctgov.without_contacts(decoded))


@given(st.lists(st.tuples(st.sampled_from(PLACES[1:]), json_values), max_size=8))
def test_many_odd_values_at_once_read_or_are_malformed(oddities):
    odd = whole()
    for path, value in oddities:
        try:
            odd = changed(odd, path, value)
        except (TypeError, KeyError, IndexError):
            continue  # an earlier one took the place away
    try:
        found = read(encoded(odd))
    except MalformedIdentity:
        return
    assert record.NCT_ID.fullmatch(found.nct_id)


@given(json_values)
def test_any_json_at_all_reads_or_is_malformed(value):
    with pytest.raises(MalformedIdentity):
        read(encoded(value))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_decode_or_are_malformed(raw):
    with suppress(MalformedIdentity):
        assert is_storable(ctgov.decode_study(raw))


@given(st.data())
def test_bytes_overwritten_anywhere_decode_or_are_malformed(data):
    raw = bytearray(encoded(study()))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(MalformedIdentity):
        assert is_storable(ctgov.decode_study(bytes(raw)))


@pytest.mark.parametrize("line", samples(), ids=lambda line: line[60:80] if line else "")
def test_a_sample_reads_without_losing_anything(line):
    decoded = json.loads(line)
    identification = decoded["protocolSection"]["identificationModule"]
    found = read(line.encode())
    assert found.nct_id == identification["nctId"]
    assert found.protocol_section.identification_module.brief_title == identification["briefTitle"]
    contacts = decoded["protocolSection"].get("contactsLocationsModule", {})
    locations = found.protocol_section.contacts_locations_module.locations
    assert len(locations) == len(contacts.get("locations", []))
    # Nothing in it had to be left out.
    assert found == record.msgspec.convert(decoded, StudyRecord)


# What is odd reads as absent, and only that


@pytest.mark.parametrize("value", [None, 5, [], {}, True, [["x"]], "x"])
@pytest.mark.parametrize(
    "path",
    [
        ("protocolSection", "statusModule"),
        ("protocolSection", "conditionsModule", "conditions"),
        ("protocolSection", "designModule"),
        ("protocolSection", "contactsLocationsModule", "locations", 0),
        ("protocolSection", "contactsLocationsModule", "locations", 0, "geoPoint", "lat"),
        ("hasResults",),
    ],
)
def test_an_odd_part_leaves_the_others_as_they_are(path, value):
    found = StudyRecord.read(changed(whole(), path, value))
    sound = StudyRecord.read(whole())
    assert found.protocol_section.identification_module == (
        sound.protocol_section.identification_module
    )
    assert found.protocol_section.eligibility_module == sound.protocol_section.eligibility_module


def test_an_odd_site_is_left_out_of_the_list():
    locations = [site("Lyon"), "Paris", None, site("Nice"), 5, site("Brest")]
    found = StudyRecord.read(study(contactsLocationsModule={"locations": locations}))
    cities = [place.city for place in found.protocol_section.contacts_locations_module.locations]
    assert cities == ["Lyon", "Nice", "Brest"]


def test_a_hundred_odd_values_are_left_out_one_by_one():
    words = [n if n % 2 else str(n) for n in range(200)]
    found = StudyRecord.read(study(conditionsModule={"keywords": words}))
    assert found.protocol_section.conditions_module.keywords == [str(n) for n in range(0, 200, 2)]


def test_the_study_that_was_given_is_not_changed():
    given = study(conditionsModule={"keywords": [1, "two"]})
    before = copy.deepcopy(given)
    StudyRecord.read(given)
    assert given == before


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("statusModule", "overallStatus"),
        ("statusModule", "lastKnownStatus"),
        ("eligibilityModule", "sex"),
        ("designModule", "studyType"),
    ],
)
def test_a_value_that_we_do_not_know_is_kept(module, name):
    found = StudyRecord.read(study(**{module: {name: "PAUSED_ON_MARS"}}))
    assert "PAUSED_ON_MARS" in repr(found)


def test_phases_and_a_sites_status_that_we_do_not_know_are_kept():
    found = StudyRecord.read(
        study(
            designModule={"phases": ["PHASE9", "NA"]},
            contactsLocationsModule={"locations": [site(status="DORMANT")]},
        )
    ).protocol_section
    assert found.design_module.phases == ["PHASE9", "NA"]
    assert found.contacts_locations_module.locations[0].status == "DORMANT"


def test_no_phase_and_the_phase_na_differ():
    none = StudyRecord.read(study()).protocol_section.design_module.phases
    not_applicable = StudyRecord.read(study(designModule={"phases": ["NA"]}))
    assert none == []
    assert not_applicable.protocol_section.design_module.phases == ["NA"]


@pytest.mark.parametrize("count", [-1, 2**31, 2.5, "40", True])
def test_an_enrolment_that_no_column_can_hold_reads_as_absent(count):
    found = StudyRecord.read(study(designModule={"enrollmentInfo": {"count": count}}))
    assert found.protocol_section.design_module.enrollment_info.count is None


def test_the_placeholder_of_an_enrolment_is_kept():
    found = StudyRecord.read(study(designModule={"enrollmentInfo": {"count": 99999999}}))
    assert found.protocol_section.design_module.enrollment_info.count == 99999999


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (0, -180.5), (10**400, 10**400), ("1", "2")])
def test_a_point_that_is_not_on_the_globe_reads_as_absent(lat, lon):
    place = site(geoPoint={"lat": lat, "lon": lon})
    found = StudyRecord.read(study(contactsLocationsModule={"locations": [place]}))
    point = found.protocol_section.contacts_locations_module.locations[0].geo_point
    assert None in (point.lat, point.lon)


def test_a_word_too_long_for_its_column_reads_as_absent_and_one_that_fits_does_not():
    long, fits = (
        StudyRecord.read(study(status="X" * 101)),
        StudyRecord.read(study(status="X" * 100)),
    )
    assert long.overall_status == ""
    assert fits.overall_status == "X" * 100


# Who it is


@pytest.mark.parametrize(
    "number", ["", "NCT1", "nct99000001", "NCT990000012", " NCT99000001", "NCT9900000１", "NCT\0"]
)
def test_a_number_that_is_none_cannot_be_filed(number):
    with pytest.raises(MalformedIdentity, match="is not an NCT number"):
        StudyRecord.read(with_(NUMBER, number))


@pytest.mark.parametrize("number", [None, 99000001, ["NCT99000001"], {}, True])
def test_a_number_that_is_no_text_cannot_be_filed(number):
    with pytest.raises(MalformedIdentity, match="not text"):
        StudyRecord.read(with_(NUMBER, number))


@pytest.mark.parametrize("value", [None, [], "protocolSection", 5, {}, {"protocolSection": []}])
def test_a_record_without_a_number_cannot_be_filed(value):
    with pytest.raises(MalformedIdentity, match="no nctId"):
        StudyRecord.read(value)


def test_what_is_said_of_a_malformed_number_is_short_and_printable():
    with pytest.raises(MalformedIdentity) as raised:
        StudyRecord.read(with_(NUMBER, "\0\n" * 10_000))
    assert len(str(raised.value)) < 250
    assert str(raised.value).isprintable()


def test_aliases_are_the_former_numbers_as_far_as_they_are_numbers():
    names = ["NCT99000002", "old", "", "NCT99000001", "NCT99000003"]
    found = StudyRecord.read(study("NCT99000001", identificationModule={"nctIdAliases": names}))
    assert found.aliases == ["NCT99000002", "NCT99000003"]


# From bytes


@pytest.mark.parametrize(
    ("escape", "text"),
    [
        (r"a\u0000b", "a\ufffdb"),
        (r"a\ud800b", "a\ufffdb"),
        (r"a\uDFFFb", "a\ufffdb"),
        (r"\udc00\ud800", "\ufffd\ufffd"),
        (r"\ud83d\ude00", "😀"),
        (r"\\u0000", r"\u0000"),
        (r"\\ud800", r"\ud800"),
        (r"\\\u0000", "\\\ufffd"),
        ("Zürich \u200b東京", "Zürich \u200b東京"),
    ],
)
def test_what_postgresql_cannot_store_becomes_a_replacement_character(escape, text):
    raw = json.dumps(study(title="TITLE")).replace("TITLE", escape)
    found = read(raw.encode())
    assert found.protocol_section.identification_module.brief_title == text


def test_names_are_made_storable_too():
    raw = json.dumps(with_(("odd\0\ud800",), {"\0": ["\0"]})).encode()
    assert is_storable(ctgov.decode_study(raw))
    assert ctgov.decode_study(raw)["odd\ufffd\ufffd"] == {"\ufffd": ["\ufffd"]}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
@pytest.mark.parametrize("beside", ["", r', "text": "\u0000"', r', "text": "\ud800"'])
def test_a_number_that_is_none_is_no_json(number, beside):
    raw = f'{{"odd": {number}{beside}, "also": {number}}}'.encode()
    with pytest.raises(MalformedIdentity, match="cannot be read"):
        ctgov.decode_study(raw)


@pytest.mark.parametrize("beside", ["", r'"\u0000",'])
@pytest.mark.parametrize("depth", [100, 400, 900, 5000, 200_000])
def test_a_record_nested_too_deeply_is_malformed(depth, beside):
    raw = json.dumps(study(title="TITLE"))
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        deep = opening * depth + "0" + closing * depth
        with pytest.raises(MalformedIdentity):
            ctgov.decode_study(raw.replace('"TITLE"', f"[{beside}{deep}]").encode())


def test_a_record_as_deep_as_any_real_one_is_read():
    deep = json.loads("[" * 40 + "]" * 40)
    assert read(encoded(with_(("protocolSection", "deep"), deep))).nct_id == "NCT99000001"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"null,", b"\xff", b'{"a":"\xff"}', b"\xef\xbb\xbf", b"'"]
)
def test_what_is_no_json_is_malformed(raw):
    with pytest.raises(MalformedIdentity, match="cannot be read"):
        ctgov.decode_study(raw)


def test_an_integer_of_any_size_can_be_hashed():
    assert len(ctgov.content_hash(study(odd={"number": 10**300}))) == 64


# Dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026", dt.date(2026, 1, 1)),
        ("2026-11", dt.date(2026, 11, 1)),
        ("2026-11-20", dt.date(2026, 11, 20)),
        ("2024-02-29", dt.date(2024, 2, 29)),
        ("0001", dt.date(1, 1, 1)),
        ("9999-12-31", dt.date(9999, 12, 31)),
    ],
)
def test_a_partial_date_keeps_its_text_beside_its_first_day(text, date):
    assert PartialDate.read(text, "ACTUAL") == PartialDate(text, date, "ACTUAL")


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2025-02-29",
        "2026-11-20-01",
        "0",
        "10000",
        "-2026",
        "2026-",
        "-",
        "soon",
        "2026/11",
    ],
)
def test_a_date_that_is_none_keeps_its_text(text):
    assert PartialDate.read(text) == PartialDate(text, None, "")


def test_no_date_is_no_text():
    assert PartialDate.read(None, None) == PartialDate.read("", "") == PartialDate()


@given(st.text() | st.from_regex(r"\A[0-9]{1,6}(-[0-9]{1,3}){0,3}\Z"))
def test_any_text_of_a_date_is_kept(text):
    found = PartialDate.read(text)
    assert found.text == text
    assert found.date is None or 1 <= found.date.year <= 9999


def test_a_date_of_four_thousand_digits_is_none():
    assert PartialDate.read("1" * 5000).date is None


# The hash


@given(st.sampled_from([path for path in PLACES if path != SNAPSHOT[: len(path)]]), json_values)
@settings(max_examples=300)
def test_the_hash_tells_every_change_but_that_of_the_snapshot_date(path, value):
    sound, odd = whole(), ctgov.decode_study(encoded(changed(whole(), path, value)))
    same = json.dumps(odd, sort_keys=True) == json.dumps(sound, sort_keys=True)
    assert (ctgov.content_hash(odd) == ctgov.content_hash(sound)) is same


@given(json_values)
def test_the_hash_is_told_the_snapshot_date_of_nothing(value):
    odd = ctgov.decode_study(encoded(changed(whole(), SNAPSHOT, value)))
    before = copy.deepcopy(odd)
    assert ctgov.content_hash(odd) == ctgov.content_hash(whole())
    assert odd == before


def test_the_order_of_names_is_no_difference_and_that_of_a_list_is():
    one = study(conditionsModule={"keywords": ["a", "b"]})
    other = {name: one[name] for name in reversed(one)}
    assert ctgov.content_hash(one) == ctgov.content_hash(other)
    turned = study(conditionsModule={"keywords": ["b", "a"]})
    assert ctgov.content_hash(one) != ctgov.content_hash(turned)


@pytest.mark.parametrize("derived", [None, [], "x", {"miscInfoModule": 5}, {"miscInfoModule": []}])
def test_an_odd_derived_section_is_hashed_as_it_is(derived):
    assert ctgov.content_hash(study() | {"derivedSection": derived}) != ctgov.content_hash(study())


# Contacts


def holds_contacts(value):
    return any(
        {"contacts", "centralContacts", "pointOfContact"} & {*path} for path in places(value)
    )


@given(
    st.sampled_from([path for path in PLACES if isinstance(at(whole(), path), dict)]),
    st.sampled_from(["contacts", "centralContacts", "pointOfContact"]),
    st.sampled_from([[contact("Marker")], contact("Marker"), "Marker", [["Marker"]]]),
)
def test_contacts_are_taken_out_wherever_they_stand(path, name, value):
    given = whole()
    at(given, path)[name] = value
    before = copy.deepcopy(given)
    without = ctgov.without_contacts(given)
    assert "Marker" not in json.dumps(without)
    assert given == before


def test_nothing_else_is_taken_out():
    given = study(contactsLocationsModule={"locations": [site()], "centralContacts": [contact()]})
    without = study(contactsLocationsModule={"locations": [site()]})
    assert ctgov.without_contacts(given) == without
    assert ctgov.without_contacts(without) == without


def test_the_contact_beside_results_is_one_too():
    given = study() | {"resultsSection": {"moreInfoModule": {"pointOfContact": contact("Marker")}}}
    assert "Marker" not in json.dumps(ctgov.without_contacts(given))


@pytest.mark.parametrize(
    "text", ["2026-1", "26", "２０２６", "+2026", "2026-01-01T00:00", "2026--"]
)
def test_what_only_resembles_a_date_is_none(text):
    assert PartialDate.read(text) == PartialDate(text, None, "")


def test_only_a_date_with_a_day_is_whole():
    dates = [PartialDate.read(text).whole_date for text in ("2026", "2026-03", "2026-03-05", "x")]
    assert dates == [None, None, dt.date(2026, 3, 5), None]
