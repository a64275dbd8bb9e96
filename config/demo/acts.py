"""What can happen in the demo city: for each kind of line in its story, when what is done by which action.

Each function answers with steps: a moment and the act to do then. `town[...]` is asked when the act is done.
"""

from collections.abc import Iterator

from wagtail.models import Locale

from community.people import actions as people
from community.people.models import Community
from community.rooms import actions as rooms
from governance.accountability import actions as accountability
from governance.boards import actions as boards
from governance.priorities import actions as priorities
from governance.priorities.models import Priority
from governance.proposals import actions as proposals
from governance.voting import actions as voting

from .town import Step, Town

CENTS = 100
WORDS = ("title", "need", "burdened", "benefits", "history", "success", "bound")


def prose(text: str) -> str:
    """Lines of a file as paragraphs: an empty line parts them."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def board(town: Town, it: dict) -> Iterator[Step]:
    """A board is founded, its first roles are given and its first seats filled."""

    def found():
        clauses = {"vote.notice_days": it["notice_days"]} if "notice_days" in it else {}
        town[it["name"]] = boards.found(
            name=it["title"],
            slug=it["name"],
            purpose=prose(it["purpose"]),
            template=it["template"],
            clauses=clauses,
            by=town[it["by"]],
            at=town.at,
        )

    def fill(number, person):
        made = town[it["name"]]
        seat = made.seats.get(number=number)
        boards.seat_founder(seat, town[person], by=town["sam"], why=it["why"], at=town.at)

    def give(role):
        until = town.moment(role["until"]) if "until" in role else None
        greta = town[it["by"]]
        boards.give_role(town[it["name"]], town[role["person"]], role["role"], by=greta, until=until, at=town.at)

    yield it["founded"], found
    for role in it["roles"]:
        yield role.get("since", it["founded"]), lambda role=role: give(role)
    for number, person in it["seats"].items():
        yield it["founded"], lambda number=number, person=person: fill(number, person)


def departure(town: Town, it: dict) -> Iterator[Step]:
    """A member gives up a seat."""

    def leave():
        person = town[it["person"]]
        term = town[it["board"]].terms_at(town.at).get(person=person)
        boards.end_term(term, by=person, why=it["why"], at=town.at)

    yield it["when"], leave


def call(town: Town, it: dict) -> Iterator[Step]:
    """The clerk invites everybody to apply for an empty seat."""

    def invite():
        seat = town[it["board"]].seats.get(number=it["seat"])
        town[it["name"]] = boards.open_call(seat, by=town[it["by"]], words=prose(it["words"]), at=town.at)

    yield it["when"], invite


def application(town: Town, it: dict) -> Iterator[Step]:
    """Somebody asks for a seat."""
    yield it["when"], lambda: boards.apply(town[it["call"]], by=town[it["by"]], why=prose(it["why"]), at=town.at)


def suggestion(town: Town, it: dict) -> Iterator[Step]:
    """Somebody says what is needed; members put it forward."""

    def suggest():
        town[it["name"]] = priorities.suggest(
            town[it["board"]],
            by=town[it["by"]],
            need=prose(it["need"]),
            who=prose(it["who"]),
            what=prose(it["what"]),
            source=it.get("source", ""),
            language=it.get("language", "en"),
            at=town.at,
        )

    yield it["when"], suggest
    for member, when in it["backed"]:
        yield when, lambda member=member: priorities.back(town[it["name"]], by=town[member], at=town.at)
    if "vote" in it:
        yield from vote(town, it["vote"], on=it["name"])


def priority(town: Town, it: dict) -> Iterator[Step]:
    """Staff draft a priority, have it reviewed, publish it, lend it words in another language; the board votes."""

    def draft():
        made = Priority(
            board=town[it.get("board", "eastbank")],
            slug=it["slug"],
            origin=it["origin"],
            area=it["area"],
            amount=it["amount"] * CENTS,
            instrument=it.get("instrument", Priority.Instrument.GRANT),
            suggestion=town[it["suggestion"]] if "suggestion" in it else None,
            opens_at=town.moment(it["opens"]) if "opens" in it else None,
            closes_at=town.moment(it["closes"]) if "closes" in it else None,
            live=False,
            **{word: it.get(word, "") for word in WORDS},
        )
        made.communities = Community.objects.filter(name__in=it["communities"])
        made.full_clean(exclude=["locale"])
        made.save()
        made.save_revision(user=town[it["drafted"][1]])
        town[it["name"]] = made

    def publish(row, by):
        row.publish(row.latest_revision, user=town[by], skip_permission_checks=True, at=town.at)

    def translate(words):
        copy = town[it["name"]].copy_for_translation(Locale.objects.get(language_code=words["language"]))
        for word in WORDS:
            setattr(copy, word, words[word])
        copy.save()
        copy.save_revision(user=town[words["by"]])
        publish(copy, words["by"])

    def submit(by):
        row = town[it["name"]]
        row.get_workflow().start(row, town[by])

    yield it["drafted"][0], draft
    if "submitted" in it:
        when, by = it["submitted"]
        yield when, lambda: submit(by)
    if "published" in it:
        when, by = it["published"]
        yield when, lambda: publish(town[it["name"]], by)
    if "translation" in it:
        yield it["translation"]["when"], lambda: translate(it["translation"])
    if "vote" in it:
        yield from vote(town, it["vote"], on=it["name"])


def proposal(town: Town, it: dict) -> Iterator[Step]:
    """Somebody asks for money for something, and may change it or take it back; the board votes."""

    def start():
        town[it["name"]] = proposals.start(
            town[it["to"]],
            by=town[it["by"]],
            title=it["title"],
            what=prose(it["what"]),
            why=prose(it["why"]),
            amount=it["amount"] * CENTS,
            organization=it.get("organization", ""),
            language=it.get("language", "en"),
            at=town.at,
        )

    def change():
        words = {"amount": it["change"]["amount"] * CENTS, "what": prose(it["change"]["what"])}
        proposals.change(town[it["name"]], by=town[it["by"]], at=town.at, **words)

    yield it.get("started", it.get("sent")), start
    if "sent" in it:
        yield it["sent"], lambda: proposals.send(town[it["name"]], by=town[it["by"]], at=town.at)
    if "change" in it:
        yield it["change"]["when"], change
    if "withdrawn" in it:
        when, why = it["withdrawn"]
        yield when, lambda: proposals.withdraw(town[it["name"]], by=town[it["by"]], why=why, at=town.at)
    if "vote" in it:
        yield from vote(town, it["vote"], on=it["name"])


def motion(town: Town, it: dict) -> Iterator[Step]:
    """A member proposes something in a sentence, and the board votes on it."""

    def move():
        words = {"text": it["text"], "why": it["why"]}
        mover = town[it["moved"][1]]
        town[it["name"]] = voting.propose_motion(town[it["board"]], by=mover, at=town.at, **words)

    yield it["moved"][0], move
    yield from ballots(town, it)


def vote(town: Town, it: dict, *, on: str) -> Iterator[Step]:
    """A member asks for a vote on a thing."""

    def move():
        subject, ends = town[on], it.get("ends_when_all_voted", False)
        mover = town[it["moved"][1]]
        town[it["name"]] = voting.move(subject.board, subject, by=mover, ends_when_all_voted=ends, at=town.at)

    yield it["moved"][0], move
    yield from ballots(town, it)


def ballots(town: Town, it: dict) -> Iterator[Step]:
    """Another member joins in, so the vote is called; those on its roll vote."""

    def cast():
        for choice in ("yes", "no", "abstain"):
            for person in town.people(it.get(choice, "")):
                voting.cast(town[it["name"]], by=person, choice=choice, at=town.at)

    if "seconded" in it:
        when, member = it["seconded"]
        yield when, lambda: voting.second(town[it["name"]], by=town[member], at=town.at)
    if "ballots" in it:
        yield it["ballots"], cast


def answer(town: Town, it: dict) -> Iterator[Step]:
    """The fund answers a decision. for: which of the proposals that won together."""

    def give():
        words = {"kind": it["kind"], "reason": prose(it["reason"])}
        key = f"p{town[it['for']].pk}" if "for" in it else ""
        accountability.give(town[it["to"]].answers.get(key=key), by=town[it["by"]], at=town.at, **words)

    yield it["when"], give


def talk(town: Town, it: dict) -> Iterator[Step]:
    """People talk about a thing in its room."""

    def say(by, language, text):
        return rooms.say(rooms.room_for(town[it["room"]]), by=town[by], language=language, text=text, at=town.at)

    for when, by, language, text in it["lines"]:
        yield when, lambda words=(by, language, text): say(*words)
    if "hidden" in it:
        when, by, why = it["hidden"]
        yield when, lambda: hide_the_last(town, it["room"], by, why)


def hide_the_last(town: Town, room: str, by: str, why: str) -> None:
    """Hide the newest message of a room."""
    message = rooms.room_for(town[room]).messages.last()
    rooms.hide(message, by=town[by], why=why, moderates=True, at=town.at)


def residency(town: Town, it: dict) -> Iterator[Step]:
    """Somebody says where they live."""
    yield it["when"], lambda: people.declare_residency(town[it["person"]], place=it["place"], at=town.at)


def closeness(town: Town, it: dict) -> Iterator[Step]:
    """A member says how close they are to a thing."""

    def say():
        voting.disclose(town[it["to"]], by=town[it["by"]], grade=it["grade"], why=it["why"], at=town.at)

    yield it["when"], say


KINDS = {
    kind.__name__: kind
    for kind in (
        board,
        departure,
        call,
        application,
        suggestion,
        priority,
        proposal,
        motion,
        answer,
        talk,
        residency,
        closeness,
    )
}
