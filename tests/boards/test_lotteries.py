"""A civic lottery, act by act: what may be done when, and that nothing is ever half done."""

import pytest
from django.db import transaction

from community.record.models import Entry
from community.record.verdict import Refused
from governance.boards import actions as boards
from governance.boards.lottery import redraw
from governance.boards.models import Application, Commitment, Lottery, Ticket
from tests import make, town

from . import draws

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return draws.table()


def refused(says, act, *args, **kwargs):
    """The act is refused with this sentence, and changes no row."""
    before = town.rows()
    with pytest.raises(Refused, match=says):
        act(*args, **kwargs)
    assert not town.changed(before)


def test_the_whole_way_from_the_call_to_the_seats(call):
    lottery = draws.drawn(call)
    panel = Application.objects.filter(tickets__is_drawn=True)
    assert lottery.state == "drawn" and 0 <= lottery.number < 1000
    assert panel.count() == call.places == 4
    assert {one.state for one in panel} == {"carried"}
    assert {one.state for one in call.applications.exclude(pk__in=panel)} == {"not_chosen"}
    assert Ticket.objects.count() == 24 and min(Ticket.objects.values_list("chance", flat=True)) == lottery.smallest
    assert sum(Ticket.objects.values_list("chance", flat=True)) == 4000
    verbs = list(Entry.objects.filter(verb__startswith="lottery").values_list("verb", flat=True).order_by("seq"))
    steps = ["prepared", "committed", "committed", "begun", "published", "revealed", "revealed", "drawn"]
    assert verbs == [f"lottery.{step}" for step in steps]
    for application in panel:
        term = boards.seat(application, by=draws.clerk(call))
        assert term.chosen == "lot"


def test_any_panel_drawn_meets_the_quotas_with_one_person_per_household(call):
    drawn = draws.drawn(call)
    panel = [ticket.application for ticket in drawn.tickets.filter(is_drawn=True)]
    answers = [one.portrait.answers for one in panel]
    assert 1 <= sum(one["age"] == "14-24" for one in answers) <= 2
    assert 2 <= sum(one["home"] == "rents" for one in answers) <= 4
    assert len({one.household for one in panel}) == 4


def test_each_of_the_1000_panels_meets_the_quotas_whichever_number_is_drawn(call):
    """Recounted from the published file, with the tokens in hand."""
    lottery = draws.published(call)
    facts = redraw.read(lottery.text)
    pooled = list(lottery.tickets.select_related("application__portrait"))
    stood = dict.fromkeys(pooled, 0)
    for number, marks in enumerate(facts["panels"]):
        panel = [one for one in pooled if redraw.mark(facts["lottery"], number, one.token) in marks]
        answers = [one.application.portrait.answers for one in panel]
        assert 1 <= sum(one["age"] == "14-24" for one in answers) <= 2
        assert 2 <= sum(one["home"] == "rents" for one in answers) <= 4
        assert len({one.application.household for one in panel}) == 4
        for one in panel:
            stood[one] += 1
    assert all(one.chance == times for one, times in stood.items())


def test_everybody_hears_at_the_same_moment(call):
    lottery = draws.drawn(call)
    heard = Entry.objects.filter(verb="application.answered")
    assert heard.count() == 24 and {entry.at for entry in heard} == {lottery.drawn_at}
    assert not heard.filter(is_public=True).exists()


# --- Preparing -------------------------------------------------------------------------------------


def test_only_the_clerk_prepares_and_only_when_the_call_has_closed(call):
    clerk = draws.clerk(call)
    refused("Only this board’s clerk", boards.prepare_lottery, call, by=draws.member(call))
    refused("still open", boards.prepare_lottery, call, by=clerk, at=call.closes_at - make.HOUR)
    draws.prepared(call)
    refused("on its way", boards.prepare_lottery, call, by=clerk)


def test_a_call_that_is_not_filled_by_lot_has_no_lottery():
    sam = make.person("sam")
    board = make.board(seated=make.people("rosa"), clerk=sam)
    call = make.call(board, clerk=sam, at=make.now() - 25 * make.DAY)
    refused("not filled by lot", boards.prepare_lottery, call, by=sam)


