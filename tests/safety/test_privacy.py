"""What nobody learns from any page: e-mails, private words, and choices before the result."""

import re
from difflib import ndiff

import pytest
from django.urls import get_resolver, reverse

from community.record import actions as record
from governance.boards.models import Application
from governance.voting import actions as voting
from tests import town
from tests.matrix.table import ROLES
from tests.matrix.world import address, client_of, lines, thing_of

# What differs from one reading to the next by itself: tokens, random keys, passing seconds.
PASSING = re.compile(
    r"\b(?=\w*[A-Z])[A-Za-z0-9]{64}\b"
    r"|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"
    r"|/staff/editing-sessions/[\w/]+"
    r'|"(?:last_run|age_seconds)": [^,]+'
    r"|\b\d+.(?:seconds?|minutes?|hours?)\b|Just now|\bago\b"
)
EMAIL = re.compile(r"[\w.+-]+@example\.org")
SECRET = "A plan nobody has heard of"  # the title of a draft
AT_THE_DESK = {"staff", "reviewer", "administrator"}


def addresses(standing, side="") -> list:
    """Every page of ours and every open datum; of one side of the town, or of both."""
    kept = [(name, of) for name, how, of, _cells in lines() if how == "GET" and not (side and of.startswith(side))]
    return sorted({address(name, thing_of(standing, of)) for name, of in kept})


