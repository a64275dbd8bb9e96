"""What is asked of somebody who applies for a seat, of the clerk, and of who changes the charter."""

from .calls import CallForm, CodeForm, EndForm, ReviewForm, SeatingForm, WordsForm
from .charters import AmendmentForm, field_for
from .fields import TOO_LONG, ReasonForm, SumField, long_text, said, seat_name

__all__ = [
    "TOO_LONG",
    "AmendmentForm",
    "CallForm",
    "CodeForm",
    "EndForm",
    "ReasonForm",
    "ReviewForm",
    "SeatingForm",
    "SumField",
    "WordsForm",
    "field_for",
    "long_text",
    "said",
    "seat_name",
]