def test_a_pool_with_too_few_households_is_refused_with_the_numbers():
    call = draws.table(seats=4, people=6, quotas=())  # three homes
    refused("3 households in the pool. Seats to fill: 4", boards.prepare_lottery, call, by=draws.clerk(call))


def test_who_was_put_off_or_took_it_back_is_not_in_the_pool(call):
    first, second, *_rest = call.applications.order_by("pk")
    boards.defer(first)
    boards.withdraw(second)
    lottery = draws.published(call)
    assert lottery.pool == 22 and not lottery.tickets.filter(application__in=[first, second]).exists()


# --- Where the number comes from -------------------------------------------------------------------


def test_two_people_of_different_kinds_commit_and_one_of_them_holds_a_seat(call):
    lottery, clerk = draws.prepared(call), draws.clerk(call)
    refused("Two people of different kinds", boards.compute, lottery, by=clerk)
    boards.commit(lottery, by=clerk, digest="a" * 64)
    boards.commit(lottery, by=make.staff(), digest="b" * 64)
    refused("Two people of different kinds", boards.compute, lottery, by=clerk)
    boards.commit(lottery, by=draws.member(call), digest="c" * 64)
    assert boards.compute(lottery, by=clerk).state == "computing"


def test_two_members_of_one_kind_are_not_enough(call):
    lottery = draws.prepared(call)
    for name, letter in (("Rosa", "a"), ("Noi", "b")):
        boards.commit(lottery, by=draws.member(call, name), digest=letter * 64)
    refused("Two people of different kinds", boards.compute, lottery, by=draws.clerk(call))


def test_who_may_not_commit_is_told_why(call):
    lottery, clerk = draws.prepared(call), draws.clerk(call)
    refused("Members of the board", boards.commit, lottery, by=make.person("omar"), digest="a" * 64)
    chair = make.person("ana")
    boards.give_role(call.seat.board, chair, "chair")
    Application.objects.filter(pk=call.applications.first().pk).update(person=chair)
    refused("You are in the pool yourself", boards.commit, lottery, by=chair, digest="a" * 64)
    refused("64 figures", boards.commit, lottery, by=clerk, digest="A" * 64)
    boards.commit(lottery, by=clerk, digest="a" * 64)
    refused("committed already", boards.commit, lottery, by=clerk, digest="b" * 64)
    refused("words of your own", boards.commit, lottery, by=draws.member(call), digest="a" * 64)
    boards.commit(lottery, by=draws.member(call), digest="b" * 64)
    boards.compute(lottery, by=clerk)
    refused("being worked out already", boards.commit, lottery, by=draws.member(call, "Noi"), digest="c" * 64)


def test_the_server_keeps_no_secret_before_it_is_revealed(call):
    draws.published(call)
    assert not any(
        secret in "".join("".join(rows) for rows in town.rows().values()) for secret in draws.SECRETS.values()
    )
    assert set(Commitment.objects.values_list("secret", flat=True)) == {""}


def test_a_public_source_is_named_before_it_speaks_and_entered_once_it_has(call):
    lottery, clerk, speaks = draws.prepared(call), draws.clerk(call), make.now() + make.DAY
    source = {"by": clerk, "words": "Pick 4 of the state lottery, four figures"}
    refused("speaks later", boards.name_source, lottery, speaks=make.now() - make.HOUR, **source)
    boards.name_source(lottery, speaks=speaks, **source)
    refused("named already", boards.name_source, lottery, speaks=speaks, **source)
    refused("nobody commits", boards.commit, lottery, by=draws.member(call), digest="a" * 64)
    lottery = draws.work(boards.compute(lottery, by=clerk))
    assert lottery.state == "published" and "Pick 4" in lottery.text
    refused("not spoken yet", boards.enter_source, lottery, by=clerk, words="1 2 3 4")
    refused("Only this board’s clerk", boards.enter_source, lottery, by=draws.member(call), words="1", at=speaks)
    lottery = boards.enter_source(lottery, by=clerk, words=" 1 2  3 4 ", at=speaks)
    assert lottery.state == "drawn" and lottery.source_said == "1 2 3 4"
    assert redraw.draw(lottery.text, ["1 2 3 4"]).number == lottery.number
    refused("Once is enough", boards.enter_source, lottery, by=clerk, words="5 6 7 8", at=speaks)


