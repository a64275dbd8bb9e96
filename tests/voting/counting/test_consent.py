"""Consent and gradients of agreement: objections with their harm, and advice without a winner."""

import pytest

from community.record.verdict import Refused
from governance.voting.counting import consent, gradients
from governance.voting.counting.consent import ASIDE, CONCERN, CONSENT, OBJECT, Stance

HARM = Stance(OBJECT, "The bus line ends there.")


@pytest.mark.parametrize(("stances", "passed", "reason"), [
    ([Stance(CONSENT)], True, ""),
    ([Stance(CONCERN, "It is late.")], True, ""),
    ([Stance(CONSENT), Stance(ASIDE)], True, ""),
    ([Stance(CONSENT), Stance(CONCERN, "It is late.")], True, ""),
    ([Stance(CONSENT)] * 9 + [HARM], False, "objections"),
    ([Stance(ASIDE)] * 3, False, "nobody"),
    ([], False, "nobody"),
])  # fmt: skip
def test_a_proposal_holds_when_somebody_consents_and_nobody_sees_harm(stances, passed, reason):
    result = consent.count(stances)

    assert (result.passed, result.reason, result.people) == (passed, reason, len(stances))


def test_an_objection_says_which_harm_it_sees():
    with pytest.raises(Refused, match="which harm"):
        consent.count([Stance(OBJECT, "  ")])


def test_an_answer_outside_the_four_is_refused():
    with pytest.raises(Refused, match="maybe is not one"):
        consent.count([Stance("maybe")])


def test_a_charter_may_allow_a_few_objections():
    assert consent.count([Stance(CONSENT), HARM], objections_allowed=1).passed
    assert not consent.count([Stance(CONSENT), HARM, HARM], objections_allowed=1).passed
    with pytest.raises(Refused, match="below zero"):
        consent.count([], objections_allowed=-1)


def test_objections_and_concerns_are_kept_in_words_and_in_no_order_of_answering():
    stances = [HARM, Stance(CONCERN, "Who pays?"), Stance(CONCERN), Stance(OBJECT, "Noise at night.")]

    here, there = consent.count(stances), consent.count(reversed(stances))

    assert here == there
    assert here.objections == ("Noise at night.", "The bus line ends there.")
    assert here.concerns == ("Who pays?",)
    assert here.as_dict()["by_answer"] == {CONSENT: 0, CONCERN: 2, OBJECT: 2, ASIDE: 0}
    assert "  objection: Noise at night." in here.lines()


def test_the_record_says_what_was_allowed_and_whether_it_holds():
    here, there = consent.count([Stance(CONSENT)]), consent.count([HARM], objections_allowed=0)
    assert here.as_dict()["rule"] == "consent"
    assert here.as_dict()["parameters"] == {"objections_allowed": 0}
    assert here.lines()[-1] == "Holds."
    assert there.lines()[-1] == "Does not hold: objections."


def test_other_words_are_another_input():
    assert consent.count([HARM]).input != consent.count([Stance(OBJECT, "Noise.")]).input


def test_gradients_say_how_many_stand_where_and_elect_nothing():
    result = gradients.count(["endorse", "block", "endorse", "abstain"])

    assert list(result.by_step.values()) == [2, 0, 0, 1, 0, 0, 0, 1]
    assert result.middle == ("endorse", "abstain")
    assert result.people == 4
    assert not hasattr(result, "winners")
    assert result.lines()[-1] == "Middle: endorse and abstain. Advice; nothing is decided."


@pytest.mark.parametrize(("answers", "middle"), [
    ([], ()), (["no"], ("no",)), (["yes", "yes"], ("yes",)), (["yes", "no", "no"], ("no",)),
])  # fmt: skip
def test_the_middle_is_where_half_agree_at_least_as_much(answers, middle):
    assert gradients.count(answers, steps=["yes", "no"]).middle == middle


def test_the_scale_belongs_to_the_result():
    here, there = (gradients.count(["yes"], steps=steps) for steps in (["yes", "no"], ["yes", "perhaps", "no"]))

    assert here.input != there.input
    assert here.as_dict()["parameters"] == {"steps": ("yes", "no")}


@pytest.mark.parametrize(("answers", "steps", "said"), [
    (["maybe"], ["yes", "no"], "maybe is not one"),
    ([], ["yes", "yes"], "same name"),
    ([], ["yes"], "two steps"),
])  # fmt: skip
def test_what_is_not_on_the_scale_is_refused(answers, steps, said):
    with pytest.raises(Refused, match=said):
        gradients.count(answers, steps=steps)
