"""The first walk through an empty house: its name, its languages, an administrator, a first board."""

import os
import shlex
import sys
from pathlib import Path
from textwrap import indent

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Site

from community.people.models import Person
from governance.boards import actions as boards
from governance.boards import people_file
from governance.boards.charters import TEMPLATES
from governance.boards.models import Board, BoardRole


class Command(BaseCommand):
    help = "Make an empty installation yours. Asks for what the options leave open."

    def add_arguments(self, parser):
        parser.add_argument("--name", help="what the site is called")
        parser.add_argument("--languages", help="languages besides English, as codes with commas: es")
        parser.add_argument("--admin-name", help="the administrator's name")
        parser.add_argument("--admin-email", help="the administrator's e-mail, to sign in with")
        parser.add_argument("--board", help="the first board's name; empty for none")
        parser.add_argument("--purpose", help="what that board decides, in a sentence")
        parser.add_argument("--template", help=f"its seats and rules: {', '.join(TEMPLATES)}")
        parser.add_argument("--members", help="a file for load_people: who sits where; empty for none")
        parser.add_argument("--env-file", type=Path, default=settings.BASE_DIR / ".env")

    def handle(self, **given):
        if Person.objects.exists():
            raise CommandError("People live here already. This command is for an empty installation.")
        self.given = given
        offered = ", ".join(f"{code} ({name})" for code, name in settings.TRANSLATED.items() if code != "en")
        name = self.ask("name", "What is the site called?", settings.SITE_NAME, check=filled)
        languages = self.ask("languages", f"Languages besides English: {offered}", "es", check=translated)
        admin = self.ask("admin_name", "Your name", check=filled), self.ask("admin_email", "Your e-mail", check=email)
        board = self.ask("board", "The first board's name (empty: none yet)", "", check=board_name)
        if board:
            purpose = self.ask("purpose", "What does it decide, in a sentence?", check=filled)
            choices = "\n".join(
                f"  {number}. {start.name}: {start.about}" for number, start in enumerate(TEMPLATES.values(), 1)
            )
            kind = self.ask("template", f"Its seats and rules, by number:\n{choices}\n", "1", check=template)
            members = self.ask("members", "A file that says who sits where (empty: none yet)", "", check=readable)

        with transaction.atomic():
            root = Person.objects.create_superuser(admin[1], None, name=admin[0])
            Site.objects.filter(is_default_site=True).update(site_name=name)
            for code in ["en", *filter(None, languages.split(","))]:
                Locale.objects.get_or_create(language_code=code)
            if board:
                slug = slugify(board)[:80] or "board"  # a name may be written in letters that addresses don't have
                made = boards.found(name=board, slug=slug, purpose=purpose, template=kind, by=root)
                boards.give_role(made, root, BoardRole.Role.CLERK, by=root)
        remember(given["env_file"], SITE_NAME=name, LANGUAGES=languages, DEMO="0")
        self.stdout.write(f"\n{name} is ready. Sign in as {root.email}: a code comes by mail, no password is needed.\n")
        if board and members:
            self.seat(made, members, by=root)
        if hasattr(settings, "EMAIL_FILE_PATH"):
            self.stdout.write(f"Until SMTP_HOST is set, all mail lands in {settings.EMAIL_FILE_PATH}.\n")

    def seat(self, board, members, *, by):
        """Seat who the file names. What is wrong with the file must not undo the rest of the walk."""
        try:
            call_command("load_people", members, board=board.slug, by=by.email, stdout=self.stdout)
        except CommandError as wrong:
            self.stderr.write(f"{wrong}\nCorrect it, then: manage.py load_people {members} --board {board.slug}")

    def ask(self, option, question, default=None, *, check=str):
        """The option's value, or an answer typed in. A wrong one is asked for again, with the reason."""
        if (value := self.given[option]) is not None:
            try:
                return check(value)
            except ValidationError as wrong:
                raise CommandError(f"--{option.replace('_', '-')}: {wrong.messages[0]}") from None
        if not sys.stdin.isatty():
            raise CommandError(f"Nobody is here to answer. Say it with --{option.replace('_', '-')}.")
        hint = f" [{default}]" if default else ""
        while True:
            try:
                return check(input(f"{question}{hint}: ").strip() or default or "")
            except ValidationError as wrong:
                self.stdout.write(indent(wrong.messages[0], "  "))


def filled(text: str) -> str:
    if not text.strip():
        raise ValidationError("Please write something here.")
    return text.strip()


def email(text: str) -> str:
    validate_email(text)
    return text


def translated(text: str) -> str:
    codes = [code.strip() for code in text.split(",") if code.strip()]
    if unknown := [code for code in codes if code not in settings.TRANSLATED]:
        raise ValidationError(f"There is no translation for {', '.join(unknown)} yet.")
    return ",".join(code for code in codes if code != "en")


def board_name(text: str) -> str:
    if len(text) > (longest := Board._meta.get_field("name").max_length):
        raise ValidationError(f"Use {longest} letters or fewer.")
    return text.strip()


def template(text: str) -> str:
    """A template by its key, or by its number in the list."""
    by_number = {str(number): key for number, key in enumerate(TEMPLATES, 1)}
    if (key := by_number.get(text, text)) in TEMPLATES:
        return key
    raise ValidationError(f"Choose a number up to {len(TEMPLATES)}, or one of: {', '.join(TEMPLATES)}.")


def readable(text: str) -> str:
    """A members' file in which every line can be read. Whether the seats are free is seen when they are filled."""
    try:
        if text:
            people_file.read(Path(text).read_bytes())
    except OSError:
        raise ValidationError(f"There is no file {text} to read.") from None
    except people_file.Faulty as faulty:
        raise ValidationError(str(faulty)) from None
    return text


def remember(path: Path, **values: str) -> None:
    """Keep these variables in the file `make run` reads, and use them from now on."""
    kept = path.read_text().splitlines() if path.exists() else []
    kept = [line for line in kept if line.split("=")[0] not in values]
    path.write_text("\n".join([*kept, *(f"{key}={shlex.quote(text)}" for key, text in values.items())]) + "\n")
    os.environ.update(values)
