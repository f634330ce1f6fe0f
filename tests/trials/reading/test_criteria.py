"""Eligibility text becomes lines, each with what it does, and no word is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.reading.criteria import Criteria, Line, read, unescaped
from trials.reading.effects import Part

INCLUSION, EXCLUSION, NEITHER = Part.INCLUSION, Part.EXCLUSION, Part.NEITHER


def line_of(text, words):
    """The one line that begins with these words."""
    return next(line for line in read(text).lines if line.text.startswith(words))


def words(text):
    return re.findall(r"\w+", text)


# Headings


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Inclusion Criteria:", INCLUSION),
        ("Inclusion Criteria", INCLUSION),
        ("INCLUSION CRITERIA", INCLUSION),
        ("Key inclusion", INCLUSION),
        ("Key Inclusion Criteria:", INCLUSION),
        ("Main inclusion criteria", INCLUSION),
        ("Inclusion", INCLUSION),
        ("Inclusions:", INCLUSION),
        ("Inclusion criterion:", INCLUSION),
        ("Inclusion Criteria (patients):", INCLUSION),
        ("Inclusion criteria for part B:", INCLUSION),
        ("Core Study Inclusion Criteria -", INCLUSION),
        ("1. Inclusion Criteria:", INCLUSION),
        ("* Inclusion Criteria:", INCLUSION),
        ("**Inclusion Criteria**", INCLUSION),
        ("A. Inclusion criteria", INCLUSION),
        ("Eligibility Criteria:", INCLUSION),
        ("Entry criteria:", INCLUSION),
        ("Selection criteria", INCLUSION),
        ("Enrolment criteria:", INCLUSION),
        ("You can join if:", INCLUSION),
        ("Who can take part:", INCLUSION),
        ("People may participate if they:", INCLUSION),
        ("Participants must:", INCLUSION),
        ("Patients must meet all of the following to be included:", INCLUSION),
        ("To enter the study a person needs to have all of these:", INCLUSION),
        ("Inclusion criterias:", INCLUSION),
        ("Exclusion Criteria:", EXCLUSION),
        ("Exclusion criteria", EXCLUSION),
        ("EXCLUSION CRITERIA:", EXCLUSION),
        ("Key exclusion", EXCLUSION),
        ("Main exclusion criteria", EXCLUSION),
        ("Exclusions", EXCLUSION),
        ("Exclusion:", EXCLUSION),
        ("Non-inclusion criteria", EXCLUSION),
        ("Non inclusion criteria:", EXCLUSION),
        ("Exclusion Criteria (healthy volunteers):", EXCLUSION),
        ("General medical exclusion criteria for all cohorts:", EXCLUSION),
        ("Medical Exclusions:", EXCLUSION),
        ("* Exclusion Criteria:", EXCLUSION),
        ("2) Exclusion criteria", EXCLUSION),
        ("**Exclusion criteria:**", EXCLUSION),
        (r"\*\*Exclusion criteria\*\*", EXCLUSION),
        ("You can't join if:", EXCLUSION),
        ("You cannot join if:", EXCLUSION),
        ("You can’t take part if:", EXCLUSION),
        ("You may not participate if you:", EXCLUSION),
        ("People with any of these will not be able to join:", EXCLUSION),
        ("Patients with any of the following will be excluded:", EXCLUSION),
        ("Patients are not eligible if they have:", EXCLUSION),
        ("Participants must not:", EXCLUSION),
        ("Reasons for exclusion:", EXCLUSION),
        ("Exclusion criteria were as follows:", EXCLUSION),
        ("Exclusion criteria, all participants:", EXCLUSION),
        ("Exclusion Criteria - Part 1", EXCLUSION),
        ("Exclusion Critera:", EXCLUSION),
        ("Ineligibility criteria:", EXCLUSION),
        ("Who can't take part?", EXCLUSION),
        ("Who should not take part", EXCLUSION),
        ("We will not include people who:", EXCLUSION),
        ("Do not join if:", EXCLUSION),
        ("The following people are ineligible:", EXCLUSION),
    ],
)
def test_a_heading_of_any_style_opens_its_part(heading, part):
    found = read(f"{heading}\n\n* Lives near the clinic\n")
    assert found.lines[0].is_heading
    assert found.lines[0].part == part
    assert [line.part for line in found.lines[1:]] == [part]
    assert found.lines[1].text == "Lives near the clinic"


@pytest.mark.parametrize(
    "text",
    [
        "Lives near the clinic:",
        "Inclusion in another trial within 30 days",
        "Willing to follow the entry procedures of the clinic",
        "Any condition that meets the exclusion criteria of the main study",
        "Inclusion body myositis",
        "Selection of a hospital by the family",
        "Patients who had polymyositis excluded by biopsy",
        "The inclusion and exclusion criteria apply to all cohorts",
    ],
)
def test_a_line_that_only_speaks_of_such_lists_opens_none(text):
    found = read(f"Exclusion Criteria:\n\n* Pregnant\n\n{text}\n\n* Lives far away\n")
    assert [line.part for line in found.lines] == [EXCLUSION] * len(found.lines)
    found = read(f"Inclusion Criteria:\n\n* Adult\n\n{text}\n\n* Lives near\n")
    assert [line.part for line in found.lines] == [INCLUSION] * len(found.lines)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (INCLUSION, "Other protocol-defined inclusion/exclusion criteria apply"),
        (EXCLUSION, "Other protocol defined exclusion criteria may apply."),
        (EXCLUSION, "Patients not meeting the inclusion criteria."),
        (EXCLUSION, "Does not meet the inclusion criteria"),
        (EXCLUSION, "Failure to meet inclusion criteria"),
        (EXCLUSION, "Any condition that conflicts with the inclusion criteria"),
        (INCLUSION, "Meets none of the exclusion criteria"),
        (INCLUSION, "Meets all inclusion criteria and no exclusion criteria"),
        (INCLUSION, "Other protocol defined inclusion and exclusion criteria"),
        (INCLUSION, "No exclusion criteria"),
        (INCLUSION, "Fits the exclusion criteria of the scanner"),
    ],
)
def test_a_line_that_names_a_list_does_not_open_it(part, text):
    found = read(f"{part.capitalize()} Criteria:\n\n* Adult\n* {text}\n* Stroke\n")
    assert found.lines[-1].part == part


def test_text_after_the_colon_stands_under_its_heading():
    found = read("Inclusion Criteria: Adults with dermatomyositis.\nExclusion Criteria: Pregnancy.")
    assert [(line.text, line.part, line.is_heading) for line in found.lines] == [
        ("Inclusion Criteria:", INCLUSION, True),
        ("Adults with dermatomyositis.", INCLUSION, False),
        ("Exclusion Criteria:", EXCLUSION, True),
        ("Pregnancy.", EXCLUSION, False),
    ]
    assert found.is_split


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n* Adults\n* Weakness Exclusion Criteria:\n* Pregnancy\n",
        "Inclusion Criteria:\n\n* Adults\n* Weakness. Key Exclusion Criteria: Pregnancy\n",
        "Inclusion Criteria:\n\n* Adults\n* Weakness EXCLUSION CRITERIA\n\n* Pregnancy\n",
    ],
    ids=["end of line", "middle of line", "capitals"],
)
def test_a_heading_stuck_to_a_line_is_parted_from_it(text):
    found = read(text)
    assert line_of(text, "Weakness").part == INCLUSION
    assert line_of(text, "Pregnancy").part == EXCLUSION
    assert found.is_split


def test_nested_bullets_stand_under_a_sentence_that_excludes():
    text = (
        "Inclusion Criteria:\n\n* Adults\n\n"
        "Patients with any of the following will be excluded:\n\n"
        "* Heart disease:\n    * angina\n    * heart failure\n* Pregnancy\n"
    )
    assert line_of(text, "angina").part == EXCLUSION
    assert line_of(text, "angina").depth == 1
    assert line_of(text, "angina").under == ("Heart disease:",)
    assert line_of(text, "Pregnancy").part == EXCLUSION
    assert line_of(text, "Adults").part == INCLUSION


def test_a_bulleted_sentence_that_excludes_turns_the_lines_inside_it():
    text = (
        "Inclusion Criteria:\n\n* Adults\n* Patients with any of these are excluded:\n"
        "    * angina\n    * heart failure\n* Weakness\n"
    )
    assert line_of(text, "angina").part == INCLUSION
    assert line_of(text, "angina").within == line_of(text, "angina").effect == EXCLUSION
    assert line_of(text, "Weakness").effect == INCLUSION


def test_cohort_parts_have_lists_of_their_own():
    text = (
        "Part A:\n\nInclusion Criteria:\n\n* Rash\n\nExclusion Criteria:\n\n* Burns\n\n"
        "Part B:\n\nInclusion Criteria:\n\n* Weakness\n\nExclusion Criteria:\n\n* Stroke\n"
    )
    assert line_of(text, "Rash").under == ("Part A:",)
    assert line_of(text, "Burns").under == ("Part A:",)
    assert line_of(text, "Weakness").under == ("Part B:",)
    assert line_of(text, "Stroke").under == ("Part B:",)
    parts = [line_of(text, word).part for word in ("Rash", "Burns", "Weakness", "Stroke")]
    assert parts == [INCLUSION, EXCLUSION, INCLUSION, EXCLUSION]


def test_a_cohort_named_right_above_its_lists_is_no_criterion_of_the_list_before():
    text = (
        "Adult cohort\n\nInclusion Criteria:\n\n* Age 18\n\nExclusion Criteria:\n\n* Fever"
        "\n\nChild cohort\n\nInclusion Criteria:\n\n* Age 6\n\nExclusion Criteria:\n\n* Cough"
    )
    cohort = line_of(text, "Child cohort")
    assert (cohort.part, cohort.is_heading) == (INCLUSION, True)
    assert line_of(text, "Fever").under == ("Adult cohort",)
    assert line_of(text, "Cough").under == ("Child cohort",)


def test_a_heading_for_healthy_people_names_the_group_of_its_lines():
    text = (
        "Exclusion Criteria (healthy volunteers):\n\n* Any rash\n\n"
        "Exclusion Criteria (patients):\n\n* Burns\n"
    )
    assert line_of(text, "Any rash").under == ("Exclusion Criteria (healthy volunteers):",)
    assert line_of(text, "Burns").under == ("Exclusion Criteria (patients):",)


def test_patients_after_the_list_of_healthy_people_are_under_no_exclusion():
    text = (
        "Exclusion Criteria (healthy controls):\n\n* Any rash\n\n"
        "People with dermatomyositis:\n\n* Weakness\n"
    )
    assert line_of(text, "Weakness").part == NEITHER
    assert line_of(text, "Weakness").under == ("People with dermatomyositis:",)


def test_a_sub_heading_groups_the_lines_below_it():
    text = (
        "Exclusion Criteria:\n\nMedical conditions:\n\n* Stroke\n\nMedicines:\n\n* Warfarin\n\n"
        "Inclusion Criteria:\n\n* Adults\n"
    )
    assert line_of(text, "Medical conditions").is_heading
    assert line_of(text, "Stroke").under == ("Medical conditions:",)
    assert line_of(text, "Warfarin").under == ("Medicines:",)
    assert line_of(text, "Adults").under == ()
    assert line_of(text, "Warfarin").part == EXCLUSION


# Bullets and numbers


@pytest.mark.parametrize(
    "marker",
    [
        "*", "-", "•", "·", "●", "○", "◦", "▪", "■", "□", "►", "➢", "➤", "✓", "✔", "‣", "⁃", "∙",
        "–", "—", "§", "+", "o", "1.", "1)", "(1)", "12.", "3.1.", "3.1", "4、", "a.", "a)", "(a)",
        "A.", "B)", "(C)", "i.", "iv)", "(ii)", "II.", "1,", "1:", "* 1.", "- (a)", "1. a)",
    ],
)  # fmt: skip
def test_a_bullet_or_number_is_the_marker_of_its_line(marker):
    found = read(f"Inclusion Criteria:\n\n{marker} Adults of any age\n").lines[1]
    assert (found.marker, found.text) == (marker, "Adults of any age")


@pytest.mark.parametrize("written", ["-Adults", "•Adults", "1.Adults", "1)Adults", "*Adults"])
def test_a_marker_may_stick_to_its_line(written):
    found = read(f"Inclusion Criteria:\n\n{written} of any age\n").lines[1]
    assert found.text == "Adults of any age"
    assert found.marker


@pytest.mark.parametrize(
    "text",
    [
        "2.5 mg of prednisone",
        "E. coli in the blood",
        "18 years or older",
        "-5 degrees or colder",
        "often tired",
        "on oxygen",
        "I have weakness",
        "A rash",
    ],
)
def test_a_number_or_letter_that_belongs_to_the_words_is_no_marker(text):
    found = read(f"Inclusion Criteria:\n\n{text}\n").lines[1]
    assert (found.marker, found.text) == ("", text)


# Escapes


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"Age \> 18", "Age > 18"),
        (r"Age \&gt; 18", "Age > 18"),
        (r"Age \&#8805; 18", "Age ≥ 18"),
        ("Age &#8805; 18", "Age ≥ 18"),
        ("Age &lt; 75 &amp; well", "Age < 75 & well"),
        (r"CK \[creatine kinase\]", "CK [creatine kinase]"),
        (r"10\*9 cells", "10*9 cells"),
        (r"anti\_Jo\-1", "anti_Jo-1"),
        (r"A folder C:\temp", r"A folder C:\temp"),
        ("A hard\xa0space", "A hard space"),
    ],
)
def test_escapes_are_undone(written, text):
    assert unescaped(written) == text
    assert line_of(f"Inclusion Criteria:\n\n* {written}\n", text[:3]).text == text


def test_an_escaped_bullet_is_a_bullet():
    found = read("Inclusion Criteria:\n\n\\* Adults\n\\- Weakness\n")
    assert [(line.marker, line.text) for line in found.lines[1:]] == [
        ("*", "Adults"),
        ("-", "Weakness"),
    ]


def test_an_escaped_sign_begins_a_line_behind_its_marker():
    found = read("Inclusion Criteria:\n\n1. \\>= 18 years\n2. \\< 75 years\n")
    assert [line.text for line in found.lines[1:]] == [">= 18 years", "< 75 years"]


# Nesting, wrapped lines


def test_depth_follows_the_indents():
    text = (
        "Inclusion Criteria:\n\n1. Myositis\n    1. by biopsy\n        * of the thigh\n"
        "    2. by a scan\n2. Weakness\n"
    )
    found = read(text).lines[1:]
    assert [line.depth for line in found] == [0, 1, 2, 1, 0]
    assert found[2].under == ("Myositis", "by biopsy")
    assert found[3].under == ("Myositis",)
    assert found[4].under == ()


def test_tabs_are_indents():
    found = read("Inclusion Criteria:\n\n* Myositis\n\t* by biopsy\n").lines[1:]
    assert [line.depth for line in found] == [0, 1]


def test_an_indented_list_below_a_heading_is_outermost():
    found = read("Inclusion Criteria:\n\n  * Adults\n  * Weakness\n").lines[1:]
    assert [line.depth for line in found] == [0, 0]


LONG = "Adults who have had weakness of the upper arms and of the thighs for"


def test_a_wrapped_line_is_joined():
    found = read(f"Inclusion Criteria:\n\n* {LONG}\nat least six months\n* Rash\n").lines[1:]
    assert [line.text for line in found] == [f"{LONG} at least six months", "Rash"]


@pytest.mark.parametrize(
    "following",
    ["\nat least six months", "At least six months", "* at least six months", "a) at least"],
    ids=["after a blank line", "capital", "bullet", "letter"],
)
def test_what_begins_anew_is_not_joined(following):
    found = read(f"Inclusion Criteria:\n\n* {LONG}\n{following}\n").lines[1:]
    assert len(found) == 2
    assert found[0].text == LONG


def test_a_short_line_is_not_joined():
    found = read("Inclusion Criteria:\n\nadults\nweakness\nrash\n").lines[1:]
    assert [line.text for line in found] == ["adults", "weakness", "rash"]


def test_windows_line_ends_are_line_ends():
    found = read("Inclusion Criteria:\r\n\r\n* Adults\r\n* Rash\r\n").lines
    assert [line.text for line in found] == ["Inclusion Criteria:", "Adults", "Rash"]


# Turned lines


@pytest.mark.parametrize(
    "text",
    [
        "No active cancer",
        "Not pregnant or nursing",
        "Without a pacemaker",
        "Absence of infection",
        "Never treated with rituximab",
        "Negative pregnancy test",
        "Free of infection for 30 days",
        "None of these: stroke, cancer",
        "Must not be pregnant",
        "Cannot be on dialysis",
        "Should not take warfarin",
        "Patients do not have hepatitis B",
        "Has no history of cancer",
        "People with a pacemaker are excluded",
        "People with a pacemaker are not eligible",
        "Heart: no angina",
        "Non-smoker",
    ],
)
def test_a_denial_among_the_inclusions_excludes(text):
    found = line_of(f"Inclusion Criteria:\n\n* {text}\n", text)
    assert (found.part, found.effect, found.is_turned) == (INCLUSION, EXCLUSION, True)


@pytest.mark.parametrize(
    "text",
    [
        "Active disease",
        "Non-invasive ventilation for at least a month",
        "Must not only have a rash but weakness as well",
        "A biopsy is not required",
        "Treated skin cancer is allowed",
        "Weakness (not caused by a stroke)",
        "Note from a doctor",
        "Nobility of character",
        "Patients with a pacemaker are not excluded",
        "Steroids at a dose that does not exceed 20 mg are permitted",
    ],
)
def test_an_inclusion_that_denies_nothing_takes(text):
    found = line_of(f"Inclusion Criteria:\n\n* {text}\n", text)
    assert (found.part, found.effect, found.is_turned) == (INCLUSION, INCLUSION, False)


@pytest.mark.parametrize(
    "text",
    [
        "Inhaled steroids are allowed",
        "Skin cancer that was cured is permitted",
        "Prednisone at 10 mg or less may be allowed",
        "People with a pacemaker can still participate",
        "Hepatitis A is not an exclusion",
        "Cured skin cancer does not exclude",
        "People with a cured cancer are not excluded",
        "People with thyroid disease will be considered eligible",
        "Earlier use of methotrexate is acceptable.",
    ],
)
def test_what_is_allowed_among_the_exclusions_is_taken(text):
    found = line_of(f"Exclusion Criteria:\n\n* {text}\n", text)
    assert (found.part, found.effect, found.is_turned) == (EXCLUSION, INCLUSION, True)


@pytest.mark.parametrize(
    "text",
    [
        "Active cancer",
        "Inhaled steroids are not allowed",
        "Patients with a pacemaker are not eligible",
        "Live vaccines are not permitted during the study",
        "Heart disease (mild disease is allowed)",
        "Must not take warfarin",
        "Participants who cannot walk",
        "A pacemaker that may not be allowed in a scanner",
    ],
)
def test_an_exclusion_that_allows_nothing_excludes(text):
    found = line_of(f"Exclusion Criteria:\n\n* {text}\n", text)
    assert (found.part, found.effect, found.is_turned) == (EXCLUSION, EXCLUSION, False)


@pytest.mark.parametrize("text", ["No diagnosis of asthma", "Not pregnant", "Lack of consent"])
def test_a_denial_among_the_exclusions_may_mean_either(text):
    assert line_of(f"Exclusion Criteria:\n\n* {text}\n", text).effect == NEITHER


def test_the_halves_of_a_line_have_effects_of_their_own():
    text = "No active cancer in the last five years; skin cancer that was cured is allowed"
    found = line_of(f"Inclusion Criteria:\n\n* {text}\n", "No active")
    assert found.clauses == (
        ("No active cancer in the last five years", EXCLUSION),
        ("skin cancer that was cured is allowed", INCLUSION),
    )
    assert found.effect == EXCLUSION


def test_sentences_of_a_line_are_clauses():
    text = "Weakness of the arms and of the legs. People with a stroke are excluded."
    found = line_of(f"Inclusion Criteria:\n\n* {text}\n", "Weakness")
    assert [effect for _clause, effect in found.clauses] == [INCLUSION, EXCLUSION]


def test_a_turned_outer_line_turns_the_lines_inside_it():
    text = (
        "Inclusion Criteria:\n\n* None of the following:\n    * a stroke\n    * a pacemaker\n"
        "* Adults\n"
    )
    assert line_of(text, "a stroke").effect == EXCLUSION
    assert line_of(text, "a stroke").under == ("None of the following:",)
    assert line_of(text, "a pacemaker").effect == EXCLUSION
    assert line_of(text, "Adults").effect == INCLUSION


def test_a_list_of_what_is_allowed_stands_inside_the_exclusions():
    text = (
        "Exclusion Criteria:\n\n* Cancer. The following are allowed:\n    * cured skin cancer\n"
        "    * cured cancer of the cervix\n* Pregnancy\n"
    )
    assert line_of(text, "cured skin").effect == INCLUSION
    assert line_of(text, "Pregnancy").effect == EXCLUSION


def test_a_line_says_what_its_heading_and_outer_lines_put_it_in():
    found = line_of("Inclusion Criteria:\n\n* No active cancer\n", "No active")
    assert found.within == INCLUSION


# What cannot be split


@pytest.mark.parametrize("text", ["", " \n\n \t\n", "\n"])
def test_empty_text_has_no_lines(text):
    assert read(text) == Criteria(())
    assert not read(text).is_split


@pytest.mark.parametrize(
    "text",
    [
        "Adults with weakness. No one who is pregnant.",
        "Inclusion Criteria:\n\n* Adults\n",
        "Exclusion Criteria:\n\n* Pregnancy\n",
        "Inclusion Criteria:\n\nExclusion Criteria:\n\n* Pregnancy\n",
        "Inclusion Criteria:\n\nExclusion Criteria:\n",
        "Please contact the study center.",
    ],
)
def test_text_without_both_lists_is_not_split(text):
    assert not read(text).is_split


def test_text_without_headings_is_under_neither_part():
    found = read("Adults with weakness\nNo stroke")
    assert [line.part for line in found.lines] == [NEITHER, NEITHER]
    assert [line.effect for line in found.lines] == [INCLUSION, EXCLUSION]
    assert not any(line.is_turned for line in found.lines)


def test_of_gives_the_lines_of_one_part_with_its_headings():
    found = read("Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Stroke\n")
    assert [line.text for line in found.of(EXCLUSION)] == ["Exclusion Criteria:", "Stroke"]
    assert found.of(NEITHER) == ()


# Any text


WORDS = (
    "adults weakness No not without cancer are allowed excluded following : ; . , ( ) > ≥ 18 5 mg "
    "Inclusion Exclusion Criteria criteria: Key Non-inclusion if: You can't join IBM must have "
    r"\> \&gt; \&#8805; \[ \] \* &lt; E. coli 2.5 o a i - * café 12-месячный"
)
WORD = st.sampled_from(WORDS.split())
HEADING = st.sampled_from(
    [
        "Inclusion Criteria:",
        "Exclusion Criteria",
        "Key exclusion",
        "Non-inclusion criteria:",
        "Exclusion Criteria (healthy volunteers):",
        "You can't join if:",
        "Cohort 2:",
        "* Exclusion Criteria:",
        "Weakness Exclusion Criteria: Stroke",
        "",
    ]
)
MARKER = st.sampled_from(["", "* ", "- ", "1. ", "2) ", "(a) ", "iv. ", "o ", "3.1. ", "• ", "1."])
INDENT = st.sampled_from(["", "  ", "    ", "\t", "        "])
ITEM = st.builds(
    lambda indent, marker, words: indent + marker + " ".join(words),
    INDENT,
    MARKER,
    st.lists(WORD, max_size=25),
)
TEXT = st.lists(HEADING | ITEM, max_size=12).map("\n".join)


def joined(line: Line):
    return f"{line.marker} {line.text}"


@settings(max_examples=300)
@given(TEXT)
def test_no_word_is_lost_added_or_moved(text):
    found = " ".join(joined(line) for line in read(text).lines)
    assert words(found) == words(unescaped(text))


@given(TEXT)
def test_the_clauses_of_a_line_hold_all_its_words(text):
    for line in read(text).lines:
        held = words(" ".join(clause for clause, _effect in line.clauses))
        assert held == words(line.text)


@settings(max_examples=300)
@given(st.text() | TEXT)
def test_any_text_can_be_read(text):
    found = read(text)
    assert all(line.depth >= 0 for line in found.lines)
    assert words(" ".join(joined(line) for line in found.lines)) == words(unescaped(text))
