"""A sum as people type it, in whatever way their country writes it, becomes cents or a clear sentence."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from config.phrases import money
from governance.priorities.forms import MoneyField

FIELD = MoneyField()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("72000", 7_200_000),
        ("72,000", 7_200_000),
        ("72.000", 7_200_000),
        ("72 000", 7_200_000),
        ("$72,000", 7_200_000),
        ("72,000.50", 7_200_050),
        ("72.000,50", 7_200_050),
        ("72000.50", 7_200_050),
        ("72000,5", 7_200_050),
        ("1,234,567.89", 123_456_789),
        ("1.234.567,89", 123_456_789),
        ("0.01", 1),
        (" 5 ", 500),
        ("10000000000000", 10**15),
    ],
)
def test_a_sum_is_read_as_it_was_meant(typed, cents, language):
    with translation.override(language):
        assert FIELD.clean(typed) == cents


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("72k", "in figures"),
        ("seventy", "in figures"),
        ("-5", "in figures"),
        ("1e9", "in figures"),
        ("NaN", "in figures"),
        ("Infinity", "in figures"),
        ("1,23,456", "in figures"),
        ("72..000", "in figures"),
        ("12.345.67", "in figures"),
        ("72000.505", "no more than two figures"),
        ("72,000.5050", "no more than two figures"),
        ("10000000000000.01", "too large"),
        ("9" * 5000, "too large"),
        ("\0", "in figures"),
    ],
)
def test_what_is_no_sum_is_answered_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        FIELD.clean(typed)


@given(st.integers(0, 10**15))
def test_what_is_shown_can_be_typed_again(cents):
    assert FIELD.clean(money(cents)) == cents
    assert FIELD.clean(FIELD.prepare_value(cents)) == cents


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed):
    try:
        assert FIELD.clean(typed) >= 0
    except ValidationError as error:
        assert error.messages
