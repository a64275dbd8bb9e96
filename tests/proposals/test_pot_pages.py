"""Both counts side by side before a pot is asked for, and what its page says afterwards."""

import pytest
from django.urls import reverse

from governance.proposals.models import Pot
from governance.voting import actions as voting
from governance.voting.models import Vote
from tests import make

pytestmark = pytest.mark.django_db

BOTH = "Nurses Benches"


@pytest.fixture
def members():
    return make.people("ada bo cy")


@pytest.fixture
def homes(members):
    board = make.board(seated=members)
    (made,) = make.planned(board, members=members, amount=10_000_000)
    for title, amount in (("Nurses", 6_000_000), ("Garden", 5_000_000), ("Benches", 4_000_000)):
        make.proposal(made, by=make.person(f"author of {title}"), title=title, amount=amount)
    return made


def key(title):
    return f"p{Pot.proposals.through.proposal.field.related_model.objects.get(title=title).pk}"


def end(vote, **answers):
    for name, titles in answers.items():
        person = vote.roll.get(person__name=name.title()).person
        voting.cast(vote, by=person, choice=[key(title) for title in titles.split()])
    voting.finish(vote, at=vote.closes_at)
    vote.refresh_from_db()
    return vote


def test_a_member_sees_both_counts_on_invented_ballots_before_choosing(client, homes, members):
    client.force_login(members[0])
    page = client.get(reverse("pot_asking", args=[homes.slug])).content.decode()

    assert "$100,000" in page and "On invented ballots" in page
    assert page.count("Gets the money") == 4, "two by each count"
    assert "so there are no ballots of a last round" in page
    assert 'name="rule" value="equal-shares" id="pot_rule_0"' in page.replace("required ", "")


def test_the_last_round_is_counted_again_in_both_ways(client, homes, members):
    end(make.pot(homes, by=members[0], seconded_by=members[1]), ada="Nurses", bo="Nurses", cy="")
    client.force_login(members[0])

    page = client.get(reverse("pot_asking", args=[homes.slug])).content.decode()

    assert "On the ballots of the last round" in page
    assert page.index("On the ballots of the last round") < page.rindex("Nurses")


def test_what_was_looked_at_is_what_is_asked(client, homes, members):
    client.force_login(members[0])
    address = reverse("pot_asking", args=[homes.slug])
    page = client.get(address, {"utility": "cardinality", "completion": "none"}).content.decode()
    assert 'name="utility" value="cardinality"' in page and 'name="completion" value="none"' in page
    assert client.get(address, {"utility": "beauty"}).status_code == 200

    told = {"rule": "equal-shares", "utility": "cardinality", "completion": "none", "mode": "secret"}
    response = client.post(address, told)

    vote = Vote.objects.get(method="pot")
    assert response["Location"] == vote.get_absolute_url()
    assert (vote.mode, vote.paper.parameters["utility"], vote.paper.parameters["completion"]) == (
        "secret",
        "cardinality",
        "none",
    )


def test_a_form_that_says_nothing_is_shown_again(client, homes, members):
    client.force_login(members[0])
    response = client.post(reverse("pot_asking", args=[homes.slug]), {"rule": ""})
    assert response.status_code == 422 and "Choose how it is counted" in response.content.decode()
    assert not Vote.objects.filter(method="pot").exists()


def test_the_page_of_a_priority_leads_members_there_and_nobody_else(client, homes, members):
    door = reverse("pot_asking", args=[homes.slug])
    assert door not in client.get(homes.get_absolute_url()).content.decode()
    client.force_login(members[0])
    assert door in client.get(homes.get_absolute_url()).content.decode()


def test_a_pot_says_who_got_the_money_and_who_can_ask_again(client, homes, members):
    vote = end(
        make.pot(homes, by=members[0], seconded_by=members[1]), ada="Nurses Benches", bo="Nurses Benches", cy="Nurses"
    )

    page = client.get(vote.subject.get_absolute_url()).content.decode()
    assert page.count("Gets the money") == 2 and page.count("It can be put again") == 1
    assert page.count("The fund must answer by") == 2
    for title, says in (("Nurses", True), ("Garden", False)):
        proposal = client.get(reverse("proposal", args=[int(key(title)[1:])])).content.decode()
        assert ("The fund must answer by" in proposal) is says
        assert "Which proposals get the money" in proposal


def test_staff_answer_each_winner_by_itself(client, homes, members):
    vote = end(
        make.pot(homes, by=members[0], seconded_by=members[1]), ada="Nurses Benches", bo="Nurses Benches", cy="Nurses"
    )
    client.force_login(make.staff())

    page = client.get(vote.subject.get_absolute_url()).content.decode()
    doors = [reverse("answer_to_one", args=[vote.pk, key(title)]) for title in ("Nurses", "Benches")]
    assert all(f'action="{door}"' in page for door in doors)
    told = {"kind": "partly", "reason": "Half of it now.", "language": "en"}
    assert client.post(doors[0], told).status_code == 302
    page = client.get(vote.subject.get_absolute_url()).content.decode()
    assert "Half of it now." in page and page.count("The fund must answer by") == 1
    listed = client.get(reverse("answers")).content.decode()
    assert "Nurses" in listed and "Benches" in listed
