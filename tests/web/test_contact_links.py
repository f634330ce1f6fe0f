"""Numbers and addresses as sponsors type them; the right values came before the code."""

import pytest

from web.contact_links import Part, mail_parts, name_parts, phone_parts

# (typed, [what is dialed], words that must stand beside, outside of every link)
NUMBERS = [
    ("+1 555 010 0000 ext. 4", ["+15550100000"], ["ext. 4"]),
    ("555-010-0005 (U.S. and Canada)", ["5550100005"], ["(U.S. and Canada)"]),
    ("555-010-0001 / 555-010-0002", ["5550100001", "5550100002"], []),
    ("555-010-0001/555-010-0002", ["5550100001", "5550100002"], []),
    ("555-010-0001; 555-010-0002", ["5550100001", "5550100002"], []),
    ("555-010-0001, 555-010-0002", ["5550100001", "5550100002"], []),
    ("555-010-0001 or 555-010-0002", ["5550100001", "5550100002"], ["or"]),
    ("555-010-0001 and 555-010-0002 & 555-010-0003",
     ["5550100001", "5550100002", "5550100003"], []),
    ("555-010-0001 555-010-0002", ["5550100001", "5550100002"], []),
    ("+44 20 7946 0000 +44 20 7946 0001", ["+442079460000", "+442079460001"], []),
    ("555.010.0003x123", ["5550100003"], ["x123"]),
    ("555-010-0003 x123", ["5550100003"], ["x123"]),
    ("(555) 010-0003 Ext 1234567", ["5550100003"], ["Ext 1234567"]),
    ("555-010-0003 #12", ["5550100003"], ["#12"]),
    ("tel:+1-555-010-0003;ext=12", ["+15550100003"], [";ext=12"]),
    ("(555) 010-0003, press 2", ["5550100003"], ["press 2"]),
    ("+44 (0)20 7946 0000", ["+442079460000"], []),
    ("+44(0) 20 7946 0000", ["+442079460000"], []),
    ("+44 020 7946 0000", ["+442079460000"], []),
    ("0044 20 7946 0000", ["+442079460000"], []),
    ("0044 (0)20 7946 0000", ["+442079460000"], []),
    ("(+34) 93 555 01 00", ["+34935550100"], []),
    ("+39 06 5550100", ["+39065550100"], []),
    ("+39 (0)6 5550100", ["+39065550100"], []),
    ("+20 01005550100", ["+201005550100"], []),
    ("001 555 010 0003", ["+15550100003"], []),
    ("011 44 20 7946 0000", ["+442079460000"], []),
    ("011 2345 6789", ["01123456789"], []),
    ("020 7946 0000", ["02079460000"], []),
    ("(0)20 7946 0000", ["02079460000"], []),
    ("089/5550100", ["0895550100"], []),
    ("+49 89 5550-0/-21", ["+498955500"], []),
    ("86-10-55501000", ["861055501000"], []),
    ("+86 10 5550 1000 转 12", ["+861055501000"], ["转 12"]),
    ("555\u2010010\u20110003", ["5550100003"], []),
    ("555\u2013010\u20140003", ["5550100003"], []),
    ("\uff0b\uff11 \uff15\uff15\uff15 \uff10\uff11\uff10 \uff10\uff10\uff10\uff13",
     ["+15550100003"], []),
    ("555\u00a0010\u00a00003", ["5550100003"], []),
    ("\u202e555-010-0003", ["5550100003"], []),
    ("1-800-MYOSITIS", ["18006967484"], []),
    ("1-877-CTLILLY (1-877-285-4559) or", ["18772854559"], ["or"]),
    ("(800) 4-MUSCLE", ["8004687253"], []),
    ("Toll free (U.S.): 1-800-555-0100", ["18005550100"], ["Toll free (U.S.):"]),
    ("1-555-010-0003 Mon - Fri 9 AM - 5 PM Eastern Time (UTC/GMT - 5 hours, EST)", ["15550100003"],
     ["Mon - Fri 9 AM - 5 PM Eastern Time (UTC/GMT - 5 hours, EST)"]),
    ("Tel: 555-010-0003, Fax: 555-010-0004", ["5550100003"], ["Fax: 555-010-0004"]),
    ("555-010-0003 (until 2026-12-31, 08:30-17:00)", ["5550100003"],
     ["(until 2026-12-31, 08:30-17:00)"]),
    ("5550100003 5550100003", ["5550100003"], []),
    ("5550100", ["5550100"], []),
    ("+376 555 010", ["+376555010"], []),
    ("04 91 55 50 10", ["0491555010"], []),
    ("Please use the link under Locations", [], ["Please use the link under Locations"]),
    ("60213", [], ["60213"]),
    ("NCT01234567", [], ["NCT01234567"]),
    ("IRB 20230123", [], ["IRB 20230123"]),
    ("0000000000", [], []),
    ("24/7", [], ["24/7"]),
    # written with dots in France, with blanks around a slash in Germany
    ("01.55.50.10.00", ["0155501000"], []),
    ("06.10.20.30.40 (9.00-17.30)", ["0610203040"], ["(9.00-17.30)"]),
    ("+33.1.55.50.10.00", ["+33155501000"], []),
    ("0 30 / 5550-100", ["0305550100"], []),
    ("089 / 5550100 / 5550101", ["0895550100"], []),
    # what could be a date but stands among other digits is part of a number
    ("+82-2-2072-5550", ["+82220725550"], []),
    ("+81-3-2012-1555", ["+81320121555"], []),
    ("03-5550-0100\uff08\u5185\u7dda12\uff09", ["0355500100"], ["\u5185\u7dda12"]),
    ("+7 (495) 555-01-00 \u0434\u043e\u0431. 12", ["+74955550100"], []),
    ("010-55501000-8012", ["01055501000"], ["-8012"]),
    ("555-010-0003ext4", ["5550100003"], ["ext4"]),
    ("555.010.0003 ext. (222)", ["5550100003"], ["ext. (222)"]),
    # a letter for the digit that it looks like
    ("O20 7946 0000", ["02079460000"], []),
    ("555-O1O-OOO3", ["5550100003"], []),
    ("555-0l0-0003", ["5550100003"], []),
    ("No 5550100003", ["5550100003"], ["No"]),
    ("1-855-MY-TRIAL", ["18556987425"], []),
    ("1-800-Flowers", ["18003569377"], []),
    ("800 patients were called", [], ["800 patients were called"]),
    # what stands for nothing, and numbers of other things
    ("123-456-7890", [], []),
    ("U1111-1234-5678", [], ["U1111-1234-5678"]),
    ("555-010-0003 <script>alert(1)</script>", ["5550100003"], ["<script>alert(1)</script>"]),
    ("javascript:alert(5550100003)", ["5550100003"], ["javascript:alert("]),
]  # fmt: skip
NOTHING = ["N/A", "n/a", "NA", "N.A.", "none", "None.", "-", "--", "", None, " ", "not available",
           "Not applicable", "unknown", "TBD", "xxx", "?", "000", "\u200b"]  # fmt: skip
