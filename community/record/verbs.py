"""The grammar of the record: each room names the verbs it enters, once, in its own verbs.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

VERBS: dict[str, "Verb"] = {}


@dataclass(frozen=True)
class Verb:
    """What somebody can have done, as `thing.past_tense`.

    label: the rest of a sentence that begins with the person's name ("opened the vote").
    told: given the subject and the entry, the people to be told. Nobody when missing.
    mailed: whether they are told by mail too, not on the site only.
    title: a sentence for the person told; the label serves when it is empty.
    is_public: whether the entry shows on /record/.
    doer: who does it when no person does: the clock, or the board by its vote.
    """

    key: str
    label: str
    told: Callable[[object, object], Iterable] | None = None
    mailed: bool = False
    title: str = ""
    is_public: bool = True
    doer: str = _("The clock")

    def __post_init__(self):
        if self.key in VERBS:
            raise ValueError(f"The verb {self.key} is named twice.")
        VERBS[self.key] = self

    def __str__(self) -> str:
        return self.key
