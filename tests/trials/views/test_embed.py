"""Parts of our pages in the frames of others: by their own policy, without scripts and cookies."""

import pytest

from tests.client import soup
from tests.studies import site, study

pytestmark = pytest.mark.django_db

PARTS = [
    "/embed/search/",
    "/embed/studies/",
    "/embed/studies/?near=on",
    "/embed/study/NCT99000001/",
]


@pytest.fixture
def portal(publish):
    there = {"locations": [site("Lyon")]}
    publish(
        study(title="A <b>study</b>", contactsLocationsModule=there),
        *(study(f"NCT99{n:06}") for n in range(2, 13)),
        study("NCT99000020", conditionsModule={"conditions": ["Inclusion Body Myositis"]}),
    )


@pytest.mark.parametrize("address", PARTS)
def test_a_part_may_stand_in_any_frame_and_does_nothing_else(client, portal, address):
    response = client.get(address)
    assert response.status_code == 200
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    page = soup(response)
    assert page.find_all("script") == []
    assert page.find_all(style=True) == []
    assert "not medical advice" in page.footer.text
    assert len(page.find_all("h1")) == 1
    for link in page.find_all("a"):
        assert (link["target"], link["rel"]) == ("_blank", ["noopener"])


@pytest.mark.parametrize("address", ["/", "/trials/", "/data/embed/", "/trials/NCT99000001/"])
def test_no_other_page_may_stand_in_a_frame(client, portal, address):
    response = client.get(address)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def titles(client, query):
    page = soup(client.get(f"/embed/studies/?{query}"))
    return [one.get_text(" ", strip=True) for one in page.select("li h2")]


def test_the_list_takes_the_parameters_of_the_search_and_how_many_to_show(client, portal):
    assert len(titles(client, "")) == 5
    assert len(titles(client, "n=10")) == 10
    assert len(titles(client, "n=99")) == 5
    assert len(titles(client, "condition=inclusion-body-myositis")) == 1
    assert titles(client, "q=nothing+like+it") == []
    page = soup(client.get("/embed/studies/?condition=inclusion-body-myositis&theme=dark"))
    [more] = [link for link in page.main.find_all("a") if "in full" in link.text]
    assert more["href"] == "/trials/?condition=inclusion-body-myositis"


def test_a_reader_can_ask_for_a_town_without_leaving_the_page(client, portal):
    page = soup(client.get("/embed/studies/?near=on&theme=dark&status=all"))
    form = page.main.form
    assert "target" not in form.attrs
    hidden = {one["name"]: one["value"] for one in form.find_all("input", type="hidden")}
    assert hidden == {"near": "on", "theme": "dark", "status": "all"}
    page = soup(client.get("/embed/studies/?near=on&place=Paris"))
    assert "km" in page.select_one("li p").text
    asked = soup(client.get("/embed/studies/?near=on&place=Cleveland"))
    assert "more than one place called" in asked.main.text


@pytest.mark.parametrize(
    ("query", "classes"),
    [
        ("", []),
        ("theme=dark&accent=green&text=large", ["theme-dark", "accent-green", "text-large"]),
        ('theme="><script>&accent=red', ["accent-red"]),
    ],
)
def test_looks_are_chosen_from_a_few_and_others_are_left_out(client, portal, query, classes):
    page = soup(client.get(f"/embed/studies/?{query}"))
    assert [one for one in page.html.get_attribute_list("class") if one] == classes


def test_titles_of_records_are_text(client, portal):
    assert b"<b>study" not in client.get("/embed/study/NCT99000001/").content


def test_a_former_number_redirects_and_an_unknown_one_is_not_there(client, publish):
    record = study()
    record["protocolSection"]["identificationModule"]["nctIdAliases"] = ["NCT99000901"]
    publish(record)
    response = client.get("/embed/study/NCT99000901/?theme=dark")
    assert response["Location"] == "/embed/study/NCT99000001/?theme=dark"
    assert client.get("/embed/study/NCT00000000/").status_code == 404


def test_the_script_may_be_loaded_by_others_and_sets_no_cookie(client):
    response = client.get("/embed/widget.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    for word in ("document.cookie", "localStorage", "fetch(", "XMLHttpRequest", "innerHTML"):
        assert word not in response.text


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", "/embed/studies/"),
        ("kind=search&theme=dark", "/embed/search/?theme=dark"),
        (
            "condition=dermatomyositis&n=3&near=on",
            "/embed/studies/?condition=dermatomyositis&n=3&near=on",
        ),
        ("kind=study&nct_id=nct99000001", "/embed/study/NCT99000001/"),
        ("kind=study", "/embed/studies/"),
        ('condition="><script>&n=x', "/embed/studies/"),
    ],
)
def test_the_page_that_writes_the_snippet_previews_what_it_writes(client, portal, query, address):
    response = client.get(f"/data/embed/?{query}")
    page = soup(response)
    [preview] = page.find_all("iframe")
    assert preview["src"] == f"http://testserver{address}"
    snippet = page.select_one("code").text
    assert f'<iframe src="http://testserver{address}"' in snippet
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert b"<script>&" not in response.content
