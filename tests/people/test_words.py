"""What people write reaches the page as words, and only as words."""

import pytest

from community.people.words import as_html, clean

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">go</a>',
    '<a href="  java\tscript:alert(1)">go</a>',
    '<p onclick="alert(1)" style="position:fixed">all over the page</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<b></b>&lt;script&gt;alert(1)&lt;/script&gt;",
    '<a href="data:text/html,<script>alert(1)</script>">go</a>',
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("show", [clean, as_html, lambda text: as_html(clean(text))])
def test_nothing_that_acts_gets_through(attack, show):
    shown = show(attack).lower()

    for danger in ("<script", "<img", "<svg", "<iframe", "<style", "onerror=", "onclick", "javascript:", "data:"):
        assert danger not in shown.replace("&lt;", "&"), shown


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaning_twice_changes_nothing_more(attack):
    assert clean(clean(attack)) == clean(attack)


@pytest.mark.parametrize("link", ["//evil.example", "/staff/", "ftp://files.example", "javascript:alert(1)"])
def test_a_link_names_a_scheme_we_know_or_is_only_words(link):
    assert "href" not in clean(f'<a href="{link}">here</a>')


@pytest.mark.parametrize("link", ["https://city.example/plan", "http://city.example", "mailto:ada@example.org"])
def test_an_honest_link_stays_and_lends_no_weight(link):
    shown = clean(f'<a href="{link}" target="_blank" title="x">the plan</a>')

    assert f'href="{link}"' in shown
    assert 'rel="nofollow noopener"' in shown
    assert "target" not in shown


def test_plain_text_stays_as_it_was_typed():
    assert clean('Tom & Ana < 3 buses\nand "more"') == 'Tom & Ana < 3 buses\nand "more"'


def test_plain_text_is_shown_escaped_and_in_paragraphs():
    assert as_html("Tom & Ana < 3\n\nBuses") == "<p>Tom &amp; Ana &lt; 3</p>\n\n<p>Buses</p>"


def test_text_beside_a_forbidden_tag_stays_as_it_was_typed():
    assert clean("<font>Tom & Ana</font>") == "Tom & Ana"


def test_emphasis_and_lists_stay():
    assert clean("<ul><li><strong>one</strong></li></ul>") == "<ul><li><strong>one</strong></li></ul>"


def test_letters_that_turn_a_line_around_are_taken_out():
    assert clean("pay \u202egnp.exe\u202c \u2066now\u2069\x00") == "pay gnp.exe now"


@pytest.mark.parametrize("nothing", ["", None, "   \r\n "])
def test_nothing_stays_nothing(nothing):
    assert clean(nothing) == ""
