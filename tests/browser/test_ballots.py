"""Ballots of every method on a small phone: with and without script, in Spanish, on a bad line, in two windows."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from governance.voting import actions as voting
from governance.voting.models import Ballot
from tests import make

from .test_weights import READING, REQUESTS, visit
from .voting import METHODS, ask, check, fill, glance, kept, look, session_of, state
from .windows import NARROWEST, PHONE, Window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("script", "language"), [(True, ""), (False, ""), (False, "/es")])
def test_every_ballot_is_cast_on_a_small_phone(do, table, earl, script, language):
    board, members, _session = table
    one = earl(script=script)
    for method in METHODS:
        vote = do(ask, board, members, method, "secret" if method == "approval" else "open")
        one.go(f"{language}/votes/{vote.pk}/ballot/")
        fill(one, method)
        if script:
            look(one)
        elif language:
            glance(one)
        check(one)
        code = one.main.locator(".code .vh").inner_text()
        if script:
            look(one)
        elif language:
            glance(one)
        one.main.locator("button.btn--leaf").click()
        one.page.locator(".done-mark").wait_for()
        assert one.main.locator(".code .vh").inner_text() == code, method
        assert len(do(kept, vote)) == 1, method
        if script:
            look(one)
            assert one.page.evaluate("localStorage.length") == 0, "nothing stays on the device"


def test_a_ballot_without_a_choice_is_told_in_our_words_on_every_browser(do, table, earl):
    board, members, _session = table
    one = earl().go(f"/votes/{do(ask, board, members, 'motion').pk}/ballot/")

    one.press("Check my ballot")

    expect(one.main.get_by_role("alert")).to_contain_text("Choose yes, no or abstain.")
    look(one)


def test_a_ballot_is_light(do, table, earl):
    board, members, _session = table
    for method in ("consent", "stv", "division"):
        vote = do(ask, board, members, method)
        seen = visit(earl().page, f"/votes/{vote.pk}/ballot/")
        seen.parts = [(packed(size, path), path) for size, path in seen.parts]
        assert seen.weight <= READING and len(seen.parts) <= REQUESTS + 1, seen.told()


def packed(size, path) -> int:
    """What a file of ours weighs when it is served compressed, headers included; this site does not compress them."""
    file = Path(settings.BASE_DIR, path.lstrip("/"))
    return len(gzip.compress(file.read_bytes(), 6)) + 300 if file.suffix in (".css", ".js", ".svg") else size


@pytest.mark.parametrize("method", ["consent", "pot", "score", "irv", "division"])
def test_half_a_ballot_survives_a_reload_and_a_closed_page_and_is_known_to_nobody_else(do, table, earl, method):
    board, members, _session = table
    vote = do(ask, board, members, method, "open" if method != "score" else "secret")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, method)
    filled = state(one)
    one.sees("Kept on this device, not sent.")

    one.page.reload()

    one.sees("This is what you had chosen on this device. It is not sent yet.")
    assert state(one) == filled
    one.page.close()
    one.page = one.context.new_page()
    one.go(f"/votes/{vote.pk}/ballot/").sees("This is what you had chosen")
    assert state(one) == filled
    if method == "pot":
        one.sees(re.compile(r"You ticked \$1,[123]00"))
    if method == "division":
        one.sees("All of it is given away")
    look(one)
    one.press("Empty this ballot")
    one.page.wait_for_load_state()
    expect(one.page.get_by_text("This is what you had chosen")).to_have_count(0)
    assert state(one) != filled and do(kept, vote) == []


def homes_with_long_proposals(board, members):
    """A priority with money and three proposals whose titles fill a phone."""
    (homes,) = make.planned(board, members=members, amount=10_000_000)
    for n, amount in enumerate((6_000_000, 5_000_000, 4_000_000)):
        title = f"{n} Interpreters-and-neighbourhood-health-workers for every clinic and every school, day and night"
        make.proposal(homes, by=make.person(f"author {n}"), title=title, amount=amount)
    return homes


@pytest.mark.parametrize("language", ["", "/es"])
def test_before_a_pot_is_asked_both_counts_are_in_sight_side_by_side_on_a_phone(do, table, earl, language):
    board, members, _session = table
    homes = do(homes_with_long_proposals, board, members)
    one = earl().go(f"{language}/priorities/{homes.slug}/pot/")
    for size in (PHONE, NARROWEST):
        with one.seen_as(size=size):
            told = one.main.locator("table.tbl")
            for cell in told.locator("tr > *").all():
                box = cell.bounding_box()
                assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"], (size, cell.inner_text())
    expect(told.locator("tr").nth(2).locator("td")).to_have_count(2)
    look(one)


def test_twenty_votes_elsewhere_leave_half_a_ballot_alone(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "pot")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, "pot")
    filled = state(one)

    def twenty():
        for n in range(20):
            other = make.vote(board, by=members[0], seconded_by=members[1], text=f"Another one {n}")
            voting.cast(other, by=members[0], choice="yes")
        for person in members[:2]:
            voting.cast(vote, by=person, choice=["a"])

    do(twenty)
    one.page.wait_for_timeout(500)
    assert state(one) == filled
    check(one).press("Send my ballot").sees("Your ballot is recorded")


def test_on_a_line_that_is_lost_the_page_says_not_recorded_and_sends_it_later(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "irv")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, "irv")
    check(one)
    one.context.set_offline(True)
    one.press("Send my ballot").sees("No answer came, so your ballot may not be recorded.")
    look(one)
    one.context.set_offline(False)
    one.sees("Your ballot is not recorded. Your choices are still here. Try again")
    assert do(kept, vote) == []
    one.press("Send my ballot").sees("Your ballot is recorded")
    assert len(do(kept, vote)) == 1


@pytest.mark.parametrize("answers", ["the next one", "none"])
def test_a_ballot_whose_answer_was_lost_is_found_by_its_code(do, table, earl, answers):
    board, members, _session = table
    vote = do(ask, board, members, "approval", "secret")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, "approval")
    check(one)
    lost = []

    def lose(route):
        if route.request.method == "POST" and (answers == "none" or not lost):
            lost.append(route.fetch().status)
            return route.abort()
        return route.continue_()

    one.page.route("**/ballot/", lose)
    one.press("Send my ballot").sees("Your ballot is recorded")

    assert lost[0] == 201 and len(do(kept, vote)) == 1
    assert one.page.evaluate("localStorage.length") == 0
    if answers == "the next one":
        one.sees("What the code does")
    else:
        one.sees("Keep the code above.")
        expect(one.main).not_to_contain_text("You have not voted yet")
        expect(one.main).not_to_contain_text("Step 2 of 2")
        expect(one.main.get_by_role("button", name="Send my ballot")).to_have_count(0)
        expect(one.main.get_by_role("heading", level=1)).to_have_text("Your ballot is recorded")
        expect(one.main.get_by_role("status")).to_be_focused()
        look(one)


def test_a_double_click_sends_one_ballot(do, table, earl):
    board, members, _session = table
    for script in (True, False):
        vote = do(ask, board, members, "consent")
        one = earl(script=script).go(f"/votes/{vote.pk}/ballot/")
        fill(one, "consent")
        check(one).main.locator("button.btn--leaf").dblclick()
        one.page.locator(".done-mark").wait_for()
        assert len(do(kept, vote)) == 1


def test_somebody_else_on_the_same_device_does_not_see_what_was_chosen(do, table, earl, site):
    board, members, _session = table
    vote = do(ask, board, members, "motion", "secret")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    fill(one, "motion")
    noi = do(session_of, members[1])
    one.context.add_cookies([{"name": "sessionid", "value": noi, "url": site.url}])
    one.page.reload()
    assert state(one) == []
    assert "choice" not in one.page.evaluate("Object.keys(localStorage).join()")


def test_sums_are_read_as_the_server_reads_them(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "division")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    said, first = one.main.locator("ballot-sum output"), one.main.locator(".in--sum").first
    for typed, words in (
        ("4,000", "$6,000 left"),
        ("$4 000", "$6,000 left"),
        ("4.000,00", "Divide it all"),
        ("4000.00", "$6,000 left"),
        ("11.000", "$1,000 too much"),
        ("33333.33", "Divide it all"),
        ("9" * 25, "Divide it all"),
        ("half", "Divide it all"),
        ("", "$10,000 left"),
    ):
        first.fill(typed)
        expect(said, typed).to_have_text(words)


def test_an_order_is_made_by_keyboard_and_each_move_is_said(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "stv")
    one = earl().go(f"/votes/{vote.pk}/ballot/")
    add = one.main.locator("button[name=add]:visible")
    for _time in range(3):
        add.first.focus()
        one.page.keyboard.press("Enter")
    status = one.main.locator("ballot-rank [role=status]")
    expect(status).to_contain_text("is now number 3.")
    last = one.main.locator("ol.rank .rank__t").last.inner_text()
    one.main.get_by_role("button", name=re.compile(f"^Up ?: {last}$")).focus()
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Enter")
    expect(status).to_have_text(f"{last} is now number 1.")
    assert one.main.locator("ol.rank .rank__t").first.inner_text() == last
    assert one.page.evaluate("document.activeElement.name") == "down", "the focus stays on the same option"
    check(one).press("Send my ballot").sees("Your ballot is recorded")


def test_an_open_ballot_is_changed_and_an_old_window_is_told(do, table, earl):
    board, members, _session = table
    vote = do(ask, board, members, "pot")
    first, second = earl(), earl()
    fill(first.go(f"/votes/{vote.pk}/ballot/"), "pot")
    check(first).press("Send my ballot").sees("Your ballot is recorded").follow("Change my ballot")
    first.sees("You are changing your ballot.")
    check(second.go(f"/votes/{vote.pk}/ballot/?change=1"))
    first.main.locator("input[type=checkbox]").first.uncheck()
    check(first).press("Send my ballot").sees("You chose")
    second.press("Send my ballot").sees("This was not done").sees("in another window")
    look(second)
    assert do(Ballot.objects.count) == 2


def test_a_code_is_looked_up_by_anybody(do, table, earl, browser, site):
    board, members, _session = table
    vote = do(ask, board, members, "motion")
    code = do(voting.cast, vote, by=members[0], choice="yes")
    for script in (True, False):
        one = Window(browser, site.url, script=script).go("/receipts/")
        one.write("Your receipt code", "K7QM").press("Look it up").sees("A code has 28 letters and figures")
        if script:
            look(one)
        one.write("Your receipt code", code.lower()).press("Look it up").sees("This ballot is recorded.")
        if script:
            look(one)
        assert code not in one.page.url and not one.faults
