"""The money of a board and its plans as people read them, and how the fund says what a board has."""

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from governance.priorities import actions as priorities
from governance.priorities.models import Cycle, Plan, Purse
from governance.voting import actions as voting
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    return make.people("ada bo cy")


@pytest.fixture
def board(members):
    return make.board(seated=members)


def read(client, name, *keys, **asked):
    response = client.get(reverse(name, args=keys), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_everybody_reads_what_a_board_has_who_decided_it_and_why(client, board):
    make.purse(board, amount=20_000_000)
    make.purse(board, amount=30_000_000)

    page = read(client, "board_money", board.slug)
    assert page.index("$300,000") < page.index("$200,000")
    assert "The trustees, on Monday." in page and "A third of what there is." in page
    assert page.count("This counts") == 1 and page.count("Said anew since") == 1
    assert "$300,000" in read(client, "board", board.slug)


def test_without_a_plan_the_page_says_what_is_missing(client, board, members):
    assert "No plan yet" in read(client, "board_plan", board.slug)
    client.force_login(members[0])
    make.purse(board)
    assert "adopted no priority" in read(client, "board_plan", board.slug)


def test_a_member_begins_a_plan_with_one_button(client, board, members):
    make.adopted(board, members=members, title="Homes")
    purse = make.purse(board)
    address = reverse("board_plan", args=[board.slug])
    client.force_login(members[0])
    assert f'name="cycle" value="{purse.cycle_id}"' in client.get(address).content.decode()

    response = client.post(address, {"cycle": purse.cycle_id})

    plan = Plan.objects.get()
    assert response["Location"] == plan.get_absolute_url()
    page = client.get(plan.get_absolute_url()).content.decode()
    assert page.count("Put it to the vote") == 2, "the order and the sums; the plan itself comes later"
    assert "This comes later." in page and "At least" in page
    assert 'name="subject_type" value="priorities.ranking"' in page
    assert client.post(address, {"cycle": "x"}).status_code == 404


def test_a_plan_in_force_shows_its_sums_both_counts_and_the_arithmetic(client, board, members):
    homes, health = (make.adopted(board, members=members, title=title) for title in ("Homes", "Health"))
    plan = make.plan(make.purse(board), members=members, division={f"p{homes.pk}": 200_000, f"p{health.pk}": 100_000})

    page = read(client, "board_plan", board.slug)
    assert "This plan is in force." in page
    for said in (
        "By the average",
        "By the median",
        "$200,000",
        "200,000; 200,000; 200,000",
        "3 members divided $300,000",
    ):
        assert said in page
    assert read(client, "plan", board.slug, plan.pk).count("$100,000") >= 3
    assert "In the plan" in read(client, "priority", homes.slug)


def figure(text: str) -> Fraction:
    """A figure as a page writes it: 10,000, 11,666.5 or 33 1/3."""
    return sum(map(Fraction, text.replace(",", "").removesuffix(" (rounded up)").split()))


def redone(page: str, pot: int) -> dict:
    """The sums of a plan's page done again by what it says itself: priority → exact average and median."""
    found = BeautifulSoup(page, "html.parser").select_one("section[aria-labelledby=arithmetic]")
    (median,) = [item.text for item in found.select("li") if item.text.startswith("The median")]
    step = figure(median.partition("one more, ")[2].partition(" apart")[0])
    sums = {}
    for part in found.select("tbody"):
        title, given = part.select_one("th span").text, part.select_one("th small").text
        least, average, middle = (cell.text for cell in part.select("td"))
        given = [figure(amount) for amount in given.removeprefix("Given: ").split("; ")]
        put = [figure(least) + step * n for n in range(len(given) + 1)]
        assert figure(average) == sum(given) / len(given), title
        assert figure(middle) == sorted(given + put)[len(given)], title
        sums[title] = figure(average), figure(middle)
    assert [sum(column) for column in zip(*sums.values(), strict=True)] == [pot, pot]
    return sums


@pytest.mark.parametrize(
    ("pot", "floor", "first"),
    [
        (100_001, 10, (10_000, 20_000, 33_333, 50_001)),
        (100_001, 0, (0, 20_000, 33_333, 50_001)),
        (1_000, 5, (50, 333, 334, 777)),
    ],
)
def test_whoever_does_the_arithmetic_again_as_the_page_tells_it_gets_its_sums(client, pot, floor, first):
    members = make.people("ada bo cy di")
    board = make.board(seated=members, clauses={"plan.floor": floor})
    titles = ("Homes", "Health", "Parks", "Buses")
    keys = [f"p{make.adopted(board, members=members, title=title).pk}" for title in titles]
    purse = make.purse(board, amount=pot * 100)
    plan = priorities.begin_plan(board, purse.cycle, by=members[0])
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=plan.division)
    for member, amount in zip(members, first, strict=True):
        second = third = (pot - amount) // 3
        fourth = pot - amount - second - third
        voting.cast(vote, by=member, choice=dict(zip(keys, (amount, second, third, fourth), strict=True)))
    voting.finish(vote, at=vote.closes_at)

    sums = redone(read(client, "plan", board.slug, plan.pk), pot)
    whole = {part.priority.title: part.median for part in plan.parts.select_related("priority")}
    assert all(abs(whole[title] - 100 * median) < 100 for title, (_average, median) in sums.items())


