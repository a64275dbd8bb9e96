"""Who began a ballot and went elsewhere reads on every page that it is not sent; nobody else does."""

import pytest
from playwright.sync_api import expect

from governance.voting import actions as voting
from tests import make

from .voting import ask, check, fill, look, session_of

pytestmark = pytest.mark.browser

WORDS = "Your ballot is not sent yet."
PAGES = ("/", "/me/", "/votes/", "/priorities/")


def note(one):
    return one.page.locator("ballot-note").get_by_text(WORDS)


@pytest.fixture
def begun(do, table, earl):
    """Earl has filled in a ballot and left it."""
    board, members, _session = table
    vote = do(ask, board, members, "approval", "secret")
    one = earl().go("/")
    expect(note(one)).to_be_hidden()
    fill(one.go(f"/votes/{vote.pk}/ballot/"), "approval")
    return one, vote


def test_the_note_follows_the_voter_to_every_page_and_leads_back_until_the_ballot_is_sent(begun):
    one, vote = begun
    for path in PAGES:
        expect(note(one.go(path))).to_be_visible()
        look(one)
    one.page.get_by_role("link", name="Find the vote and send it").click()
    assert one.page.url.endswith("/me/#waits")
    one.main.get_by_role("link", name=vote.question).first.click()
    one.go(f"/votes/{vote.pk}/ballot/").sees("This is what you had chosen")
    check(one).press("Send my ballot").sees("Your ballot is recorded")
    for path in PAGES:
        expect(note(one.go(path))).to_be_hidden()


def test_in_spanish_it_speaks_spanish(begun):
    one, _vote = begun
    one.go("/es/priorities/")
    expect(one.page.locator("ballot-note")).to_contain_text("Tu voto todavía no se ha enviado.")


def test_another_window_that_sends_it_takes_the_note_away_at_once(begun):
    one, vote = begun
    one.go("/votes/")
    expect(note(one)).to_be_visible()
    other = one.context.new_page()
    other.goto(f"{one.url}/votes/{vote.pk}/ballot/")
    other.get_by_role("button", name="Check my ballot").click()
    other.get_by_role("button", name="Send my ballot").click()
    other.locator(".done-mark").wait_for()
    expect(note(one)).to_be_hidden()


def test_when_the_vote_is_over_there_is_nothing_to_send(begun):
    one, vote = begun
    one.page.clock.set_fixed_time(vote.closes_at + 2 * make.DAY)
    expect(note(one.go("/votes/"))).to_be_hidden()
    one.page.clock.set_fixed_time(vote.closes_at - make.MINUTE)
    expect(note(one.go("/votes/"))).to_be_visible()


def test_who_sent_it_on_another_device_is_asked_once_more_at_most(do, begun, table):
    """The device cannot know. The page to which the note leads does, and the note is silent from then on."""
    _board, members, _session = table
    one, vote = begun
    do(lambda: voting.cast(vote, by=members[2], choice=[vote.options.first().key]))
    expect(note(one.go("/votes/"))).to_be_visible()
    one.page.get_by_role("link", name="Find the vote and send it").click()
    one.sees("Nothing waits for you.")
    expect(note(one)).to_be_hidden()
    expect(note(one.go("/votes/"))).to_be_hidden()


def test_who_begins_a_change_and_leaves_it_is_not_told_that_nothing_was_sent(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "motion")
    do(voting.cast, vote, by=members[2], choice="no")
    one = earl().go(f"/votes/{vote.pk}/ballot/?change")
    fill(one, "motion")
    expect(note(one.go("/votes/"))).to_be_hidden()


def test_what_is_kept_does_not_say_of_which_vote_it_is(begun):
    one, vote = begun
    kept = one.page.evaluate("JSON.stringify(Object.entries(localStorage))")
    for word in (str(vote.uuid), vote.question, f"{vote.closes_at:%H:%M}", f"/votes/{vote.pk}/"):
        assert word not in kept


def test_somebody_else_on_the_same_device_reads_nothing_of_it(do, table, begun, site):
    _board, members, _session = table
    one, _vote = begun
    one.context.add_cookies([{"name": "sessionid", "value": do(session_of, members[1]), "url": site.url}])
    expect(note(one.go("/votes/"))).to_be_hidden()


def test_a_ballot_that_was_emptied_again_is_no_ballot(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "approval")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    box = one.main.locator("input[type=checkbox]").first
    box.check()
    box.uncheck()
    expect(note(one.go("/votes/"))).to_be_hidden()
