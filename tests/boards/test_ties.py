"""Ties: declared once, seen by their person, ended and never changed."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from community.record.models import Entry
from community.record.verdict import YES, Refused, Verdict
from governance.boards import actions as boards
from governance.boards import rules
from governance.boards.models import Tie
from tests import make

# --- rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Puente Community Health", "PUENTE COMMUNITY HEALTH"),
        ("Voces del Río", "voces del rio"),
        ("The Food Co-op", "Food co op"),
        ("Eastbank Tenants’ Union", "Eastbank Tenants' Union"),
        ("Bend Builders, Inc.", "Bend Builders"),
        ("El Centro", "centro"),
        ("La Casa", "The Casa"),
        ("Walk & Roll", "Walk and Roll"),
        ("Niño  Feliz", "nin\u0303o feliz"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one, other):
    assert rules.name_key(one) == rules.name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Eastbank Union", "Westside Union"), ("Theory", "ory"), ("Casa Lapa", "Casa pa"), ("Bend 1", "Bend 2")],
)
def test_other_names_stay_other_names(one, other):
    assert rules.name_key(one) != rules.name_key(other)


@pytest.mark.parametrize("name", ["The", "El", "La La"])
def test_a_name_of_little_words_is_a_name(name):
    assert rules.name_key(name)


@pytest.mark.parametrize("name", ["", "  ", "…", "!?", "_"])
def test_marks_alone_are_no_name(name):
    assert rules.name_key(name) == ""


def test_a_name_is_never_longer_than_what_is_kept():
    assert len(rules.name_key("\ufdfa" * 160)) <= 160


@pytest.mark.parametrize(
    ("kind", "until", "counts"),
    [
        ("employer", None, True),
        ("user", None, True),
        ("user", date(2026, 5, 15), True),
        ("user", date(2026, 5, 14), False),
        ("board", date(2026, 5, 13), False),
        ("household", date(2026, 5, 13), False),
        ("employer", date(2026, 5, 13), True),
        ("paid", date(2023, 5, 15), True),
        ("paid", date(2023, 5, 14), False),
        ("own", date(2024, 2, 29), True),
    ],
)
def test_what_brought_money_counts_three_years_longer(kind, until, counts):
    assert rules.counts(kind=kind, until=until, on=date(2026, 5, 14), years=3) is counts


@pytest.mark.parametrize(
    ("kind", "grade"),
    [("own", 3), ("board", 3), ("employer", 3), ("household", 3), ("paid", 3), ("neighbour", 1), ("user", 1)],
)
def test_each_kind_of_tie_has_its_grade(kind, grade):
    assert Tie(kind=kind).grade == grade


def test_every_kind_has_a_grade():
    assert {*Tie.Kind.values} == {*rules.ties.GRADES}


FOUNDER = {
    "is_clerk": True,
    "is_founding": True,
    "chosen": "founding",
    "holds_seat": False,
    "is_alternate": False,
    "works_for_fund": False,
    "is_own": False,
    "why": "The next on the list.",
}


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({}, ""),
        ({"is_clerk": False}, "clerk.role"),
        ({"why": " "}, "alternate.named"),
        ({"is_founding": False}, "alternate.named"),
        ({"is_founding": False, "chosen": "motion", "is_clerk": False, "why": ""}, ""),
        ({"is_founding": False, "chosen": "motion"}, ""),
        ({"holds_seat": True, "chosen": "motion"}, "alternate.named"),
        ({"is_alternate": True, "chosen": "motion"}, "alternate.named"),
        ({"works_for_fund": True, "chosen": "motion"}, "alternate.named"),
        ({"is_own": True}, "alternate.named"),
    ],
)
def test_who_names_an_alternate(facts, clause):
    assert rules.may_name_alternate(**FOUNDER | facts).clause == clause


ASKED = {"is_clerk": True, "is_founding": False, "is_own": False, "why": "She lives here.", "named": YES}


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({}, ""),
        ({"is_clerk": False}, "clerk.role"),
        ({"is_founding": True}, "alternate.named"),
        ({"is_own": True}, "alternate.named"),
        ({"why": " "}, "alternate.named"),
        ({"named": Verdict("They sit here.", clause="seat.vacant")}, "seat.vacant"),
    ],
)
def test_who_asks_the_board_to_name_an_alternate(facts, clause):
    assert rules.may_ask_naming(**ASKED | facts).clause == clause


@pytest.mark.parametrize(
    ("is_clerk", "is_own", "has_ended", "why", "allowed"),
    [
        (False, True, False, "", True),
        (True, False, False, "Moved away.", True),
        (True, False, False, "", False),
        (False, False, False, "Moved away.", False),
        (True, True, True, "Moved away.", False),
    ],
)
def test_who_ends_an_alternates_place(is_clerk, is_own, has_ended, why, allowed):
    facts = {"is_clerk": is_clerk, "is_own": is_own, "has_ended": has_ended, "why": why}
    assert bool(rules.may_end_alternate(**facts)) is allowed


# --- actions -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_tie_is_declared_once_and_the_record_tells_nobody_to_what():
    rosa = make.person("rosa")
    tie = boards.declare_tie(rosa, kind="employer", organization="  Puente  Community Health ")

    assert (tie.organization, tie.key) == ("Puente Community Health", "puente community health")
    with pytest.raises(Refused, match="already"):
        boards.declare_tie(rosa, kind="employer", organization="PUENTE community health")
    boards.declare_tie(rosa, kind="user", organization="Puente Community Health")
    with pytest.raises(Refused, match="Write the name"):
        boards.declare_tie(rosa, kind="user", organization="!!")

    entries = Entry.objects.filter(verb="tie.declared")
    assert not entries.filter(is_public=True).exists()
    assert not any("uente" in entry.text + entry.detail.text for entry in entries)


@pytest.mark.django_db
def test_a_tie_is_ended_by_its_person_and_never_changed():
    rosa, noi = make.people("rosa noi")
    tie = boards.declare_tie(rosa, kind="employer", organization="Puente")
    with pytest.raises(Refused, match="Only the person"):
        boards.end_tie(tie, by=noi, until=date(2026, 1, 1))
    boards.end_tie(tie, by=rosa, until=date(2026, 1, 1))
    with pytest.raises(Refused, match="ended already"):
        boards.end_tie(tie, by=rosa, until=date(2025, 1, 1))
    again = boards.declare_tie(rosa, kind="employer", organization="Puente")

    for change in ({"organization": "Another"}, {"kind": "user"}, {"key": "x"}, {"until": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Tie.objects.filter(pk=tie.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        again.delete()


@pytest.mark.django_db
def test_alternates_come_in_the_order_in_which_they_were_named():
    rosa, sam, ana, abel, wen = make.people("rosa sam ana abel wen")
    board = make.board(seated=[rosa], clerk=sam)
    first = boards.name_alternate(board, ana, kind="resident", by=sam, why="First on the list.")
    second = boards.name_alternate(board, abel, kind="resident", chosen="motion")
    partner = boards.name_alternate(board, wen, kind="partner", by=sam, why="From the clinic.")
    assert [first.rank, second.rank, partner.rank] == [1, 2, 1]
    assert board.balance(make.now()).filled == 1  # they fill no seat

    with pytest.raises(Refused, match="alternate here already"):
        boards.name_alternate(board, ana, kind="partner", by=sam, why="Again.")
    with pytest.raises(Refused, match="holds a seat"):
        boards.name_alternate(board, rosa, kind="resident", by=sam, why="Again.")
    with pytest.raises(Refused, match="clerk"):
        boards.name_alternate(board, make.person("noi"), kind="resident", by=rosa, why="A friend.")

    boards.end_alternate(first, by=ana)
    assert boards.name_alternate(board, ana, kind="resident", by=sam, why="Back again.").rank == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        board.alternates.filter(pk=second.pk).update(rank=9)


# --- pages ------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_my_ties_are_declared_and_ended_on_a_page_of_mine(client, prefix):
    rosa, noi = make.people("rosa noi")
    client.force_login(rosa)
    sent = client.post(f"{prefix}/me/ties/", {"organization": "Puente Community Health", "kind": "employer"})
    assert (sent.status_code, sent["Location"]) == (302, f"{prefix}/me/ties/")
    page = client.get(f"{prefix}/me/ties/").content.decode()
    assert "Puente Community Health" in page

    again = client.post(f"{prefix}/me/ties/", {"organization": "puente community health", "kind": "employer"})
    assert again.status_code == 409
    empty = client.post(f"{prefix}/me/ties/", {"organization": "", "kind": "boss"})
    assert empty.status_code == 422

    tie = Tie.objects.get()
    future = client.post(f"{prefix}/me/ties/{tie.pk}/end/", {"until": "2999-01-01"})
    assert future.status_code == 422
    client.force_login(noi)
    assert client.post(f"{prefix}/me/ties/{tie.pk}/end/", {"until": "2026-01-01"}).status_code == 404
    assert "Puente" not in client.get(f"{prefix}/me/ties/").content.decode()
    client.force_login(rosa)
    assert client.post(f"{prefix}/me/ties/{tie.pk}/end/", {"until": "2026-01-01"}).status_code == 302
    tie.refresh_from_db()
    assert tie.until == date(2026, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_clerk_names_an_alternate_among_those_who_applied(client, prefix):
    rosa, sam, ana, abel = make.people("rosa sam ana abel")
    board = make.board(seated=[rosa], clerk=sam)
    boards.apply(make.call(board, clerk=sam), by=ana, why="I rent here.")
    client.force_login(sam)
    page = client.get(f"{prefix}/boards/eastbank/alternates/").content.decode()
    assert "Ana" in page and "Abel" not in page

    stranger = {"person": abel.pk, "kind": "resident", "why": "A friend."}
    assert client.post(f"{prefix}/boards/eastbank/alternates/", stranger).status_code == 422
    named = {"person": ana.pk, "kind": "resident", "why": "The first who applied."}
    assert client.post(f"{prefix}/boards/eastbank/alternates/", named).status_code == 302
    alternate = board.alternates.get()
    assert (alternate.person, alternate.rank, alternate.chosen) == (ana, 1, "founding")
    assert "Ana" in client.get(f"{prefix}/boards/eastbank/").content.decode()

    ending = f"{prefix}/boards/eastbank/alternates/{alternate.pk}/end/"
    assert client.post(ending, {"why": ""}).status_code == 422
    client.force_login(rosa)
    assert client.post(ending, {"why": "I say so."}).status_code == 403
    client.force_login(ana)
    assert client.post(ending).status_code == 302
    assert not board.alternates.at(make.now()).exists()


def founded(clerk, members):
    """A board whose founding is over, and somebody who has applied for a seat there."""
    board = make.board(seated=members, clerk=clerk)
    ana = make.person("ana")
    boards.apply(make.call(board, clerk=clerk), by=ana, why="I rent here.")
    board.founding_until = make.now() - make.DAY
    board.save()
    return board, ana


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_once_the_board_is_founded_its_clerk_asks_and_a_vote_names_the_alternate(client, prefix):
    sam, *members = make.people("sam rosa noi earl")
    board, ana = founded(sam, members)
    client.force_login(sam)
    door = f"{prefix}/boards/eastbank/alternates/"
    answer = client.post(door, {"person": ana.pk, "kind": "resident", "why": "The next who applied."})
    naming = board.namings.get()
    assert answer["Location"] == f"{door}namings/{naming.pk}/" and not board.alternates.exists()
    assert "Ana" in client.get(door).content.decode()
    told = Entry.objects.get(verb="naming.asked").notifications.values_list("person__name", flat=True)
    assert set(told) == {"Rosa", "Noi", "Earl", "Ana"}

    client.force_login(members[0])
    page = client.get(answer["Location"]).content.decode()
    assert "The next who applied." in page and 'name="subject_type" value="boards.naming"' in page
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=naming)
    make.decided(vote, yes=members)
    alternate = board.alternates.get()
    assert (alternate.person, alternate.chosen, alternate.why) == (ana, "motion", "The next who applied.")
    assert Entry.objects.get(verb="alternate.named").by is None


@pytest.mark.django_db
def test_a_vote_that_does_not_pass_or_comes_too_late_names_nobody():
    sam, *members = make.people("sam rosa noi earl")
    board, ana = founded(sam, members)
    no = boards.ask_naming(board, ana, kind="resident", by=sam, why="The next.")
    make.decided(make.vote(board, by=members[0], seconded_by=members[1], subject=no), no=members)
    assert not board.alternates.exists()

    late = boards.ask_naming(board, ana, kind="resident", by=sam, why="The next.")
    vote = make.vote(board, by=members[0], seconded_by=members[1], subject=late)
    boards.name_alternate(board, ana, kind="partner", chosen="motion")
    make.decided(vote, yes=members)
    assert board.alternates.get().kind == "partner"
    with pytest.raises(Refused, match="alternate here already"):
        boards.ask_naming(board, ana, kind="resident", by=sam, why="The next.")
    with pytest.raises(Refused, match="clerk"):
        boards.ask_naming(board, make.person("wen"), kind="resident", by=members[0], why="A friend.")
