"""When people meet, by the clock of the device that reads."""

import re

MEETING = "/organizations/meetings/1/"


def test_the_time_of_the_device_stands_beside_the_time_of_the_meeting(tab, portals):
    with tab(timezone_id="Asia/Tokyo", locale="en-US") as page:
        page.goto(portals["whole"] + MEETING)
        assert "the time of this device: Asia/Tokyo" in page.locator("[data-own-zone]").inner_text()
        dates = page.locator(".dates li").all_inner_texts()
        assert len(dates) == 5
        for date in dates:
            assert re.match(r"Saturday, .*, 7 p\.m\.\s+Eastern Time \(New York, Toronto\)\s", date)
            assert re.search(r"Your time: Sunday, \w+ \d+ at (8|9):00.AM$", date)
        assert page.context.cookies() == []
        assert not page.conduct.elsewhere


def test_whoever_lives_there_is_told_that_it_is_their_time(tab, portals):
    with tab(timezone_id="America/Toronto") as page:
        page.goto(portals["whole"] + MEETING)
        told = page.locator("[data-own-time]").all_inner_texts()
        assert told == ["This is your time, too."] * 5


def test_a_zone_that_was_chosen_is_the_only_one_beside_it(tab, portals):
    with tab(timezone_id="Asia/Tokyo") as page:
        page.goto(portals["whole"] + MEETING)
        page.get_by_label("Show times in").select_option("Europe/London")
        page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url("**tz=Europe%2FLondon")
        assert "Tokyo" not in page.locator("main .dates").inner_text()
        assert page.locator(".dates").inner_text().count("United Kingdom and Ireland") == 5


def test_nothing_moves_when_the_time_of_the_device_comes(tab, portals):
    for width in (320, 500, 1280):
        with tab(timezone_id="Asia/Kathmandu", viewport={"width": width, "height": 800}) as page:
            page.goto(portals["whole"] + MEETING)
            with_script = page.locator("#join").bounding_box()["y"]
            page.evaluate("""() => {
                for (const place of document.querySelectorAll("[data-own-time], [data-own-zone]")) {
                    place.textContent = "";
                }
            }""")
            assert page.locator("#join").bounding_box()["y"] == with_script, width


def test_without_a_script_the_time_of_the_meeting_stands(tab, portals):
    with tab(java_script_enabled=False) as page:
        page.goto(portals["whole"] + MEETING)
        words = page.locator("main .dates").inner_text()
        assert words.count("Eastern Time (New York, Toronto)") == 5
        assert "Your time" not in words