def test_a_source_that_has_spoken_before_the_chances_are_published_draws_nothing(call):
    lottery = draws.prepared(call)
    speaks = make.now() + make.HOUR
    boards.name_source(lottery, by=draws.clerk(call), words="Pick 4", speaks=speaks)
    refused("spoken already", boards.compute, lottery, by=draws.clerk(call), at=speaks)
    boards.compute(lottery, by=draws.clerk(call))
    claimed = boards.claim_lottery()
    made = _made(lottery)
    assert boards.publish_lottery(lottery, claim=claimed.claim, made=made, at=speaks)
    lottery.refresh_from_db()
    assert (lottery.state, lottery.fault, lottery.text) == ("failed", "source_spoke", "")
    assert not Ticket.objects.exists()


def _made(lottery):
    from governance.boards.pools import Made, drawable

    keys = drawable(lottery.call, None, make.now()).values_list("pk", flat=True)
    tokens = {pk: f"token-number-{pk:06}" for pk in keys}
    return Made("{}", "0" * 64, tokens, dict.fromkeys(tokens.values(), 100), 100, True)


# --- Revealing -------------------------------------------------------------------------------------


def test_a_secret_is_revealed_once_and_must_be_the_one_committed_to(call):
    lottery, rosa, sam = draws.committed(call), draws.member(call), draws.clerk(call)
    words = draws.SECRETS["rosa"]
    refused("Keep your secret to yourself", boards.reveal, lottery, by=rosa, secret=words)
    boards.compute(lottery, by=sam)
    lottery = draws.work(lottery)
    refused("not the words", boards.reveal, lottery, by=rosa, secret="the river was low that spring")
    refused("not the words", boards.reveal, lottery, by=rosa, secret="short")
    refused("have not committed", boards.reveal, lottery, by=draws.member(call, "Noi"), secret=words)
    assert boards.reveal(lottery, by=rosa, secret=f" {words} ").state == "published"
    refused("revealed your secret already", boards.reveal, lottery, by=rosa, secret=words)
    assert boards.reveal(lottery, by=sam, secret=draws.SECRETS["sam"]).state == "drawn"
    refused("revealed your secret already", boards.reveal, lottery, by=sam, secret=draws.SECRETS["sam"])


def test_who_never_reveals_is_named_in_public_and_it_starts_again_without_them(call):
    lottery, sam = draws.published(call), draws.clerk(call)
    boards.reveal(lottery, by=sam, secret=draws.SECRETS["sam"])
    refused("still time", boards.give_up, lottery, by=sam, why="Rosa is ill.")
    over = lottery.reveal_by
    refused("Give the reason", boards.give_up, lottery, by=sam, why=" ", at=over)
    refused("Only this board’s clerk", boards.give_up, lottery, by=draws.member(call), why="Ill.", at=over)
    lottery = boards.give_up(lottery, by=sam, why="Rosa is ill.", at=over)
    assert (lottery.state, lottery.fault) == ("failed", "not_revealed")
    again = draws.prepared(call)
    refused("others commit", boards.commit, again, by=draws.member(call), digest="a" * 64)
    boards.commit(again, by=draws.member(call, "Noi"), digest="b" * 64)
    refused("is over", boards.reveal, lottery, by=draws.member(call), secret=draws.SECRETS["rosa"])


# --- Stopping, and what the database keeps ---------------------------------------------------------


def test_a_lottery_is_stopped_with_a_reason_until_its_chances_are_published(call):
    lottery, sam = draws.prepared(call), draws.clerk(call)
    refused("Give the reason", boards.cancel, lottery, by=sam, why="")
    refused("Only this board’s clerk", boards.cancel, lottery, by=draws.member(call), why="No.")
    assert boards.cancel(lottery, by=sam, why="Wrong call.").state == "cancelled"
    refused("can no longer", boards.cancel, lottery, by=sam, why="Twice.")
    refused("can no longer", boards.cancel, draws.published(call), by=sam, why="Too late.")


