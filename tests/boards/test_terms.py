"""How long one sits: first terms that do not all end at once, limits, reminders, and the clock of an empty seat."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards import rules
from governance.boards.models import Term
from governance.boards.rules import MONTH, Row
from governance.boards.table import table_of, terms_in_a_row
from governance.boards.tasks import remind_of_ends
from tests import make

START = datetime(2026, 1, 1, tzinfo=UTC)


# --- rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        ({}, 24),
        ({"place": 2}, 12),
        ({"place": 3}, 24),
        ({"place": 8}, 12),
        ({"place": 2, "is_first_of_seat": False}, 24),
        ({"place": 2, "is_founding": False}, 24),
    ],
)
def test_every_second_first_term_of_a_new_board_is_half_as_long(facts, months):
    facts = {"months": 24, "is_first_of_seat": True, "is_founding": True, "place": 1} | facts
    assert rules.length_of_term(**facts) == months * MONTH


@pytest.mark.parametrize(
    ("earlier", "row"),
    [
        ([], Row(1, START)),
        ([(24, 0)], Row(2, START - 24 * MONTH)),
        ([(24, 11)], Row(2, START - 24 * MONTH)),
        ([(24, 12)], Row(1, START)),
        ([(60, 40), (24, 0)], Row(2, START - 24 * MONTH)),
        ([(24, 0), (48, 24)], Row(3, START - 48 * MONTH)),
    ],
)
def test_terms_are_in_a_row_unless_a_long_break_lies_between_them(earlier, row):
    held = [(START - began * MONTH, START - ended * MONTH) for began, ended in earlier]
    assert rules.row_of(since=START, earlier=held, months_off=12) == row


@pytest.mark.parametrize(
    ("row", "months", "clause"),
    [
        (Row(1, START), 24, ""),
        (Row(2, START - 24 * MONTH), 24, ""),
        (Row(3, START - 24 * MONTH), 12, "term.limit"),
        (Row(2, START - 36 * MONTH), 24, ""),
        (Row(2, START - 37 * MONTH), 24, "term.years"),
        (Row(1, START), 61, "term.years"),
    ],
)
def test_nobody_sits_for_more_terms_or_years_in_a_row_than_the_charter_says(row, months, clause):
    verdict = rules.may_serve(row=row, until=START + months * MONTH, limit=2, years=5)
    assert verdict.clause == clause


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (61, [], []),
        (60, [], [60]),
        (60, [60], []),
        (14, [60], [14, 60]),
        (10, [], [14, 60]),
        (10, [14, 60], []),
        (0, [], []),
        (-1, [], []),
    ],
)
def test_a_member_hears_60_and_14_days_before_the_end_and_once_each(left, told, due):
    assert rules.due_reminders(until=START + timedelta(days=left), at=START, told=told) == due


@pytest.mark.parametrize(("days", "late"), [(0, 0), (60, 0), (60.9, 0), (61, 1), (72, 12)])
def test_an_empty_seat_is_late_when_its_days_are_over(days, late):
    assert rules.vacancy_of(since=START, days=60).days_late(START + timedelta(days=days)) == late


# --- what happens ------------------------------------------------------------------------------


@pytest.fixture
def sam():
    return make.person("sam")


@pytest.mark.django_db
def test_the_seats_of_a_new_board_never_fall_empty_all_at_once():
    eastbank = make.board(
        seated=make.people("rosa darnell noi earl carmen priya jules ana"), partners=make.people("helen marcus")
    )
    ends = {}
    for term in Term.objects.filter(seat__board=eastbank):
        ends.setdefault(term.seat.kind, []).append((term.until - term.since) // MONTH)
    assert ends == {"resident": [24, 12] * 4, "partner": [24, 12]}


@pytest.mark.django_db
def test_the_next_term_of_a_seat_is_a_whole_one(sam):
    rosa, noi, ana = make.people("rosa noi ana")
    eastbank = make.board(seated=[rosa, noi], clerk=sam, at=make.now() - 10 * make.DAY)
    second = eastbank.terms_at(make.now()).get(person=noi)
    boards.end_term(second, by=noi, why="Moving away.")
    term = boards.seat_founder(second.seat, ana, by=None, why="A neighbour.", at=make.now())
    assert (term.until - term.since) // MONTH == 24


@pytest.mark.django_db
def test_a_third_term_in_a_row_is_refused_and_leaves_no_trace(sam):
    rosa = make.person("rosa")
    long_ago = make.now() - 48 * MONTH
    eastbank = make.board(clerk=sam, at=long_ago)
    eastbank.founding_until = make.now() + MONTH
    eastbank.save()
    first, _second, third = eastbank.seats.filter(kind="resident")[:3]
    for since in (long_ago, long_ago + 24 * MONTH):
        boards.seat_founder(first, rosa, by=None, why="Chosen.", since=since, until=since + 23 * MONTH, at=long_ago)
    before = Term.objects.count(), Entry.objects.count()

    with pytest.raises(Refused, match="more than 2 terms in a row") as no:
        boards.seat_founder(third, rosa, by=None, why="Again.", at=make.now())

    assert no.value.verdict.clause == "term.limit"
    assert (Term.objects.count(), Entry.objects.count()) == before
    after_a_break = make.now() + 12 * MONTH
    may = boards.serve_verdict(third, rosa, since=after_a_break, until=after_a_break + MONTH, at=make.now())
    assert may


@pytest.mark.django_db
def test_a_renewal_is_counted_and_shown(client, sam):
    rosa, noi = make.people("rosa noi")
    eastbank = make.board(seated=[noi], clerk=sam, at=make.now() - 300 * make.DAY)
    seat = eastbank.seats.filter(kind="resident")[2]
    start = make.now() - 200 * make.DAY
    boards.seat_founder(seat, rosa, by=None, why="Chosen.", since=start, until=start + MONTH, at=start)
    boards.seat_founder(seat, rosa, by=None, why="Chosen again.", at=make.now() - make.DAY)

    table = table_of(eastbank, make.now())

    assert {term.person: row.terms for term, row in terms_in_a_row(table).items()} == {noi: 1, rosa: 2}
    page = client.get(eastbank.get_absolute_url()).content.decode()
    assert "Term 2 of at most 2 in a row" in page and "Term 1 of at most 2 in a row" in page


@pytest.mark.django_db
def test_a_member_is_told_twice_that_the_term_ends_and_by_mail_too():
    rosa = make.person("rosa")
    eastbank = make.board(seated=[rosa])
    end = eastbank.terms_at(make.now()).get().until
    told = []
    for days in (61, 60, 59, 14, 13.5, 0):
        remind_of_ends(at=end - timedelta(days=days))
        told.append(rosa.notifications.filter(entry__verb="term.ending").count())
    assert told == [0, 1, 1, 2, 2, 2]
    assert rosa.mails.filter(entry__verb="term.ending").count() == 2
    assert not Entry.objects.filter(verb="term.ending", is_public=True).exists()


@pytest.mark.django_db
def test_an_empty_seat_says_since_when_and_when_it_is_late(client, sam):
    rosa, noi = make.people("rosa noi")
    eastbank = make.board(seated=[rosa, noi], clerk=sam, at=make.now() - 90 * make.DAY)
    gone = make.now() - 72 * make.DAY
    boards.end_term(eastbank.terms_at(gone).get(person=noi), by=noi, why="Moving away.", at=gone)

    chairs = table_of(eastbank, make.now()).chairs

    assert chairs[0].vacancy is None
    assert chairs[1].vacancy == rules.vacancy_of(since=gone, days=60)
    assert chairs[2].vacancy.since == eastbank.founded_at
    assert "12 days late" in client.get(eastbank.get_absolute_url()).content.decode()
    client.force_login(sam)
    assert "12 days late" in client.get(f"{eastbank.get_absolute_url()}calls/").content.decode()
    seats = client.get("/api/v1/boards/eastbank/").json()["seats"]
    assert [seat["days_late"] for seat in seats[:3]] == [None, 12, 30]


@pytest.mark.django_db
def test_the_clock_of_a_seat_that_a_charter_added_begins_with_it():
    eastbank, added = make.board(), make.now() - make.DAY
    eastbank.seats.create(number=12, kind="public", since=added)
    assert table_of(eastbank, make.now()).chairs[-1].vacancy.since == added


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends"), [(-1, 1), (-30, 30), (-800, -1), (-800, 30), (-2, -1)], ids=lambda days: f"{days} days"
)
def test_the_database_lets_no_two_terms_of_a_seat_overlap_at_either_end(begins, ends):
    rosa, ana = make.people("rosa ana")
    term = make.board(seated=[rosa]).terms_at(make.now()).get()
    with pytest.raises(DatabaseError, match="overlapping"), transaction.atomic():
        Term.objects.create(
            seat=term.seat,
            person=ana,
            since=term.until + begins * make.DAY,
            until=term.until + ends * make.DAY,
            chosen="motion",
        )
