"""A members' file: who sits where, from which day until which. Read whole and judged line by line first.

What people really send is read too: semicolons or tabs, a byte order mark, any line ends, heads in Spanish.
What cannot be read without guessing is refused, with the line and the reason.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language_info

from community.people.models import Person
from community.people.words import UNSEEN
from community.record import clock
from community.record.verdict import Refused

from . import actions
from .models import Board, Term

HEADS = {
    "name": "name fullname nombre nombrecompleto nombreyapellido",
    "email": "email mail emailaddress correo correoelectronico",
    "language": "language idioma lengua",
    "seat": "seat seatnumber asiento puesto silla numerodeasiento",
    "since": "from since desde inicio",
    "until": "until to hasta fin",
}
KNOWN = {word: column for column, words in HEADS.items() for word in words.split()}
BIGGEST = 1_000_000  # bytes: a list of members, not an archive
YEARS = range(1900, 2201)
OVER = "This term is over already."


class Faulty(Exception):
    """The file cannot be taken. Says of each bad line what is wrong with it; nothing was changed."""

    def __init__(self, faults: list[tuple[int, str]]):
        self.faults = sorted(faults)
        super().__init__("\n".join(f"Line {number}: {reason}" for number, reason in self.faults))


@dataclass(frozen=True)
class Line:
    """One member as the file names them."""

    number: int
    name: str
    email: str
    language: str
    seat: int
    since: date | None
    until: date | None


def read(raw: bytes, *, language: str = "en") -> list[Line]:
    """Every member in the file, or Faulty with every line that cannot be read. Nothing is written.

    language: of those for whom the file names none.
    """
    rows = list(rows_of(text_of(raw)))
    if not rows:
        raise Faulty([(1, "The file is empty.")])
    columns, lines, faults = columns_of(*rows[0]), [], []
    for number, cells in rows[1:]:
        try:
            lines.append(line_of(number, cells, columns, language))
        except ValueError as reason:
            faults.append((number, str(reason)))
    faults += twice(lines, "email", "The e-mail {} stands on line {} already.")
    faults += twice(lines, "seat", "Seat {} is given on line {} already.")
    if not rows[1:]:
        faults.append((2, "The file names nobody."))
    if faults:
        raise Faulty(faults)
    return lines


def text_of(raw: bytes) -> str:
    """The file's text, if it is one we can read without guessing."""
    if len(raw) > BIGGEST:
        raise Faulty([(1, f"The file is longer than {BIGGEST:,} bytes.")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        number = len(re.findall(rb"\r\n|\r|\n", raw[: wrong.start])) + 1
        raise Faulty([(number, "This is not UTF-8 text. Save the file as “CSV UTF-8” and try again.")]) from None


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that says something, with its number. Cells are parted as they are in the first line."""
    first = re.split(r"[\r\n]", text.strip("\r\n"), maxsplit=1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise Faulty([(number, "A quotation mark is opened and not closed, or stands inside a cell.")]) from None
        if any(cells):
            yield number, cells


def columns_of(number: int, heads: list[str]) -> list[str]:
    """Which column each head names."""
    columns = [KNOWN.get(plain(head), "") for head in heads]
    unknown = [head for head, column in zip(heads, columns, strict=True) if head and not column]
    missing = [word for word in ("name", "seat") if word not in columns]
    doubled = [head for head, column in zip(heads, columns, strict=True) if column and columns.count(column) > 1]
    for wrong, reason in (
        (unknown, "No column is called {}. Use: name, e-mail, language, seat, from, until."),
        (missing, "The first line must name the columns. Missing: {}."),
        (doubled, "Two columns mean the same: {}."),
    ):
        if wrong:
            raise Faulty([(number, reason.format(", ".join(word[:40] for word in wrong)))])
    return columns


def plain(head: str) -> str:
    """A head without case, accents, spaces and signs: "Correo electrónico" is correoelectronico."""
    letters = unicodedata.normalize("NFKD", head.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and letter.isascii())


def line_of(number: int, cells: list[str], columns: list[str], language: str) -> Line:
    """One line, judged by itself. ValueError says what is wrong with it."""
    if any(cells[len(columns) :]):
        raise ValueError("There are more cells than columns. Put quotation marks around a cell with a comma.")
    said = {"email": "", "language": "", "since": "", "until": ""}
    said |= dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
    if any(UNSEEN.search(cell) or "\n" in cell or "\r" in cell for cell in said.values()):
        raise ValueError("A cell holds a line break or a letter that cannot be seen.")
    since, until = day_of(said["since"]), day_of(said["until"])
    if since and until and until < since:
        raise ValueError(f"The term ends on {until}, before it begins on {since}.")
    return Line(
        number=number,
        name=name_of(said["name"]),
        email=email_of(said["email"]),
        language=language_of(said["language"]) or language,
        seat=seat_of(said["seat"]),
        since=since,
        until=until,
    )


def name_of(text: str) -> str:
    longest = Person._meta.get_field("name").max_length
    if not text:
        raise ValueError("There is no name.")
    if len(text) > longest:
        raise ValueError(f"The name is longer than {longest} letters.")
    return " ".join(text.split())


def email_of(text: str) -> str:
    """An e-mail in small letters; nothing is fine, since one can hold a seat without one."""
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(f"{text[:60]} is not an e-mail.") from None
    if len(text) > Person._meta.get_field("email").max_length:
        raise ValueError("The e-mail is too long.")
    return text.lower()


def language_of(text: str) -> str:
    """A language by its code or its name, in English or its own: es, Spanish, español."""
    if not text:
        return ""
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        if plain(text) in {plain(code), plain(info["name"]), plain(info["name_local"])}:
            return code
    spoken = ", ".join(f"{code} ({get_language_info(code)['name']})" for code, _name in settings.LANGUAGES)
    raise ValueError(f"Nothing here is written in {text[:40]}. Use one of: {spoken}.")


def seat_of(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(f"The seat must be a number, and it is {text[:20]!r}." if text else "There is no seat.")
    return int(text)


def day_of(text: str) -> date | None:
    """A day as 2026-03-31. Written otherwise, nobody knows which number is the month."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise ValueError(f"{text[:20]} is not a day we can read. Write it as 2026-03-31.")
    return day


def twice(lines: list[Line], column: str, reason: str) -> list[tuple[int, str]]:
    """The lines that say again what an earlier line has said."""
    first, faults = {}, []
    for line in lines:
        value = getattr(line, column)
        if value and first.setdefault(value, line.number) != line.number:
            faults.append((line.number, reason.format(value, first[value])))
    return faults


@transaction.atomic
def seat_all(board: Board, lines: list[Line], *, by=None, why: str, at=None) -> list[tuple[Line, Term, bool]]:
    """Seat everybody, or nobody: each line with its term, and whether the person is new here."""
    at, seated, faults = at or clock.now(), [], []
    for line in lines:
        try:
            seated.append((line, *seat_one(board, line, by=by, why=why, at=at)))
        except (ValueError, Refused) as reason:
            faults.append((line.number, str(reason)))
    if faults:
        raise Faulty(faults)
    return seated


@transaction.atomic
def seat_one(board: Board, line: Line, *, by, why: str, at: datetime) -> tuple[Term, bool]:
    """Seat one person: the one with this e-mail, or somebody new. `until` is the last day of the term."""
    seat = board.seats.at(at).filter(number=line.seat).first()
    if seat is None:
        raise ValueError(f"This board has no seat {line.seat}. Its seats go from 1 to {board.seats.count()}.")
    zone = ZoneInfo(board.zone)
    since = datetime.combine(line.since, time(), zone) if line.since else None
    until = datetime.combine(line.until + timedelta(days=1), time(), zone) if line.until else None
    if until and until <= at:
        raise ValueError(OVER)
    person = Person.objects.filter(email__iexact=line.email).first() if line.email else None
    is_new = person is None
    if is_new:
        person = Person.objects.create_user(line.email or None, name=line.name, language=line.language)
    term = actions.seat_founder(seat, person, by=by, why=why, since=since, until=until, at=at)
    if term.until <= at:
        raise ValueError(OVER)
    return term, is_new
