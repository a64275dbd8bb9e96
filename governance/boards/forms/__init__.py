"""What people are asked for on the pages of boards."""

from .applications import CodeForm, ReviewForm, WordsForm
from .calls import CallForm
from .charters import AmendmentForm
from .fields import long_text, said, seat_name
from .terms import EndForm, SeatingForm
from .welcome import FirstStepForm, PayForm

__all__ = [
    "AmendmentForm",
    "CallForm",
    "CodeForm",
    "EndForm",
    "FirstStepForm",
    "PayForm",
    "ReviewForm",
    "SeatingForm",
    "WordsForm",
    "long_text",
    "said",
    "seat_name",
]