def test_a_rejected_plan_stays_to_be_read(client, board, members):
    make.adopted(board, members=members, title="Homes")
    plan = make.plan(make.purse(board), members=members, adopted=False)
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=plan), no=members)

    assert "the board said no" in read(client, "plan", board.slug, plan.pk)
    assert "the board said no" in read(client, "board_plan", board.slug), "there is no other"


def test_open_data_tells_the_same(client, board, members):
    homes = make.adopted(board, members=members, title="Homes")
    make.plan(make.purse(board), members=members)

    (plan,) = client.get("/api/v1/plans/").json()
    (purse,) = client.get("/api/v1/purses/").json()
    assert (plan["state"], plan["sum"], purse["amount"]) == ("adopted", 30_000_000, 30_000_000)
    assert plan["parts"] == [
        {"priority": homes.slug, "rank": 1, "average": 30_000_000, "median": 30_000_000, "amount": 30_000_000}
    ]


# --- The desk -----------------------------------------------------------------------------------------


def test_staff_name_a_cycle_and_say_what_a_board_has_at_the_desk(client, board):
    client.force_login(make.author())
    days = {"starts_on": "2040-01-01", "ends_on": "2040-12-31"}
    assert client.post(reverse("cycles:add"), {"name": "2040"} | days).status_code == 302
    cycle = Cycle.objects.get()
    told = {
        "board": board.pk, "cycle": cycle.pk, "amount": "250,000", "currency": "USD",
        "decided_by": "The trustees.", "why": "As last year.",
    }  # fmt: skip
    assert client.post(reverse("purses:add"), told).status_code == 302

    purse = Purse.objects.get()
    assert (purse.amount, purse.by.name) == (25_000_000, "Stella")
    assert "$250,000" in client.get(reverse("purses:index")).content.decode()
    page = client.get(reverse("purses:inspect", args=[purse.pk])).content.decode()
    assert "As last year." in page and "/edit/" not in page and "/delete/" not in page


def test_what_the_rule_refuses_is_said_in_the_form(client, board):
    client.force_login(make.author())
    make.cycle(by=make.staff("fred"))
    today = make.now().date().isoformat()
    response = client.post(reverse("cycles:add"), {"name": "Too", "starts_on": today, "ends_on": today})
    assert response.status_code == 200 and "Cycles follow one another" in response.content.decode()
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize("who", [make.author, make.administrator])
def test_nobody_changes_or_deletes_what_was_said(client, board, who):
    purse = make.purse(board)
    client.force_login(who())
    for act in ("edit", "delete", "copy", "history", "usage"):
        assert client.get(f"/staff/purses/{act}/{purse.pk}/").status_code == 404
    assert client.get(reverse("purses:inspect", args=[purse.pk])).status_code == 200


def test_somebody_without_a_place_at_the_desk_says_nothing_there(client, board):
    client.force_login(make.staff())  # works for the fund, and is in no group of the desk
    assert client.get(reverse("purses:add")).status_code in (302, 403)