# (typed, [where the letter goes])
MAILS = [
    ("a@example.org; c@example.org", ["a@example.org", "c@example.org"]),
    ("a@example.org, c@example.org", ["a@example.org", "c@example.org"]),
    ("a@example.org or c@example.org", ["a@example.org", "c@example.org"]),
    ("a@example.org / c@example.org", ["a@example.org", "c@example.org"]),
    ("a@example.org/c@example.org", ["a@example.org", "c@example.org"]),
    ("a@example.org c@example.org", ["a@example.org", "c@example.org"]),
    (" s@example.org ", ["s@example.org"]),
    ("\ts@example.org\u200b\r\n", ["s@example.org"]),
    ("s@example.org.", ["s@example.org"]),
    ("mailto:s@example.org", ["s@example.org"]),
    ("Sample Person <s@example.org>", ["s@example.org"]),
    ("(s@example.org)", ["s@example.org"]),
    ("first.last+trial@sub.example.org", ["first.last+trial@sub.example.org"]),
    ("o'neil@example.org", ["o%27neil@example.org"]),
    ("s@ex\u00e4mple.org", ["s@xn--exmple-cua.org"]),
    ("E-mail:s@example.org", ["s@example.org"]),
    ("s\uff20example.org", ["s@example.org"]),
    ("*s@example.org--", ["s@example.org"]),
    ("s@example.org; S@example.org", ["s@example.org"]),
    ("nobody", []),
    ("nobody@", []),
    ("@example.org", []),
    ("s@localhost", []),
    ("s@ example.org", []),
    ("s (at) example.org", []),
    ("s@example", []),
    ("a@b@example.org", []),
    ("s@example.org?bcc=evil@example.com", []),
    ("s@example.org?subject=x&bcc=evil@example.com", []),
    ("mailto:s@example.org?bcc=evil@example.com", []),
    ("s@example.org%0Abcc:evil@example.com", []),
    ("s@example.org&bcc=evil@example.com", []),
    ("javascript:alert(1)", []),
    ("https://example.org/contact", []),
]  # fmt: skip


