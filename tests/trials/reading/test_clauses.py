"""Lines composed of names, cues and frames are read as their parts say.

The right answer comes from how a line was put together, not from the rules.
"""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trials.reading.test_cues import types_of
from trials.reading.clauses import Says, said
from trials.reading.effects import Part
from trials.reading.names import mentions

# {how a record writes it: code}
NAMES = {
    "dermatomyositis": "DM",
    "DM": "DM",
    "polymyositis (PM)": "PM",
    "PM": "PM",
    "inclusion body myositis": "IBM",
    "sIBM": "IBM",
    "immune-mediated necrotizing myopathy": "IMNM",
    "IMNM": "IMNM",
    "antisynthetase syndrome": "ASYS",
    "juvenile dermatomyositis": "JM",
    "JDM": "JM",
    "amyopathic dermatomyositis": "CADM",
    "overlap myositis": "OVERLAP",
}
LISTS = ("{0}", "{0} and {1}", "{0} or {1}", "{0}, {1}", "{0}, {1} or {2}", "{0}/{1}")
ACTIVE = ("", "active ", "confirmed ", "a diagnosis of ")
# Frames around a list. "+" where those with it may join, "-" where they may not.
INCLUSION = {
    "{a}": "+",
    "Adults with {a}": "+",
    "Patients diagnosed with {a} at least 6 months ago": "+",
    "{a} is eligible": "+",
    "{a}, regardless of antibodies": "+",
    "{a} without lung disease": "+",
    "{a} that did not respond to steroids": "+",
    "People with {a} can take part": "+",
    "IIM other than {a}": "-",
    "IIM, except {a}": "-",
    "IIM (excluding {a})": "-",
    "IIM (excl. {a})": "-",
    "IIM with the exception of {a}": "-",
    "IIM; patients with {a} are not eligible": "-",
    "IIM; {a} is excluded": "-",
    "IIM, but not {a}": "-",
    "No {a}": "-",
    "Must not have {a}": "-",
    "People with {a} cannot take part": "-",
    "We do not accept {a}": "-",
    "{a} may not join": "-",
    "Excluded: {a}": "-",
    "A first-degree relative of a person with {a}": "0",
    "Medicines prescribed for {a}": "0",
    "A disease that resembles {a}": "0",
}
EXCLUSION = {
    "{a}": "-",
    "Known {a}": "-",
    "History of {a}": "-",
    "Patients with {a}": "-",
    "{a} is not permitted": "-",
    "Other muscle diseases such as {a}": "-",
    "Any myopathy other than {a}": "+",
    "Muscle disease, except {a}": "+",
    "Patients who do not have {a}": "+",
    "Not meeting the criteria for {a}": "+",
    "A second disease ({a} is allowed)": "+",
    "Patients with {a} are not excluded": "+",
    "{a} with cancer in the last 3 years": "0",
    "Cancer-associated {a}": "0",
    "Rituximab for {a} in the last 6 months": "0",
    "A family history of {a}": "0",
}
# Frames that leave open which names of a list they are about.
OF_ONE = (
    "Cancer-associated {a}",
    "{a} with cancer in the last 3 years",
    "A disease that resembles {a}",
)
PREFIX = {"+": "", "-": "-"}


def composed():
    """(heading, line, {type: sign}) of every frame, list and set of names."""
    sets = [names for names in itertools.permutations(NAMES, 3) if _is_clear(names)]
    for heading, frames in (("I", INCLUSION), ("E", EXCLUSION)):
        for (frame, sign), form, names, state in itertools.product(
            frames.items(), LISTS, sets, ACTIVE
        ):
            used = names[: form.count("{")]
            if len(used) > 1 and frame in OF_ONE:
                continue
            line = frame.format(a=state + form.format(*names))
            yield heading, line[0].upper() + line[1:], {NAMES[name]: sign for name in used}


def _is_clear(names):
    """Three types. "Juvenile DM or PM" may mean juvenile polymyositis."""
    codes = [NAMES[name] for name in names]
    juvenile = "JM" in codes and codes[codes.index("JM") + 1 :][:1]
    return len(set(codes)) == 3 and not (juvenile and juvenile[0] in ("DM", "PM"))


def wrong(lines):
    for heading, line, signs in lines:
        expected = {PREFIX[sign] + code for code, sign in signs.items() if sign != "0"}
        found = types_of(heading, line)
        if found != expected:
            yield heading, line, found, expected


def sample(count):
    """Spread over all frames and lists, the same at every run."""
    everything = list(composed())
    return random.Random(1).sample(everything, count)


def test_composed_lines_say_what_they_were_composed_of():
    assert list(wrong(sample(400))) == []