def rejected(says, change):
    with pytest.raises(Exception, match=says), transaction.atomic():
        change()


def test_nothing_about_a_published_lottery_changes_but_the_draw(call):
    lottery = draws.published(call)
    rows = Lottery.objects.filter(pk=lottery.pk)
    pinned = {"text": "{}", "digest": "0" * 64, "seats": 3, "quotas": [], "source": "x", "pool": 1, "smallest": 1}
    for field, value in [*pinned.items(), ("reveal_by", make.now()), ("state", "cancelled"), ("state", "drafted")]:
        rejected("append-only|constraint", lambda field=field, value=value: rows.update(**{field: value}))
    rejected("append-only|protected", lambda: rows.delete())
    rejected("append-only", lambda: Ticket.objects.update(chance=1))
    rejected("append-only", lambda: Commitment.objects.update(digest="0" * 64))
    draws_it = boards.reveal(lottery, by=draws.member(call), secret=draws.SECRETS["rosa"])
    rejected("append-only", lambda: Commitment.objects.exclude(secret="").update(secret="another secret of mine"))
    boards.reveal(draws_it, by=draws.clerk(call), secret=draws.SECRETS["sam"])
    for field, value in [("number", 1), ("seed", "1"), ("state", "failed"), ("ended_why", "x")]:
        rejected("append-only", lambda field=field, value=value: rows.update(**{field: value}))
    rejected("append-only", lambda: Ticket.objects.filter(is_drawn=True).update(is_drawn=False))


# --- Replacing -------------------------------------------------------------------------------------


def test_who_says_no_is_replaced_from_the_same_pool_by_the_same_rules(call):
    draws.drawn(call)
    sam = draws.clerk(call)
    refused("Nobody who was drawn", boards.replace_drawn, call, by=sam)
    says_no, *others = call.applications.filter(state="carried")
    boards.withdraw(says_no)
    for application in others:
        boards.seat(application, by=sam)
    lottery = boards.replace_drawn(call, by=sam)
    assert lottery.seats == 1 and lottery.after.state == "drawn"
    lottery = draws.drawn(call, lottery)
    assert '"quotas":[]' in lottery.text  # what is left of them would tell of those who sit
    ticket = lottery.tickets.get(is_drawn=True)
    assert ticket.application != says_no and ticket.application.state == "carried"
    panel = [*others, ticket.application]
    assert 1 <= sum(one.portrait.answers["age"] == "14-24" for one in panel) <= 2
    assert 2 <= sum(one.portrait.answers["home"] == "rents" for one in panel) <= 4
    assert len({one.household for one in panel}) == 4
    assert boards.seat(ticket.application, by=sam).chosen == "lot"
    assert Entry.objects.filter(verb="application.answered").count() == 25
    refused("Nobody who was drawn", boards.replace_drawn, call, by=sam)


def test_a_seat_that_falls_empty_is_filled_from_the_pool_until_its_terms_are_over(call):
    draws.drawn(call)
    sam, boarder = draws.clerk(call), call.applications.filter(state="carried").first()
    for application in call.applications.filter(state="carried"):
        boards.seat(application, by=sam)
    boarder.refresh_from_db()
    term = boarder.person.terms.get()
    boards.end_term(term, by=boarder.person, why="Moved away.")
    later = term.seat.terms.get(pk=term.pk).until
    refused("too old", boards.replace_drawn, call, by=sam, at=make.now() + 25 * draws.MONTH)
    lottery = boards.replace_drawn(call, by=sam, at=later)
    assert lottery.seats == 1


def test_who_was_put_off_is_in_the_next_draw_and_a_reserve_may_leave_the_pool(call):
    late = call.applications.first()
    boards.defer(late)
    draws.drawn(call)
    boards.withdraw(call.applications.filter(state="carried").first())
    reserve = call.applications.filter(state="not_chosen").exclude(pk=late.pk).first()
    boards.withdraw(reserve)
    lottery = draws.drawn(call, boards.replace_drawn(call, by=draws.clerk(call)))
    assert lottery.tickets.filter(application=late).exists()
    assert not lottery.tickets.filter(application=reserve).exists()
