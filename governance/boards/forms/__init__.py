"""What people are asked for on the pages of boards."""

from .applications import CodeForm, ReviewForm, WordsForm
from .calls import CallForm
from .charters import AmendmentForm
from .fields import long_text
from .terms import EndForm, SeatingForm

__all__ = [
    "AmendmentForm",
    "CallForm",
    "CodeForm",
    "EndForm",
    "ReviewForm",
    "SeatingForm",
    "WordsForm",
    "long_text",
]