def whole(parts):
    return "".join(part.text for part in parts)


def links(parts, scheme):
    return [p.href.removeprefix(scheme) for p in parts if p.href.startswith(scheme)]


@pytest.mark.parametrize(("typed", "dialed", "beside"), NUMBERS)
def test_numbers_are_links_that_dial_and_words_stay_beside_them(typed, dialed, beside):
    parts = phone_parts(typed)
    assert links(parts, "tel:") == dialed
    words = "|".join(part.text for part in parts if not part.href)
    assert all(text in words for text in beside), parts
    assert all(set(number) <= set("+0123456789") for number in links(parts, "tel:"))


@pytest.mark.parametrize("typed", NOTHING)
def test_what_stands_for_nothing_is_not_shown(typed):
    assert phone_parts(typed) == phone_parts(typed, "4") == mail_parts(typed) == []


@pytest.mark.parametrize("typed", [number[0] for number in NUMBERS])
def test_no_word_of_a_field_is_lost(typed):
    parts = phone_parts(typed)
    if parts:
        assert whole(parts) == " ".join(typed.replace("\u202e", "").split())


@pytest.mark.parametrize(
    ("extension", "stated"),
    [
        ("4", " extension 4"),
        ("ext 4", " ext 4"),
        ("x4", " x4"),
        ("Extension: 12", " Extension: 12"),
        ("#4", " extension #4"),
        ("Option 2", " Option 2"),
    ],
)
def test_an_extension_of_its_own_stands_beside_the_number(extension, stated):
    assert phone_parts("555-010-0003", extension) == [
        Part("555-010-0003", "tel:5550100003"),
        Part(stated),
    ]


def test_an_extension_that_stands_behind_the_number_already_is_not_said_twice():
    said = [Part("555-010-0003", "tel:5550100003"), Part(" ext. 4")]
    assert phone_parts("555-010-0003 ext. 4", "4") == said
    assert links(phone_parts("555-010-0003", "555-010-0004"), "tel:") == [
        "5550100003",
        "5550100004",
    ]


@pytest.mark.parametrize("extension", ["N/A", "", None, "-", "none"])
def test_no_extension_is_none(extension):
    assert phone_parts("555-010-0003", extension) == [Part("555-010-0003", "tel:5550100003")]


@pytest.mark.parametrize(("typed", "to"), MAILS)
def test_addresses_are_links_and_what_is_none_stays_text(typed, to):
    parts = mail_parts(typed)
    assert links(parts, "mailto:") == to
    assert not any(sign in part.href for part in parts for sign in "?&\n ")


def test_brackets_around_an_address_are_left_out():
    assert whole(mail_parts("Sample Person <s@example.org>; t@example.org")) == (
        "Sample Person s@example.org; t@example.org"
    )
    assert whole(mail_parts("<s@example.org>")) == "s@example.org"


def test_the_scheme_of_an_address_is_left_out():
    assert whole(mail_parts("mailto:s@example.org")) == "s@example.org"
    assert whole(mail_parts("Write to MAILTO: s@example.org")) == "Write to s@example.org"


def test_a_number_and_an_address_in_the_field_of_the_other_work_as_well():
    assert links(phone_parts("s@example.org or 555-010-0003"), "tel:") == ["5550100003"]
    assert links(phone_parts("s@example.org or 555-010-0003"), "mailto:") == ["s@example.org"]


@pytest.mark.parametrize(
    ("name", "dialed"),
    [
        ("Sample Person", []),
        ("Sample Person, 555-010-0003", ["5550100003"]),
        ("There may be several sites. 1-877-CTLILLY (1-877-285-4559) or", ["18772854559"]),
        ("Study Team Tel. +33 1 55 50 10 00", ["+33155501000"]),
        ("Site 10012", []),
        ("Sponsor Protocol 1234567", []),
        ("N/A", []),
    ],
)
def test_a_number_in_a_name_dials_too(name, dialed):
    assert links(name_parts(name), "tel:") == dialed


def test_a_text_that_goes_on_for_ever_is_cut():
    for piece in ("1 ", "(", "+", "555-010-0003 ", "a@", "a@example.org;", "ext. 1 ", "/", "1-"):
        assert len(whole(phone_parts(piece * 200_000))) <= 2000
