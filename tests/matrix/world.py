"""How a line of the table becomes a request: the thing it is about, its address, and the form that is sent."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from django.urls import reverse

from community.people.models import Person
from community.record.models import Entry
from community.rooms.models import Message
from governance.accountability.models import Answer, Handover
from governance.boards.duties import duties_of
from governance.boards.models import Alternate, Amendment, Application, Board, Call, Charter, Lottery, Naming, Term
from governance.priorities.models import Plan, Priority
from governance.voting import receipts
from tests import make
from tests.raffles import SECRET as town_secret

from .open_data import OPEN_DATA
from .table import ROLES, TABLE


def lines() -> list:
    """The lines of the table: address, method, thing, and what each person gets."""
    found = []
    for line in (TABLE + OPEN_DATA).splitlines():
        name, *rest = line.split() or ["#"]
        if name != "#":
            method, of, *cells = rest
            found.append((name, method, of, dict(zip(ROLES, cells, strict=True))))
    return found


def clients_of(town) -> dict:
    """A browser for each person, signed in."""
    return {role: client_of(None if role == "visitor" else getattr(town, role)) for role in ROLES}


def client_of(person, **options) -> Client:
    """A browser that shows a broken page instead of raising."""
    client = Client(raise_request_exception=False, **options)
    if person:
        client.force_login(person)
    return client


def told(response) -> str:
    """What somebody got, in the words of the table."""
    if response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL)):
        return "in"
    return str(response.status_code)


def thing_of(town, name: str):
    """What a line is about: "east.open" is the open vote of the Eastbank board, "silent" a person, "-" nothing."""
    side, _, thing = name.partition(".")
    if name == "-" or not hasattr(town, side):
        return None if name == "-" else name
    if not thing:
        return getattr(town, side)
    if thing == "board":
        return getattr(town, side).board
    return getattr(getattr(town, side).things, thing)


def keys_of(thing) -> list:
    """What stands in an address for a thing."""
    match thing:
        case None:
            return []
        case str():
            return [thing]
        case tuple():
            return list(thing)
        case Board() | Priority():
            return [thing.slug]
        case Plan():
            return [thing.board.slug, thing.pk]
        case Charter() | Amendment():
            return [thing.board.slug, getattr(thing, "version", None) or thing.pk]
        case Application():
            return [thing.board.slug, thing.pk]
        case Call():
            return [thing.seat.board.slug, thing.pk]
        case Lottery():
            return [thing.board.slug, thing.pk]
        case Term():
            return [thing.seat.board.slug, thing.pk]
        case Handover():
            return [thing.role.board.slug, thing.pk]
        case Alternate() | Naming():
            return [thing.board.slug, thing.pk]
        case Message():
            return [thing.room.pk, thing.seq]
        case Answer():
            return [thing.vote.pk]
        case Person():
            return [thing.public_id]
        case Entry():
            return [thing.seq]
    return [thing.pk]


# What stands in an address after the thing: the first question of an application.
REST = {"board_application_step": ["place"]}


def address(name: str, thing) -> str:
    """The address of a line."""
    kind = [thing._meta.label_lower] if name == "closeness" else []
    return reverse(name, args=[*kind, *keys_of(thing), *REST.get(name, ())])


def form_of(name: str, town, of: str) -> dict:
    """What is sent to an address, filled in as somebody would who means it."""
    side = getattr(town, of.partition(".")[0], None)
    board = getattr(side, "board", None)
    at = make.now()
    words = {"language": "en"}
    return {
        "board_application_step": lambda: {"call": side.things.call.pk, "place": town.place.pk, "proof": "own_word"},
        "board_application_code": lambda: {"code": side.things.application.code},
        "board_review": lambda: {"score": 4, "words": "Knows the street."},
        "board_applicant_words": lambda: {"why": "What they said."},
        "board_seating": lambda: {"why": "The first to apply."},
        "board_calls": lambda: {
            "seat": board.seats.get(kind="public").pk,
            "words": "One evening a month.",
            "way": "motion",
            "places": 1,
            "closes_on": (at.astimezone(ZoneInfo(board.zone)) + timedelta(days=40)).date().isoformat(),
        },
        "amending": lambda: {"clause": "answer.days", "answer.days": 20, "why": "They ask for more time."},
        "lottery_commitment": lambda: {"words": "a sentence that nobody else knows"},
        "lottery_source": lambda: {"words": "Pick 4", "speaks": "2090-05-14T19:30"},
        "lottery_secret": lambda: {"secret": f"{town_secret} 1"},
        "lottery_said": lambda: {"words": "1 2 3 4"},
        "lottery_stop": lambda: {"why": "The wrong call."},
        "lottery_silence": lambda: {"why": "Somebody is ill."},
        "board_term_end": lambda: {"why": "Moved away."},
        "handover": lambda: handing_over(board.roles.get(role="clerk"), town.staff),
        "removal": lambda: {"why": "Never at a meeting.", **words},
        "board_first_steps": lambda: {"step": "meet"},
        "board_pay": lambda: {"way": "transfer", "knows": "on"},
        "board_alternates": lambda: {"person": side.applicant.pk, "kind": "resident", "why": "The first to apply."},
        "board_alternate_end": lambda: {"why": "Moved away."},
        "ties": lambda: {"organization": "Fresh Bend", "kind": "user", "until": ""},
        "tie_end": lambda: {"until": (at - timedelta(days=1)).date().isoformat()},
        "closeness": lambda: {"grade": "2", "why": "My sister runs it."},
        "motions": lambda: {"text": "Paint the hall", **words},
        "questions": lambda: {"text": "Where?", "choices": ["Hall", "School"], "method": "irv", **words},
        "extensions": lambda: {"until": local(side.things.open.closes_at + timedelta(days=1), board), "why": "Snow."},
        "queries": lambda: {"text": "Why so few?", **words},
        "query_answer": lambda: {"answer": "Two were ill.", **words},
        "votes": lambda: {"subject_type": "priorities.suggestion", "subject_id": town.east.things.tabled.pk},
        "times": lambda: {
            "opens_at": local(side.things.called.opens_at + timedelta(hours=1), board),
            "closes_at": local(side.things.called.closes_at + timedelta(hours=1), board),
        },
        "ballot": lambda: {"choice": "yes", "receipt": signed(thing_of(town, of))},
        "receipts": lambda: {"code": receipts.new_code()},
        "answer": lambda: {"kind": "not", "reason": "The money is spent.", **words},
        "suggesting": lambda: {
            "board": "eastbank",
            "need": "A bench.",
            "who": "The old.",
            "what": "A bench.",
            **words,
        },
        "board_plan": lambda: {"cycle": side.things.later.cycle_id},
        "pot_asking": lambda: {
            "rule": "equal-shares",
            "utility": "cost",
            "completion": "greedy",
            "mode": "open",
        },
        "answer_to_one": lambda: {"kind": "not", "reason": "The money is spent.", **words},
        "proposing": lambda: proposal_words,
        "proposal_version": lambda: proposal_words | {"title": "Another title"},
        "proposal_withdrawal": lambda: {"why": "We found the money."},
        "room_messages": lambda: {"text": "I agree."},
        "room_message_hidden": lambda: {"why": "It names a child."},
        "my_place": lambda: {"place": town.place.pk, "proof": "own_word"},
        "my_communities": lambda: {"words": "I rent."},
        "my_details": lambda: {"name": "Somebody", "language": "en"},
        "my_news": lambda: {"up_to": 10**6},
        "draft": lambda: {"title": "Half a"},
        "demo_session": lambda: {"person": "rosa"},
    }.get(name, dict)()


proposal_words = {
    "title": "Benches", "what": "Put up benches.", "why": "People stand.", "amount": "1", "language": "en",
}  # fmt: skip


def handing_over(role, to) -> dict:
    """A role handed over, with a note for each thing that is open."""
    notes = {f"role{role.pk}-note{n}": "Call them." for n, _duty in enumerate(duties_of(role.person, role.board))}
    return {"role": role.pk, f"role{role.pk}-to": to.pk} | notes


def signed(vote) -> str:
    """A receipt code as the review of a ballot has it."""
    return receipts.sign(vote, receipts.new_code())


def local(moment, board) -> str:
    """A moment as somebody types it into a page of the board."""
    return moment.astimezone(ZoneInfo(board.zone)).strftime("%Y-%m-%dT%H:%M")
