"""The page that answers for a receipt code: to anybody, about any vote, and never with a choice."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from governance.voting import actions as voting
from governance.voting import receipts
from tests import make
from tests.read import queries, text_of

pytestmark = pytest.mark.django_db


def ask(client, code, **headers):
    return client.post(reverse("receipts"), {"code": code}, headers=headers)


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_a_code_is_recorded_from_the_moment_its_ballot_is_in_and_ever_after(client, board, members, mode):
    vote = make.vote(board, by=members[0], seconded_by=members[1], mode=mode)
    code = receipts.new_code()
    assert "No ballot with this code is recorded. Check what you typed" in text_of(ask(client, code))

    voting.cast(vote, by=members[0], choice="no", receipt=code)

    found = text_of(ask(client, code))
    assert "This ballot is recorded." in found and vote.question in found and "counted when the vote closes" in found
    make.decided(vote)
    found = text_of(ask(client, code))
    assert "It is in the count." in found
    assert ("The ballots of this vote are published" in found) is (mode == "open"), "three are too few to list"


def test_in_spanish_a_receipt_names_the_vote_by_a_noun(client, vote, members):
    """The English word is both; the button that asks somebody to vote is another one."""
    client.force_login(members[0])
    code = voting.cast(vote, by=members[0], choice="no")
    for page in (client.post("/es/receipts/", {"code": code}), client.get(f"/es/votes/{vote.pk}/ballot/")):
        labels = [dt.text for dt in BeautifulSoup(page.content, "html.parser").select("dt")]
        assert "Votación" in labels and "Votar" not in labels


def test_a_code_of_a_ballot_that_was_changed_says_so(client, vote, members):
    first = voting.cast(vote, by=members[0], choice="no")
    second = voting.replace(vote, by=members[0], choice="yes", version=1)
    assert "replaced by a later one" in text_of(ask(client, first))
    assert "This ballot is recorded." in text_of(ask(client, second))


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_the_answer_is_the_same_whatever_the_ballot_says(client, board, members, mode):
    said = set()
    for choice in ("yes", "no", "abstain"):
        vote = make.vote(board, by=members[0], seconded_by=members[1], mode=mode)
        code = voting.cast(vote, by=members[0], choice=choice)
        said.add(text_of(ask(client, code)).replace(f"/votes/{vote.pk}/", "").replace(code, ""))
        make.decided(vote)
    assert len(said) == 1 and "Rosa" not in said.pop()


def test_a_code_is_read_as_people_write_it(client, vote, members):
    code = voting.cast(vote, by=members[0], choice="no")
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        assert "This ballot is recorded." in text_of(ask(client, typed))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code on your receipt."),
        ("K7QM-2XHD", "A code has 28 letters and figures; you typed 8."),
        ("O" * 28, "No code has O in it."),
        ("K7QM-2XHD-9RVC-K7QM-2XHD-9RVC-K7Q1", "No code has 1 in it."),
        ("É" * 28, "No code has É in it."),
        ("K" * 500, "longer than a receipt code"),
        ("K7QM\0", "Null characters"),
    ],
)
def test_what_cannot_be_a_code_is_said_clearly(client, db, typed, said):
    response = ask(client, typed)
    assert response.status_code == 422 and said in text_of(response)


def test_the_address_has_no_code_and_nothing_is_kept(client, vote, members):
    code = voting.cast(vote, by=members[0], choice="no")
    asked = client.get(reverse("receipts"), {"code": code})
    assert asked.status_code == 200 and code not in text_of(asked) and "is recorded." not in text_of(asked)
    for response in (asked, ask(client, code)):
        assert "no-store" in response["Cache-Control"]
        assert "sessionid" not in response.cookies


def test_a_page_that_lost_its_line_asks_in_few_words(client, vote, members):
    code = voting.cast(vote, by=members[0], choice="no")
    json = {"Accept": "application/json"}
    assert ask(client, code, **json).json() == {"is_recorded": True, "is_replaced": False}
    assert ask(client, receipts.new_code(), **json).json() == {"is_recorded": False, "is_replaced": False}
    assert (ask(client, "K7", **json).status_code, ask(client, "K7", **json).json()) == (422, {})


def test_whoever_guesses_is_told_to_wait(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"receipt": "3/m/ip"}
    said = [ask(client, receipts.new_code()).status_code for _try in range(4)]
    assert said == [200, 200, 200, 429]
    assert "Too many tries" in text_of(ask(client, receipts.new_code()))


def test_looking_a_code_up_costs_the_same_however_many_votes_there_were(client, board, members):
    def one_more():
        vote = make.vote(board, by=members[0], seconded_by=members[1])
        code = voting.cast(vote, by=members[0], choice="no")
        make.decided(vote)
        return code

    first = queries(ask, client, one_more())
    for _n in range(3):
        code = one_more()
    assert queries(ask, client, code) == first <= 8
