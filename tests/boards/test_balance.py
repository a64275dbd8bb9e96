"""Who holds a table, in public; and who sits nowhere, without anybody being recognised."""

import pytest

from community.people import actions as people
from community.people.models import CityShare
from governance.boards import actions as boards
from governance.boards.makeup import makeup
from governance.boards.rules import MONTH
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/boards/eastbank/balance/"


def a_full_house(describing, **boards_of):
    """Three boards of eight residents. `describing`: how many of them belong to each community."""
    seated = make.people(" ".join(f"p{n}" for n in range(24)))
    for number, name in enumerate(("Eastbank", "Westside", "Millrace")):
        make.board(name, seated=seated[8 * number : 8 * number + 8], **boards_of)
    tell(seated, describing)
    return seated


def tell(seated, describing):
    for n, person in enumerate(seated):
        told = [make.community(name) for name, count in describing.items() if n < count]
        if told:
            people.describe(person, communities=told)


def city(name, percent):
    return CityShare.objects.create(
        community=make.community(name), percent=percent, source="Census of Calder Bend", year=2025
    )


def test_where_fewer_than_eleven_told_us_nothing_is_shown_and_it_says_so(client):
    rosa, *rest = make.people("rosa " + " ".join(f"p{n}" for n in range(7)))
    make.board(seated=[rosa, *rest])
    tell([rosa, *rest], {"Renters": 8})
    city("Renters", 44)

    page = client.get(PAGE).content.decode()

    assert "Fewer than 11 people told us, so nothing is shown." in page
    assert "The city: 44" in page and '<span lang="en">Census of Calder Bend</span>, 2025' in page
    assert not makeup(make.now()).is_told


def test_the_boards_stand_beside_the_city_in_bands(client):
    a_full_house({"Renters": 24, "Parents": 12, "Drivers": 3, "Nurses": 20, "Owners": 0})
    make.community("Owners")
    city("Parents", 27)

    shares = {share.community: share.band for share in makeup(make.now()).shares}

    # Fewer than 11 drivers, fewer than 11 who are no nurse; and all or none would tell it of each by name.
    assert shares == dict.fromkeys(["Renters", "Drivers", "Nurses", "Owners"]) | {"Parents": (50, 75)}
    page = client.get(PAGE).content.decode()
    assert "50–75 %" in page and "The city: 27" in page and "Hidden" in page
    assert "or of a group of fewer than 11 people" in page


def test_the_page_holds_no_number_of_people_who_said_something(client):
    """13 and 14 of 24 look the same: who comes or goes is not seen."""
    seated = a_full_house({"Renters": 24, "Parents": 12})
    before = client.get(PAGE).content
    assert b"50\xe2\x80\x9375" in before
    people.describe(seated[12], communities=[make.community("Parents"), make.community("Renters")])
    assert client.get(PAGE).content == before


def test_only_who_sits_is_counted_and_only_while_they_sit():
    seated = a_full_house({"Renters": 24, "Parents": 12})
    tell(make.people(" ".join(f"q{n}" for n in range(9))), {"Renters": 9})
    assert {s.community: s.band for s in makeup(make.now()).shares} == {"Renters": None, "Parents": (50, 75)}
    for person in seated[:14]:
        term = person.terms.get()
        boards.end_term(term, by=person, why="Moving away.")
    assert not makeup(make.now()).is_told


def test_the_strictest_charter_counts():
    a_full_house({"Renters": 24, "Parents": 12})
    make.board("Northside", clauses={"k_min.people": 13})
    assert {s.community: s.band for s in makeup(make.now()).shares} == {"Renters": None, "Parents": None}


def test_the_page_shows_seats_by_kind_empty_seats_and_terms_that_end(client):
    rosa, noi, helen = make.people("rosa noi helen")
    eastbank = make.board(seated=[rosa, noi], partners=[helen], at=make.now() - 72 * make.DAY)
    page = client.get(PAGE).content.decode()
    assert "Residents hold 2 of 3 filled seats" in page
    assert "8 seats are empty" in page and "12 days late" in page
    ending = page[page.index("Terms that end within a year") :]
    assert "Noi" in ending and "Rosa" not in ending and "Can be chosen once more" in ending
    assert f'href="{PAGE}"' in client.get(eastbank.get_absolute_url()).content.decode()


def test_a_second_term_that_ends_is_the_last_in_a_row(client):
    rosa = make.person("rosa")
    at = make.now() - 30 * MONTH
    eastbank = make.board(clerk=make.person("sam"), at=at)
    eastbank.founding_until = make.now() + MONTH
    eastbank.save()
    seat = eastbank.seats.first()
    boards.seat_founder(seat, rosa, by=None, why="Chosen.", since=at, until=at + 12 * MONTH, at=at)
    again = make.now() - 15 * MONTH
    boards.seat_founder(seat, rosa, by=None, why="Chosen again.", since=again, at=again)
    page = client.get(PAGE).content.decode()
    assert "Last term in a row" in page and "Can be chosen once more" not in page


def test_a_board_out_of_balance_says_what_it_may_not_do(client):
    make.board(partners=make.people("helen marcus"))
    page = client.get(PAGE).content.decode()
    assert "Out of balance" in page and "no priority is adopted and no proposal is passed" in page


def test_the_page_asks_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    a_full_house({"Renters": 24, "Parents": 12})
    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_staff_keep_the_citys_figures_at_the_desk_and_delete_none(client):
    make.community("Renters")
    client.force_login(make.author())
    answer = client.post(
        "/staff/city_shares/new/",
        {"community": make.community("Renters").pk, "percent": "44.5", "source": "Census", "year": "2025"},
    )
    share = CityShare.objects.get()
    assert answer.status_code == 302 and str(share.percent) == "44.5"
    assert client.get(f"/staff/city_shares/edit/{share.pk}/").status_code == 200
    assert client.get(f"/staff/city_shares/inspect/{share.pk}/").status_code == 200
    assert client.post(f"/staff/city_shares/delete/{share.pk}/").status_code == 302 and CityShare.objects.exists()
    too_much = {"community": make.community("Parents").pk, "percent": "144", "source": "Census", "year": "2025"}
    assert client.post("/staff/city_shares/new/", too_much).status_code == 200 and CityShare.objects.count() == 1
