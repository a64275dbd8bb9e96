"""The walk through an empty house, and collecting static files only when one has changed."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Site

from community.people.models import Person
from config import static
from governance.boards.models import Board, BoardRole
from tests import make

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Calder Bend",
    "languages": "es",
    "admin_name": "Ruth",
    "admin_email": "ruth@example.org",
    "board": "Eastbank",
    "purpose": "Decides what the money is for.",
    "template": "resident-majority",
    "members": "",
}


@pytest.fixture
def walk(tmp_path, monkeypatch):
    """Answers everything; what a test says differs."""
    for name in ("SITE_NAME", "LANGUAGES", "DEMO"):
        monkeypatch.setenv(name, "")

    def walk(**different):
        call_command("setup_site", **{**ANSWERS, "env_file": tmp_path / "env", **different})
        return (tmp_path / "env").read_text()

    return walk


def test_an_empty_house_becomes_somebodys(walk):
    kept = walk()

    ruth = Person.objects.get()
    assert (ruth.email, ruth.is_superuser, ruth.has_usable_password()) == ("ruth@example.org", True, False)
    assert Board.objects.get().has_role(ruth, BoardRole.Role.CLERK, make.now())
    assert Site.objects.get().site_name == "Calder Bend"
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "es"}
    assert kept.splitlines() == ["SITE_NAME='Calder Bend'", "LANGUAGES=es", "DEMO=0"]


def test_what_was_in_the_file_before_stays(walk, tmp_path):
    (tmp_path / "env").write_text("SMTP_HOST=mail.example.org\nDEMO=1\n")

    assert walk().splitlines()[0] == "SMTP_HOST=mail.example.org"


def test_it_never_touches_a_house_where_people_live(walk):
    make.person("ada")

    with pytest.raises(CommandError, match="People live here"):
        walk()


@pytest.mark.parametrize(
    ("option", "answer", "reason"),
    [
        ("admin_email", "ruth", "--admin-email: Enter a valid"),
        ("languages", "fr", "no translation for fr"),
        ("template", "monarchy", "Choose a number up to 6"),
        ("template", "7", "or one of: resident-majority"),
        ("board", "E" * 161, "160 letters or fewer"),
        ("name", " ", "write something"),
        ("members", "nowhere.csv", "no file nowhere.csv"),
        ("members", ".", "no file . to read"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_made(walk, option, answer, reason):
    with pytest.raises(CommandError, match=reason):
        walk(**{option: answer})

    assert not Person.objects.exists()


def test_a_template_is_chosen_by_its_number_and_a_file_fills_its_seats(walk, tmp_path):
    (tmp_path / "members.csv").write_text("nombre;asiento\nAna;1\nBo;6\n")

    walk(template="2", members=str(tmp_path / "members.csv"))

    board = Board.objects.get()
    assert board.seats.count() == 9
    assert [term.person.name for term in board.terms_at(make.now()).order_by("seat__number")] == ["Ana", "Bo"]


def test_a_file_with_a_line_that_cannot_be_read_stops_the_walk_before_anything_is_made(walk, tmp_path):
    (tmp_path / "members.csv").write_text("name,seat\nAna,1\nBo,two\n")

    with pytest.raises(CommandError, match="--members: Line 3: The seat must be a number"):
        walk(members=str(tmp_path / "members.csv"))

    assert not Person.objects.exists()


def test_a_board_named_in_letters_that_addresses_do_not_have_gets_one(walk):
    walk(board="ຄະນະກໍາມະການ")
    assert Board.objects.get().slug == "board"


def test_without_a_terminal_an_open_question_says_which_option_is_missing(walk):
    with pytest.raises(CommandError, match="--admin-name"):
        walk(admin_name=None)


def test_static_files_are_collected_again_only_when_one_has_changed(settings, tmp_path):
    settings.HASHED_STATIC = True
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a.css").write_text("a{}")
    assert static.is_stale()

    static.collect()
    assert not static.is_stale()

    (tmp_path / "ours" / "a.css").write_text("b{}")
    assert static.is_stale()
