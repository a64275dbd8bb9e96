"""A ballot on a device whose voter was signed out meanwhile, and what a shared device keeps of it."""

import pytest

from tests import make

from .voting import ask, check, fill, kept, look, session_of, state
from .windows import LAPTOP

pytestmark = pytest.mark.browser


def become(one, session, site):
    """Nobody, or whose session it is, as if the rest had happened in another window."""
    one.context.clear_cookies()
    if session:
        one.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])


def is_not_taken(one, words):
    """The ballot that was sent was not taken, and the page says so. Chromium complains of the 403."""
    one.press("Send my ballot").sees("Your ballot is not recorded").sees(words)
    one.faults[:] = [fault for fault in one.faults if "status of 403" not in fault]
    return one


@pytest.mark.parametrize("method", ["pot", "irv", "division"])
def test_whoever_was_signed_out_while_reviewing_signs_in_and_finds_the_choices_again(do, table, earl, site, method):
    board, members, session = table
    vote = do(ask, board, members, method)
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, method)
    filled = state(one)
    check(one)
    become(one, None, site)
    one.page.evaluate("localStorage.clear()")  # as by signing out in another window
    look(is_not_taken(one, "You are signed out."))
    one.follow("Sign in and come back to your ballot")
    assert f"next=/votes/{vote.pk}/ballot/" in one.page.url
    become(one, session, site)
    one.go(f"/votes/{vote.pk}/ballot/").sees("This is what you had chosen")
    assert state(one) == filled
    check(one).press("Send my ballot").sees("Your ballot is recorded")


def test_where_somebody_else_has_signed_in_nobody_votes_for_another_and_the_choices_stay_their_voters(
    do, table, earl, site
):
    board, members, session = table
    vote = do(ask, board, members, "motion", "secret")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, "motion")
    filled = state(one)
    check(one)
    become(one, do(session_of, members[1]), site)
    look(is_not_taken(one, "Noi is signed in now."))
    assert do(kept, vote) == []
    one.follow("Sign out, then sign in as yourself").press("Sign out").sees("Tell us your e-mail")
    assert f"next=/votes/{vote.pk}/ballot/" in one.page.url
    become(one, session, site)
    one.go(f"/votes/{vote.pk}/ballot/").sees("This is what you had chosen")
    assert state(one) == filled


@pytest.mark.parametrize("door", ["/me/", "/accounts/logout/"])
def test_signing_out_takes_every_unsent_ballot_off_the_device(do, table, earl, site, door):
    board, members, session = table
    vote = do(ask, board, members, "motion", "secret")
    one = earl()
    for whose in (do(session_of, members[1]), session):
        become(one, whose, site)
        one.go(f"/votes/{vote.pk}/ballot/")
        fill(one, "motion")
    assert one.page.evaluate("localStorage.length") == 2
    one.go(door).press("Sign out")
    one.page.wait_for_url(f"{site.url}/")
    assert one.page.evaluate("localStorage.length") == 0


def test_signing_out_at_the_desk_does_so_too(do, table, earl, site):
    board, members, _session = table
    vote = do(ask, board, members, "motion", "secret")
    one = earl(size=LAPTOP).go(f"/votes/{vote.pk}/ballot/")
    fill(one, "motion")
    become(one, do(lambda: session_of(make.author())), site)
    desk = one.go("/staff/").page
    assert desk.evaluate("localStorage.length") >= 1
    desk.get_by_role("button", name="Stella").click()
    desk.get_by_role("button", name="Log out").click()
    desk.wait_for_url(f"{site.url}/")
    assert desk.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ballot-'))") == []
