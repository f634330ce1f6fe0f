"""Pictures of a study: small, and no more than the words beside them say."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from tests.studies import study
from trials.models import Trial
from trials.presenting import pictures

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 29)
SMALL = 4000
ARMS = [
    {"label": "Tablets", "type": "EXPERIMENTAL"},
    {"label": "Look-alikes", "type": "PLACEBO_COMPARATOR"},
    {"label": "Care as usual", "type": "NO_INTERVENTION"},
]


def drawn(publish, today=TODAY, **modules):
    """The pictures of a study with these modules: {name of the picture: its <figure>}."""
    publish(study(**modules))
    found = pictures.pictures(Trial.objects.get(), today)
    html = render_to_string("trials/pictures.html", {"pictures": found})
    page = BeautifulSoup(html, "html.parser")
    for picture in page.select("svg"):
        assert len(str(picture).encode()) <= SMALL
        assert picture["aria-hidden"] == "true"
    return {figure["class"][1]: figure for figure in page.select("figure")}


def words(node):
    return " ".join(node.get_text(" ").split())


def design(**more):
    return {"designModule": {"studyType": "INTERVENTIONAL", **more}}


class TestPhases:
    @pytest.mark.parametrize(
        ("phases", "filled", "said"),
        [
            (["PHASE2"], [2], "Phase 2 of 4"),
            (["PHASE2", "PHASE3"], [2, 3], "Phase 2/3 of 4"),
            (["PHASE4"], [4], "Phase 4 of 4"),
        ],
    )
    def test_the_steps_that_the_words_name_are_filled(self, publish, phases, filled, said):
        figure = drawn(publish, **design(phases=phases))["phases"]
        steps = figure.select("rect")
        assert [at for at, step in enumerate(steps, 1) if step.get("class") == ["full"]] == filled
        assert words(figure.figcaption) == f"How far along it is: {said}"
        assert [words(text) for text in figure.select("text")] == list("1234")

    @pytest.mark.parametrize("phases", [[], ["NA"], ["EARLY_PHASE1"]])
    def test_without_a_numbered_phase_there_is_no_picture(self, publish, phases):
        assert "phases" not in drawn(publish, **design(phases=phases))


class TestGroups:
    def test_every_group_has_a_box_and_a_line_of_words_with_its_letter(self, publish):
        figure = drawn(
            publish,
            **design(
                designInfo={"allocation": "RANDOMIZED"},
                enrollmentInfo={"count": 120, "type": "ESTIMATED"},
            ),
            armsInterventionsModule={"armGroups": ARMS},
        )["groups"]
        lines = [words(line) for line in figure.select("li")]
        assert lines == [
            "A: Tablets (Tested treatment)",
            "B: Look-alikes (Placebo) – empty box: placebo or sham",
            "C: Care as usual (No treatment from the study)",
        ]
        letters = [words(text) for text in figure.select("text") if words(text) != "?"]
        assert letters == [line[0] for line in lines]
        empty = [at for at, box in enumerate(figure.select("rect")) if not box.get("class")]
        assert empty == [at for at, line in enumerate(lines) if "empty box" in line] == [1]
        assert "120 people (estimated), split by chance into 3 groups:" in words(figure)
        assert len(figure.select(".chance")) == 1

    def test_chance_is_drawn_only_where_the_record_says_it(self, publish):
        figure = drawn(publish, armsInterventionsModule={"armGroups": ARMS})["groups"]
        assert not figure.select(".chance")
        assert "People, in 3 groups:" in words(figure)

    @pytest.mark.parametrize("count", [0, 1, 9, 30])
    def test_one_group_or_a_crowd_of_them_is_no_picture(self, publish, count):
        arms = [{"label": f"Group {n}"} for n in range(count)]
        assert "groups" not in drawn(publish, armsInterventionsModule={"armGroups": arms})

    def test_as_many_as_fit_are_still_small(self, publish):
        arms = [{"label": "x" * 300, "type": "EXPERIMENTAL"} for _ in range(8)]
        figure = drawn(publish, armsInterventionsModule={"armGroups": arms})["groups"]
        assert len(figure.select("rect")) == len(figure.select("li")) == 8


class TestTimeline:
    DATES = {
        "startDateStruct": {"date": "2025-09", "type": "ACTUAL"},
        "primaryCompletionDateStruct": {"date": "2027-04-15", "type": "ESTIMATED"},
        "completionDateStruct": {"date": "2027-08", "type": "ESTIMATED"},
    }

    def test_the_dates_of_the_record_and_today_stand_in_their_order(self, publish):
        figure = drawn(publish, statusModule=self.DATES)["timeline"]
        assert [words(line) for line in figure.select("li")] == [
            "Start: September 2025 (actual)",
            "Today: Nov. 29, 2026",
            "Main measurements end: April 15, 2027 (estimated)",
            "End: August 2027 (estimated)",
        ]
        marks = figure.select("circle")
        across = [int(mark["cx"]) for mark in marks]
        assert across == sorted(across)
        assert [at for at, mark in enumerate(marks) if mark.get("class")] == [1]
        assert [words(text) for text in figure.select("text")] == list("1234")

    @pytest.mark.parametrize("today", [dt.date(1999, 1, 1), dt.date(2040, 1, 1)])
    def test_today_may_be_before_or_after_all_of_it(self, publish, today):
        figure = drawn(publish, today, statusModule=self.DATES)["timeline"]
        assert all(0 < int(mark["cx"]) < 320 for mark in figure.select("circle"))
        assert len(figure.select("li")) == 4

    def test_marks_that_are_close_together_do_not_lie_on_each_other(self, publish):
        same = {name: {"date": "2026-11-29"} for name in self.DATES}
        figure = drawn(publish, statusModule=same)["timeline"]
        places = {(mark["cx"], mark["cy"]) for mark in figure.select("circle")}
        assert len(places) == len(figure.select("circle")) == 4

    def test_one_date_alone_is_no_picture(self, publish):
        assert "timeline" not in drawn(publish)


class TestVisits:
    @pytest.mark.parametrize(
        ("summary", "said", "marks"),
        [
            ("There will be 8 clinic visits in six months.", "8 visits or sessions", 8),
            ("There will be 30 clinic visits in all.", "30 visits or sessions", 30),
            ("Participants come for study visits every 4 weeks.", "Every 4 weeks", 4),
        ],
    )
    def test_so_many_as_the_words_say_beside_the_record_s_own(self, publish, summary, said, marks):
        figure = drawn(publish, descriptionModule={"briefSummary": summary})["visits"]
        expected = f"Visits: {said}, as the record says: {summary}"
        assert words(figure.figcaption) == expected
        assert words(figure.q) == summary
        assert len(figure.select("circle")) == marks
        numbers = [words(text) for text in figure.select("text") if words(text) != "…"]
        assert numbers == [str(number) for number in range(1, marks + 1)]
        assert ("…" in words(figure.svg)) == said.startswith("Every")

    def test_the_times_are_a_list_of_the_same_numbers(self, publish):
        summary = "Visits will take place at weeks 4, 8 and 12."
        figure = drawn(publish, descriptionModule={"briefSummary": summary})["visits"]
        assert [words(line) for line in figure.select("li")] == ["week 4", "week 8", "week 12"]
        assert [words(text) for text in figure.select("text")] == list("123")

    @pytest.mark.parametrize(
        "summary", ["It looks at muscle.", "This study has four visits (3 visits for some)."]
    )
    def test_where_the_record_says_none_or_two_things_there_is_no_picture(self, publish, summary):
        assert "visits" not in drawn(publish, descriptionModule={"briefSummary": summary})


class TestMasking:
    def test_the_eyes_of_those_who_are_kept_from_knowing_are_crossed_out(self, publish):
        info = {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "OUTCOMES_ASSESSOR"]}
        figure = drawn(publish, **design(designInfo={"maskingInfo": info}))["masking"]
        lines = [words(line) for line in figure.select("li")]
        assert len(lines) == 4
        kept = [at for at, line in enumerate(lines) if line.endswith(": not told")]
        assert kept == [0, 3]
        crossed = [re.match(r"M(\d+)", mark["d"])[1] for mark in figure.select(".crossed")]
        assert crossed == [str(at * 80 + 16) for at in kept]

    def test_where_everyone_knows_none_is(self, publish):
        info = {"masking": "NONE"}
        figure = drawn(publish, **design(designInfo={"maskingInfo": info}))["masking"]
        assert not figure.select(".crossed")

    @pytest.mark.parametrize("info", [{}, {"masking": "DOUBLE"}])
    def test_where_the_record_does_not_say_who_there_is_no_picture(self, publish, info):
        assert "masking" not in drawn(publish, **design(designInfo={"maskingInfo": info}))


def test_words_of_sponsors_are_escaped(publish):
    arms = [{"label": "<script>x</script>", "type": "<b>"}, {"label": ""}]
    figure = drawn(publish, armsInterventionsModule={"armGroups": arms})["groups"]
    assert not figure.select("script")
    assert "<script>x</script>" in words(figure)


def test_the_page_of_the_study_shows_them(client, publish):
    publish(study(**design(phases=["PHASE2"])))
    page = BeautifulSoup(client.get("/trials/NCT99000001/").content, "html.parser")
    assert page.select_one(".picture.phases svg")
    publish(study("NCT99000002"))
    page = BeautifulSoup(client.get("/trials/NCT99000002/").content, "html.parser")
    assert not page.select(".picture")