@pytest.mark.exhaustive
def test_fifty_thousand_composed_lines_say_what_they_were_composed_of():
    assert list(wrong(sample(50_000))) == []


REFUSALS = (
    " is not eligible", " are excluded", " cannot take part", " may not join", " (excluded)",
    ": no", " is ineligible", " will not be enrolled",
)  # fmt: skip


@given(st.sampled_from(list(NAMES)), st.sampled_from(REFUSALS), st.sampled_from(ACTIVE))
def test_a_refusal_never_makes_a_yes(name, refusal, state):
    assert NAMES[name] not in types_of("I", f"{state}{name}{refusal}")
    assert NAMES[name] not in types_of("E", f"{state}{name}{refusal}")


@given(st.permutations(["DM", "PM", "IMNM", "sIBM"]), st.sampled_from(list(INCLUSION)))
def test_the_order_of_names_does_not_matter(names, frame):
    plain = types_of("I", frame.format(a="DM, PM, IMNM or sIBM"))
    assert types_of("I", frame.format(a="{}, {}, {} or {}".format(*names))) == plain


@given(
    st.sampled_from([frame for frame in EXCLUSION if frame not in OF_ONE]),
    st.sampled_from(["PM", "JDM", "IMNM"]),
)
def test_a_list_is_read_as_its_items(frame, name):
    one, other = (types_of("E", frame.format(a=a)) for a in ("sIBM", name))
    assert types_of("E", frame.format(a=f"sIBM or {name}")) == one | other


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("I", "PM may be included, or not", "?PM"),
        ("I", "IMNM patients may enroll. IMNM patients may not enroll.", "?IMNM"),
        ("I", "Dermatomyositis is eligible. Dermatomyositis is not eligible.", "?DM"),
        ("I", "IBM ??? (ask sponsor)", "?IBM"),
        ("E", "No history of PM", "?PM"),
        ("E", "Any myositis except DM or PM, so no IBM", "DM PM ?IBM"),
        ("I", "PM reclassified as IMNM", "?PM IMNM"),
        ("I", "DM patients not invited", "?DM"),
    ],
)
def test_words_that_contradict_each_other_or_that_no_rule_knows_are_unclear(heading, line, codes):
    assert types_of(heading, line) == set(codes.split())


def test_each_name_has_the_words_that_decided():
    text = "DM is allowed, IBM is not allowed"
    found = {
        text[s.mention.start : s.mention.end]: s for s in said(text, mentions(text), Part.INCLUSION)
    }
    assert found["DM"].says == Says.INCLUDES
    assert found["DM"].cues == ("is allowed",)
    assert found["IBM"].says == Says.EXCLUDES
    assert found["IBM"].cues == ("is not allowed",)


def test_a_short_form_of_the_records_own_counts_in_that_record():
    assert types_of("I", "Overlap myositis (OM)\n* PM\n* Not eligible: OM") == {"PM", "-OVERLAP"}
    assert types_of("I", "PM, seen in the OM clinic") == {"PM"}


@pytest.mark.parametrize(
    ("heading", "line", "codes"),
    [
        ("E", "Children with polymyositis", "-JM"),
        ("I", "Children and adults with dermatomyositis", "DM JM"),
        ("I", "Dermatomyositis in children", "JM"),
        ("I", "Non-juvenile DM", "DM -JM"),
        ("E", "Dermatomyositis limited to the skin", "-CADM"),
        ("I", "Anti-PL-7 positive myositis", "ASYS"),
        ("E", "Pacemaker (PM)", ""),
        ("I", "Girls and boys 6-15 with PM", "JM"),
        ("I", "Adults whose polymyositis began in infancy", "JM"),
        ("I", "DM that started before the age of 17", "JM"),
        ("E", "Dermatomyositis that began in adulthood", "-DM"),
        ("E", "Rash of DM without any muscle disease", "-CADM"),
        ("E", "Rash of DM with muscle disease", ""),
        ("I", "Myositis in combination with systemic lupus", "OVERLAP"),
        ("E", "Overlap with any other connective tissue disease", "-OVERLAP"),
        ("E", "Overlap of two treatment periods with DM", ""),
        # Brackets that hold an answer, and no short form.
        ("I", "IBM (NO), PM (YES)", "-IBM PM"),
        ("I", "IBM [OUT], DM (IN)", "-IBM DM"),
        ("I", "Juvenile DM (JDM) and polymyositis (PM)", "JM PM"),
        ("E", "Anti-PM/Scl antibodies", ""),
    ],
)
def test_people_described_instead_of_named(heading, line, codes):
    assert types_of(heading, line) == set(codes.split())