def desk(standing) -> list:
    """The pages of the staff's desk that open without a key, and those of the priorities."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route)
            elif route.startswith("staff/") and not {*"^<("} & {*route} and "log" not in route and "fail" not in route:
                yield f"/{route}"

    things = standing.east.things
    of_priorities = [
        f"/staff/snippets/priorities/priority/{view}/{thing.pk}/"
        for view in ("edit", "inspect", "history", "usage")
        for thing in (things.draft, things.waiting, things.adopted)
    ]
    people = [f"/staff/users/edit/{standing.member.pk}/"]
    return sorted(set(walk(get_resolver().url_patterns))) + of_priorities + people


def pages(client, paths):
    """What somebody is shown on each of these addresses."""
    for path in paths:
        with town.taken_back():
            response = client.get(path)
            content = b"".join(response.streaming_content) if response.streaming else response.content
        client.cookies.pop("messages", None)  # what a page said belongs to no other page
        yield path, content.decode(errors="replace")


# --- E-mails and private words ------------------------------------------------------------------


@pytest.fixture(scope="module")
def shelf(standing, clients) -> dict:
    """Every page as everybody sees it: by person and address."""
    own = ["/accounts/email/", "/accounts/2fa/", "/accounts/sessions/"]
    public, written = addresses(standing), standing.east.things.written
    with town.taken_back():
        type(written).objects.filter(pk=written.pk).update(title=SECRET)
        found = {("visitor", path): page for path, page in pages(clients["visitor"], [f"/es{p}" for p in public])}
        for role, client in clients.items():
            paths = public + own + (desk(standing) if role in AT_THE_DESK else [])
            found |= {(role, path): page for path, page in pages(client, paths)}
    return found


def readers_of(shelf, word) -> dict:
    """Who is shown a word, and where."""
    found = {}
    for (role, path), page in shelf.items():
        if word in page:
            found.setdefault(role, set()).add(path)
    return found


@pytest.mark.alike
def test_there_is_much_to_look_at(shelf):
    assert len(shelf) > 1000
    assert readers_of(shelf, "Eastbank").keys() == set(ROLES)


@pytest.mark.alike
def test_nobody_but_staff_is_shown_an_email_of_somebody_else(standing, shelf):
    shown = []
    for (role, path), page in shelf.items():
        own = set() if role == "visitor" else {getattr(standing, role).email}
        if role not in AT_THE_DESK or not path.startswith("/staff/"):
            shown += [f"{role} {path} {email}" for email in set(EMAIL.findall(page)) - own]

    assert shown == []


@pytest.mark.alike
def test_what_somebody_says_about_themself_is_on_no_page(shelf):
    """Not on their public page, not at the desk, not in open data: only in the form they wrote it in."""
    assert readers_of(shelf, town.CANARY) == {"resident": {"/me/communities/"}}


@pytest.mark.alike
def test_how_an_applicant_is_reached_is_seen_by_the_clerk_alone(standing, shelf):
    application = standing.east.things.application
    own = reverse("board_application", args=["eastbank", application.pk])

    assert readers_of(shelf, town.CONTACT) == {"clerk": {application.get_absolute_url()}, "applicant": {own}}


@pytest.mark.alike
def test_the_code_of_an_application_is_shown_to_who_sent_it_alone(standing, shelf):
    application = standing.east.things.application
    own = reverse("board_application", args=["eastbank", application.pk])

    assert readers_of(shelf, application.code) == {"applicant": {own}}
    assert not any(application.code in path for _role, path in shelf)


@pytest.mark.alike
def test_members_who_have_not_scored_and_the_fund_never_learn_who_applied(shelf):
    """The record, the list, the news and open data say that somebody applied, and not who."""
    assert readers_of(shelf, "Lupe Ortiz").keys() == {"clerk"}


@pytest.mark.alike
def test_what_an_applicant_said_for_a_draw_is_on_no_page_of_anybody(standing, shelf):
    pooled = standing.east.things.pooled
    pooled.refresh_from_db()
    street = town.STREET.split()[1]

    for secret in (town.PORTRAIT, street, pooled.household):
        assert readers_of(shelf, secret) == {}, secret
    assert pooled.household and street not in "".join("".join(rows) for rows in town.rows().values())


def test_a_portrait_gives_nothing_away_where_it_is_printed(standing):
    portrait = standing.east.things.pooled.portrait
    portrait.refresh_from_db()

    assert town.PORTRAIT in portrait.answers.values()
    for said in (str(portrait), repr(portrait), f"{portrait}", str([portrait])):
        assert town.PORTRAIT not in said and "Ana" not in said


def test_no_log_tells_what_somebody_typed_in_an_application(the_town, caplog):
    """Neither when it goes well nor when it is refused, and no address does either."""
    caplog.set_level("DEBUG")
    client, door = client_of(None), "/boards/eastbank/application"
    call = the_town.east.things.draw
    secrets = ["9 hidden-street", "hidden-name", "hidden-number", "hidden-why"]
    sent = [
        ("place", {"call": call.pk, "proof": "own_word", "street": secrets[0]}),
        ("about", {"age": "14-24"}),
        ("about", {"age": "hidden-age"}),
        ("why", {"why": secrets[3]}),
        ("name", {"name": "", "contact": secrets[2]}),
        ("name", {"name": secrets[1], "contact": secrets[2]}),
        ("check", {}),
        ("code", {"code": "hidden-code"}),
    ]
    told = [client.post(f"{door}/{step}/", form).headers.get("Location", "") for step, form in sent]
    application = Application.objects.latest("pk")
    assert application.name == secrets[1] and application.state == "waiting"
    client.post(f"{door}/code/", {"code": application.code})

    logged = caplog.text + " ".join(told)
    for secret in [*secrets, "hidden-age", "hidden-code", application.code, application.household]:
        assert secret not in logged, secret


@pytest.mark.alike
def test_a_draft_is_its_authors_alone(standing, shelf):
    assert readers_of(shelf, SECRET).keys() == {"resident"}


def test_the_record_keeps_no_email_and_no_private_word(the_town):
    rows = town.rows()
    kept = [row for table in ("record_entry", "record_entrydetail", "record_entryabout") for row in rows[table]]

    private = (town.CANARY, town.CONTACT, town.PORTRAIT, "Lupe Ortiz", the_town.east.things.application.code)
    assert not any(EMAIL.search(row) or any(word in row for word in private) for row in kept)


def test_an_erased_entry_is_erased_from_every_page(the_town, clients):
    entry = the_town.east.things.given.vote.answers.get()
    reason = entry.reason
    its_entries = [e for e in record.Entry.objects.filter(verb="answer.given") if reason in e.told.get("why", "")]
    assert its_entries
    for one in its_entries:
        record.erase(one)

    shown = [
        path for path, page in pages(clients["visitor"], ["/record/", "/api/v1/record/?limit=200"]) if reason in page
    ]

    assert shown == []


# --- Choices before the result -------------------------------------------------------------------


@pytest.fixture(scope="module")
def worlds(standing, clients) -> dict:
    """Three worlds: a member has not voted, has voted yes, has voted no. Every page of each, for everybody else.

    The same in a secret choice beside it.

    Without what passes by itself. The other board's things are left out; they are nobody's business here.
    """
    people = {role: clients[role] for role in ("visitor", "resident", "clerk", "staff", "administrator")}
    people["another member"] = client_of(standing.east.members[1])
    public, found = addresses(standing, "west"), {}
    for choice in (None, "yes", "no"):
        with town.taken_back():
            if choice:
                voting.cast(standing.east.things.open, by=standing.member, choice=choice)
                voting.cast(standing.east.things.secret, by=standing.member, choice=["a" if choice == "yes" else "c"])
            found[choice] = {
                (who, path): re.sub(r"[ \t]+", " ", PASSING.sub("", page))
                for who, client in people.items()
                for path, page in pages(client, public + (desk(standing) if who == "administrator" else []))
            }
    return found


def differences(one: dict, other: dict) -> dict:
    """Where two worlds differ, and what is said there."""
    return {
        place: [line for line in ndiff(one[place].splitlines(), other[place].splitlines()) if line[0] in "+-"][:4]
        for place in one
        if one[place] != other[place]
    }


def test_no_page_tells_a_choice_before_the_result(worlds):
    assert differences(worlds["yes"], worlds["no"]) == {}


def test_nobody_outside_the_roll_learns_how_many_have_voted(worlds):
    told = differences(worlds["yes"], worlds[None])

    assert {place: lines for place, lines in told.items() if place[0] != "another member"} == {}
    assert told, "a member who has voted is seen by the others"


def test_in_a_secret_vote_no_member_learns_who_has_voted(standing, worlds):
    pages_of = re.compile(rf"/votes/{standing.east.things.secret.pk}/")
    told = differences(worlds["yes"], worlds[None])

    assert [place for place in told if pages_of.search(place[1])] == []
    assert any(pages_of.search(path) for _who, path in worlds["yes"])


def test_members_see_who_has_not_voted_yet_and_nothing_more(the_town, clients):
    path = the_town.east.things.open.get_absolute_url()
    page = clients["member"].get(path).content.decode()

    assert the_town.east.members[1].name in page
    assert "abstain" not in page.lower().replace("people say yes, no or abstain.", "")


def test_what_was_chosen_is_read_once_the_result_is_certified(the_town, clients):
    """Else the tests above would hold for pages that never show anything."""
    result = f"/votes/{the_town.east.things.certified.pk}/result/"

    assert "Rosa" in clients["visitor"].get(result).content.decode()
