"""The rules of priorities and suggestions at their edges, and the sums people type."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from governance.priorities import rules
from governance.priorities.forms import MoneyField
from tests import make

LENS = dict.fromkeys(rules.LENS, "Said.")
WHOLE = {
    "has_board": True,
    "answers": LENS,
    "is_from_resident": False,
    "has_suggestion": False,
    "gives_money": True,
    "has_sum": True,
}


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        ({}, set()),
        ({"has_board": False}, {"board"}),
        ({"answers": {}}, set(rules.LENS)),
        ({"answers": LENS | {"need": " \n\t "}}, {"need"}),
        ({"is_from_resident": True}, {"suggestion"}),
        ({"is_from_resident": True, "has_suggestion": True}, set()),
        ({"has_sum": False}, {"amount"}),
        ({"has_sum": False, "gives_money": False}, set()),
    ],
)
def test_every_lack_is_told_by_its_field(facts, fields):
    missing = rules.missing_answers(**WHOLE | facts)
    assert set(missing) == fields
    may = rules.may_publish(faults=missing)
    assert bool(may) == (not fields)
    assert may.params.get("fields", "") == ", ".join(missing)


@pytest.mark.parametrize("was_published", [False, True])
@pytest.mark.parametrize("changed", ["", "board", "slug", "board slug"])
def test_board_and_address_stay_from_the_first_publication(was_published, changed):
    found = rules.moved(
        was_published=was_published, changed_board="board" in changed, changed_address="slug" in changed
    )
    assert set(found) == (set(changed.split()) if was_published else set())


@pytest.mark.parametrize(
    ("is_member", "has_backed", "is_on_table", "says"),
    [
        (True, False, False, ""),
        (False, False, False, "Members of the board"),
        (True, True, False, "already"),
        (True, False, True, "on the board’s table already"),
        (True, True, True, "already"),
        (False, False, True, "Members of the board"),
    ],
)
def test_a_member_puts_a_suggestion_forward_once(is_member, has_backed, is_on_table, says):
    verdict = rules.may_back(is_member=is_member, has_backed=has_backed, is_on_table=is_on_table)
    assert bool(verdict) == (not says)
    assert says in verdict.message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "yes"),
    [(None, None, True), (0, None, True), (1, None, False), (None, 0, False), (None, 1, True), (-2, -1, False)],
)
def test_proposals_are_taken_from_the_first_moment_until_before_the_last(opens, closes, yes):
    now = make.now()
    moments = {
        "opens": None if opens is None else now + opens * make.MINUTE,
        "closes": None if closes is None else now + closes * make.MINUTE,
    }
    assert bool(rules.may_receive(is_adopted=True, at=now, **moments)) == yes
    assert not rules.may_receive(is_adopted=False, at=now, **moments)


# --- sums -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("72,000", 7_200_000),
        ("72.000", 7_200_000),
        ("72000", 7_200_000),
        ("72000.50", 7_200_050),
        ("72000,5", 7_200_050),
        ("72.000,50", 7_200_050),
        ("72,000.50", 7_200_050),
        ("$ 72 000", 7_200_000),
        ("72\u202f000", 7_200_000),
        ("1,234,567.89", 123_456_789),
        ("0", 0),
        ("", None),
    ],
)
def test_a_sum_is_read_as_people_write_it(typed, cents, language):
    with translation.override(language):
        assert MoneyField(required=False).clean(typed) == cents


@pytest.mark.parametrize(
    "typed", ["much", "-5", "1,2,3", "12,34,567", "1.2.3", "1e9", "nan", "٫", "72,000,50", "9" * 40]
)
def test_what_is_no_sum_is_not_guessed(typed):
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_sum_is_shown_as_it_can_be_read_again(language):
    with translation.override(language):
        field = MoneyField()
        assert field.clean(field.prepare_value(7_200_050)) == 7_200_050
        assert field.clean(field.prepare_value(7_200_000)) == 7_200_000
        assert field.prepare_value("72,0oo") == "72,0oo"
