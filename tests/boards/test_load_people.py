"""Members from a file: everybody in it, or nobody and a reason for each line."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.people.models import Person
from community.record import chain
from community.record.models import Entry
from governance.boards import people_file
from governance.boards.models import Term
from governance.boards.people_file import Faulty
from tests import make

HEAD = "name,e-mail,language,seat,from,until"


@pytest.fixture
def eastbank(db):
    return make.board(seated=[make.person("rosa")], clerk=make.person("sam"), clauses={"term.years": 100})


@pytest.fixture
def load(tmp_path, capsys):
    """Load these lines, or these bytes, and give back what was said."""

    def load(*lines, raw=None, board="eastbank", **options):
        file = tmp_path / "members.csv"
        file.write_bytes(raw if raw is not None else "\n".join([HEAD, *lines]).encode())
        call_command("load_people", file, board=board, **options)
        return capsys.readouterr().out

    return load


def rows():
    """What a failed load must leave as it was."""
    return Person.objects.count(), Term.objects.count(), Entry.objects.count()


def seated(board):
    return {term.seat.number: term.person.name for term in board.terms_at(make.now())}


def test_everybody_in_the_file_gets_their_seat(eastbank, load):
    said = load("Ana Ruiz,ana@example.org,es,2,,", "Bo Lee,,,3,2026-01-01,2099-12-31", "", "Cy,CY@example.org,en,9,,")

    assert seated(eastbank) == {1: "Rosa", 2: "Ana Ruiz", 3: "Bo Lee", 9: "Cy"}
    ana = Person.objects.get(email="ana@example.org")
    assert (ana.language, ana.has_usable_password()) == ("es", False)
    assert Person.objects.get(name="Cy").email == "cy@example.org"
    assert Person.objects.get(name="Bo Lee").email is None
    assert "Seat 3: Bo Lee, from 2026-01-01 until 2100-01-01 (new here, no e-mail)" in said
    assert said.endswith("Eastbank: 3 seated.\n")
    assert chain.verify() is None


def test_the_last_day_of_a_term_is_a_whole_day_where_the_board_is(eastbank, load):
    load("Ana,,,2,2026-01-01,2099-12-31")

    term = Term.objects.get(person__name="Ana")
    assert term.since.isoformat() == "2026-01-01T05:00:00+00:00"
    assert term.until.isoformat() == "2100-01-01T05:00:00+00:00"


def test_a_term_that_begins_later_seats_nobody_yet(eastbank, load):
    later = make.now().date() + timedelta(days=40)
    load(f"Ana,ana@example.org,,2,{later},")

    assert seated(eastbank) == {1: "Rosa"}
    assert Term.objects.get(person__name="Ana").since.date() == later
    entry = Entry.objects.filter(verb="seat.filled").first()
    assert entry.at <= make.now()
    assert entry.facts["facts"]["since"] > entry.at.isoformat()


def test_whoever_has_an_account_keeps_it(eastbank, load):
    known = make.person("ana", language="es")

    said = load("Ana Maria Ruiz,ANA@example.org,en,2,,")

    assert Term.objects.get(seat__number=2).person == known
    known.refresh_from_db()
    assert (known.name, known.language) == ("Ana", "es")
    assert "had an account already" in said


def test_the_clerk_can_be_named_as_the_one_who_seats(eastbank, load):
    load("Ana,,,2,,", by="SAM@example.org", why="Chosen at Temple Hall.")

    entry = Entry.objects.filter(verb="seat.filled").first()
    assert (entry.by.name, entry.told["why"]) == ("Sam", "Chosen at Temple Hall.")


@pytest.mark.parametrize(
    ("what", "raw"),
    [
        ("a byte order mark", "\ufeffname,seat\nAna,2\n".encode()),
        ("semicolons", b"name;seat;from\nAna;2;\n"),
        ("tabs", b"name\tseat\nAna\t2\n"),
        ("Windows line ends", b"name,seat\r\nAna,2\r\n"),
        ("old Mac line ends", b"name,seat\rAna,2\r"),
        ("heads in Spanish", "Nombre;Correo electrónico;Idioma;Asiento;Desde;Hasta\nAna;;español;2;;\n".encode()),
        ("heads in capitals", b"NAME,E-Mail,SEAT\nAna,,2\n"),
        ("columns in another order", b"seat,name\n2,Ana\n"),
        ("empty lines and cells", b"\n\nname,seat,,\n\nAna,2,,\n,,,\n"),
        ("quotation marks", b'name,seat\n"Ana","2"\n'),
        ("no end of the last line", b"name,seat\nAna,2"),
    ],
)
def test_what_people_send_is_read(eastbank, load, what, raw):
    load(raw=raw)

    assert seated(eastbank) == {1: "Rosa", 2: "Ana"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",ana@example.org,,2,,", "Line 2: There is no name."),
        (f"{'A' * 121},,,2,,", "longer than 120"),
        ("Ana,ana,,2,,", "ana is not an e-mail"),
        (f"Ana,{'a' * 60}@{'b.' * 110}org,,2,,", "e-mail"),
        ("Ana,,fr,2,,", "Nothing here is written in fr. Use one of: en (English), es (Spanish)"),
        ("Ana,,,,,", "There is no seat"),
        ("Ana,,,two,,", "must be a number"),
        ("Ana,,,-2,,", "must be a number"),
        ("Ana,,,٢,,", "must be a number"),
        ("Ana,,,12,,", "no seat 12. Its seats go from 1 to 11"),
        ("Ana,,,1,,", "The seat is taken"),
        ("Rosa,rosa@example.org,,2,,", "holds a seat here already"),
        ("Ana,,,2,31/12/2026,", "31/12/2026 is not a day we can read. Write it as 2026-03-31."),
        ("Ana,,,2,2026-02-30,", "not a day"),
        ("Ana,,,2,0001-01-01,", "not a day"),
        ("Ana,,,2,,9999-12-31", "not a day"),
        ("Ana,,,2,2031-05-02,2031-05-01", "ends on 2031-05-01, before it begins"),
        ("Ana,,,2,,2020-01-01", "over already"),
        ("Ana,,,2,2001-01-01,", "over already"),
        ("Ana,,,2,,,,x", "more cells than columns"),
        ("Ana\x07,,,2,,", "cannot be seen"),
        ('"Ana\nRuiz",,,2,,', "line break"),
        ('"Ana,,,2,,', "quotation mark"),
        ("Stella,stella@example.org,,2,,", "work for the fund"),
    ],
)
def test_a_bad_line_is_named_and_nobody_is_seated(eastbank, load, line, reason):
    make.staff("stella")
    before = rows()

    with pytest.raises(CommandError) as refused:
        load("Good,good@example.org,en,3,,", line)

    said = str(refused.value)
    assert "nothing was changed" in said
    assert reason.removeprefix("Line 2: ") in said
    assert "Line 3: " in said
    assert rows() == before


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["Ana,a@example.org,,2,,", "Bo,A@example.org,,3,,"], "Line 3: The e-mail a@example.org stands on line 2"),
        (["Ana,,,2,,", "Bo,,,2,,"], "Line 3: Seat 2 is given on line 2 already"),
    ],
)
def test_nobody_and_no_seat_stands_twice_in_a_file(eastbank, load, lines, reason):
    with pytest.raises(CommandError, match=reason):
        load(*lines)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "Line 1: The file is empty"),
        (b"name,seat\n", "names nobody"),
        (b"name,seat\nAn\xe1,2\n", "Line 2: This is not UTF-8"),
        ("name,seat\nAna,2\n".encode("utf-16"), "Line 1: This is not UTF-8"),
        (b"Ana,2\n", "No column is called Ana, 2"),
        (b"name,e-mail\nAna,\n", "Missing: seat"),
        (b"name,seat,asiento\nAna,2,3\n", "Two columns mean the same: seat, asiento"),
        (b"name,seat\n" + b"x" * 1_000_001, "longer than 1,000,000 bytes"),
        (b"name,seat\rAna\r,2", "Line 2: There is no seat"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(eastbank, load, raw, reason):
    before = rows()
    with pytest.raises(CommandError, match=reason):
        load(raw=raw)
    assert rows() == before


def test_every_bad_line_is_named_at_once(eastbank, load):
    with pytest.raises(CommandError) as refused:
        load("Ana,,,77,,", "Bo,,,2,,", "Cy,,,1,,")

    assert [line[:7] for line in str(refused.value).splitlines()[1:]] == ["Line 2:", "Line 4:"]


def test_the_same_file_twice_is_refused_and_says_that_the_seats_are_taken(eastbank, load):
    load("Ana,,,2,,")
    before = rows()

    with pytest.raises(CommandError, match="Line 2: The seat is taken"):
        load("Ana,,,2,,")

    assert rows() == before


def test_after_the_founding_years_a_file_seats_nobody(load, db):
    make.board(at=make.now() - 900 * make.DAY)
    with pytest.raises(CommandError, match="no longer being founded"):
        load("Ana,,,2,,")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"board": "westside"}, "No board has the address westside. There are: eastbank"),
        ({"by": "nobody@example.org"}, "Nobody here has the e-mail"),
        ({"by": "rosa@example.org"}, "Only this board’s clerk"),
        ({"why": " "}, "Say in public why"),
    ],
)
def test_what_is_asked_for_must_exist(eastbank, load, options, reason):
    with pytest.raises(CommandError, match=reason):
        load("Ana,,,2,,", **options)


def test_a_file_that_is_not_there_is_said_to_be_missing(eastbank, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_people", tmp_path / "nowhere.csv", board="eastbank")


CELLS = st.sampled_from(
    [
        "",
        "Ana",
        "Bo",
        "ana@example.org",
        "bo@",
        "es",
        "fr",
        "2",
        "3",
        "12",
        "2026-01-01",
        "31/12/26",
        '"',
        "x\r",
        "\x00",
    ]
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(str.encode),
    st.lists(st.lists(CELLS, max_size=8).map(",".join), max_size=6).map(
        lambda lines: "\n".join([HEAD, *lines]).encode()
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=FILES)
def test_whatever_a_file_holds_it_is_loaded_whole_or_leaves_nothing(eastbank, raw):
    before = rows()
    try:
        lines = people_file.read(raw)
        with transaction.atomic():
            assert len(people_file.seat_all(eastbank, lines, why="Founding.")) == len(lines)
            assert rows()[1] == before[1] + len(lines)
            transaction.set_rollback(True)  # the next file finds the board as this one did
    except Faulty as faulty:
        assert faulty.faults
        assert all(number > 0 and reason for number, reason in faulty.faults)
    assert rows() == before
